// Records as entries of a calendar, a timeline or a day's route: when they begin and end, whether
// they have happened, and their colour.
//
//   const plan = await read_plan(client, asked, { date: "planned_at", end: "until" }, fields, "2026-11-30", "2026-12-06");

import type { EngineClient } from "../../engine/client.ts";
import type { ListField, RecordListReply, Row, RowFilter } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import type { AskedList } from "./asked_list.ts";

/** Fields by which records stand, as the view says. */
export interface PlanFields {
  date: string;
  end?: string | undefined;
  /** Where it is filled it counts instead of `date`. */
  actual?: string | undefined;
  colour?: string | undefined;
}

export interface PlanEntry {
  row: Row;
  /** "2026-11-30" */
  day: string;
  /** "09:05"; undefined: the whole day. */
  time: string | undefined;
  /** Where they are known. */
  end_day: string | undefined;
  end_time: string | undefined;
  /** It has happened: a plan no more. */
  happened: boolean;
  /** Which of the colours, from 1; 0: none. */
  colour: number;
  colour_label: string;
}

export interface Plan {
  entries: PlanEntry[];
  /** More records than can be shown were found. */
  cut: boolean;
}

export const kColours = 8;
/** More of them nobody tells apart; a filter helps. */
const kMax = 1000;
const kMoment = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?/;

type Client = Pick<EngineClient, "request">;

/** The day and time that a cell's text says, in the app's time zone. */
export function moment_of(text: string | undefined): { day: string; time: string | undefined } | undefined {
  const [, day, time] = kMoment.exec(text ?? "") ?? [];
  return day ? { day, time } : undefined;
}

/** `found` is asked with the columns date, end, actual, colour, in this order and as far as there are. */
export function entry_of(row: Row, fields: PlanFields, colours: readonly string[]): PlanEntry | undefined {
  const names = columns_of(fields);
  const cell = (field: string | undefined) => (field ? row.cells[names.indexOf(field)] : undefined);
  const actual = moment_of(cell(fields.actual)?.text);
  const begin = actual ?? moment_of(cell(fields.date)?.text);
  if (!begin) return undefined;
  const end = actual ? undefined : moment_of(cell(fields.end)?.text);
  const ends = end && `${end.day} ${end.time ?? ""}` >= `${begin.day} ${begin.time ?? ""}` ? end : undefined;
  const colour = cell(fields.colour);
  const place = typeof colour?.value === "string" ? colours.indexOf(colour.value) : -1;
  return {
    row, ...begin, end_day: ends?.day, end_time: ends?.time, happened: actual !== undefined,
    colour: place < 0 ? 0 : (place % kColours) + 1, colour_label: colour?.text ?? "",
  };
}

export function columns_of({ date, end, actual, colour }: PlanFields): string[] {
  return [...new Set([date, end, actual, colour].filter((field) => field !== undefined))];
}

export function colours_of(fields: readonly ListField[], colour: string | undefined): { id: string; label: string }[] {
  return fields.find(({ field }) => field !== undefined && field === colour)?.options ?? [];
}

/** Records that stand between two days (both included), in order. */
export async function read_plan(
  client: Client, asked: AskedList, fields: PlanFields, offered: readonly ListField[], from: string, to: string,
  more_columns: readonly string[] = [], most = kMax,
): Promise<Plan> {
  const within = (field: string): RowFilter => ({ field, kind: "range", from, to });
  const wanted: RowFilter[][] = [[within(fields.date)]];
  if (fields.actual) wanted.push([within(fields.actual)]);
  // What began before and goes on.
  if (fields.end) wanted.push([{ field: fields.end, kind: "range", from }, { field: fields.date, kind: "range", to: from }]);
  const columns = [...columns_of(fields), ...more_columns];
  const found = await Promise.all(wanted.map((filters) => rows_of(client, asked, filters, columns, most)));
  const rows = new Map(found.flatMap((each) => each.rows).map((row) => [row.record, row]));
  const colours = colours_of(offered, fields.colour).map(({ id }) => id);
  const entries = [...rows.values()]
    .flatMap((row) => entry_of(row, fields, colours) ?? [])
    .filter(({ day, end_day }) => day <= to && (end_day ?? day) >= from)
    .sort(in_order);
  return { entries, cut: found.some(({ cut }) => cut) };
}

export function in_order(a: PlanEntry, b: PlanEntry): number {
  return `${a.day} ${a.time ?? ""}`.localeCompare(`${b.day} ${b.time ?? ""}`) || a.row.title.localeCompare(b.row.title);
}

/** In the order of what they are narrowed by, so that a page of them is found at once. */
async function rows_of(client: Client, asked: AskedList, filters: RowFilter[], columns: string[], most: number): Promise<{ rows: Row[]; cut: boolean }> {
  const { sort: _, ...rest } = asked;
  const ask = (after?: string): Promise<RecordListReply> =>
    client.request("record.list", {
      // What is only planned may be a draft still: one's own are there.
      ...rest, drafts: true, filters: [...(asked.filters ?? []), ...filters], sort: [{ field: filters[0]!.field }], columns, limit: kLimits.rows,
      ...(after ? { after } : {}),
    });
  const first = await ask();
  const rows = [...first.rows];
  let next = first.next;
  while (next && rows.length < most) {
    const more = await ask(next);
    rows.push(...more.rows);
    next = more.next;
  }
  return { rows, cut: next !== undefined };
}

export function minutes_of(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

export function time_of(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export interface Placed {
  entry: PlanEntry;
  begin_minutes: number;
  end_minutes: number;
  /** Those at the same time stand beside each other: which one, of how many. */
  lane: number;
  lanes: number;
}

/** What has no end takes so long in a calendar by hours. */
const kUsual_minutes = 45;

/** A day's entries with a time, beside each other where they overlap. */
export function placed(entries: readonly PlanEntry[], day: string): Placed[] {
  const all = entries
    .filter(({ time }) => time !== undefined)
    .map((entry): Placed => {
      const begin = entry.day < day ? 0 : minutes_of(entry.time!);
      const until = entry.end_time === undefined ? begin + kUsual_minutes : entry.end_day! > day ? 1440 : minutes_of(entry.end_time);
      return { entry, begin_minutes: begin, end_minutes: Math.min(1440, Math.max(until, begin + 30)), lane: 0, lanes: 1 };
    })
    .sort((a, b) => a.begin_minutes - b.begin_minutes);
  let group: Placed[] = [];
  let ends = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    for (const each of group) each.lanes = lanes;
    group = [];
  };
  for (const each of all) {
    if (each.begin_minutes >= ends) {
      close();
      ends = -1;
    }
    const taken = new Set(group.filter(({ end_minutes }) => end_minutes > each.begin_minutes).map(({ lane }) => lane));
    while (taken.has(each.lane)) each.lane++;
    group.push(each);
    ends = Math.max(ends, each.end_minutes);
  }
  close();
  return all;
}
