// Where a line's points lie: heights as parts of the drawing, null where there is no value.

import type { Group, Widget } from "../engine/generated/api.ts";

/** From 0 (the least value, or nothing at all) to 1 (the greatest; shares: at least the whole). */
export function heights_of(groups: Group[], format: Widget["format"]): (number | null)[] {
  const values = groups.map((group) => (group.value === null ? null : Number(group.value)));
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(format === "percent" ? 1 : 0, ...known);
  return values.map((value) => (value === null ? null : high > low ? (value - low) / (high - low) : 0));
}

/** An SVG path over a drawing one wide for each point and one high; it breaks where a value is missing. */
export function path_of(heights: (number | null)[]): string {
  let drawn = false;
  return heights
    .map((height, place) => {
      const step = height === null ? "" : `${drawn ? "L" : "M"}${place + 0.5} ${(1 - height).toFixed(4)}`;
      drawn = height !== null;
      return step;
    })
    .join("");
}
