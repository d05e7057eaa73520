// Groups that are split into parts: their colours and names, and the numbers as a table.

import { html, nothing } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { cell_text } from "../cell.ts";
import type { Texts } from "../text/index.ts";

/** The colour of a part, by its place; as many as widget_styles has. */
export const colour_of = (place: number): string => `s${(place % 8) + 1}`;

export function numbers_of(group: Group): (number | null)[] {
  return (group.values ?? []).map(({ value }) => (value === null ? null : Number(value)));
}

export function legend(widget: Widget, t: Texts) {
  const series = widget.series ?? [];
  if (!series.length) return nothing;
  return html`<ul class="legend" aria-label=${t.legend}>
    ${series.map(({ label }, place) => html`<li><i class="swatch ${colour_of(place)}" aria-hidden="true"></i>${label || "—"}</li>`)}
    ${widget.series_total
      ? html`<li class="soft">${t.parts_shown_of(series.length, widget.series_total)}</li>`
      : nothing}
  </ul>`;
}

/** "Lead 12, Demo 3": what a mark says when it is read out or pointed at. */
export function parts_text(widget: Widget, group: Group): string {
  return (widget.series ?? [])
    .map(({ label }, place) => ({ label, cell: group.values?.[place] }))
    .filter(({ cell }) => cell && cell.value !== null && Number(cell.value) !== 0)
    .map(({ label, cell }) => `${label || "—"} ${cell_text(cell)}`)
    .join(", ");
}
