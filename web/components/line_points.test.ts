import { describe, expect, it } from "vitest";
import type { Group } from "../engine/generated/api.ts";
import { heights_of, path_of } from "./line_points.ts";

const of = (...values: (string | null)[]): Group[] =>
  values.map((value, key) => ({ key, label: "", value, text: "", level: "none", count: 0 }));

describe("a line's points", () => {
  it("stand between nothing and the greatest value, shares below the whole", () => {
    expect(heights_of(of("5", "20", "0", null), "number")).toEqual([0.25, 1, 0, null]);
    expect(heights_of(of("0.5", "0.25"), "percent")).toEqual([0.5, 0.25]);
  });

  it("reach below nothing where values do", () => {
    expect(heights_of(of("-10", "30"), "number")).toEqual([0, 1]);
  });

  it("lie on the ground where all are nothing", () => {
    expect(heights_of(of("0", "0"), "number")).toEqual([0, 0]);
    expect(heights_of([], "number")).toEqual([]);
  });

  it("are joined, but not across a missing value", () => {
    expect(path_of([0, 0.25, null, 1])).toBe("M0.5 1.0000L1.5 0.7500M3.5 0.0000");
    expect(path_of([null, null])).toBe("");
  });
});
