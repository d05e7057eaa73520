// The page of an app, for all its roles.

import { register_service_worker } from "../platform/register.ts";
import { app_place } from "./app_place.ts";
import { Shell } from "./shell.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { is_embedded, tell_height } from "./embedding.ts";
import { make_client, start_page } from "./start.ts";

start_page();
const place = app_place(location.href)!;
const shell = new Shell();
shell.place = place;
shell.client = make_client(place);
if (is_embedded(location.href)) {
  shell.toggleAttribute("embedded", true);
  tell_height(shell);
}
document.body.append(shell);
register_service_worker(place.site_url);
void tell_of_demo(place.site_url);
