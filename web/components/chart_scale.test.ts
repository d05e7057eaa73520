import { describe, expect, it } from "vitest";
import { axis_of, height_on, stacked } from "./chart_scale.ts";

describe("an axis", () => {
  it("goes in round steps over all values and nothing", () => {
    expect(axis_of([3, 17, 38])).toEqual({ low: 0, high: 40, ticks: [0, 10, 20, 30, 40] });
    expect(axis_of([0.2, 0.9])).toEqual({ low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] });
    expect(axis_of([-4, 6]).ticks).toEqual([-5, -2.5, 0, 2.5, 5, 7.5]);
  });
  it("stands where there is nothing to show", () => {
    expect(axis_of([])).toEqual({ low: 0, high: 1, ticks: [0, 1] });
    expect(height_on(axis_of([0]), 0)).toBe(0);
  });
});

it("parts stand on each other", () => {
  expect(stacked([[1, null, 2], [0, 3, 1]])).toEqual([
    [[0, 1], [1, 1], [1, 3]],
    [[0, 0], [0, 3], [3, 4]],
  ]);
});
