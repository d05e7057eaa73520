import { register_service_worker } from "../platform/register.ts";
import { app_place } from "./app_place.ts";
import "./designer.css";
import { DesignerPage, kPreviewRecords } from "./designer_page.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { make_client, start_locale } from "./start.ts";

start_locale();
// The canvas is drawn in the light colours.
document.documentElement.dataset.theme = "light";
const place = app_place(location.href)!;
const page = new DesignerPage();
page.place = place;
page.client = make_client(place);
page.make_preview = (text, sample) =>
  make_client(place, { engine: "memory", app_text: text, sample, sample_limit: kPreviewRecords });
document.body.append(page);
register_service_worker(place.site_url);
void tell_of_demo(place.site_url);
