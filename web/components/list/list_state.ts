// What a person made of a list: searched, narrowed, ordered, grouped, looked at as a board or a
// calendar. It stands in the page's address, so that "back" takes one step back and a link shows
// the same.
//
//   const state = parse_list_state(new URLSearchParams("q=kang&sort=-planned_at"));
//   `#/view/visits${list_query(state)}`

import type { RowFilter, RowSort } from "../../engine/generated/api.ts";
import { kSpans } from "./calendar_days.ts";
import type { Span } from "./calendar_days.ts";

export const kLooks = ["list", "board", "calendar", "gallery", "timeline", "map"] as const;
export type Look = (typeof kLooks)[number];

export const kPeriods = [
  "today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_year", "last_days", "next_days",
] as const satisfies readonly RowFilter["period"][];
export type Period = (typeof kPeriods)[number];

export const kUnits = ["day", "week", "month", "quarter"] as const;
export type Unit = (typeof kUnits)[number];

export interface ListState {
  search: string;
  filters: RowFilter[];
  /** Absent: the view's own order. */
  sort?: RowSort | undefined;
  /** Absent: not grouped. */
  group?: string | undefined;
  /** Of a group that is a date. */
  unit?: Unit | undefined;
  /** Absent: as the view is shown first. */
  look?: Look | undefined;
  /** calendar, timeline: the date field; gallery: the photo field. Absent: the view's, or the first. */
  by?: string | undefined;
  /** calendar, timeline: a day of what is shown, absent: today; map: the day whose route is shown. */
  day?: string | undefined;
  /** calendar, timeline: how much is on show. Absent: a month. */
  span?: Span | undefined;
}

export const kPlainList: ListState = { search: "", filters: [] };

/** As many the engine takes. */
export const kMaxFilters = 20;
const kMaxValues = 200;
const kLongest = 200;
const kDay = /^\d{4}-\d{2}-\d{2}$/;

export function parse_list_state(params: URLSearchParams): ListState {
  const sort = params.get("sort") ?? "";
  // "week" stands in older addresses.
  const span = params.get("week") === "1" ? "week" : params.get("span");
  const day = params.get("day");
  return {
    search: (params.get("q") ?? "").slice(0, kLongest),
    filters: parse_filters(params.get("filters")),
    sort: sort ? sort_of(sort) : undefined,
    group: params.get("group") || undefined,
    unit: kUnits.find((each) => each === params.get("unit")),
    look: kLooks.find((each) => each === params.get("look")),
    by: params.get("by") || undefined,
    day: day && kDay.test(day) ? day : undefined,
    span: kSpans.find((each) => each === span),
  };
}

/** "?q=…", or nothing for a list as it comes. */
export function list_query(state: ListState): string {
  const params = new URLSearchParams();
  const add = (name: string, value: string | undefined) => {
    if (value) params.set(name, value);
  };
  add("q", state.search);
  if (state.filters.length) add("filters", JSON.stringify(state.filters));
  if (state.sort) add("sort", `${state.sort.descending ? "-" : ""}${state.sort.field}`);
  add("group", state.group);
  if (state.group) add("unit", state.unit);
  add("look", state.look);
  add("by", state.by);
  add("day", state.day);
  add("span", state.span);
  const text = params.toString();
  return text ? `?${text}` : "";
}

export function sort_of(text: string): RowSort {
  return text.startsWith("-") ? { field: text.slice(1), descending: true } : { field: text };
}

/** An address can be written by anybody: only what has the right shape is taken. */
function parse_filters(text: string | null): RowFilter[] {
  if (!text) return [];
  try {
    const filters: unknown = JSON.parse(text);
    if (!Array.isArray(filters)) return [];
    return filters.flatMap((each) => filter_from(each) ?? []).slice(0, kMaxFilters);
  } catch {
    return [];
  }
}

function filter_from(json: unknown): RowFilter | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { field, kind, values, text, from, to, period, days } = json as Record<string, unknown>;
  if (typeof field !== "string" || !field) return undefined;
  const texts = Array.isArray(values) ? values.filter((each) => typeof each === "string").slice(0, kMaxValues) : [];
  const text_of = (value: unknown) => (typeof value === "string" && value ? value.slice(0, kLongest) : undefined);
  switch (kind) {
    case "empty":
    case "filled":
      return { field, kind };
    case "one_of":
      return texts.length ? { field, kind, values: texts } : undefined;
    case "contains": {
      const wanted = text_of(text);
      return wanted ? { field, kind, text: wanted } : undefined;
    }
    case "range": {
      const [begin, end] = [text_of(from), text_of(to)];
      return begin || end ? { field, kind, ...(begin ? { from: begin } : {}), ...(end ? { to: end } : {}) } : undefined;
    }
    case "period": {
      const known = kPeriods.find((each) => each === period);
      if (!known) return undefined;
      const counts = (known === "last_days" || known === "next_days") && Number.isInteger(days);
      return { field, kind, period: known, ...(counts ? { days: days as number } : {}) };
    }
    default:
      return undefined;
  }
}

/** Whether two states ask for the same rows, however they are looked at. */
export function same_rows(a: ListState, b: ListState): boolean {
  const rows = ({ search, filters, sort }: ListState) => JSON.stringify([search, filters, sort]);
  return rows(a) === rows(b);
}
