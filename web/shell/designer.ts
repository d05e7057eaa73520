import { start_locale } from "./start.ts";

start_locale();
