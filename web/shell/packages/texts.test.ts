import { expect, test } from "vitest";
import { set_locale } from "../../components/text/index.ts";
import { parts_text, steps_text, text_of, value_text } from "./texts.ts";

test("texts come in the reader's language, else in a near one, else in any", () => {
  set_locale("en");
  expect(text_of({ "zh-CN": "门店", en: "Store" })).toBe("Store");
  expect(text_of({ "en-GB": "Shop", de: "Laden" })).toBe("Shop");
  expect(text_of({ de: "Laden" })).toBe("Laden");
  expect(text_of({ und: "for all", de: "Laden" })).toBe("for all");
  expect(text_of(undefined, "-")).toBe("-");
});

test("the way to a part is read by labels, members by their words", () => {
  set_locale("en");
  const steps = [{ member: "entities" }, { member: "store", label: { en: "Store" } }, { member: "fields" }, { member: "city" }, { member: "label" }];
  expect(steps_text(steps)).toBe("Entities › Store › Fields › city › Label");
  expect(parts_text([{ kind: "entities", count: 1 }, { kind: "forms", count: 2 }, { kind: "unheard_of", count: 3 }])).toBe("1 entity · 2 forms");
});

test("a value is words, not JSON", () => {
  set_locale("en");
  expect(value_text(undefined)).toBe("(nothing)");
  expect(value_text({ "zh-CN": "城市", en: "City" })).toBe("City");
  expect(value_text(true)).toBe("Yes");
  expect(value_text({ id: "city", type: "text", label: { en: "City" }, required: true })).toBe("City, Type: text, Required: Yes");
  expect(value_text("x".repeat(1000)).length).toBeLessThan(320);
});
