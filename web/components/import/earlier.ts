// The imports that there were, each with what can be taken back.

import { css, html, nothing } from "lit";
import type { DataImportListReplyImport } from "../../engine/generated/api.ts";
import type { Texts } from "../text/index.ts";
import { day_and_time } from "../time_text.ts";

export function earlier_view(
  t: Texts,
  imports: DataImportListReplyImport[],
  disabled: boolean,
  undo: (batch: string) => void,
) {
  if (!imports.length) return nothing;
  return html`<section class="card earlier">
    <h2>${t.import_earlier}</h2>
    <ul>
      ${imports.map(
        (one) => html`<li>
          <span class="grow">
            <strong>${one.source ?? t.import_nameless_file}</strong>
            <span class="soft small number">${day_and_time(one.at)}</span>
            <span class="soft small">${one.user ?? ""}</span>
            <span class="small what">${t.import_what(one.imported, one.imported_as_draft, one.updated)}</span>
          </span>
          ${one.undone_at
            ? html`<span class="pill">${t.import_was_undone(one.restored)}</span>`
            : html`<button
                type="button"
                class="quiet danger"
                aria-label="${t.import_undo}: ${one.source ?? t.import_nameless_file}, ${day_and_time(one.at)}"
                ?disabled=${disabled}
                @click=${() => undo(one.batch)}
              >
                ${t.import_undo}
              </button>`}
        </li>`,
      )}
    </ul>
  </section>`;
}

export const earlier_styles = css`
  .earlier li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 10px 0;
    border-bottom: 1px solid var(--border);
  }
  .earlier li:last-child {
    border-bottom: 0;
  }
  .earlier .what {
    display: block;
  }
  .kept {
    margin-top: 8px;
    padding-inline-start: 20px;
    list-style: disc;
  }
`;
