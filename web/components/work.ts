// What waits for a person: what their records say of these days, items that are due, records that go on
// by their decision, drafts, and lists that ask for a look. Asked of the lists of their menu, so that it shows what those show.

import type { AppSummary, ListField, RecordGetReply, Row } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { field_type } from "../engine/generated/field_types.ts";

/** So many days ahead, and so many back that something may be overdue. */
const kAhead_days = 7;
const kBack_days = 14;
const kMaxDates = 4;
const kMaxRows = 10;
/** Of one's own records the latest are looked through for items. */
const kLookedThrough = 60;
const kMaxLists = 12;

export interface Planned {
  /** "2026-11-30", or with a time. */
  at: string;
  label: string;
  row: Row;
}
export interface DueItem {
  on: string;
  what: string;
  /** The other things that it says, such as whose it is. */
  more: string[];
  overdue: boolean;
  row: Row;
  /** Where it is ticked off: the form, and the path of the item's yes or no; undefined: it has none. */
  tick: { form: string; path: string } | undefined;
}
export interface Waiting {
  view: string;
  label: string;
  count: number;
}
/** A record at a stage from which it goes on by a person's own decision. */
export interface Decision {
  workflow: string;
  stage: string;
  row: Row;
}
/** More of them stand on the board. */
export interface Decisions {
  workflow: string;
  label: string;
  count: number;
  rows: Decision[];
}
export interface Work {
  decisions: Decisions[];
  planned: Planned[];
  due: DueItem[];
  drafts: (Row & { form: string })[];
  waiting: Waiting[];
}

type Client = Pick<EngineClient, "request">;
type View = AppSummary["views"][number];
type Workflow = AppSummary["workflows"][number];

const day_of = (at: string): string => at.slice(0, 10);

export function days_from(today: string, days: number): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The day it is where the app's people are. */
export function today_in(time_zone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: time_zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

async function planned_in(client: Client, view: View, fields: ListField[]): Promise<Planned[]> {
  const dates = fields.filter(({ filter, field }) => filter === "date" && field).slice(0, kMaxDates);
  const found = await Promise.all(
    dates.map(async ({ field, label, id }) => {
      const { rows } = await client.request("record.list", {
        view: view.id,
        drafts: true,
        columns: [id],
        filters: [{ field: field!, kind: "period", period: "next_days", days: kAhead_days }],
        sort: [{ field: field! }],
        limit: kMaxRows,
      });
      return rows.map((row): Planned => ({ at: row.cells[0]?.text ?? "", label, row }));
    }),
  );
  return found.flat();
}

/** Items of a record that fall due between two days and are not ticked off, in the words of its lists. */
export function due_items(found: Pick<RecordGetReply, "fields" | "row" | "form">, from: string, today: string, to: string): DueItem[] {
  return found.fields.flatMap(({ id, columns = [], items = [] }) => {
    const date = columns.findIndex(({ type }) => field_type(type)?.family === "temporal" && type.startsWith("date"));
    const done = columns.findIndex(({ type }) => field_type(type)?.element === "boolean");
    if (date < 0) return [];
    return items.flatMap(({ cells }, index) => {
      const on = day_of(cells[date]?.text ?? "");
      if (!on || on < from || on > to || cells[done]?.value === true) return [];
      const [what = "", ...more] = cells.filter((_, place) => place !== date && place !== done).map(({ text }) => text).filter(Boolean);
      const field = columns[done];
      const tick = field && found.form ? { form: found.form, path: `${id}/${index}/${field.id}` } : undefined;
      return [{ on, what, more, overdue: on < today, row: found.row, tick }];
    });
  });
}

/** Whether a list's raw value may hold a day of the range: reading each record would take too long. */
function may_be_due(value: unknown, from: string, to: string): boolean {
  if (!Array.isArray(value)) return false;
  return value.some((item) =>
    Object.values(item as object).some((each) => typeof each === "string" && /^\d{4}-\d{2}-\d{2}/.test(each) && day_of(each) >= from && day_of(each) <= to),
  );
}

async function due_in(client: Client, view: View, fields: ListField[], today: string): Promise<DueItem[]> {
  const lists = fields.filter(({ type }) => field_type(type)?.family === "list");
  if (!lists.length) return [];
  const [from, to] = [days_from(today, -kBack_days), days_from(today, kAhead_days)];
  const { rows } = await client.request("record.list", {
    view: view.id,
    columns: lists.map(({ id }) => id),
    sort: [{ field: "updated_at", descending: true }],
    limit: kLookedThrough,
  });
  const due = rows.filter(({ cells }) => cells.some(({ value }) => may_be_due(value, from, to))).slice(0, kMaxLists);
  const found = await Promise.all(
    due.map(({ entity, record }) => client.request("record.get", { entity, record })),
  );
  return found.flatMap((each) => due_items(each, from, today, to));
}

/** Records at stages from which the reader's role moves them on. */
async function decisions_in(client: Client, { id, label, decides = [] }: Workflow): Promise<Decisions> {
  const { stages } = await client.request("workflow.board", { workflow: id, limit: kMaxRows });
  const waiting = stages.filter((stage) => decides.includes(stage.id));
  return {
    workflow: id,
    label,
    count: waiting.reduce((sum, { count }) => sum + count, 0),
    rows: waiting.flatMap(({ rows, label: stage }) => rows.map((row) => ({ workflow: id, stage, row }))).slice(0, kMaxRows),
  };
}

/** `menu`: ids of the views that the person's menu holds. */
export async function read_work(client: Client, app: AppSummary, menu: readonly string[]): Promise<Work> {
  const today = today_in(app.time_zone);
  const views = app.views.filter(({ id }) => menu.includes(id));
  const own = views.filter(({ mine }) => mine);
  const of_views = await Promise.all(
    own.map(async (view) => {
      const { fields = [] } = await client.request("record.list", { view: view.id, limit: 1, with_fields: true });
      return Promise.all([planned_in(client, view, fields), due_in(client, view, fields, today)]);
    }),
  );
  const drafts = await Promise.all(
    app.entities
      .filter(({ form, may_create }) => form && may_create)
      .map(async ({ id, form }) => {
        const { rows } = await client.request("record.list", { entity: id, only_drafts: true, limit: kMaxRows });
        return rows.map((row) => ({ ...row, form: form! }));
      }),
  );
  const waiting = await Promise.all(
    views
      .filter(({ pool }) => pool)
      .map(async ({ id, label }): Promise<Waiting> => ({ view: id, label, count: (await client.request("record.list", { view: id, limit: 1 })).total })),
  );
  const decisions = await Promise.all(app.workflows.filter(({ decides }) => decides?.length).map((workflow) => decisions_in(client, workflow)));
  return {
    decisions: decisions.filter(({ count }) => count > 0),
    planned: of_views.flatMap(([planned]) => planned).sort((a, b) => a.at.localeCompare(b.at)),
    due: of_views.flatMap(([, due]) => due).sort((a, b) => a.on.localeCompare(b.on)),
    drafts: drafts.flat(),
    waiting: waiting.filter(({ count }) => count > 0),
  };
}
