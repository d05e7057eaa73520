import { register_service_worker } from "../platform/register.ts";
import { Shell } from "./shell.ts";
import { make_client, start_locale } from "./start.ts";

start_locale();
const shell = new Shell();
shell.client = make_client();
shell.page = "manager";
shell.roles = ["manager", "regional_manager"];
shell.outbox = true;
document.body.append(shell);
register_service_worker();
