import { register_service_worker } from "../platform/register.ts";
import "./designer.css";
import { DesignerPage, kPreviewRecords } from "./designer_page.ts";
import { make_client, start_locale } from "./start.ts";

start_locale();
const page = new DesignerPage();
page.client = make_client();
page.make_preview = (text) =>
  make_client({ engine: "memory", app_text: text, sample_limit: kPreviewRecords });
document.body.append(page);
register_service_worker();
