// <tollgate-grouped-rows>: a list's records by what a field has: how many there are of each, sums of
// its number columns, and the rows of what is opened.
//
// Properties: client, asked (the list), group, unit, sums, columns, link, order.

import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Cell, Column, RecordGroupsReply, RecordListReply, RowFilter } from "../../engine/generated/api.ts";
import { cell_text } from "../cell.ts";
import { icon } from "../icons.ts";
import { LiveElement } from "../live_element.ts";
import { row_styles, rows_view } from "../rows.ts";
import type { RowChoice, RowLink, RowOrder } from "../rows.ts";
import { basics, buttons, pills, tables } from "../theme.ts";
import type { Unit } from "./list_state.ts";
import type { AskedList } from "./asked_list.ts";

const kPage = 50;

type Group = RecordGroupsReply["groups"][number];

export class GroupedRows extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    group: { type: String },
    unit: { type: String },
    sums: { attribute: false },
    columns: { attribute: false },
    link: { attribute: false },
    order: { attribute: false },
    choice: { attribute: false },
    reply_: { state: true },
    open_: { state: true },
    rows_: { state: true },
  };
  declare asked: AskedList;
  declare group: string;
  declare unit: Unit | undefined;
  declare sums: string[];
  declare columns: string[] | undefined;
  declare link: RowLink;
  declare order: RowOrder | undefined;
  declare choice: RowChoice | undefined;
  declare private reply_: RecordGroupsReply | undefined;
  /** Opened groups by their filter, and how many rows of each are shown. */
  declare private open_: ReadonlyMap<string, number>;
  declare private rows_: ReadonlyMap<string, RecordListReply>;

  static override styles = [
    basics,
    buttons,
    pills,
    tables,
    row_styles,
    css`
      .groups {
        display: grid;
        gap: 8px;
      }
      .group {
        padding: 0;
        overflow: clip;
      }
      h2 {
        font-size: 1rem;
      }
      h2 button {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto;
        gap: 4px 10px;
        width: 100%;
        min-height: 52px;
        padding: 10px 14px;
        border: 0;
        border-radius: 0;
        background: none;
        text-align: start;
        justify-content: start;
      }
      h2 button:hover {
        background: var(--surface-soft);
      }
      .name {
        overflow-wrap: anywhere;
      }
      .sums {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        grid-column: 2 / -1;
        font-size: 0.875rem;
        font-weight: 400;
      }
      .sums:empty {
        display: none;
      }
      .rows {
        padding: 0 14px 8px;
        border-top: 1px solid var(--border);
      }
      .all {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding: 4px 2px 12px;
        font-size: 0.875rem;
      }
      @media (min-width: 800px) {
        h2 button {
          grid-template-columns: 20px minmax(0, 1fr) auto auto;
        }
        .sums {
          grid-column: auto;
          justify-content: end;
        }
        .rows {
          padding: 0 8px 8px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.open_ = new Map();
    this.rows_ = new Map();
    this.sums = [];
  }

  protected override subject(): string {
    return JSON.stringify([this.asked, this.group, this.unit, this.sums, this.columns]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const reply = await this.ask("record.groups", {
      ...without_order(this.asked), group_by: this.group, ...(this.unit ? { by: this.unit } : {}), sums: this.sums,
    });
    if (!is_current()) return;
    const rows = await Promise.all(
      [...this.open_].map(async ([key, limit]) => [key, await this.rows_of_(JSON.parse(key) as RowFilter, limit)] as const),
    );
    if (!is_current()) return;
    this.reply_ = reply;
    this.rows_ = new Map(rows);
  }

  private rows_of_(filter: RowFilter, limit: number): Promise<RecordListReply> {
    return this.client.request("record.list", {
      ...this.asked, filters: [...(this.asked.filters ?? []), filter], limit, ...(this.columns ? { columns: this.columns } : {}),
    });
  }

  override render() {
    const reply = this.reply_;
    if (!reply) return this.placeholder();
    if (!reply.groups.length) return html`<p class="empty card">${this.t.no_match}</p>`;
    return html`${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      <div class="all" role="status">
        <span>${this.t.list.groups_total(reply.groups.length + (reply.more_groups ?? 0), reply.total)}</span>
        ${sums_view(reply.sums, reply.totals)}
      </div>
      <div class="groups">
        ${repeat(
          reply.groups,
          (group) => JSON.stringify(group.filter),
          (group) => this.group_(group, reply.sums),
        )}
      </div>
      ${reply.more_groups ? html`<p class="soft small">${this.t.list.more_groups(reply.more_groups)}</p>` : nothing}`;
  }

  private group_(group: Group, sums: Column[]) {
    const key = JSON.stringify(group.filter);
    const limit = this.open_.get(key);
    const rows = limit === undefined ? undefined : this.rows_.get(key);
    return html`<section class="card group" aria-label=${group.text}>
      <h2>
        <button type="button" aria-expanded=${limit === undefined ? "false" : "true"} @click=${() => void this.toggle_(group)}>
          ${icon(limit === undefined ? "forward" : "down")}
          <span class="name">${group.text}</span>
          <span class="soft small number">${this.t.list.group_count(group.count)}</span>
          <span class="sums">${sums_view(sums, group.sums)}</span>
        </button>
      </h2>
      ${limit === undefined
        ? nothing
        : html`<div class="rows">
            ${rows ? this.rows_view_(rows, group, key, limit) : html`<p class="soft small" role="status">${this.t.loading}</p>`}
          </div>`}
    </section>`;
  }

  private rows_view_(found: RecordListReply, group: Group, key: string, limit: number) {
    const more = found.total - found.rows.length;
    return html`${rows_view(found.columns, found.rows, this.link, this.t, group.text, undefined, this.order, this.choice)}
    ${more > 0
      ? html`<button type="button" class="quiet" @click=${() => void this.show_(key, limit + kPage)}>
          ${this.t.show_more(Math.min(kPage, more))}
        </button>`
      : nothing}`;
  }

  private async toggle_(group: Group): Promise<void> {
    const key = JSON.stringify(group.filter);
    if (!this.open_.has(key)) return this.show_(key, kPage);
    const open = new Map(this.open_);
    open.delete(key);
    this.open_ = open;
  }

  private async show_(key: string, limit: number): Promise<void> {
    this.open_ = new Map(this.open_).set(key, limit);
    const found = await this.rows_of_(JSON.parse(key) as RowFilter, limit);
    this.rows_ = new Map(this.rows_).set(key, found);
  }
}

/** Shares add up to nothing that anybody asks for. */
function sums_view(columns: Column[], cells: Cell[]) {
  return columns.map((column, index) => {
    const text = cell_text(cells[index]);
    if (text.endsWith("%")) return nothing;
    return html`<span><span class="soft">${column.label}</span> <span class="number">${text}</span></span>`;
  });
}

function without_order({ sort: _, ...asked }: AskedList): Omit<AskedList, "sort"> {
  return asked;
}
customElements.define("tollgate-grouped-rows", GroupedRows);
