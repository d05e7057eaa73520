// <tollgate-calendar>: a list's records by the day of one of their fields: a month, a week or a day by
// hours, or a month as a list. What is only planned is moved to another time by dragging, by Shift and
// an arrow key, or in a dialog; each move is a save through the record's form. On a phone the month is
// small, and the day that is chosen stands below it.
//
// Properties: client, asked (the list), plan (its fields), fields (that the list offers), form (which
// moves; undefined: nothing is moved), new_form (in which another one is planned; undefined: none is),
// day (one of those on show), span, today, time_zone, link.
// Event: tollgate-calendar {day, span, replace}.

import { html, nothing } from "lit";
import type { ListField, Row } from "../../engine/generated/api.ts";
import { field_type } from "../../engine/generated/field_types.ts";
import { dialogs } from "../dialog_styles.ts";
import { error_text, tell } from "../element.ts";
import { icon } from "../icons.ts";
import { LiveElement } from "../live_element.ts";
import { row_title } from "../row_state.ts";
import type { RowLink } from "../rows.ts";
import type { Texts } from "../text/index.ts";
import { basics, buttons, inputs } from "../theme.ts";
import type { AskedList } from "./asked_list.ts";
import { add_days, clock_in, days_around, kSpans, span_from, week_day } from "./calendar_days.ts";
import type { Span } from "./calendar_days.ts";
import { hours_view } from "./calendar_hours.ts";
import { calendar_styles } from "./calendar_styles.ts";
import { span_styles } from "./span_styles.ts";
import { start_drag } from "./drag.ts";
import { move_plan, moment_value } from "./move_plan.ts";
import type { Moment } from "./move_plan.ts";
import { colours_of, kColours, minutes_of, read_plan, time_of } from "./plan.ts";
import type { Plan, PlanEntry, PlanFields } from "./plan.ts";

/** A day of a month shows so many; all of them are in its week. */
const kShown = 3;
/** Keys are awaited so long before a plan is moved for good. */
const kKeys_ms = 900;
const kStep_minutes = 30;

interface Move {
  entry: PlanEntry;
  to: Moment;
}

