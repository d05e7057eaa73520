// Groups as bars; those that are split have parts on one bar, or beside each other.

import { html, nothing, type TemplateResult } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { full_track, width_of } from "../bars.ts";
import { cell_text } from "../cell.ts";
import type { Texts } from "../text/index.ts";
import { group_name, level_label, type Open } from "./kind.ts";
import { colour_of, legend, numbers_of, parts_text } from "./series.ts";

/** A group's line: a button where something lies below it. */
export function bar(group: Group, content: TemplateResult, open: Open, title?: string) {
  return html`<li aria-current=${group.current_label ? "date" : nothing}>
    ${open
      ? html`<button type="button" class="bar" title=${title ?? nothing} @click=${() => open(group)}>${content}</button>`
      : html`<div class="bar" title=${title ?? nothing}>${content}</div>`}
  </li>`;
}

export function bars_view(groups: Group[], format: Widget["format"], t: Texts, open: Open) {
  const full = full_track(groups, format);
  return html`<ol class="bars">
    ${groups.map((group) => {
      const level = group.level ?? "none";
      const word = level_label(level, undefined, t);
      const content = html`<span class="name">${group_name(group)}</span>
        <span class="amount number">${group.text}${word ? html` <span class="pill ${level}">${word}</span>` : nothing}</span>
        <span class="track"
          ><i class=${level} .style=${`--share: ${width_of(group, full)}`}></i
        ></span>`;
      return bar(group, content, open);
    })}
  </ol>`;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
const size_of = (value: number | null): number => Math.abs(value ?? 0);

function stacked_bar(widget: Widget, group: Group, full: number, open: Open) {
  const numbers = numbers_of(group);
  const words = parts_text(widget, group);
  const content = html`<span class="name">${group_name(group)}</span>
    <span class="amount number">${group.text}</span>
    <span class="visually-hidden">${words}</span>
    <span class="track parts"
      >${numbers.map((value, place) =>
        size_of(value) > 0
          ? html`<i class=${colour_of(place)} .style=${`--share: ${percent(size_of(value) / full)}`}></i>`
          : nothing,
      )}</span
    >`;
  return bar(group, content, open, words);
}

function grouped_bar(widget: Widget, group: Group, full: number, open: Open) {
  const content = html`<span class="name">${group_name(group)}</span>
    <span class="amount number">${group.text}</span>
    <span class="side-by-side">
      ${numbers_of(group).map(
        (value, place) =>
          html`<span class="track"
              ><i class=${colour_of(place)} .style=${`--share: ${percent(size_of(value) / full)}`}></i></span
            ><span class="small soft number"
              ><span class="visually-hidden">${widget.series?.[place]?.label}: </span>${cell_text(group.values?.[place])}</span
            >`,
      )}
    </span>`;
  return bar(group, content, open, parts_text(widget, group));
}

/** Bars in parts. Stacked ones share a track that holds the largest sum, others one that holds the largest part. */
export function split_bars(widget: Widget, groups: Group[], t: Texts, open: Open) {
  const rows = groups.map((group) => numbers_of(group).map(size_of));
  const largest = widget.side_by_side
    ? Math.max(0, ...rows.flat())
    : Math.max(0, ...rows.map((row) => row.reduce((sum, each) => sum + each, 0)));
  const full = largest > 0 ? largest : 1;
  const one = widget.side_by_side ? grouped_bar : stacked_bar;
  return html`${legend(widget, t)}
    <ol class="bars">
      ${groups.map((group) => one(widget, group, full, open))}
    </ol>`;
}
