// Rows of records: cards on a phone, a table where there is room. Both are the same list of links.

import { css, html, nothing } from "lit";
import type { Column, Row, RowSort } from "../engine/generated/api.ts";
import type { Texts } from "./text/index.ts";
import type { EngineClient } from "../engine/client.ts";
import { cell_link, cell_text, cell_view, cell_words, has_evidence, is_number } from "./cell.ts";
import { row_state, row_title, stage_state } from "./row_state.ts";

/** Where a row leads; the pages' addresses start with #. */
export type RowLink = (row: Row) => string;

/** How the rows are ordered, and by which fields they can be. */
export interface RowOrder {
  fields: ReadonlySet<string>;
  sort: RowSort | undefined;
  on_sort: (sort: RowSort | undefined) => void;
}

/** Rows that are chosen, for doing something with all of them. */
export interface RowChoice {
  has(row: Row): boolean;
  toggle(row: Row): void;
  /** All rows on show, or none of them. */
  toggle_all(rows: readonly Row[]): void;
}

function choice_box(row: Row, choice: RowChoice, t: Texts) {
  return html`<label class="choice"
    ><input
      type="checkbox"
      aria-label=${t.list.select_row(row_title(row, t))}
      .checked=${choice.has(row)}
      @change=${() => choice.toggle(row)}
  /></label>`;
}

function all_box(rows: readonly Row[], choice: RowChoice, t: Texts) {
  const chosen = rows.filter((row) => choice.has(row)).length;
  return html`<th scope="col" class="choose">
    <label class="choice"
      ><input
        type="checkbox"
        aria-label=${t.list.select_shown}
        .checked=${chosen > 0 && chosen === rows.length}
        .indeterminate=${chosen > 0 && chosen < rows.length}
        @change=${() => choice.toggle_all(rows)}
    /></label>
  </th>`;
}

/** A head that is tapped again turns the order around, and gives the view's own order back at last. */
export function next_sort(field: string, now: RowSort | undefined): RowSort | undefined {
  if (now?.field !== field) return { field };
  return now.descending ? undefined : { field, descending: true };
}

function head_view(column: Column, order: RowOrder | undefined) {
  const { field } = column;
  if (!order || !field || !order.fields.has(field)) return column.label;
  const sort = order.sort?.field === field ? order.sort : undefined;
  return html`<button type="button" class="sort" @click=${() => order.on_sort(next_sort(field, order.sort))}>
    ${column.label}<span class="way" aria-hidden="true">${sort ? (sort.descending ? "▼" : "▲") : ""}</span>
  </button>`;
}

function sorted_as(column: Column, order: RowOrder | undefined) {
  if (!column.field || !order?.fields.has(column.field)) return nothing;
  if (order.sort?.field !== column.field) return "none";
  return order.sort.descending ? "descending" : "ascending";
}

