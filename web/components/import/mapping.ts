// What each column of a table holds, with an example from its first row, and how known records are found.

import { css, html, nothing } from "lit";
import type { Texts } from "../text/index.ts";
import type { FieldChoice } from "./fields.ts";
import { fact_label, kFacts } from "./fields.ts";
import type { ReadFile } from "./table.ts";
import { cells_of } from "./table.ts";

export interface Mapping {
  file: ReadFile;
  fields: FieldChoice[];
  columns: string[];
  key: string;
  keep_existing: boolean;
  disabled: boolean;
  on_column: (index: number, holds: string) => void;
  on_key: (key: string) => void;
  on_keep_existing: (keep: boolean) => void;
}

export function mapping_view(t: Texts, mapping: Mapping) {
  const { file, key, fields, keep_existing, disabled } = mapping;
  return html`${file.head ? columns_view(t, mapping) : nothing}
    <div class="known">
      <label class="grow">
        <span class="name">${t.import_find_by}</span>
        <select
          ?disabled=${disabled}
          @change=${(event: Event) => mapping.on_key((event.target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${key === ""}>${t.import_find_by_id}</option>
          ${fields
            .filter(({ is_key }) => is_key)
            .map(({ id, label }) => html`<option value=${id} ?selected=${key === id}>${label}</option>`)}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          .checked=${keep_existing}
          ?disabled=${disabled}
          @change=${(event: Event) => mapping.on_keep_existing((event.target as HTMLInputElement).checked)}
        />
        ${t.import_keep_existing}
      </label>
    </div>`;
}

function columns_view(t: Texts, { file, fields, columns, disabled, on_column }: Mapping) {
  const example = file.lines[0] ? cells_of(file.lines[0].text, file.delimiter) : [];
  const taken = new Set(columns.filter(Boolean));
  const choice = (id: string, label: string, holds: string) =>
    html`<option value=${id} ?selected=${id === holds} ?disabled=${id !== holds && taken.has(id)}>${label}</option>`;
  return html`<div class="table-frame">
    <table>
      <caption class="visually-hidden">${t.import_columns}</caption>
      <thead>
        <tr>
          <th scope="col">${t.import_column}</th>
          <th scope="col">${t.import_example}</th>
          <th scope="col">${t.import_holds}</th>
        </tr>
      </thead>
      <tbody>
        ${file.head!.cells.map((name, index) => {
          const holds = columns[index] ?? "";
          return html`<tr>
            <th scope="row">${name || t.import_nameless(index + 1)}</th>
            <td class="example">${example[index] ?? ""}</td>
            <td>
              <select
                aria-label="${t.import_holds}: ${name || t.import_nameless(index + 1)}"
                ?disabled=${disabled}
                @change=${(event: Event) => on_column(index, (event.target as HTMLSelectElement).value)}
              >
                <option value="" ?selected=${holds === ""}>${t.import_leave_out}</option>
                ${fields.map(({ id, label }) => choice(id, label, holds))}
                ${kFacts
                  .filter((fact) => !fields.some(({ id }) => id === fact))
                  .map((fact) => choice(fact, fact_label(t, fact), holds))}
              </select>
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

export const mapping_styles = css`
  .example {
    max-width: 280px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--text-soft);
  }
  tbody th {
    color: var(--text);
    font-size: 0.9375rem;
  }
  tbody tr:last-child th {
    border-bottom: 0;
  }
  .known {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 16px;
    margin-top: 16px;
  }
  .known .grow {
    min-width: 220px;
    max-width: 420px;
  }
  .known .name {
    display: block;
    margin-bottom: 4px;
    font-weight: 550;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
  }
  .check input {
    width: 20px;
    height: 20px;
  }
`;
