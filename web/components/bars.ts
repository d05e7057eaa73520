// How long bars are, and what part of the whole a stage is.

import type { Group, Widget } from "../engine/generated/api.ts";

const size_of = (group: Group): number => Math.abs(Number(group.value ?? 0));

/** A bar's width as part of the value that fills the track; anything at all is seen. */
export function width_of(group: Group, full: number): string {
  const size = size_of(group);
  return size > 0 && full > 0 ? `${Math.max(1, (size / full) * 100).toFixed(1)}%` : "0%";
}

/** Shares are parts of a whole, so their track is the whole; other numbers are seen beside the largest. */
export function full_track(groups: Group[], format: Widget["format"]): number {
  return Math.max(format === "percent" ? 1 : 0, ...groups.map(size_of));
}

/** How many came to each stage or further: those that stand in it or behind it. */
export function reached_of(groups: Group[]): number[] {
  let sum = 0;
  return groups
    .map(size_of)
    .reverse()
    .map((size) => (sum += size))
    .reverse();
}
