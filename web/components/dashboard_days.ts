// The days that a whole dashboard is narrowed to: how they stand in an address, and the control that
// chooses them.

import { css, html, nothing } from "lit";
import type { DaySpan } from "../engine/generated/api.ts";
import type { Texts } from "./text/index.ts";

type Period = NonNullable<DaySpan["period"]>;

/** What is offered; last_days by so many days. */
const kOffered = [
  "today",
  "this_week",
  "last_week",
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_year",
  "last_days:7",
  "last_days:30",
  "last_days:90",
  "last_days:365",
] as const;
const kPeriods: readonly string[] = ["today", "yesterday", ...kOffered.filter((each) => !each.includes(":"))];
const kDay = /^\d{4}-\d{2}-\d{2}$/;

/** "this_month", "last_days:90", "2026-11-01..2026-11-30". */
export function span_text(span: DaySpan): string {
  if (span.period) return span.period === "last_days" ? `last_days:${span.days ?? 30}` : span.period;
  return `${span.from ?? ""}..${span.to ?? ""}`;
}

/** Anybody can write an address: what is no span narrows nothing. */
export function parse_span(text: string | null | undefined): DaySpan | undefined {
  if (!text) return undefined;
  const last = /^last_days:(\d{1,4})$/.exec(text);
  if (last) return Number(last[1]) >= 1 && Number(last[1]) <= 3660 ? { period: "last_days", days: Number(last[1]) } : undefined;
  const [from, to] = text.split("..");
  if (from && to && kDay.test(from) && kDay.test(to)) return from <= to ? { from, to } : { from: to, to: from };
  return kPeriods.includes(text) ? { period: text as Period } : undefined;
}

export function span_label(text: string, t: Texts): string {
  const span = parse_span(text);
  if (!span?.period) return text;
  return span.period === "last_days" ? t.days_spans.last_days(span.days ?? 30) : t.days_spans[span.period];
}

export interface DaysControl {
  /** As it stands in the address; undefined: each chart counts its own days. */
  chosen: string | undefined;
  /** The days that are counted now, for changing them by hand. */
  shown: { from: string; to: string } | undefined;
  on_choose: (text: string | undefined) => void;
}

export function days_control(t: Texts, { chosen, shown, on_choose }: DaysControl) {
  const span = parse_span(chosen);
  const custom = Boolean(span && !span.period);
  const on_preset = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    if (value === "custom") on_choose(shown ? `${shown.from}..${shown.to}` : span_of_month());
    else on_choose(value || undefined);
  };
  const on_day = (member: "from" | "to") => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (span && value) on_choose(span_text({ ...span, [member]: value }));
  };
  const offered: string[] = chosen && span?.period && !(kOffered as readonly string[]).includes(chosen) ? [...kOffered, chosen] : [...kOffered];
  return html`<label>
      ${t.days_filter}
      <select @change=${on_preset}>
        <option value="" .selected=${!span}>${t.days_own}</option>
        ${offered.map(
          (each) => html`<option value=${each} .selected=${each === chosen}>${span_label(each, t)}</option>`,
        )}
        <option value="custom" .selected=${custom}>${t.days_custom}</option>
      </select>
    </label>
    ${custom
      ? html`<label>${t.days_from}<input type="date" .value=${span!.from ?? ""} @change=${on_day("from")} /></label>
          <label>${t.days_to}<input type="date" .value=${span!.to ?? ""} @change=${on_day("to")} /></label>`
      : nothing}`;
}

function span_of_month(): string {
  const now = new Date();
  const day = (date: Date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  return `${day(new Date(now.getFullYear(), now.getMonth(), 1))}..${day(now)}`;
}

export const days_styles = css`
  .filters input[type="date"] {
    min-height: 44px;
    padding-block: 8px;
    font-size: 1rem;
  }
`;
