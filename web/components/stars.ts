// A rating as stars, with its words for who does not see them.

import { html } from "lit";

export const kStar = "★";
export const kStarOutline = "☆";

/** "★★★★☆"; what is beyond the end, or no number at all, is cut to what there can be. */
export function stars_text(count: number, most: number): string {
  const full = Math.max(0, Math.min(most, Math.trunc(count) || 0));
  return kStar.repeat(full) + kStarOutline.repeat(most - full);
}

export function stars_view(count: number, most: number, words: string) {
  return html`<span class="stars" role="img" aria-label=${words}>${stars_text(count, most)}</span>`;
}
