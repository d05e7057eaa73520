import { expect, it } from "vitest";
import { axis_text, compact_text } from "./compact_number.ts";

it("says large numbers by their size, in each language's way", () => {
  expect(compact_text("469,376,000 元", "zh-CN")).toBe("4.69亿元");
  expect(compact_text("¥1,234,567.00", "zh-CN")).toBe("¥123万");
  expect(compact_text("469,376,000 CNY", "en")).toBe("469M CNY");
  expect(compact_text("-2,500,000", "en")).toBe("-2.5M");
});

it("leaves short numbers and words as they are", () => {
  expect(compact_text("99,999 元", "zh-CN")).toBeUndefined();
  expect(compact_text("999,999", "en")).toBeUndefined();
  expect(compact_text("87.5%", "zh-CN")).toBeUndefined();
  expect(compact_text("–", "zh-CN")).toBeUndefined();
});

it("writes axes without a unit", () => {
  expect(axis_text(250_000, "currency", "zh-CN")).toBe("25万");
  expect(axis_text(0.25, "percent", "en")).toBe("25%");
});
