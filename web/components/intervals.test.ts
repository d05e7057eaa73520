import { describe, expect, it } from "vitest";
import { difference_scale, place_on, ratio_scale } from "./intervals.ts";

describe("intervals", () => {
  it("lie on a scale on which no difference is the middle", () => {
    const ratios = ratio_scale([{ value: 2.8, low: 2, high: 3.9 }]);
    expect(place_on(ratios, 1)).toBeCloseTo(0.5);
    expect(place_on(ratios, 2)).toBeCloseTo(1 - place_on(ratios, 0.5));
    expect(place_on(ratios, 2.8)).toBeLessThan(1);
    const differences = difference_scale([{ value: -12, low: -20, high: -4 }]);
    expect(place_on(differences, 0)).toBeCloseTo(0.5);
    expect(place_on(differences, -20)).toBeGreaterThan(0);
  });

  it("are cut where they would leave the scale", () => {
    const scale = ratio_scale([{ value: 30, low: 0, high: Infinity }]);
    expect(scale.high).toBe(8);
    expect(place_on(scale, 1e6)).toBe(1);
    expect(place_on(scale, 0)).toBe(0);
  });
});
