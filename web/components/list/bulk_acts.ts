// What is done with many records, one after the other, so that each meets its own gate and right.

import type { EngineClient } from "../../engine/client.ts";
import type { Row } from "../../engine/generated/api.ts";
import { diagnostic_text, error_text } from "../element.ts";
import { Refused } from "../../engine/client.ts";

export interface Refusal {
  row: Row;
  reasons: string[];
}

export interface BulkReport {
  done: Row[];
  refused: Refusal[];
  /** Not tried any more: it was stopped. */
  left: Row[];
}

export interface BulkWatch {
  signal: AbortSignal;
  on_progress(done: number, of: number): void;
}

/** Does it with one record; what it gives is why it was not done. */
export type Act = (row: Row) => Promise<string[]>;

export async function do_with_each(rows: readonly Row[], act: Act, { signal, on_progress }: BulkWatch): Promise<BulkReport> {
  const report: BulkReport = { done: [], refused: [], left: [] };
  for (const [index, row] of rows.entries()) {
    if (signal.aborted) {
      report.left.push(row);
      continue;
    }
    on_progress(index, rows.length);
    const reasons = await act(row).catch(reasons_of);
    if (reasons.length) report.refused.push({ row, reasons });
    else report.done.push(row);
  }
  on_progress(rows.length, rows.length);
  return report;
}

function reasons_of(error: unknown): string[] {
  const said = error instanceof Refused ? error.diagnostics.map(diagnostic_text) : [];
  return said.length ? said : [error_text(error)];
}

export function move_act(client: EngineClient, workflow: string, to: string): Act {
  return async (row) => {
    const { advanced, missing } = await client.request("workflow.advance", { workflow, record: row.record, to });
    return advanced ? [] : missing.map(({ message, label }) => message || label);
  };
}

export function delete_act(client: EngineClient): Act {
  return async ({ entity, record }) => {
    await client.request("record.discard", { entity, record, complete: true });
    return [];
  };
}
