// Days of a calendar, as texts "2026-11-30"; weeks begin on Monday.

const kDay_ms = 86_400_000;

function at(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function add_days(day: string, count: number): string {
  return new Date(at(day) + count * kDay_ms).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function week_day(day: string): number {
  return (new Date(at(day)).getUTCDay() + 6) % 7;
}

export function monday_of(day: string): string {
  return add_days(day, -week_day(day));
}

/** The first of a month so many months later. */
export function month_from(day: string, months: number): string {
  const date = new Date(at(day));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

/** How much of a calendar is on show: whole weeks of a month, a week or a day by hours, a month as a list. */
export const kSpans = ["month", "week", "day", "list"] as const;
export type Span = (typeof kSpans)[number];

/** What is on show around a day. */
export function days_around(day: string, of: Span): string[] {
  const first = month_from(day, 0);
  const last = add_days(month_from(day, 1), -1);
  const [begin, end] =
    of === "day" ? [day, day]
    : of === "week" ? [monday_of(day), add_days(monday_of(day), 6)]
    : of === "list" ? [first, last]
    : [monday_of(first), add_days(monday_of(last), 6)];
  const days = [];
  for (let each = begin; each <= end; each = add_days(each, 1)) days.push(each);
  return days;
}

/** The day around which the span before or after stands. */
export function span_from(day: string, of: Span, way: 1 | -1): string {
  return of === "day" ? add_days(day, way) : of === "week" ? add_days(day, 7 * way) : month_from(day, way);
}

export function days_between(from: string, to: string): number {
  return Math.round((at(to) - at(from)) / kDay_ms);
}

/** The day that it is in a time zone. */
export function today_in(time_zone: string | undefined, now = new Date()): string {
  try {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: time_zone || undefined, dateStyle: "short" }).format(now);
  } catch {
    return now.toISOString().slice(0, 10); // a zone that this browser does not know
  }
}

/** The wall clock in a time zone: "14:05". */
export function clock_in(time_zone: string | undefined, now = new Date()): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: time_zone || undefined, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(now);
  } catch {
    return now.toISOString().slice(11, 16);
  }
}