export class Calendar extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    plan: { attribute: false },
    fields: { attribute: false },
    form: { type: String },
    new_form: { type: String },
    day: { type: String },
    span: { type: String },
    today: { type: String },
    time_zone: { type: String },
    link: { attribute: false },
    found_: { state: true },
    moving_: { state: true },
    over_: { state: true },
    said_: { state: true },
    refused_: { state: true },
    undo_: { state: true },
    asked_move_: { state: true },
  };
  declare asked: AskedList;
  declare plan: PlanFields;
  declare fields: readonly ListField[];
  declare form: string | undefined;
  /** In which another record is planned; undefined: the reader makes none. */
  declare new_form: string | undefined;
  declare day: string;
  declare span: Span;
  declare today: string;
  /** The app's. */
  declare time_zone: string | undefined;
  declare link: RowLink;
  declare private found_: Plan | undefined;
  /** A plan on its way, and where to. */
  declare private moving_: Move | undefined;
  declare private over_: string | undefined;
  declare private said_: string;
  declare private refused_: (Move & { problems: string[] }) | undefined;
  /** The last move, to be taken back. */
  declare private undo_: Move | undefined;
  declare private asked_move_: PlanEntry | undefined;
  private keys_timer_: ReturnType<typeof setTimeout> | undefined;

  static override styles = [basics, buttons, inputs, dialogs, span_styles, calendar_styles];

  constructor() {
    super();
    this.said_ = "";
    this.fields = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.keys_timer_);
  }

  protected override subject(): string {
    return JSON.stringify([this.asked, this.plan, this.day, this.span]);
  }

  private get days_(): string[] {
    return days_around(this.day, this.span);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const days = this.days_;
    const found = await read_plan(this.client, this.asked, this.plan, this.fields, days[0]!, days.at(-1)!);
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    const entries = found.entries.map((entry) => this.as_moved_(entry));
    const of = (day: string): PlanEntry[] => entries.filter((entry) => entry.day <= day && (entry.end_day ?? entry.day) >= day);
    return html`${this.bar_()}
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing} ${this.refused_view_()}
      <div class="said soft small" role="status">${this.said_}${this.undo_ && this.said_ ? this.undo_view_() : nothing}</div>
      ${this.legend_(entries)} ${this.form ? html`<p class="visually-hidden" id="hint">${this.t.list.plan_hint}</p>` : nothing}
      ${this.shown_(of)}
      ${found.cut ? html`<p class="soft small" role="status">${this.t.list.calendar_too_many}</p>` : nothing} ${this.dialog_()}`;
  }

  /** Where it will stand when the move is through. */
  private as_moved_(entry: PlanEntry): PlanEntry {
    const move = this.moving_;
    if (!move || move.entry.row.record !== entry.row.record) return entry;
    return { ...entry, day: move.to.day, time: move.to.time ?? entry.time, end_day: undefined, end_time: undefined };
  }

  private shown_(of: (day: string) => PlanEntry[]) {
    const days = this.days_;
    if (this.span === "list") return this.list_view_(days.filter((day) => of(day).length || day === this.today), of);
    if (this.span === "week" || this.span === "day") return this.hours_(days, of);
    return html`<div class="names" aria-hidden="true">${this.t.list.week_days.map((name) => html`<span>${name}</span>`)}</div>
      <ol class="days">
        ${days.map((day) => this.day_(day, of(day)))}
      </ol>
      <div class="below">${this.list_view_([this.day], of)}</div>`;
  }

  private hours_(days: string[], of: (day: string) => PlanEntry[]) {
    const is_week = this.span === "week";
    return html`${hours_view({
      days, today: this.today, of, over: this.over_, t: this.t, week: is_week,
      entry: (entry) => this.entry_(entry), add: (day, time) => this.new_(day, time), on_day: (day) => this.show_(day, "day"), now: clock_in(this.time_zone),
    })}
    ${is_week ? html`<div class="week-list">${this.list_view_(days.filter((day) => of(day).length || day === this.today), of)}</div>` : nothing}`;
  }

  private bar_() {
    const { list } = this.t;
    const go = (way: 1 | -1) => this.show_(span_from(this.day, this.span, way), this.span);
    const heading = heading_of(this.day, this.span, list);
    return html`<div class="bar">
      <button type="button" class="icon" aria-label=${list.calendar_earlier} title=${list.calendar_earlier} @click=${() => go(-1)}>${icon("back")}</button>
      <button type="button" class="icon" aria-label=${list.calendar_later} title=${list.calendar_later} @click=${() => go(1)}>${icon("forward")}</button>
      <h2 class="number" aria-live="polite">${heading}</h2>
      <button type="button" @click=${() => this.show_(this.today, this.span)}>${list.calendar_now}</button>
      <span class="spans" role="group" aria-label=${list.look}>
        ${kSpans.map(
          (span) => html`<button type="button" aria-pressed=${this.span === span ? "true" : "false"} @click=${() => this.show_(this.day, span)}>
            ${list.calendar_spans[span]}
          </button>`,
        )}
      </span>
    </div>`;
  }

  private legend_(entries: PlanEntry[]) {
    if (!this.plan.colour) return nothing;
    const options = colours_of(this.fields, this.plan.colour);
    const shown = new Set(entries.map(({ colour }) => colour));
    const seen = options.slice(0, kColours).filter((_, place) => shown.has(place + 1));
    if (!seen.length) return nothing;
    return html`<ul class="legend">
      ${seen.map(({ label, id }) => html`<li><i .style=${colour_style(options.findIndex((each) => each.id === id) + 1)}></i>${label}</li>`)}
    </ul>`;
  }

  private day_(day: string, entries: PlanEntry[]) {
    const shown = entries.length > kShown ? entries.slice(0, kShown - 1) : entries;
    const beside = day.slice(0, 7) !== this.day.slice(0, 7);
    const label = this.t.list.calendar_day(day, entries.length);
    const classes = ["day", beside ? "beside" : "", day === this.today ? "now" : "", this.over_ === day ? "over" : ""].join(" ");
    return html`<li class=${classes} data-slot=${day} aria-current=${day === this.today ? "date" : nothing}>
      <span class="visually-hidden name">${label}</span>
      <span class="date" aria-hidden="true">${Number(day.slice(8))}</span>${this.new_(day, "09:00")}
      <button type="button" class="pick" aria-pressed=${day === this.day ? "true" : "false"} @click=${() => this.show_(day, this.span, true)}>
        <span>${Number(day.slice(8))}</span><span class="visually-hidden"> ${label}</span
        ><span class="dot" aria-hidden="true">${entries.length || ""}</span>
      </button>
      ${entries.length
        ? html`<ul class="entries">
            ${shown.map((entry) => html`<li>${this.entry_(entry)}</li>`)}
            ${shown.length < entries.length
              ? html`<li>
                  <button type="button" class="quiet more" @click=${() => this.show_(day, "day")}>
                    ${this.t.list.calendar_more(entries.length - shown.length)}
                  </button>
                </li>`
              : nothing}
          </ul>`
        : nothing}
    </li>`;
  }

  /** Leads to another record that is planned then. */
  private new_(day: string, time: string) {
    if (!this.new_form || day < this.today) return nothing;
    const has_time = field_type(this.fields.find(({ field }) => field === this.plan.date)?.type ?? "")?.feel === "date and time";
    const values = { [this.plan.date]: moment_value({ day, time: has_time ? time : undefined }) };
    const label = this.t.list.plan_new(has_time && this.span !== "month" ? `${day} ${time}` : day);
    return html`<a
      class="button icon new"
      aria-label=${label}
      title=${label}
      href="#/form/${encodeURIComponent(this.new_form)}?values=${encodeURIComponent(JSON.stringify(values))}"
      >${icon("add")}</a
    >`;
  }

  private list_view_(days: string[], of: (day: string) => PlanEntry[]) {
    return html`<div class="agenda">
      ${days.map((day) => {
        const entries = of(day);
        return html`<section aria-label=${this.t.list.calendar_day(day, entries.length)}>
          <h3><span class="number">${day}</span> <span>${this.t.list.week_days[week_day(day)]}</span>${this.new_(day, "09:00")}</h3>
          ${entries.length
            ? html`<ul class="entries">
                ${entries.map((entry) => html`<li>${this.entry_(entry)}</li>`)}
              </ul>`
            : html`<p class="soft small">${this.t.list.calendar_nothing}</p>`}
        </section>`;
      })}
      ${days.length ? nothing : html`<p class="empty card">${this.t.list.calendar_nothing}</p>`}
    </div>`;
  }

  private may_move_({ happened }: PlanEntry): boolean {
    return Boolean(this.form) && !happened;
  }

  private entry_(entry: PlanEntry) {
    const { row, time, happened, colour, colour_label } = entry;
    const title = row_title(row, this.t);
    const movable = this.may_move_(entry);
    const moving = this.moving_?.entry.row.record === row.record;
    return html`<div class="item ${moving ? "moving" : ""}">
      <a
        class="entry ${happened ? "happened" : "planned"}"
        .style=${colour ? colour_style(colour) : ""}
        href=${this.link(row)}
        title=${title}
        draggable="false"
        aria-describedby=${movable ? "hint" : nothing}
        @pointerdown=${(event: PointerEvent) => movable && this.carry_(event, entry)}
        @keydown=${(event: KeyboardEvent) => movable && this.on_key_(event, entry)}
        >${time ? html`<span class="time">${time}</span> ` : nothing}${title}${colour_label
          ? html`<span class="visually-hidden"> ${colour_label}</span>`
          : nothing}${happened ? html`<span class="visually-hidden"> ${this.t.list.plan_happened}</span>` : nothing}</a
      >
      ${movable
        ? html`<button type="button" class="move icon" aria-label=${this.t.list.plan_move(title)} title=${this.t.list.plan_move(title)} @click=${() => this.ask_(entry)}>
            ${icon("calendar")}
          </button>`
        : nothing}
    </div>`;
  }

  // Moving -------------------------------------------------------------------------------------------

  private carry_(event: PointerEvent, entry: PlanEntry): void {
    if (this.moving_) return;
    const item = (event.currentTarget as HTMLElement).closest<HTMLElement>(".item")!;
    const root = this.renderRoot as ShadowRoot;
    const surface = root.querySelector<HTMLElement>(".days, .hours");
    start_drag(event, {
      source: item,
      root,
      targets: "[data-slot]",
      frame: null,
      on_begin: () => {
        item.classList.add("moving");
        surface?.classList.add("carrying");
      },
      on_over: (target) => (this.over_ = target?.dataset["slot"]),
      on_drop: (target) => {
        const [day = "", time] = (target.dataset["slot"] ?? "").split("T");
        if (day) void this.move_({ entry, to: { day, time: entry.time && (time ?? entry.time) } });
      },
      on_end: () => {
        item.classList.remove("moving");
        surface?.classList.remove("carrying");
      },
    });
  }

  /** Shift and an arrow: days to the side; up and down half an hour, in a month a week. */
  private on_key_(event: KeyboardEvent, shown: PlanEntry): void {
    const now = this.moving_?.entry.row.record === shown.row.record ? this.moving_ : undefined;
    if (now && (event.key === "Escape" || event.key === "Enter")) {
      event.preventDefault();
      clearTimeout(this.keys_timer_);
      if (event.key === "Enter") void this.move_(now);
      else this.moving_ = undefined;
      return;
    }
    const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (!event.shiftKey || !way || (this.moving_ && !now)) return;
    event.preventDefault();
    const by_hours = this.span === "week" || this.span === "day";
    const entry = now?.entry ?? this.found_!.entries.find(({ row }) => row.record === shown.row.record)!;
    const at: Moment = now?.to ?? { day: entry.day, time: entry.time };
    const days = way[0] + (by_hours && at.time !== undefined ? 0 : 7 * way[1]);
    const minutes = at.time === undefined || !by_hours ? undefined : minutes_of(at.time) + way[1] * kStep_minutes;
    const to: Moment = {
      day: add_days(at.day, days),
      time: minutes === undefined ? at.time : time_of(Math.min(1440 - kStep_minutes, Math.max(0, minutes))),
    };
    this.moving_ = { entry, to };
    this.said_ = this.t.list.plan_going(moment_text(to));
    clearTimeout(this.keys_timer_);
    this.keys_timer_ = setTimeout(() => void this.move_({ entry, to }), kKeys_ms);
    void this.keep_focus_(shown.row);
    if (!this.days_.includes(to.day)) this.show_(to.day, this.span, true);
  }

  /** It stands elsewhere now, and goes on having the focus. */
  private async keep_focus_(row: Row): Promise<void> {
    await this.updateComplete;
    const link = [...this.renderRoot.querySelectorAll<HTMLAnchorElement>("a.entry")].find((each) => each.getAttribute("href") === this.link(row) && each.checkVisibility());
    link?.focus();
  }

  private ask_(entry: PlanEntry): void {
    this.asked_move_ = entry;
    void this.updateComplete.then(() => this.renderRoot.querySelector("dialog")?.showModal());
  }

  private dialog_() {
    const entry = this.asked_move_;
    if (!entry) return nothing;
    const close = () => this.renderRoot.querySelector("dialog")?.close();
    const has_time = entry.time !== undefined;
    const value = has_time ? `${entry.day}T${entry.time}` : entry.day;
    return html`<dialog aria-labelledby="move-title" @close=${() => (this.asked_move_ = undefined)}>
      <form
        method="dialog"
        @submit=${(event: SubmitEvent) => {
          const wanted = String(new FormData(event.target as HTMLFormElement).get("to") ?? "");
          const [day = "", time] = wanted.split("T");
          if (day) void this.move_({ entry, to: { day, time: has_time ? time : undefined } });
        }}
      >
        <h2 id="move-title">${this.t.list.plan_move(row_title(entry.row, this.t))}</h2>
        <p>
          <label
            >${this.t.list.plan_to}
            <input name="to" type=${has_time ? "datetime-local" : "date"} .value=${value} required />
          </label>
        </p>
        <div class="actions">
          <button type="button" @click=${close}>${this.t.cancel}</button>
          <button type="submit" class="primary">${this.t.list.plan_move_now}</button>
        </div>
      </form>
    </dialog>`;
  }

  private async move_(move: Move, is_undo = false): Promise<void> {
    const { entry, to } = move;
    if (!this.form || (entry.day === to.day && entry.time === to.time)) {
      this.moving_ = undefined;
      return;
    }
    clearTimeout(this.keys_timer_);
    this.moving_ = move;
    this.refused_ = undefined;
    const title = row_title(entry.row, this.t);
    try {
      const { done, problems } = await move_plan(this.client, this.form, entry.row, this.plan.date, to, this.t.list.plan_read_only);
      if (done) {
        this.said_ = is_undo ? this.t.list.plan_undone(title) : this.t.list.plan_moved(title, moment_text(to));
        const back: Moment = { day: entry.day, time: entry.time };
        this.undo_ = is_undo ? undefined : { entry: { ...entry, day: to.day, time: to.time ?? entry.time }, to: back };
      } else {
        this.said_ = "";
        this.refused_ = { ...move, problems };
      }
    } catch (error) {
      this.said_ = "";
      this.refused_ = { ...move, problems: [error_text(error)] };
    }
    await this.refresh();
    const had_focus = (this.renderRoot as ShadowRoot).activeElement !== null;
    this.moving_ = undefined;
    if (had_focus) await this.keep_focus_(entry.row);
  }

  private undo_view_() {
    const undo = this.undo_!;
    return html` <button type="button" class="quiet" @click=${() => void this.move_(undo, true)}>${this.t.list.undo}</button>`;
  }

  private refused_view_() {
    const refused = this.refused_;
    if (!refused) return nothing;
    return html`<div class="refused" role="alert">
      <p>${this.t.list.plan_refused(row_title(refused.entry.row, this.t))}</p>
      <ul>
        ${refused.problems.map((each) => html`<li>${each}</li>`)}
      </ul>
      <a class="button" href="#/form/${encodeURIComponent(this.form ?? "")}/${encodeURIComponent(refused.entry.row.record)}">${this.t.fill_in}</a>
      <button type="button" class="quiet" @click=${() => (this.refused_ = undefined)}>${this.t.close}</button>
    </div>`;
  }

  private show_(day: string, span: Span, replace = false): void {
    tell(this, "tollgate-calendar", { day, span, replace });
  }
}
customElements.define("tollgate-calendar", Calendar);

export function colour_style(colour: number): string {
  return `--colour: var(--series-${colour})`;
}

function heading_of(day: string, span: Span, list: Texts["list"]): string {
  if (span === "day") return `${day} ${list.week_days[week_day(day)]}`;
  const days = days_around(day, span);
  if (span === "week") return list.between(days[0]!, days.at(-1)!);
  const [year = 0, month = 0] = day.split("-").map(Number);
  return list.month_title(year, month);
}

function moment_text({ day, time }: Moment): string {
  return time ? `${day} ${time}` : day;
}
