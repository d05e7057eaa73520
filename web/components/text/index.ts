// The pages' own words. What the app's author wrote comes from the engine in the reader's language.

import { en } from "./en.ts";
import { zh_cn } from "./zh_cn.ts";

export type Texts = typeof zh_cn;
export const kLocales = [
  { id: "zh-CN", name: "中文" },
  { id: "en", name: "English" },
] as const;

const changes = new EventTarget();
let locale = "zh-CN";

export function current_locale(): string {
  return locale;
}

export function texts(): Texts {
  return locale.startsWith("zh") ? zh_cn : en;
}

export function set_locale(next: string): void {
  if (next === locale) return;
  locale = next;
  changes.dispatchEvent(new Event("locale"));
}

export function on_locale_change(listener: () => void): () => void {
  changes.addEventListener("locale", listener);
  return () => changes.removeEventListener("locale", listener);
}
