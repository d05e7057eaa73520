import { register_service_worker } from "../platform/register.ts";
import { Shell } from "./shell.ts";
import { make_client, start_locale } from "./start.ts";

start_locale();
const shell = new Shell();
shell.client = make_client();
shell.page = "rep";
shell.roles = ["rep"];
document.body.append(shell);
register_service_worker();
