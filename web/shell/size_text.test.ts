import { expect, test } from "vitest";
import { size_text } from "./size_text.ts";

test("sizes have the unit that keeps them short", () => {
  expect(size_text(0, "en")).toBe("0 byte");
  expect(size_text(999, "en")).toBe("999 byte");
  expect(size_text(1500, "en")).toBe("1.5 kB");
  expect(size_text(35_400_000, "en")).toBe("35 MB");
  expect(size_text(2_000_000_000_000_000, "en")).toBe("2,000 TB");
  expect(size_text(35_400_000, "zh-CN")).toBe("35 MB");
});
