import { expect, it } from "vitest";
import { parse_span, span_text } from "./dashboard_days.ts";

it("stands in an address and comes back", () => {
  for (const text of ["this_month", "last_days:90", "2026-11-01..2026-11-30", "today"]) {
    expect(span_text(parse_span(text)!)).toBe(text);
  }
  expect(parse_span("2026-11-30..2026-11-01")).toEqual({ from: "2026-11-01", to: "2026-11-30" });
});

it("takes nothing else from an address", () => {
  for (const text of ["", "last_days:0", "last_days:99999", "next_century", "2026-11..2026-12", "constructor"]) {
    expect(parse_span(text)).toBeUndefined();
  }
});
