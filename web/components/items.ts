// The items of a list field, read: what each says first, the rest of it by name below.

import { css, html, nothing } from "lit";
import type { Column, RecordGetReply } from "../engine/generated/api.ts";
import { cell_words } from "./cell.ts";

type Items = NonNullable<RecordGetReply["fields"][number]["items"]>;

export function items_view(columns: Column[], items: Items) {
  return html`<ol class="items">
    ${items.map(
      ({ cells }) =>
        html`<li>
          <span>${cell_words(cells[0])}</span>
          ${columns.slice(1).map((column, index) => {
            const cell = cells[index + 1];
            return cell?.text
              ? html`<span class="part"><span class="soft">${column.label}</span> ${cell_words(cell)}</span>`
              : nothing;
          })}
        </li>`,
    )}
  </ol>`;
}

export const item_styles = css`
  .items {
    display: grid;
    gap: 8px;
    padding-inline-start: 1.4em;
    list-style: decimal;
    white-space: normal;
  }
  .items li > span:first-child {
    display: block;
  }
  .items .part {
    margin-inline-end: 16px;
    font-size: 0.875rem;
  }
`;
