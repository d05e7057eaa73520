// The foot of a list that does not show all there is: how much it shows, and more of it on request.

import { html, nothing } from "lit";
import { kLimits } from "../engine/generated/limits.ts";
import type { Texts } from "./text/index.ts";

const kStep = 30;

/** `more` is called with the number of rows to ask for. Nothing is said of a list that is whole. */
export function more_view(shown: number, total: number, t: Texts, more?: (limit: number) => void) {
  if (shown >= total) return nothing;
  const next = Math.min(shown + kStep, total, kLimits.rows);
  return html`<p class="row more">
    <span class="soft small" role="status">${t.shown_of(shown, total)}</span>
    ${more && next > shown
      ? html`<button type="button" @click=${() => more(next)}>${t.show_more(next - shown)}</button>`
      : nothing}
  </p>`;
}
