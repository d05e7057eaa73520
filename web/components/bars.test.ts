import { describe, expect, it } from "vitest";
import type { Group } from "../engine/generated/api.ts";
import { full_track, reached_of, width_of } from "./bars.ts";
import { digits_wide, grouped, unbroken } from "./number_text.ts";

const of = (...values: (string | null)[]): Group[] =>
  values.map((value, key) => ({ key, label: "", value, text: "", level: "none", count: 0 }));
const widths = (groups: Group[], format?: string) =>
  groups.map((group) => width_of(group, full_track(groups, format as never)));

describe("bars", () => {
  it("draws shares as parts of 100%", () => {
    expect(widths(of("0.42", "0.84"), "percent")).toEqual(["42.0%", "84.0%"]);
  });

  it("keeps a share above 100% inside its track", () => {
    expect(widths(of("0.5", "2"), "percent")).toEqual(["25.0%", "100.0%"]);
  });

  it("draws other numbers beside the largest, and nothing where there is nothing", () => {
    expect(widths(of("10", "40", "0.01", "0", null), "currency")).toEqual(["25.0%", "100.0%", "1.0%", "0%", "0%"]);
    expect(widths(of("0", null))).toEqual(["0%", "0%"]);
  });

  it("counts who came to a stage: those that stand there or further on", () => {
    expect(reached_of(of("209", "150", "219"))).toEqual([578, 369, 219]);
    expect(reached_of([])).toEqual([]);
  });
});

describe("counts", () => {
  it("are grouped like the engine's numbers", () => {
    expect([0, 999, 1439, 1234567].map(grouped)).toEqual(["0", "999", "1,439", "1,234,567"]);
  });
});

describe("numbers with a unit", () => {
  it("stay in one line, and take the room of the unit's signs", () => {
    expect(unbroken("4,990,000 元")).toBe("4,990,000\u00a0元");
    expect(unbroken("2026-11-22 13:00")).toBe("2026-11-22 13:00");
    expect(unbroken("CT 128 排 机型")).toBe("CT 128 排 机型");
    expect(digits_wide("469 元")).toBeCloseTo(5.7);
  });
});
