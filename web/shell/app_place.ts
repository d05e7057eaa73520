// Where a page of an app stands: https://HOST/SITE/apps/ID/PAGE. All that belongs to the app (its files,
// the hub's routes for it, what this device keeps) is named by its id; programs and styles are the
// site's.

export interface AppPlace {
  id: string;
  /** The app's folder and the site's, with a slash at their ends. */
  app_url: string;
  site_url: string;
}

/** The place that an address lies in; undefined for an address of no app. */
export function app_place(href: string): AppPlace | undefined {
  const { origin, pathname } = new URL(href);
  const parts = /^(.*\/)apps\/([a-z][a-z0-9_]{0,63})\/[^/]*$/.exec(pathname);
  if (!parts) return undefined;
  const [, site = "/", id = ""] = parts;
  return { id, site_url: origin + site, app_url: `${origin}${site}apps/${id}/` };
}

/** The folder of a page that belongs to no app. */
export function site_of(href: string): string {
  return new URL("./", href.replace(/[?#].*$/, "")).href;
}
