// What an app's document says of the people who use it, as far as adding one needs it.

export interface PeopleOfApp {
  entity: string;
  name_field: string;
  role_field: string | undefined;
  roles: { id: string; label: string }[];
}

interface Field {
  id: string;
  type: string;
  options?: { id: string; label?: Record<string, string> }[];
}
interface Document {
  users?: { entity: string; role?: string };
  entities?: { id: string; title?: string; fields: Field[] }[];
}

/** Undefined where the app says nothing of people, or their name stands in no field. */
export function people_of_app(text: string, locale: string): PeopleOfApp | undefined {
  const app = JSON.parse(text) as Document;
  const entity = app.entities?.find(({ id }) => id === app.users?.entity);
  if (!app.users || !entity) return undefined;
  // What names a person's record is a field alone, or composed of several: then the first text is.
  const name = entity.fields.find(({ id }) => id === entity.title) ?? entity.fields.find(({ type }) => type === "text");
  if (!name) return undefined;
  const role = entity.fields.find(({ id, options }) => id === app.users?.role && options !== undefined);
  return {
    entity: entity.id,
    name_field: name.id,
    role_field: role?.id,
    roles: (role?.options ?? []).map(({ id, label }) => ({ id, label: label?.[locale] ?? Object.values(label ?? {})[0] ?? id })),
  };
}
