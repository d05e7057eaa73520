// Metrics by group.

import { html, nothing } from "lit";
import type { Column, Group, Widget } from "../../engine/generated/api.ts";
import { cell_text, is_number } from "../cell.ts";
import type { Texts } from "../text/index.ts";
import { grouped } from "./grouped.ts";
import { group_name, type Open } from "./kind.ts";

function group_table(
  widget: Widget,
  groups: Group[],
  columns: Column[],
  t: Texts,
  open: Open,
) {
  return html`<div class="table-frame" role="region" aria-label=${widget.label} tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${t.group}</th>
          ${columns.map(
            (column) =>
              html`<th scope="col" class=${is_number(column) ? "number" : ""}>${column.label}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${groups.map((group) => {
          const cells = group.values ?? [{ value: group.value, text: group.text }];
          return html`<tr aria-current=${group.current_label ? "date" : nothing}>
            <th scope="row">
              ${open
                ? html`<button type="button" class="link" @click=${() => open(group)}>
                    ${group_name(group)}
                  </button>`
                : group_name(group)}
            </th>
            ${cells.map(
              (cell, index) =>
                html`<td class=${!columns[index] || is_number(columns[index]) ? "number" : ""}>
                  ${cell_text(cell)}
                </td>`,
            )}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

export function table(widget: Widget, t: Texts, open: Open) {
  return grouped(widget, t, (groups) => group_table(widget, groups, widget.columns ?? [], t, open));
}
