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

/** What is on show around a day: its week, or the whole weeks that its month lies in. */
export function days_around(day: string, of: "week" | "month"): string[] {
  const begin = monday_of(of === "week" ? day : month_from(day, 0));
  const end = of === "week" ? add_days(begin, 6) : add_days(monday_of(add_days(month_from(day, 1), -1)), 6);
  const days = [];
  for (let each = begin; each <= end; each = add_days(each, 1)) days.push(each);
  return days;
}

/** The day that it is in a time zone. */
export function today_in(time_zone: string | undefined, now = new Date()): string {
  try {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: time_zone || undefined, dateStyle: "short" }).format(now);
  } catch {
    return now.toISOString().slice(0, 10); // a zone that this browser does not know
  }
}
