// The rows of a list, page by page behind each other: by key where the list gives one, so that what
// comes and goes meanwhile shifts nothing.

import type { EngineClient } from "../../engine/client.ts";
import type { RecordListReply, Row } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import type { AskedList } from "./asked_list.ts";

export type AskedRows = AskedList & { columns?: string[] };

function page(client: EngineClient, asked: AskedRows, limit: number, behind?: RecordListReply): Promise<RecordListReply> {
  const place = behind && (behind.next ? { after: behind.next } : { offset: behind.rows.length });
  return client.request("record.list", { ...asked, ...(place ?? { with_fields: true }), limit: Math.min(kLimits.rows, limit) });
}

function joined(found: RecordListReply, more: RecordListReply): RecordListReply {
  const { next: _, ...rest } = found;
  return { ...rest, rows: [...found.rows, ...more.rows], total: more.total, ...(more.next ? { next: more.next } : {}) };
}

/** The first rows, with what the list may show and be narrowed by. */
export async function first_rows(client: EngineClient, asked: AskedRows, limit: number): Promise<RecordListReply> {
  let found = await page(client, asked, limit);
  while (found.rows.length < Math.min(limit, found.total)) {
    const more = await page(client, asked, limit - found.rows.length, found);
    if (!more.rows.length) break;
    found = joined(found, more);
  }
  return found;
}

/** What was found, with so many rows more. */
export async function more_rows(client: EngineClient, asked: AskedRows, found: RecordListReply, count: number): Promise<RecordListReply> {
  return joined(found, await page(client, asked, count, found));
}

/** All rows by their ids, as far as `most`. */
export async function all_rows(client: EngineClient, asked: AskedRows, most: number): Promise<Map<string, Row>> {
  const { rows } = await first_rows(client, asked, most);
  return new Map(rows.map((row) => [row.record, row]));
}
