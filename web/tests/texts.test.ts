import { describe, expect, it } from "vitest";
import { en } from "../components/text/en.ts";
import { zh_cn } from "../components/text/zh_cn.ts";

describe("texts", () => {
  it("says everything in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh_cn).sort());
  });
  it("has no Chinese in English and some in Chinese", () => {
    for (const [key, text] of Object.entries(en)) {
      expect(String(text), key).not.toMatch(/\p{Script=Han}/u);
    }
    for (const [key, text] of Object.entries(zh_cn)) {
      if (typeof text === "string" && key !== "start_title") {
        // Between names stands a mark alone: then the Chinese one.
        expect(text, key).toMatch(/[\p{Script=Han}、]/u);
      }
    }
  });
});
