import { describe, expect, it } from "vitest";
import { clusters, degrees_text, distance_m, distance_text, fitting, from_world, grid_lines, is_place, scale_bar, to_screen, to_world } from "./map_projection.ts";

const wuhan = { latitude: 30.58, longitude: 114.27 };
const xian = { latitude: 34.26, longitude: 108.94 };

describe("places on a flat map", () => {
  it("goes there and back", () => {
    const { x, y } = to_world(wuhan);
    expect(from_world(x, y).latitude).toBeCloseTo(wuhan.latitude, 9);
    expect(from_world(x, y).longitude).toBeCloseTo(wuhan.longitude, 9);
  });
  it("shows all places, with room around", () => {
    const view = fitting([wuhan, xian], 640, 400);
    for (const place of [wuhan, xian]) {
      const { x, y } = to_screen(view, 640, 400, place);
      expect(x).toBeGreaterThanOrEqual(47);
      expect(x).toBeLessThanOrEqual(593);
      expect(y).toBeGreaterThanOrEqual(47);
      expect(y).toBeLessThanOrEqual(353);
    }
    expect(to_screen(fitting([wuhan], 640, 400), 640, 400, wuhan)).toEqual({ x: 320, y: 200 });
  });
  it("measures along the surface", () => {
    // 650 km as the crow flies.
    expect(distance_m(wuhan, xian) / 1000).toBeCloseTo(647, -1);
    expect([distance_text(849.6), distance_text(12_420), distance_text(647_000)]).toEqual(["850 m", "12.4 km", "647 km"]);
  });
  it("has a scale of a round length, and lines at round degrees", () => {
    const view = fitting([wuhan, xian], 640, 400);
    const { metres, px } = scale_bar(view, 120);
    expect(String(metres)).toMatch(/^[125]0*$/);
    expect(px).toBeLessThanOrEqual(120);
    expect(px).toBeGreaterThan(40);
    const { meridians, step } = grid_lines(view, 640, 400);
    expect(meridians.length).toBeGreaterThan(1);
    expect(meridians[1]!.at - meridians[0]!.at).toBeGreaterThanOrEqual(110);
    expect(degrees_text(meridians[0]!.degrees, step, ["E", "W"])).toMatch(/^\d+(\.\d+)?° E$/);
  });
  it("makes one of what lies on each other", () => {
    const found = clusters([{ x: 1, y: 1, item: "a" }, { x: 3, y: 1, item: "b" }, { x: 90, y: 1, item: "c" }], 40);
    expect(found).toEqual([{ x: 2, y: 1, items: ["a", "b"] }, { x: 90, y: 1, items: ["c"] }]);
  });
  it("takes no place that is none", () => {
    expect([is_place(null), is_place({ latitude: "", longitude: "1" }), is_place({ latitude: "91", longitude: "1" }), is_place({ latitude: "30.5", longitude: "114" })]).toEqual([false, false, false, true]);
  });
});
