// A person's own drafts: what was begun and waits to be finished.

import { css, html } from "lit";
import type { Row } from "../engine/generated/api.ts";
import { short_time } from "./time_text.ts";
import { icon } from "./icons.ts";
import { row_title } from "./row_state.ts";
import type { RowLink } from "./rows.ts";
import type { Texts } from "./text/index.ts";

export function drafts_view(t: Texts, drafts: Row[], link: RowLink, discard: (row: Row) => void) {
  return html`<section class="card drafts" aria-label=${t.drafts}>
    <h2>${t.drafts} <span class="soft number">${drafts.length}</span></h2>
    <ul>
      ${drafts.map((row) => {
        const title = row_title(row, t);
        const named = row.title && row.title !== row.record;
        return html`<li>
          <a href=${link(row)}
            ><span class="title">${title}</span>${named && row.updated_at
              ? html` <span class="soft small number">${short_time(row.updated_at)}</span>`
              : ""}</a
          >
          <button
            type="button"
            class="icon quiet danger"
            aria-label="${t.discard_draft}: ${title}"
            @click=${() => discard(row)}
          >
            ${icon("remove")}
          </button>
        </li>`;
      })}
    </ul>
  </section>`;
}

export const drafts_styles = css`
  .card.drafts {
    margin-bottom: 16px;
    padding: 14px 16px 6px;
  }
  .drafts li {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .drafts li + li {
    border-top: 1px solid var(--border);
  }
  .drafts a {
    flex: 1;
    min-width: 0;
    padding: 12px 0;
    color: inherit;
    text-decoration: none;
  }
  .drafts .title {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
`;
