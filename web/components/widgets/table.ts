// Metrics by group; or one metric by two groups, as a pivot in which much stands out.

import { html, nothing } from "lit";
import type { Column, Group, Widget } from "../../engine/generated/api.ts";
import { cell_text, is_number } from "../cell.ts";
import type { Texts } from "../text/index.ts";
import { grouped } from "./grouped.ts";
import { group_name, type Open } from "./kind.ts";
import { numbers_of } from "./series.ts";

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

/** How strongly a cell of a pivot is coloured: its part of the largest. */
function heat_of(value: unknown, largest: number): string {
  const share = largest > 0 ? Math.abs(Number(value ?? 0)) / largest : 0;
  return `--heat: ${(share * 55).toFixed(0)}%`;
}

function pivot(widget: Widget, groups: Group[], t: Texts, open: Open) {
  const series = widget.series ?? [];
  const largest = Math.max(0, ...groups.flatMap((group) => numbers_of(group).map((value) => Math.abs(value ?? 0))));
  return html`<div class="table-frame" role="region" aria-label=${widget.label} tabindex="0">
      <table class="pivot">
        <thead>
          <tr>
            <th scope="col">${t.group}</th>
            ${series.map(({ label }) => html`<th scope="col" class="number">${label || "—"}</th>`)}
            <th scope="col" class="number">${t.all_together}</th>
          </tr>
        </thead>
        <tbody>
          ${groups.map(
            (group) => html`<tr aria-current=${group.current_label ? "date" : nothing}>
              <th scope="row">
                ${open
                  ? html`<button type="button" class="link" @click=${() => open(group)}>${group_name(group)}</button>`
                  : group_name(group)}
              </th>
              ${series.map((_, place) => {
                const cell = group.values?.[place];
                return html`<td class="number heat" .style=${heat_of(cell?.value, largest)}>${cell_text(cell)}</td>`;
              })}
              <td class="number"><b>${group.text}</b></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${widget.series_total ? html`<p class="soft small cut">${t.parts_shown_of(series.length, widget.series_total)}</p>` : nothing}`;
}

export function table(widget: Widget, t: Texts, open: Open) {
  const columns = widget.columns ?? [];
  return grouped(widget, t, (groups) =>
    widget.series ? pivot(widget, groups, t, open) : group_table(widget, groups, columns.length ? columns : number_column(widget, groups, t), t, open),
  );
}

/** What a chart draws has one number for each group. */
function number_column({ label }: Widget, groups: Group[], t: Texts): Column[] {
  return groups.some(({ values }) => values) ? [] : [{ id: "value", label: label || t.number, type: "number" }];
}
