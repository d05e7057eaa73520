// How a record is called where it has no title yet, and what is to be said of it: a draft, or changes
// beside it that were not submitted.

import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Row } from "../engine/generated/api.ts";
import { short_time } from "./time_text.ts";
import type { Texts } from "./text/index.ts";

/** The engine's title, but never an id: that says nothing to people. */
export function row_title(row: Row, t: Texts): string {
  const named = row.title && row.title !== row.record;
  return named ? row.title : t.untitled_draft(row.updated_at ? short_time(row.updated_at) : "");
}

export function row_state(row: Row, t: Texts): TemplateResult | undefined {
  if (row.status === "draft") return html`<span class="pill plain accent">${t.draft}</span>`;
  if (row.unsubmitted) return html`<span class="pill plain warning">${t.unsubmitted}</span>`;
  return undefined;
}
