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

/** Stages hold what stands in them now, so a stage is a part of all and never of another stage. */
export function share_of_all(group: Group, groups: Group[]): string {
  const all = groups.reduce((sum, each) => sum + size_of(each), 0);
  return all > 0 ? `${Math.round((size_of(group) / all) * 100)}%` : "";
}
