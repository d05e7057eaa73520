import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../engine/generated/api.ts";
import { at_places, place_words } from "./designer_places.ts";

const text = JSON.stringify({
  entities: [{ id: "visit", label: { "zh-CN": "拜访", en: "Visit" }, fields: [{ id: "place", label: { "zh-CN": "", en: "Place" } }] }],
  forms: [{ id: "f", label: { en: "Form" }, sections: [{ id: "main", fields: [{ field: "nope" }] }] }],
  "a/b": { id: "odd" },
});

describe("the words for a place", () => {
  it.each([
    ["/entities/0/fields/0/type", "zh-CN", "拜访 › Place"],
    ["/entities/0/fields/0/label", "en", "Visit › Place"],
    ["/forms/0/sections/0/fields/0/field", "en", "Form › main › nope"],
    ["/a~1b/x", "en", "odd"],
    ["/nowhere/3/at/all", "en", ""],
    ["", "en", ""],
  ])("%s in %s", (pointer, locale, words) => {
    expect(place_words(text, pointer, locale)).toBe(words);
  });
  it("is nothing in a text that is no document", () => {
    expect(place_words("{", "/a", "en")).toBe("");
  });
});

describe("findings at places", () => {
  it("are the errors of the document, not warnings and not the save's own", () => {
    const diagnostic = (severity: Diagnostic["severity"], pointer?: string): Diagnostic => ({
      code: "x",
      severity,
      message: { "zh-CN": "", en: "" },
      ...(pointer === undefined ? {} : { place: { pointer } }),
    });
    const one = diagnostic("error", "/a");
    expect(at_places([one, diagnostic("warning", "/b"), diagnostic("error")])).toEqual([one]);
  });
});
