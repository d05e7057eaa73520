import { describe, expect, it } from "vitest";
import { cell_link, is_number } from "./cell.ts";
import { stars_text } from "./stars.ts";

describe("cells", () => {
  it("lead to pages, e-mail and telephones, and nowhere else", () => {
    const link = (href: string) => cell_link({ value: "x", text: "x", href });
    for (const good of ["https://example.com", "HTTP://example.com", "mailto:a@example.com", "tel:+8613800138000"]) {
      expect(link(good)).toBe(good);
    }
    for (const bad of ["javascript:alert(1)", " https://example.com", "data:text/html,x", "//example.com", "", "https:"]) {
      expect(link(bad), bad).toBeUndefined();
    }
    expect(cell_link({ value: null, text: "" })).toBeUndefined();
  });

  it("stand right where they are numbers", () => {
    expect(["number", "money", "percent", "duration"].map((type) => is_number({ type }))).toEqual([true, true, true, true]);
    expect(["text", "rating", "phone", "toString"].map((type) => is_number({ type }))).toEqual([false, false, false, false]);
  });

  it("show no more stars than there can be", () => {
    expect(stars_text(4, 5)).toBe("★★★★☆");
    expect(stars_text(9, 5)).toBe("★★★★★");
    expect(stars_text(-1, 3)).toBe("☆☆☆");
    expect(stars_text(Number("x"), 3)).toBe("☆☆☆");
  });
});
