// The pictures of a dashboard: a number with its level, bars, a funnel, a table. Widths come from
// custom properties, colours always go with words.

import { css, html, nothing } from "lit";
import type { Column, Group, Level, Widget } from "../engine/generated/api.ts";
import { full_track, share_of_all, width_of } from "./bars.ts";
import { cell_text, is_number } from "./cell.ts";
import { icon } from "./icons.ts";
import type { Texts } from "./text/index.ts";
import { digits_wide } from "./number_text.ts";

type Open = ((group?: Group) => void) | undefined;

function level_label(level: Level, label: string | undefined, t: Texts): string {
  if (label) return label;
  return level === "none" ? "" : t[`level_${level}`];
}

export function metric_view(widget: Widget, t: Texts, open: Open) {
  const level = widget.level ?? "none";
  const word = level_label(level, widget.level_label, t);
  const text = widget.text || t.no_value;
  const body = html`<span class="label"><h2>${widget.label}</h2></span>
    <span class="value number ${level}" .style=${`--characters: ${digits_wide(text)}`}>${text}</span>
    <span class="row">
      ${word ? html`<span class="pill ${level}">${word}</span>` : nothing}
      ${widget.count === undefined
        ? nothing
        : html`<span class="soft small number">${t.based_on(widget.count)}</span>`}
    </span>
    ${widget.help ? html`<span class="soft small help">${widget.help}</span>` : nothing}`;
  if (!open) return html`<div class="metric">${body}</div>`;
  return html`<div class="metric">
    ${body}
    <button type="button" class="cover" aria-label="${widget.label}: ${t.drill_hint}" @click=${() => open()}>
      ${icon("forward")}
    </button>
  </div>`;
}

export function bars_view(groups: Group[], format: Widget["format"], t: Texts, open: Open) {
  const full = full_track(groups, format);
  return html`<ol class="bars">
    ${groups.map((group) => {
      const level = group.level ?? "none";
      const word = level_label(level, undefined, t);
      const content = html`<span class="name">${group.label || "—"}</span>
        <span class="amount number">${group.text}${word ? html` <span class="pill ${level}">${word}</span>` : nothing}</span>
        <span class="track"
          ><i class=${level} .style=${`--share: ${width_of(group, full)}`}></i
        ></span>`;
      return html`<li>
        ${open
          ? html`<button type="button" class="bar" @click=${() => open(group)}>${content}</button>`
          : html`<div class="bar">${content}</div>`}
      </li>`;
    })}
  </ol>`;
}

export function funnel_view(widget: Widget, t: Texts, open: Open) {
  const groups = widget.groups ?? [];
  const full = full_track(groups, widget.format);
  return html`<ol class="bars funnel">
    ${groups.map((group) => {
      const share = share_of_all(group, groups);
      const content = html`<span class="name">${group.label}</span>
        <span class="amount number"
          ><b>${group.text}</b>${share
            ? html` <span class="soft small">${t.share_of_all(share)}</span>`
            : nothing}</span
        >
        <span class="track"><i class="none" .style=${`--share: ${width_of(group, full)}`}></i></span>`;
      return html`<li>
        ${open
          ? html`<button type="button" class="bar" @click=${() => open(group)}>${content}</button>`
          : html`<div class="bar">${content}</div>`}
      </li>`;
    })}
  </ol>`;
}

export function group_table_view(
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
          return html`<tr>
            <th scope="row">
              ${open
                ? html`<button type="button" class="link" @click=${() => open(group)}>
                    ${group.label || "—"}
                  </button>`
                : group.label || "—"}
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

export const widget_styles = css`
  .widget h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--text-soft);
  }
  .widget > h2 {
    margin-bottom: 10px;
    color: var(--text);
  }
  .nothing {
    padding: 12px 0;
  }
  .metric {
    container-type: inline-size;
    position: relative;
    display: grid;
    gap: 8px;
    grid-template-rows: minmax(2.75em, auto) auto auto;
    align-content: start;
    height: 100%;
  }
  .metric .label {
    padding-inline-end: 24px;
  }
  /* As large as fits one line of its tile: a digit is 0.6 em wide. */
  .value {
    font-size: clamp(1.125rem, 100cqi / (0.62 * var(--characters)), 2.125rem);
    font-weight: 680;
    letter-spacing: -0.02em;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  .value.good {
    color: var(--good);
  }
  .value.warning {
    color: var(--warning);
  }
  .value.risk {
    color: var(--danger);
  }
  .cover {
    position: absolute;
    inset: -16px;
    justify-content: flex-end;
    align-items: flex-start;
    padding: 14px 12px;
    border: 0;
    border-radius: var(--radius-large);
    background: transparent;
    color: var(--text-faint);
  }
  .cover:hover {
    background: transparent;
    box-shadow: inset 0 0 0 1px var(--accent-line);
    color: var(--accent);
  }
  .cover:active {
    background: transparent;
  }
  .bars {
    display: grid;
    gap: 2px;
  }
  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 5px 12px;
    width: 100%;
    min-height: 44px;
    padding: 7px 8px;
    margin-inline: -8px;
    width: calc(100% + 16px);
    border: 0;
    background: transparent;
    font-weight: 450;
    text-align: start;
    align-items: baseline;
    font-size: 0.9375rem;
  }
  .bar .name {
    overflow-wrap: anywhere;
    justify-self: start;
    text-align: start;
  }
  .bar .amount {
    font-weight: 600;
  }
  .track {
    grid-column: 1 / -1;
    height: 8px;
    border-radius: 4px;
    background: var(--hover);
    overflow: hidden;
  }
  .track i {
    display: block;
    width: var(--share, 0%);
    height: 100%;
    padding: 0;
    border-radius: 4px;
    background: var(--accent-bar);
    transition: width 0.25s;
  }
  .track i.good {
    background: var(--good);
  }
  .track i.warning {
    background: var(--warning-line);
  }
  .track i.risk {
    background: var(--danger);
  }
  tbody th {
    font-size: inherit;
    font-weight: 450;
    color: inherit;
    border-bottom: 1px solid var(--border);
  }
  button.link {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-align: start;
  }
  button.link:hover {
    text-decoration: underline;
  }
`;
