// <tollgate-timeline>: a list's records along the days of a month or of a quarter, a line each, from
// where they begin to where they end. Those of a colour stand together.
//
// Properties: client, asked (the list), plan (its fields), fields (that the list offers), day, span
// ("month": a month by days; "week": a quarter by weeks), today, link.
// Event: tollgate-calendar {day, span, replace}.

import { css, html, nothing } from "lit";
import type { ListField } from "../../engine/generated/api.ts";
import { tell } from "../element.ts";
import { icon } from "../icons.ts";
import { LiveElement } from "../live_element.ts";
import { row_title } from "../row_state.ts";
import type { RowLink } from "../rows.ts";
import { basics, buttons } from "../theme.ts";
import type { AskedList } from "./asked_list.ts";
import { colour_style } from "./calendar.ts";
import { add_days, days_between, month_from, monday_of, week_day } from "./calendar_days.ts";
import type { Span } from "./calendar_days.ts";
import { in_order, read_plan } from "./plan.ts";
import type { Plan, PlanEntry, PlanFields } from "./plan.ts";
import { span_styles } from "./span_styles.ts";

const kWeeks = 13;
/** More lines nobody reads: a filter helps. */
const kMaxLines = 300;

export class Timeline extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    plan: { attribute: false },
    fields: { attribute: false },
    day: { type: String },
    span: { type: String },
    today: { type: String },
    link: { attribute: false },
    found_: { state: true },
  };
  declare asked: AskedList;
  declare plan: PlanFields;
  declare fields: readonly ListField[];
  declare day: string;
  declare span: Span;
  declare today: string;
  declare link: RowLink;
  declare private found_: Plan | undefined;

  static override styles = [
    basics,
    buttons,
    span_styles,
    css`
      .frame {
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface);
        overflow: auto;
      }
      .scale,
      .line {
        display: grid;
        grid-template-columns: minmax(140px, 240px) minmax(620px, 1fr);
      }
      .ticks,
      .track {
        position: relative;
        display: grid;
        grid-template-columns: repeat(var(--ticks), minmax(0, 1fr));
      }
      .ticks span {
        padding: 6px 0;
        border-inline-start: 1px solid var(--border);
        font-size: 0.75rem;
        text-align: center;
        color: var(--text-soft);
        font-variant-numeric: tabular-nums;
      }
      .ticks .free {
        background: var(--surface-soft);
      }
      .ticks .now {
        color: var(--accent);
        font-weight: 650;
      }
      .line {
        border-top: 1px solid var(--border);
      }
      .name {
        position: sticky;
        inset-inline-start: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        min-width: 0;
        padding: 6px 12px;
        background: var(--surface);
        font-size: 0.875rem;
      }
      .name a {
        overflow: hidden;
        color: inherit;
        text-decoration: none;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name a:hover {
        text-decoration: underline;
      }
      .track {
        min-height: 36px;
      }
      .bar-of {
        position: absolute;
        top: 9px;
        height: 18px;
        min-width: 8px;
        border-radius: 5px;
        background: var(--colour, var(--accent-bar));
      }
      .bar-of.happened {
        opacity: 0.6;
      }
      .today {
        position: absolute;
        top: 0;
        bottom: 0;
        border-inline-start: 2px solid var(--danger);
      }
      .group {
        padding: 10px 12px 4px;
        border-top: 1px solid var(--border);
        background: var(--surface-soft);
      }
    `,
  ];

  protected override subject(): string {
    return JSON.stringify([this.asked, this.plan, this.day, this.span]);
  }

  /** The first and the last day on show. */
  private get range_(): [string, string] {
    if (this.span === "week") {
      const first = monday_of(this.day);
      return [first, add_days(first, 7 * kWeeks - 1)];
    }
    return [month_from(this.day, 0), add_days(month_from(this.day, 1), -1)];
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await read_plan(this.client, this.asked, this.plan, this.fields, ...this.range_, [], kMaxLines);
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    const [from, to] = this.range_;
    const groups = new Map<string, PlanEntry[]>();
    for (const entry of [...found.entries].sort((a, b) => a.colour - b.colour || in_order(a, b)).slice(0, kMaxLines)) {
      const group = this.plan.colour ? entry.colour_label : "";
      groups.set(group, [...(groups.get(group) ?? []), entry]);
    }
    const is_cut = found.cut || found.entries.length > kMaxLines;
    return html`${this.bar_(from, to)} ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${found.entries.length
        ? html`<div class="frame" tabindex="0" role="group" aria-label=${this.t.list.looks.timeline} .style=${`--ticks: ${this.ticks_(from, to).length}`}>
            <div class="scale" aria-hidden="true">
              <span></span>
              <div class="ticks">${this.ticks_(from, to).map(({ text, free, now }) => html`<span class="${free ? "free" : ""} ${now ? "now" : ""}">${text}</span>`)}</div>
            </div>
            ${[...groups].map(
              ([group, entries]) => html`${group ? html`<h3 class="group">${group}</h3>` : nothing}
                <ul>
                  ${entries.map((entry) => this.line_(entry, from, to))}
                </ul>`,
            )}
          </div>`
        : html`<p class="empty card">${this.t.list.calendar_nothing}</p>`}
      ${is_cut ? html`<p class="soft small" role="status">${this.t.list.calendar_too_many}</p>` : nothing}`;
  }

  private ticks_(from: string, to: string): { text: string; free: boolean; now: boolean }[] {
    const found = [];
    const by_week = this.span === "week";
    for (let day = from; day <= to; day = add_days(day, by_week ? 7 : 1)) {
      const until = add_days(day, by_week ? 6 : 0);
      found.push({ text: by_week ? day.slice(5) : String(Number(day.slice(8))), free: !by_week && week_day(day) > 4, now: day <= this.today && this.today <= until });
    }
    return found;
  }

  private bar_(from: string, to: string) {
    const { list } = this.t;
    const show = (day: string, span: Span = this.span) => tell(this, "tollgate-calendar", { day, span, replace: false });
    const go = (way: 1 | -1) => show(this.span === "week" ? add_days(this.day, way * 7 * kWeeks) : month_from(this.day, way));
    const choice = (span: Span, label: string) =>
      html`<button type="button" aria-pressed=${this.span === span ? "true" : "false"} @click=${() => show(this.day, span)}>${label}</button>`;
    return html`<div class="bar">
      <h2 aria-live="polite">${list.between(from, to)}</h2>
      <button type="button" @click=${() => show(this.today)}>${list.calendar_now}</button>
      <button type="button" class="icon" aria-label=${list.calendar_earlier} @click=${() => go(-1)}>${icon("back")}</button>
      <button type="button" class="icon" aria-label=${list.calendar_later} @click=${() => go(1)}>${icon("forward")}</button>
      <span class="spans" role="group" aria-label=${list.look}>${choice("month", list.timeline_days)}${choice("week", list.timeline_weeks)}</span>
    </div>`;
  }

  private line_(entry: PlanEntry, from: string, to: string) {
    const days = days_between(from, to) + 1;
    const begin = Math.max(0, days_between(from, entry.day));
    const end = Math.min(days, days_between(from, entry.end_day ?? entry.day) + 1);
    const part = (count: number) => `${(100 * count) / days}%`;
    const title = row_title(entry.row, this.t);
    const when = entry.end_day ? this.t.list.timeline_until(at_text(entry.day, entry.time), at_text(entry.end_day, entry.end_time)) : at_text(entry.day, entry.time);
    const now = days_between(from, this.today);
    return html`<li class="line">
      <span class="name"><a href=${this.link(entry.row)} title="${title} · ${when}">${title}<span class="visually-hidden">, ${when}</span></a></span>
      <span class="track" aria-hidden="true" title=${when}>
        ${now >= 0 && now < days ? html`<span class="today" .style=${`left: ${part(now + 0.5)}`}></span>` : nothing}
        <span
          class="bar-of ${entry.happened ? "happened" : ""}"
          .style=${`left: ${part(begin)}; width: ${part(end - begin)}; ${entry.colour ? colour_style(entry.colour) : ""}`}
        ></span>
      </span>
    </li>`;
  }
}
customElements.define("tollgate-timeline", Timeline);

function at_text(day: string, time: string | undefined): string {
  return time ? `${day} ${time}` : day;
}
