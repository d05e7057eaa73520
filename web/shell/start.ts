// What every page does first: the reader's language, the way to the engine, the service worker.

import { EngineClient } from "../engine/client.ts";
import type { ClientOptions } from "../engine/client.ts";
import { kLocales, on_locale_change, current_locale, set_locale } from "../components/text/index.ts";
import type { EarlyWorker } from "./early_worker.ts";
import type { AppPlace } from "./app_place.ts";
import { recall, remember } from "./memory.ts";
import { take_version_wish } from "./version_wish.ts";
import { start_theme } from "./theme.ts";

/** The reader's language and look. */
export function start_page(): void {
  start_locale();
  start_theme();
}

export function start_locale(): void {
  const wished = recall("locale") ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
  const apply = () => {
    document.documentElement.lang = current_locale();
  };
  on_locale_change(() => {
    apply();
    remember("locale", current_locale());
  });
  set_locale(kLocales.some(({ id }) => id === wished) ? wished : "zh-CN");
  apply();
}

function take_early_worker(): Worker | undefined {
  const page = globalThis as EarlyWorker;
  const worker = page.tollgate_worker;
  page.tollgate_worker = undefined;
  return worker;
}

export function make_client(place: AppPlace, more: Partial<ClientOptions> = {}): EngineClient {
  const wish = new URLSearchParams(location.search).get("engine");
  const client = new EngineClient({
    app_id: place.id,
    site_url: place.site_url,
    app_url: place.app_url,
    make_worker: () => take_early_worker() ?? new Worker(new URL("../engine/worker.ts", import.meta.url), { type: "module" }),
    engine: wish === "hub" || wish === "memory" ? wish : "auto",
    ...take_version_wish(place.id),
    ...more,
  });
  const apply = () => {
    client.locale = current_locale();
  };
  apply();
  on_locale_change(apply);
  return client;
}