/** With a client, evidence in cells is shown itself and not only named. */
export function rows_view(
  columns: Column[],
  rows: Row[],
  link: RowLink,
  t: Texts,
  caption: string,
  client?: EngineClient,
  order?: RowOrder,
  choice?: RowChoice,
) {
  // A title often repeats a column: then the column is left out of the card.
  const [first, ...rest] = columns;
  return html`<div class="wide table-frame">
      <table>
        <caption class="visually-hidden">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${choice ? all_box(rows, choice, t) : nothing}
            ${columns.map(
              (column) =>
                html`<th
                  scope="col"
                  class=${is_number(column) ? "number" : ""}
                  aria-sort=${sorted_as(column, order)}
                >
                  ${head_view(column, order)}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${choice ? html`<td class="choose">${choice_box(row, choice, t)}</td>` : nothing}
                ${columns.map((column, index) => {
                  const cell = row.cells[index];
                  const text = cell_text(cell);
                  return html`<td class=${is_number(column) ? "number" : ""}>
                    ${index === 0
                      ? html`<a href=${link(row)}>${text === "—" ? row_title(row, t) : text}</a> ${row_state(row, t) ?? nothing} ${stage_state(row, t) ?? nothing}`
                      : client && cell && has_evidence(cell)
                        ? cell_view(cell, client)
                        : cell_words(cell)}
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <ul class="narrow">
      ${rows.map((row) => {
        const head = cell_text(first ? row.cells[0] : undefined);
        return html`<li class=${choice ? "chooses" : ""}>
          ${choice ? choice_box(row, choice, t) : nothing}
          <a class="card-row" href=${link(row)}>
            <span class="head"
              ><span class="title">${row.title === row.record ? row_title(row, t) : row.title || head}</span>${row_state(row, t) ??
              nothing}${stage_state(row, t) ?? nothing}</span
            >
            <span class="facts">
              ${(first && head !== row.title && row.title ? columns : rest).map((column) => {
                const cell = row.cells[columns.indexOf(column)];
                if (!cell?.text || cell.text === row.title) return nothing;
                if ((client && has_evidence(cell)) || cell_link(cell)) return nothing;
                return html`<span class="fact"
                  ><span class="soft">${column.label}</span>
                  <span class=${is_number(column) ? "number" : ""}>${cell_words(cell)}</span></span
                >`;
              })}
            </span>
          </a>
          ${addresses_view(columns, row)}
          ${client
            ? row.cells.filter(has_evidence).map((cell) => cell_view(cell, client))
            : nothing}
        </li>`;
      })}
    </ul>`;
}

// A link cannot stand inside the card's own link: it stands below, as large as a thumb.
function addresses_view(columns: Column[], row: Row) {
  const cells = columns.flatMap((column, index) => {
    const cell = row.cells[index];
    return cell && cell_link(cell) ? [{ column, cell }] : [];
  });
  if (!cells.length) return nothing;
  return html`<ul class="addresses">
    ${cells.map(
      ({ column, cell }) => html`<li><span class="visually-hidden">${column.label}</span> ${cell_words(cell)}</li>`,
    )}
  </ul>`;
}

export const row_styles = css`
  .stars {
    color: var(--accent);
    white-space: nowrap;
  }
  .addresses {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    padding-bottom: 10px;
  }
  .narrow .addresses li {
    border: 0;
  }
  .narrow .address {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    overflow-wrap: anywhere;
  }

  .choice {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-width: 44px;
    min-height: 44px;
    cursor: pointer;
  }
  .choice input {
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--accent);
  }
  .choose {
    width: 44px;
    padding: 0 !important;
    vertical-align: middle !important;
  }
  .chooses {
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr);
    align-items: center;
  }
  .chooses .addresses {
    grid-column: 2;
  }
  .wide {
    display: none;
  }
  button.sort {
    min-height: 32px;
    margin: -6px -8px;
    padding: 0 8px;
    gap: 4px;
    border: 0;
    background: none;
    color: inherit;
    font-weight: inherit;
  }
  button.sort:hover {
    background: var(--pressed);
  }
  .sort .way {
    min-width: 1em;
    color: var(--accent);
    font-size: 0.625rem;
  }
  .evidence {
    display: grid;
    grid-template-columns: repeat(auto-fill, 88px);
    gap: 8px;
  }
  .evidence > [wide] {
    grid-column: 1 / -1;
  }
  .wide .evidence {
    min-width: 88px;
  }
  .narrow .evidence {
    padding-bottom: 14px;
  }
  .wide a {
    font-weight: 550;
    text-decoration: none;
  }
  .wide a:hover {
    text-decoration: underline;
  }
  .wide tbody tr:hover {
    background: var(--surface-soft);
  }
  .narrow {
    grid-template-columns: minmax(0, 1fr);
    display: grid;
  }
  .card-row {
    grid-template-columns: minmax(0, 1fr);
    display: grid;
    gap: 6px;
    padding: 14px 0;
    color: inherit;
    text-decoration: none;
  }
  .narrow li + li {
    border-top: 1px solid var(--border);
  }
  .card-row .head {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .card-row .title {
    flex: 1;
    min-width: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    font-size: 0.875rem;
  }
  .fact {
    max-width: 100%;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .fact .soft {
    margin-inline-end: 4px;
  }
  @media (min-width: 800px) {
    .wide {
      display: block;
    }
    .narrow {
      display: none;
    }
  }
`;
