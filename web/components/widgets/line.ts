// A metric over time: a place for each period with its number, joined by a line for each part. Each
// period is also text, and a button where something lies below it.

import { html, nothing, svg } from "lit";
import type { Group, Widget } from "../../engine/generated/api.ts";
import { axis_of, height_on, stacked } from "../chart_scale.ts";
import type { Axis } from "../chart_scale.ts";
import { axis_text } from "../compact_number.ts";
import { area_of, path_of } from "../line_points.ts";
import type { Texts } from "../text/index.ts";
import { grouped } from "./grouped.ts";
import { group_name, level_label, type Open } from "./kind.ts";
import { colour_of, legend, numbers_of, parts_text } from "./series.ts";

interface Curve {
  colour: string;
  /** For each period where it lies, and where its area begins. */
  tops: (number | null)[];
  feet: (number | null)[];
}

interface Drawing {
  axis: Axis;
  curves: Curve[];
}

// A group that is no period (records without a date) has a number, but no place on the line.
const value_of = (group: Group): number | null =>
  group.key === null || group.value === null ? null : Number(group.value);

function draw(widget: Widget, groups: Group[]): Drawing {
  const least = widget.format === "percent" ? [1] : [];
  if (!widget.series) {
    const values = groups.map(value_of);
    const axis = axis_of([...least, ...values.filter((value) => value !== null)]);
    const tops = values.map((value) => (value === null ? null : height_on(axis, value)));
    return { axis, curves: [{ colour: "s1", tops, feet: tops.map(() => height_on(axis, 0)) }] };
  }
  const rows = groups.map((group) => (group.key === null ? [] : numbers_of(group)));
  // Parts of areas stand on each other, lines beside each other.
  const ends = widget.area ? stacked(rows) : rows.map((row) => row.map((value) => [0, value] as const));
  const axis = axis_of([...least, ...ends.flat().map(([, to]) => to ?? 0)]);
  const curves = widget.series.map((_, part) => ({
    colour: colour_of(part),
    tops: ends.map((row) => (row[part]?.[1] === undefined || row[part][1] === null ? null : height_on(axis, row[part][1]))),
    feet: ends.map((row) => (row[part] === undefined ? null : height_on(axis, row[part][0]))),
  }));
  return { axis, curves };
}

function point(widget: Widget, group: Group, place: number, { curves }: Drawing, t: Texts, open: Open) {
  const level = group.level ?? "none";
  const word = widget.series ? "" : level_label(level, undefined, t);
  const words = widget.series ? parts_text(widget, group) : undefined;
  const content = html`<span class="plot"
      >${curves.map(({ tops, colour }) => {
        const height = tops[place];
        if (height === null || height === undefined) return nothing;
        return html`<i class="${widget.series ? colour : level}" .style=${`--height: ${height.toFixed(4)}`}></i>`;
      })}</span
    >
    <span class="name">${group_name(group)}</span>
    <b class="amount number">${group.text}</b>
    ${words ? html`<span class="visually-hidden">${words}</span>` : nothing}
    ${word ? html`<span class="pill ${level}">${word}</span>` : nothing}`;
  return html`<li aria-current=${group.current_label ? "date" : nothing}>
    ${open
      ? html`<button type="button" class="point" title=${words ?? nothing} @click=${() => open(group)}>${content}</button>`
      : html`<div class="point" title=${words ?? nothing}>${content}</div>`}
  </li>`;
}

function points(widget: Widget, groups: Group[], t: Texts, open: Open) {
  const drawing = draw(widget, groups);
  const { axis, curves } = drawing;
  const y = (tick: number) => 1 - height_on(axis, tick);
  return html`${legend(widget, t)}
    <div class="chart">
      <ol class="ticks" aria-hidden="true">
        ${axis.ticks.map(
          (tick) => html`<li .style=${`--height: ${height_on(axis, tick).toFixed(4)}`}>${axis_text(tick, widget.format)}</li>`,
        )}
      </ol>
      <div class="timeline" tabindex="0" role="group" aria-label=${widget.label}>
        <div class="canvas">
          <svg class="path" viewBox="0 0 ${groups.length} 1" preserveAspectRatio="none" aria-hidden="true">
            ${axis.ticks.map(
              (tick) => svg`<line class="grid" x1="0" x2=${groups.length} y1=${y(tick)} y2=${y(tick)} vector-effect="non-scaling-stroke"></line>`,
            )}
            ${widget.area
              ? curves.map(({ tops, feet, colour }) => svg`<path class="area ${colour}" d=${area_of(tops, feet)}></path>`)
              : nothing}
            ${curves.map(
              ({ tops, colour }) => svg`<path class="curve ${colour}" d=${path_of(tops)} vector-effect="non-scaling-stroke"></path>`,
            )}
          </svg>
          <ol class="points">
            ${groups.map((group, place) => point(widget, group, place, drawing, t, open))}
          </ol>
        </div>
      </div>
    </div>`;
}

export function line(widget: Widget, t: Texts, open: Open) {
  return grouped(widget, t, (groups) => points(widget, groups, t, open));
}
