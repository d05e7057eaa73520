// How a cell reads: text as the engine words it, evidence as evidence, scores and levels set off.

import { html, nothing } from "lit";
import type { Cell, Column } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { field_type } from "../engine/generated/field_types.ts";
import type { EvidenceValue } from "../engine/generated/value_members.ts";
import { is_evidence } from "./evidence.ts";
import { stars_view } from "./stars.ts";

// How metrics are formatted; columns of fields are numbers by the table of field types.
const kNumberFormats = new Set(["number", "percent", "currency", "duration"]);
// What a cell may lead to: never anything that runs.
const kLinks = /^(https?:\/\/|mailto:|tel:)/i;

export function is_number(column: Pick<Column, "type">): boolean {
  const info = field_type(column.type);
  return kNumberFormats.has(column.type) || (info?.family === "number" && info.element === "text");
}

export function cell_text(cell: Cell | undefined): string {
  return cell?.text || "—";
}

/** Where a tap on the cell leads; undefined for nowhere. */
export function cell_link(cell: Cell): string | undefined {
  return cell.href && kLinks.test(cell.href) ? cell.href : undefined;
}

function link_view(cell: Cell, href: string) {
  const leaves = /^https?:/i.test(href);
  return html`<a
    class="address"
    href=${href}
    rel="noopener noreferrer"
    target=${leaves ? "_blank" : nothing}
    >${cell.text}</a
  >`;
}

/** The cell's text, as stars or as a link where it is such. */
export function cell_words(cell: Cell | undefined) {
  const most = cell?.out_of;
  if (cell && most) return stars_view(Number(cell.value), most, cell.text);
  const href = cell && cell_link(cell);
  return cell && href ? link_view(cell, href) : html`${cell_text(cell)}`;
}

export function has_evidence(cell: Cell): boolean {
  return (Array.isArray(cell.value) ? cell.value : [cell.value]).some(is_evidence);
}

export function cell_view(cell: Cell, client: EngineClient) {
  const values = Array.isArray(cell.value) ? cell.value : [cell.value];
  const evidence = values.filter(is_evidence) as unknown as EvidenceValue[];
  if (!evidence.length) return cell_words(cell);
  return html`<div class="evidence">
    ${evidence.map(
      (value) => html`<tollgate-evidence .client=${client} .value=${value}></tollgate-evidence>`,
    )}
  </div>`;
}
