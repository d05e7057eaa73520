// Which apps the site has: apps/index.json, made by the build or by the hub.

export interface ListedApp {
  id: string;
  label: Record<string, string>;
}

const kId = /^[a-z][a-z0-9_]{0,63}$/;

export async function list_apps(site_url: string, fetch_: typeof fetch = (input, init) => fetch(input, init)): Promise<ListedApp[]> {
  const response = await fetch_(`${site_url}apps/index.json`, { cache: "no-cache" });
  if (!response.ok) throw new Error(`apps/index.json: ${response.status}`);
  const list = (await response.json()) as { apps?: unknown };
  if (!Array.isArray(list.apps)) throw new Error("apps/index.json holds no list");
  return list.apps.filter(is_listed);
}

function is_listed(app: unknown): app is ListedApp {
  if (typeof app !== "object" || app === null) return false;
  const { id, label } = app as { id?: unknown; label?: unknown };
  return typeof id === "string" && kId.test(id) && typeof label === "object" && label !== null;
}

/** The label in a language, else in the app's first. */
export function label_of(app: ListedApp, locale: string): string {
  return app.label[locale] ?? Object.values(app.label)[0] ?? app.id;
}
