import { describe, expect, it } from "vitest";
import { area_of, path_of } from "./line_points.ts";

describe("a line's points", () => {
  it("are joined, but not across a missing value", () => {
    expect(path_of([0, 0.25, null, 1])).toBe("M0.5 1.0000L1.5 0.7500M3.5 0.0000");
    expect(path_of([null, null])).toBe("");
  });

  it("have an area below them wherever two of them follow each other", () => {
    expect(area_of([0.5, 1, null, 1], [0, 0, 0, 0])).toBe("M0.5 0.5000L1.5 0.0000L1.5 1.0000L0.5 1.0000Z");
    expect(area_of([null], [0])).toBe("");
  });
});
