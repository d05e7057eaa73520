// The way of a number until now, and what it was over the days before.

import { html, nothing, svg } from "lit";
import type { Widget } from "../../engine/generated/api.ts";
import { axis_of, height_on } from "../chart_scale.ts";
import { axis_text } from "../compact_number.ts";
import { path_of } from "../line_points.ts";
import { current_locale } from "../text/index.ts";
import type { Texts } from "../text/index.ts";

type Change = { way: "up" | "down" | "same"; text: string };

/** Shares differ by points, other numbers by a part of what was. undefined: there is nothing to compare. */
export function change_of(widget: Pick<Widget, "value" | "format" | "before">, points: (text: string) => string): Change | undefined {
  const before = widget.before?.value;
  const now = widget.value;
  if (before === null || before === undefined || now === null || now === undefined) return undefined;
  const by = Number(now) - Number(before);
  const way = by > 0 ? "up" : by < 0 ? "down" : "same";
  if (widget.format === "percent") {
    return { way, text: points(new Intl.NumberFormat(current_locale(), { maximumFractionDigits: 1 }).format(Math.abs(by) * 100)) };
  }
  if (Number(before) === 0) return way === "same" ? { way, text: "0%" } : undefined;
  return { way, text: axis_text(Math.abs(by / Number(before)), "percent") };
}

export function days_text({ from, to }: { from: string; to: string }): string {
  const year = String(new Date().getFullYear());
  const short = (day: string) => (day.startsWith(year) ? day.slice(5) : day);
  return from === to ? short(from) : `${short(from)} – ${short(to)}`;
}

const kArrows = { up: "▲", down: "▼", same: "■" };

export function change_view(widget: Widget, t: Texts) {
  const { before } = widget;
  if (!before) return nothing;
  const change = change_of(widget, t.percentage_points);
  return html`<span class="change small" title="${days_text(before)}: ${before.text}">
    ${change
      ? html`<span class="number"><span aria-hidden="true">${kArrows[change.way]} </span>${t.change_ways[change.way](change.text)}</span>`
      : nothing}
    <span class="soft number">${t.was_before(before.text)}</span>
  </span>`;
}

export function sparkline(widget: Widget, t: Texts) {
  const trend = widget.trend ?? [];
  const values = trend.map(({ value }) => (value === null ? null : Number(value)));
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return nothing;
  const axis = axis_of(known);
  const heights = values.map((value) => (value === null ? null : height_on(axis, value)));
  const words = trend.map((each) => `${days_text(each)}: ${each.text}`).join("; ");
  return html`<span class="spark" role="img" aria-label="${t.trend}: ${words}" title=${words.replaceAll("; ", "\n")}>
    <svg viewBox="0 0 ${trend.length} 1" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path class="curve s1" d=${path_of(heights)} vector-effect="non-scaling-stroke"></path>`}
    </svg>
    ${heights.at(-1) === null || heights.at(-1) === undefined
      ? nothing
      : html`<i .style=${`--height: ${heights.at(-1)!.toFixed(4)}; --side: ${(100 / trend.length / 2).toFixed(2)}%`}></i>`}
  </span>`;
}

export function target_view(widget: Widget, t: Texts) {
  if (!widget.target || widget.value === undefined) return nothing;
  const share = widget.value === null ? 0 : Number(widget.value) / Number(widget.target);
  const text = t.target_reached(widget.target_text ?? widget.target, axis_text(share, "percent"));
  return html`<span class="target">
    <span class="small number">${text}</span>
    <progress max="1" value=${Math.min(1, Math.max(0, share))} aria-label=${text}></progress>
  </span>`;
}
