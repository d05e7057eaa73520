// <tollgate-calendar>: a list's records by the day of one of their fields, a month or a week at a
// time. On a phone the month is small, and the day that is chosen stands below it.
//
// Properties: client, asked (the list), by (the date field), day (one of those on show), week,
// today, link. Event: tollgate-calendar {day, week}.

import { css, html, nothing } from "lit";
import type { RecordListReply, Row } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import { tell } from "../element.ts";
import { icon } from "../icons.ts";
import { LiveElement } from "../live_element.ts";
import { row_title } from "../row_state.ts";
import type { RowLink } from "../rows.ts";
import { basics, buttons } from "../theme.ts";
import { add_days, days_around, month_from, week_day } from "./calendar_days.ts";
import type { AskedList } from "./asked_list.ts";

/** A day of a month shows so many; all of them are in its week. */
const kShown = 3;
const kMost = 2000;
const kDay = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?/;

interface Entry {
  row: Row;
  time: string | undefined;
}

export class Calendar extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    by: { type: String },
    day: { type: String },
    week: { type: Boolean },
    today: { type: String },
    link: { attribute: false },
    rows_: { state: true },
    total_: { state: true },
  };
  declare asked: AskedList;
  declare by: string;
  declare day: string;
  declare week: boolean;
  declare today: string;
  declare link: RowLink;
  declare private rows_: Row[] | undefined;
  declare private total_: number;

  static override styles = [
    basics,
    buttons,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 12px;
      }
      .bar h2 {
        flex: 1;
        min-width: 120px;
      }
      .weeks {
        display: inline-flex;
        border: 1px solid var(--border-strong);
        border-radius: var(--radius);
        overflow: clip;
      }
      .weeks button {
        border: 0;
        border-radius: 0;
      }
      .weeks button[aria-pressed="true"] {
        background: var(--accent-soft);
        color: var(--accent);
      }
      .weeks button:focus-visible {
        outline-offset: -3px;
      }
      .names,
      .days {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
      }
      .names span {
        padding: 4px 8px;
        font-size: 0.8125rem;
        color: var(--text-soft);
      }
      .days {
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface);
        overflow: clip;
      }
      .day {
        min-width: 0;
        min-height: 108px;
        padding: 6px;
        border-inline-start: 1px solid var(--border);
        border-top: 1px solid var(--border);
        margin: -1px 0 0 -1px;
      }
      .tall .day {
        min-height: 320px;
      }
      .day.beside {
        background: var(--surface-soft);
      }
      .date {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        min-width: 26px;
        height: 26px;
        padding: 0 4px;
        border-radius: 99px;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }
      .beside .date {
        color: var(--text-soft);
      }
      .now .date {
        background: var(--accent);
        color: var(--on-accent);
      }
      .entries {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 3px;
        margin-top: 4px;
      }
      .entry {
        display: block;
        padding: 3px 6px;
        border-radius: 6px;
        background: var(--accent-soft);
        color: var(--text);
        font-size: 0.8125rem;
        line-height: 1.35;
        text-decoration: none;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .entry:hover {
        background: var(--pressed);
      }
      .tall .entry {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .entry .time {
        color: var(--text-soft);
        font-variant-numeric: tabular-nums;
      }
      .more {
        min-height: 28px;
        padding: 0 6px;
        font-size: 0.8125rem;
      }
      .agenda {
        margin-top: 16px;
      }
      .agenda h3 {
        margin: 12px 0 6px;
      }
      .agenda .entry {
        padding: 12px;
        font-size: 0.9375rem;
        white-space: normal;
      }
      .pick {
        display: none;
      }
      @media (max-width: 799px) {
        .bar h2 {
          flex-basis: 100%;
        }
        .bar button {
          padding: 0 12px;
        }
        .bar button.icon {
          padding: 0;
        }
        .day,
        .tall .day {
          min-height: 0;
          padding: 0;
        }
        .day > .name,
        .day .entries,
        .day .date {
          display: none;
        }
        .names span {
          padding: 4px 0;
          text-align: center;
        }
        .pick {
          display: grid;
          width: 100%;
          min-height: 48px;
          padding: 4px 0;
          gap: 0;
          border: 0;
          border-radius: 0;
          background: none;
          font-weight: 400;
          justify-items: center;
          align-content: center;
        }
        .pick .dot {
          font-size: 0.6875rem;
          min-height: 14px;
          line-height: 14px;
          color: var(--accent);
          font-weight: 600;
        }
        .pick[aria-pressed="true"] {
          background: var(--accent-soft);
        }
        .now .pick {
          color: var(--accent);
          font-weight: 650;
        }
        .beside .pick {
          color: var(--text-soft);
        }
      }
      @media (min-width: 800px) {
        .agenda {
          display: none;
        }
      }
      @media print {
        .bar button,
        .weeks {
          display: none;
        }
      }
    `,
  ];

  protected override subject(): string {
    return JSON.stringify([this.asked, this.by, this.day, this.week]);
  }

  private get days_(): string[] {
    return days_around(this.day, this.week ? "week" : "month");
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const days = this.days_;
    const { sort: _, ...asked } = this.asked;
    const within = { field: this.by, kind: "range" as const, from: days[0]!, to: days.at(-1)! };
    const ask = (after?: string): Promise<RecordListReply> =>
      this.client.request("record.list", {
        ...asked, filters: [...(asked.filters ?? []), within], sort: [{ field: this.by }], columns: [this.by], limit: kLimits.rows,
        ...(after ? { after } : {}),
      });
    const found = await ask();
    for (let { next } = found; next && found.rows.length < kMost; ) {
      const more = await ask(next);
      found.rows.push(...more.rows);
      next = more.next;
    }
    if (!is_current()) return;
    this.rows_ = found.rows;
    this.total_ = found.total;
  }

  override render() {
    const rows = this.rows_;
    if (!rows) return this.placeholder();
    const entries = new Map<string, Entry[]>();
    for (const row of rows) {
      const [, day = "", time] = kDay.exec(row.cells[0]?.text ?? "") ?? [];
      entries.set(day, [...(entries.get(day) ?? []), { row, time }]);
    }
    const of = (day: string): Entry[] => entries.get(day) ?? [];
    return html`${this.bar_()}
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      <div class="names" aria-hidden="true">${this.t.list.week_days.map((name) => html`<span>${name}</span>`)}</div>
      <ol class="days ${this.week ? "tall" : ""}">
        ${this.days_.map((day) => this.day_(day, of(day)))}
      </ol>
      ${rows.length < this.total_ ? html`<p class="soft small" role="status">${this.t.list.calendar_cut(rows.length, this.total_)}</p>` : nothing}
      ${this.agenda_(of(this.day))}`;
  }

  private bar_() {
    const { list } = this.t;
    const [year, month] = this.day.split("-").map(Number);
    const go = (way: 1 | -1) => this.show_(this.week ? add_days(this.day, 7 * way) : month_from(this.day, way), this.week);
    const span = (week: boolean, label: string) => html`<button
      type="button"
      aria-pressed=${week === this.week ? "true" : "false"}
      @click=${() => this.show_(this.day, week)}
    >
      ${label}
    </button>`;
    const days = this.days_;
    return html`<div class="bar">
      <h2 aria-live="polite">${this.week ? list.between(days[0]!, days[6]!) : list.month_title(year!, month!)}</h2>
      <button type="button" @click=${() => this.show_(this.today, this.week)}>${list.calendar_now}</button>
      <button type="button" class="icon" aria-label=${list.calendar_earlier} @click=${() => go(-1)}>${icon("back")}</button>
      <button type="button" class="icon" aria-label=${list.calendar_later} @click=${() => go(1)}>${icon("forward")}</button>
      <div class="weeks" role="group" aria-label=${list.look}>${span(false, list.calendar_month)}${span(true, list.calendar_week)}</div>
    </div>`;
  }

  private day_(day: string, entries: Entry[]) {
    const is_beside = !this.week && day.slice(0, 7) !== this.day.slice(0, 7);
    const shown = this.week ? entries : entries.slice(0, entries.length > kShown + 1 ? kShown : kShown + 1);
    const label = this.t.list.calendar_day(`${day} ${this.t.list.week_days[week_day(day)]}`, entries.length);
    return html`<li class="day ${is_beside ? "beside" : ""} ${day === this.today ? "now" : ""}" aria-current=${day === this.today ? "date" : nothing}>
      <span class="visually-hidden name">${label}</span>
      <span class="date" aria-hidden="true">${Number(day.slice(8))}</span>
      <button
        type="button"
        class="pick"
        aria-pressed=${day === this.day ? "true" : "false"}
        @click=${() => this.show_(day, this.week, true)}
      >
        <span>${Number(day.slice(8))}</span><span class="visually-hidden"> ${label}</span
        ><span class="dot" aria-hidden="true">${entries.length || ""}</span>
      </button>
      ${entries.length
        ? html`<ul class="entries">
            ${shown.map((entry) => html`<li>${this.entry_(entry)}</li>`)}
            ${shown.length < entries.length
              ? html`<li>
                  <button type="button" class="quiet more" @click=${() => this.show_(day, true)}>
                    ${this.t.list.calendar_more(entries.length - shown.length)}
                  </button>
                </li>`
              : nothing}
          </ul>`
        : nothing}
    </li>`;
  }

  private entry_({ row, time }: Entry) {
    const title = row_title(row, this.t);
    return html`<a class="entry" href=${this.link(row)} title=${title}
      >${time ? html`<span class="time">${time}</span> ` : nothing}${title}</a
    >`;
  }

  /** On a phone: what the chosen day holds. */
  private agenda_(entries: Entry[]) {
    return html`<section class="agenda" aria-label=${this.day}>
      <h3>${this.day} ${this.t.list.week_days[week_day(this.day)]}</h3>
      ${entries.length
        ? html`<ul class="entries">
            ${entries.map((entry) => html`<li>${this.entry_(entry)}</li>`)}
          </ul>`
        : html`<p class="soft small">${this.t.list.calendar_nothing}</p>`}
    </section>`;
  }

  private show_(day: string, week: boolean, replace = false): void {
    tell(this, "tollgate-calendar", { day, week, replace });
  }
}
customElements.define("tollgate-calendar", Calendar);
