// Days are counted from the base date (day 0); all times are China Standard Time.
const kMsPerDay = 86400000;

export function make_calendar(base_date) {
  const base_ms = Date.parse(`${base_date}T00:00:00Z`);
  if (Number.isNaN(base_ms)) throw new Error(`"${base_date}" is not a date such as 2026-06-30`);
  const date = (day) => new Date(base_ms + day * kMsPerDay).toISOString().slice(0, 10);
  return {
    date,
    is_workday: (day) => {
      const weekday = new Date(base_ms + day * kMsPerDay).getUTCDay();
      return weekday !== 0 && weekday !== 6;
    },
    // `second` counts from midnight and may run past the day's end.
    date_time: (day, second) => {
      const text = new Date(base_ms + day * kMsPerDay + second * 1000).toISOString();
      return `${text.slice(0, 19)}+08:00`;
    },
  };
}
