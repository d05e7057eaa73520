// Where signing in leads: back to the page that asked for it, and never out of the site.

/** The address of a sign-in page that comes back to `here`. */
export function sign_in_address(site_url: string, here: string): string {
  const path = here.startsWith(site_url) ? here.slice(site_url.length) : "";
  return `${site_url}sign_in.html${path ? `?next=${encodeURIComponent(path)}` : ""}`;
}

/**
 * Where to go after signing in. `next` comes from an address that anybody may have written: what would
 * leave the site, or is no address of it, leads to the site's first page.
 */
export function next_page(site_url: string, search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "";
  try {
    const target = new URL(next, site_url);
    if (target.href.startsWith(site_url) && /^https?:$/.test(target.protocol)) return target.href;
  } catch {
    // No address at all.
  }
  return site_url;
}
