// How packages are put into words: texts by language, parts of an app, the way to a part, its value.

import type { Json, PartCount, PartName } from "../../engine/generated/packages.ts";
import { current_locale, texts } from "../../components/text/index.ts";

export type Texts = Record<string, string>;

/** In the reader's language, else in the first there is; a read-me without a language is "und". */
export function text_of(by_language: Texts | undefined, otherwise = ""): string {
  if (!by_language) return otherwise;
  const locale = current_locale();
  const near = Object.keys(by_language).find((tag) => tag.slice(0, 2) === locale.slice(0, 2));
  return by_language[locale] ?? (near && by_language[near]) ?? by_language.und ?? Object.values(by_language)[0] ?? otherwise;
}

export function number_text(value: number): string {
  return new Intl.NumberFormat(current_locale()).format(value);
}

/** "2 entities · 3 forms". */
export function parts_text(parts: PartCount[]): string {
  const words = texts().packages.parts;
  return parts.map(({ kind, count }) => words[kind]?.(number_text(count)) ?? "").filter(Boolean).join(" · ");
}

/** "Entities › Store › Fields › City › Label › Chinese". */
export function steps_text(steps: PartName[]): string {
  const words = texts().packages.members;
  return steps.map(({ member, label }) => text_of(label) || words[member] || member).join(" › ");
}

const kLongest = 300;

/** What a part of the document says, for people; undefined: it is not there. */
export function value_text(value: Json | undefined): string {
  const full = full_text(value);
  return full.length > kLongest ? `${full.slice(0, kLongest)}…` : full;
}

function full_text(value: Json | undefined): string {
  if (value === undefined) return texts().packages.clash_absent;
  if (value === null) return "—";
  if (typeof value === "boolean") return value ? texts().yes : texts().no;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map(full_text).join(texts().packages.list_separator);
  if (is_texts(value)) return text_of(value as Texts);
  const { label, id, ...rest } = value;
  const name = is_texts(label) ? text_of(label as Texts) : typeof id === "string" ? id : "";
  const words = texts().packages.members;
  const members = Object.entries(rest).map(([member, part]) => `${words[member] ?? member}: ${full_text(part)}`);
  return [name, ...members].filter(Boolean).join(texts().packages.list_separator);
}

function is_texts(value: Json | undefined): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([tag, text]) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag) && typeof text === "string" && tag !== "id");
}
