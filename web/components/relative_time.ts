// Days and instants as people say them while they are near: "tomorrow", "3 hours ago". Further away a
// date says more. What is exact stands beside it (a title).

import { add_days, days_between, week_day } from "./list/calendar_days.ts";
import { current_locale } from "./text/index.ts";
import type { Texts } from "./text/index.ts";

/** "today", "Thu", or the day itself where it is not within a week. */
export function day_text(day: string, today: string, t: Texts): string {
  const away = days_between(today, day);
  if (away === 0) return t.list.periods.today;
  if (away === -1) return t.list.periods.yesterday;
  if (away === 1) return t.tomorrow;
  const is_soon = away > 1 && day <= add_days(today, 6);
  return is_soon ? `${t.list.week_days[week_day(day)]} ${day.slice(5)}` : day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

const kUnits: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
/** Up to so long ago an instant is said by how long ago it was. */
const kNear_days = 7;

/** undefined: too far away to be said so. */
export function ago_text(at_ms: number, now_ms = Date.now(), locale = current_locale()): string | undefined {
  const seconds = Math.round((now_ms - at_ms) / 1000);
  if (seconds < 0 || seconds > kNear_days * 86_400) return undefined;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const [unit, size] = kUnits.find(([, each]) => seconds >= each) ?? ["minute", 60];
  return format.format(-Math.floor(seconds / size), unit);
}
