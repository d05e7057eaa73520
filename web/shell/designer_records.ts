// The real records for the engine beside the designer: numbers and rows on the canvas are of them, and
// nothing that is tried there touches them.

import type { DataImportReply, RecordListReply } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";

export type RecordClient = Pick<EngineClient, "request">;

const kPage = 500; // as many rows as a list gives at a time
const kColumns = 60; // and as many columns

interface Field {
  id: string;
  computed?: string;
  entity?: string; // what a reference leads to
}
interface Entity {
  id: string;
  fields: Field[];
}

export interface Copied {
  records: number;
  /** There are more than were copied: numbers are of a part. */
  partial: boolean;
}

/** Those that others refer to come first. */
export function in_order(entities: Entity[]): Entity[] {
  const ordered = new Set<Entity>();
  const begun = new Set<Entity>();
  const visit = (entity: Entity): void => {
    if (begun.has(entity)) return;
    begun.add(entity);
    for (const { entity: other } of entity.fields) {
      const referred = entities.find(({ id }) => id === other);
      if (referred) visit(referred);
    }
    ordered.add(entity);
  };
  entities.forEach(visit);
  return [...ordered];
}

/** Whether the app holds any record at all. */
export async function has_records(from: RecordClient, app_text: string): Promise<boolean> {
  for (const { id } of entities_of(app_text)) {
    const { total } = await from.request("record.list", { entity: id, limit: 1 });
    if (total > 0) return true;
  }
  return false;
}

/** Copies what the person sees, at most so many records of each kind. */
export async function copy_records(
  from: RecordClient,
  to: RecordClient,
  app_text: string,
  most_of_each: number,
): Promise<Copied> {
  const copied: Copied = { records: 0, partial: false };
  for (const entity of in_order(entities_of(app_text))) {
    for (let offset = 0; offset < most_of_each; offset += kPage) {
      const limit = Math.min(kPage, most_of_each - offset);
      const { lines, total } = await page_of(from, entity, offset, limit);
      if (lines.length) copied.records += await bring_in(to, lines);
      if (offset + lines.length >= total) break;
      if (offset + limit >= most_of_each) copied.partial = true;
    }
  }
  return copied;
}

function entities_of(app_text: string): Entity[] {
  const document = JSON.parse(app_text) as { entities?: Entity[] };
  return (document.entities ?? []).map((entity) => ({ ...entity, fields: entity.fields ?? [] }));
}

async function page_of(from: RecordClient, entity: Entity, offset: number, limit: number) {
  // What is computed is computed again.
  const fields = entity.fields.filter(({ computed }) => computed === undefined).map(({ id }) => id);
  const values = new Map<string, Record<string, unknown>>();
  let total = 0;
  for (let first = 0; first === 0 || first < fields.length; first += kColumns) {
    const columns = fields.slice(first, first + kColumns);
    const reply: RecordListReply = await from.request("record.list", {
      entity: entity.id,
      columns,
      offset,
      limit,
    });
    total = reply.total;
    for (const row of reply.rows) {
      const known = values.get(row.record) ?? {};
      values.set(row.record, known);
      reply.columns.forEach(({ field }, at) => {
        const value = row.cells[at]?.value;
        if (field && value !== null && value !== undefined) known[field] = value;
      });
    }
  }
  const lines = [...values].map(([id, held]) => JSON.stringify({ entity: entity.id, id, values: held }));
  return { lines, total };
}

async function bring_in(to: RecordClient, lines: string[]): Promise<number> {
  let batch = "";
  let imported = 0;
  for (let at = 0; at < lines.length; ) {
    const step: DataImportReply = await to.request(
      "data.import",
      { text: `${lines.slice(at).join("\n")}\n`, keep_existing: true, ...(batch ? { batch } : {}) },
    );
    batch = step.batch;
    imported += step.imported + step.imported_as_draft;
    if (!step.lines_read) break;
    at += step.lines_read;
  }
  return imported;
}
