import { describe, expect, it } from "vitest";
import { to_screen, to_world } from "./map_projection.ts";
import { tiles_in } from "./map_tiles.ts";

const source = { address: "https://t.example/{z}/{x}/{y}.png", credit: "" };
const wuhan = { latitude: 30.58, longitude: 114.3 };

describe("tiles below a map", () => {
  it("cover the view, and each point lies on its own tile", () => {
    const view = { ...to_world(wuhan), zoom: 10.3 };
    const tiles = tiles_in(source, view, 640, 400);
    const covers = (x: number, y: number) =>
      tiles.filter(({ left, top, size }) => x >= left && x < left + size && y >= top && y < top + size).map(({ url }) => url);
    for (const [x, y] of [[0, 0], [639, 0], [0, 399], [639, 399]] as const) expect(covers(x, y)).toHaveLength(1);
    const at = to_screen(view, 640, 400, wuhan);
    // Wuhan's tile at level 10, as any map has it.
    expect(covers(at.x, at.y)).toEqual(["https://t.example/10/837/420.png"]);
  });

  it("begin again behind the date line, and end at the poles", () => {
    const view = { x: 0.99, y: 0.02, zoom: 3 };
    const urls = tiles_in(source, view, 800, 600).map(({ url }) => url);
    expect(urls).toContain("https://t.example/3/7/0.png");
    expect(urls).toContain("https://t.example/3/0/0.png");
    // A wide view of a small world shows it twice.
    const keys = tiles_in(source, { x: 0.5, y: 0.5, zoom: 1 }, 1200, 500).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(urls.every((url) => /\/3\/[0-7]\/[0-7]\.png$/.test(url))).toBe(true);
  });
});
