// How a record is called where it has no title yet, and what is to be said of it: a draft, changes
// beside it that were not submitted, a stage that does not hold or that nobody verified.

import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Row } from "../engine/generated/api.ts";
import { short_time } from "./time_text.ts";
import type { Texts } from "./text/index.ts";

/** The engine's title, but never an id: that says nothing to people. */
export function row_title(row: Row, t: Texts): string {
  const named = row.title && row.title !== row.record;
  return named ? row.title : t.untitled_draft(row.updated_at ? short_time(row.updated_at) : "");
}

/** Whether its stage can be relied on: where nothing is said, it can. */
export function stage_state(row: Row, t: Texts): TemplateResult | undefined {
  if (!row.stage_broken && !row.stage_imported) return undefined;
  return html`${row.stage_broken
    ? html`<span class="pill plain warning">${t.stage_broken}</span>`
    : nothing}${row.stage_imported
    ? html`<span class="pill plain">${t.stage_imported}</span>`
    : nothing}`;
}

export function row_state(row: Row, t: Texts): TemplateResult | undefined {
  if (row.status === "draft") return html`<span class="pill plain accent">${t.draft}</span>`;
  if (row.unsubmitted) return html`<span class="pill plain warning">${t.unsubmitted}</span>`;
  return undefined;
}
