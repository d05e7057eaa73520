// An address of the time when a site held one app: leads to the same page of the first app.

import { list_apps } from "./apps_list.ts";
import { site_of } from "./app_place.ts";

const site_url = site_of(location.href);
const page = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
// Without an app to go to, the first page says so.
const [first] = await list_apps(site_url).catch(() => []);
const folder = first ? `apps/${first.id}/` : "";
const address = new URL(folder + (folder && page === "designer.html" ? page : ""), site_url);
address.search = location.search;
address.hash = location.hash;
location.replace(address);
