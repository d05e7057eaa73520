// Where in an app document a finding is, in the words of the person who edits it.

import type { Diagnostic } from "../engine/generated/api.ts";

/** "Visit form › Arrival › Photo": the labels on the way to a JSON Pointer; "" where it leads nowhere. */
export function place_words(app_text: string, pointer: string, locale: string): string {
  let value: unknown;
  try {
    value = JSON.parse(app_text);
  } catch {
    return "";
  }
  const words: string[] = [];
  for (const part of pointer.split("/").slice(1)) {
    if (typeof value !== "object" || value === null) break;
    value = (value as Record<string, unknown>)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
    const label = label_of(value, locale);
    if (label) words.push(label);
  }
  return words.join(" › ");
}

/** Findings at a place of the document can be shown there; all else is about the save itself. */
export function at_places(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity, place }) => severity === "error" && place?.pointer !== undefined);
}

function label_of(value: unknown, locale: string): string {
  if (typeof value !== "object" || value === null) return "";
  const { label, id, field } = value as { label?: unknown; id?: unknown; field?: unknown };
  if (typeof label === "object" && label !== null) {
    const texts = label as Record<string, unknown>;
    const text = [texts[locale], ...Object.values(texts)].find((each) => typeof each === "string" && each !== "");
    if (text) return String(text);
  }
  return [id, field].find((each): each is string => typeof each === "string") ?? "";
}
