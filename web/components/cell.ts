// How a cell reads: text as the engine words it, evidence as evidence, scores and levels set off.

import { html } from "lit";
import type { Cell, Column } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import type { EvidenceValue } from "../engine/generated/value_members.ts";
import { is_evidence } from "./evidence.ts";

const kNumbers = new Set(["number", "percent", "currency", "duration"]);

export function is_number(column: Pick<Column, "type">): boolean {
  return kNumbers.has(column.type);
}

export function cell_text(cell: Cell | undefined): string {
  return cell?.text || "—";
}

export function has_evidence(cell: Cell): boolean {
  return (Array.isArray(cell.value) ? cell.value : [cell.value]).some(is_evidence);
}

export function cell_view(cell: Cell, client: EngineClient) {
  const values = Array.isArray(cell.value) ? cell.value : [cell.value];
  const evidence = values.filter(is_evidence) as unknown as EvidenceValue[];
  if (!evidence.length) return html`${cell_text(cell)}`;
  return html`<div class="evidence">
    ${evidence.map(
      (value) => html`<tollgate-evidence .client=${client} .value=${value}></tollgate-evidence>`,
    )}
  </div>`;
}
