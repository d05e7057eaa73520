// Dates and times between the wire (ISO 8601, with offset or zone) and native inputs (local text).

/** The local text of an instant in a zone, as datetime-local inputs take it. */
export function to_local_input(value: string, time_zone: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2}|@.+)?$/.exec(value);
  if (!match) return "";
  const [, local, zone] = match;
  if (!zone || zone === `@${time_zone}`) return local!;
  if (zone.startsWith("@")) return local!;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return "";
  const parts = zone_parts(at, time_zone);
  return `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}`;
}

/** Now, with the zone's offset: what a device took, not what a person typed. */
export function now_in_zone(time_zone: string, at: Date = new Date()): string {
  const parts = zone_parts(at, time_zone);
  const local = `${parts["year"]}-${parts["month"]}-${parts["day"]}T${parts["hour"]}:${parts["minute"]}:${parts["second"]}`;
  const offset_minutes = Math.round((Date.parse(`${local}Z`) - Math.floor(at.getTime() / 1000) * 1000) / 60000);
  const sign = offset_minutes < 0 ? "-" : "+";
  const size = Math.abs(offset_minutes);
  return `${local}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Today's time on a clock of that zone, for people. */
export function clock_text(time_zone: string, locale: string, at: Date = new Date()): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: time_zone,
    dateStyle: "medium",
    timeStyle: "short",
  }).format(at);
}

export interface DurationParts {
  days: string;
  hours: string;
  minutes: string;
}

/** Of a duration, or of what somebody typed that is none. */
export function duration_parts(value: string): DurationParts {
  const match = /^P(?:([^DT]*)D)?(?:T(?:([^HM]*)H)?(?:([^M]*)M)?(?:[\d.]+S)?)?$/.exec(value);
  return { days: match?.[1] ?? "", hours: match?.[2] ?? "", minutes: match?.[3] ?? "" };
}

/** What was typed into the parts, as the runtime reads it or refuses it. */
export function duration_text({ days, hours, minutes }: DurationParts): string | null {
  if (!days && !hours && !minutes) return null;
  const time = (hours ? `${hours}H` : "") + (minutes ? `${minutes}M` : "");
  return `P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
}

function zone_parts(at: Date, time_zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: time_zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
