// A metric over time: a point for each period, joined where values are known. Each point is also its
// number and its period in text, and a button where something lies below it.

import { html, nothing, svg } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { heights_of, path_of } from "../line_points.ts";
import type { Texts } from "../text/index.ts";
import { grouped } from "./grouped.ts";
import { group_name, level_label, type Open } from "./kind.ts";

function point(group: Group, height: number | null, t: Texts, open: Open) {
  const level = group.level ?? "none";
  const word = level_label(level, undefined, t);
  const content = html`<span class="plot"
      >${height === null ? nothing : html`<i class=${level} .style=${`--height: ${height.toFixed(4)}`}></i>`}</span
    >
    <span class="name">${group_name(group)}</span>
    <b class="amount number">${group.text}</b>
    ${word ? html`<span class="pill ${level}">${word}</span>` : nothing}`;
  return html`<li aria-current=${group.current_label ? "date" : nothing}>
    ${open
      ? html`<button type="button" class="point" @click=${() => open(group)}>${content}</button>`
      : html`<div class="point">${content}</div>`}
  </li>`;
}

function points(widget: Widget, groups: Group[], t: Texts, open: Open) {
  const heights = heights_of(groups, widget.format);
  // A group that is no period (records without a date) has a number, but no place on the line.
  const path = path_of(heights.map((height, place) => (groups[place]!.key === null ? null : height)));
  return html`<div class="timeline" tabindex="0" role="group" aria-label=${widget.label}>
    <div class="canvas">
      <svg class="path" viewBox="0 0 ${groups.length} 1" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<path d=${path} vector-effect="non-scaling-stroke"></path>`}
      </svg>
      <ol class="points">
        ${groups.map((group, place) => point(group, heights[place]!, t, open))}
      </ol>
    </div>
  </div>`;
}

export function line(widget: Widget, t: Texts, open: Open) {
  return grouped(widget, t, (groups) => points(widget, groups, t, open));
}
