// A week or a day of a calendar by hours: what has a time stands at it, what lasts all day above.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Texts } from "../text/index.ts";
import { week_day } from "./calendar_days.ts";
import { minutes_of, placed, time_of } from "./plan.ts";
import type { Placed, PlanEntry } from "./plan.ts";

const kHour_px = 48;
/** At least these hours are shown, and whatever lies outside with records. */
const kUsual: [number, number] = [8, 19];
const kSlot_minutes = 30;

export interface HoursParts {
  t: Texts;
  days: readonly string[];
  today: string;
  /** "14:05" */
  now: string;
  week: boolean;
  of: (day: string) => PlanEntry[];
  /** The slot over which something is carried. */
  over: string | undefined;
  entry: (entry: PlanEntry) => TemplateResult;
  /** A link to another one at that time, or nothing. */
  add: (day: string, time: string) => unknown;
  on_day: (day: string) => void;
}

export function hours_view(parts: HoursParts) {
  const { t, days, today, of } = parts;
  const columns = days.map((day) => placed(of(day), day));
  const [first, last] = hours_of(columns.flat());
  return html`<div class="hours ${parts.week ? "week" : ""}" .style=${`--days: ${days.length}`}>
    ${parts.week
      ? html`<div class="heads">
          <span></span>
          ${days.map(
            (day) => html`<button type="button" class=${day === today ? "now" : ""} @click=${() => parts.on_day(day)}>
              <span>${t.list.week_days[week_day(day)]}</span> <span class="date number">${Number(day.slice(8))}</span
              ><span class="visually-hidden"> ${t.list.calendar_day(day, of(day).length)}</span>
            </button>`,
          )}
        </div>`
      : nothing}
    <div class="whole">
      <span>${t.list.calendar_all_day}</span>
      ${days.map(
        (day) => html`<div data-slot=${day} class=${parts.over === day ? "over" : ""}>
          <ul class="entries">
            ${of(day)
              .filter(({ time }) => time === undefined)
              .map((entry) => html`<li>${parts.entry(entry)}</li>`)}
          </ul>
        </div>`,
      )}
    </div>
    <div class="grid" tabindex="0" role="group" aria-label=${t.list.calendar_hours}>
      <div class="scale" aria-hidden="true">
        ${range(first, last).map((hour) => html`<span>${time_of(hour * 60)}</span>`)}
      </div>
      ${days.map((day, place) => column_view(parts, day, columns[place]!, first, last))}
    </div>
  </div>`;
}

function column_view({ over, entry, add, today, now, t, of }: HoursParts, day: string, all: Placed[], first: number, last: number) {
  const y = (minutes: number) => ((minutes - first * 60) / 60) * kHour_px;
  const slots = range(0, ((last - first) * 60) / kSlot_minutes).map((slot) => `${day}T${time_of(first * 60 + slot * kSlot_minutes)}`);
  const line = minutes_of(now);
  return html`<div class="column" role="group" aria-label=${t.list.calendar_day(day, of(day).length)}>
    ${slots.map(
      (slot) => html`<div class="slot ${slot === over ? "over" : ""}" data-slot=${slot}>${slot.endsWith(":00") ? add(day, slot.slice(11)) : nothing}</div>`,
    )}
    ${all.map(
      (each) => html`<div class="at" .style=${place_style(each, y)}>${entry(each.entry)}</div>`,
    )}
    ${day === today && line >= first * 60 && line < last * 60 ? html`<div class="line" .style=${`top: ${y(line)}px`}></div>` : nothing}
  </div>`;
}

function place_style({ begin_minutes, end_minutes, lane, lanes }: Placed, y: (minutes: number) => number): string {
  const width = 100 / lanes;
  return `top: ${y(begin_minutes)}px; height: ${Math.max(22, y(end_minutes) - y(begin_minutes))}px; left: ${lane * width}%; width: ${width}%`;
}

/** From the first hour to the one behind the last. */
function hours_of(all: readonly Placed[]): [number, number] {
  return [
    Math.min(kUsual[0], ...all.map(({ begin_minutes }) => Math.floor(begin_minutes / 60))),
    Math.max(kUsual[1], ...all.map(({ end_minutes }) => Math.ceil(end_minutes / 60))),
  ];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
