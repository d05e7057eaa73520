// The address of a form that begins a record from another one, by a follow-up of the app document.

/** Which follow-up of which record. */
export interface BegunFrom {
  entity: string;
  record: string;
  follow_up: string;
}

export function follow_up_address(form: string, { entity, record, follow_up }: BegunFrom): string {
  const from = [entity, record, follow_up].map(encodeURIComponent).join("/");
  return `#/form/${encodeURIComponent(form)}?from=${encodeURIComponent(from)}`;
}

/** undefined: the address was cut, or written by hand. */
export function parse_begun_from(text: string | null): BegunFrom | undefined {
  try {
    const [entity, record, follow_up] = (text ?? "").split("/").map(decodeURIComponent);
    return entity && record && follow_up ? { entity, record, follow_up } : undefined;
  } catch {
    return undefined;
  }
}
