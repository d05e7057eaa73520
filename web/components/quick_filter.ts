// <tollgate-quick-filter>: a ready-made question. Groups for which it holds, why (root-cause tags), and
// the records behind a group or a tag.

import { css, html, nothing } from "lit";
import type { Json, QuickFilterReadReply, QuickFilterRowsReply } from "../engine/generated/api.ts";
import { cell_text, is_number } from "./cell.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { more_view } from "./more.ts";
import { row_styles, rows_view } from "./rows.ts";
import type { RowLink } from "./rows.ts";
import { basics, buttons, pills, tables } from "./theme.ts";

const kRows = 50;

interface Opened {
  key: Json;
  label: string;
  tag?: string;
}

export class QuickFilter extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    filter: { type: String },
    link: { attribute: false },
    found_: { state: true },
    opened_: { state: true },
    rows_: { state: true },
    limit_: { state: true },
  };
  declare filter: string;
  declare link: RowLink;
  declare private found_: QuickFilterReadReply | undefined;
  declare private opened_: Opened | undefined;
  declare private rows_: QuickFilterRowsReply | undefined;
  declare private limit_: number;

  static override styles = [
    basics,
    buttons,
    pills,
    tables,
    row_styles,
    css`
      .lead {
        margin-bottom: 12px;
      }
      .groups {
        display: grid;
        gap: 12px;
      }
      .group header {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 20px;
        margin: 8px 0 10px;
        font-size: 0.9375rem;
      }
      .facts b {
        font-weight: 600;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .tags button {
        min-height: 44px;
        padding: 6px 14px;
        border-color: var(--warning-soft);
        border-radius: 99px;
        background: var(--warning-soft);
        color: var(--warning);
        font-size: 0.875rem;
        text-align: start;
      }
      .tags button[aria-pressed="true"] {
        border-color: var(--warning);
      }
      .rows {
        margin-top: 12px;
        padding-top: 4px;
        border-top: 1px solid var(--border);
      }
      @media (min-width: 1100px) {
        .groups {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .group.opened {
          grid-column: span 2;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.limit_ = kRows;
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  protected override subject(): string {
    return JSON.stringify([this.filter, this.opened_, this.limit_]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.client.request("quick_filter.read", { quick_filter: this.filter });
    if (!is_current()) return;
    this.found_ = found;
    const { opened_: opened } = this;
    if (!opened) return;
    const rows = await this.client.request("quick_filter.rows", {
      quick_filter: this.filter,
      group: opened.key,
      ...(opened.tag ? { tag: opened.tag } : {}),
      limit: this.limit_,
    });
    if (is_current()) this.rows_ = rows;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    return html`<p class="lead soft" role="status">
        ${this.t.groups_found(found.groups.length, found.checked)}
      </p>
      ${found.groups.length
        ? html`<div class="groups">${found.groups.map((group) => this.group_(found, group))}</div>`
        : html`<p class="empty card">${this.t.no_match}</p>`}`;
  }

  private group_(found: QuickFilterReadReply, group: QuickFilterReadReply["groups"][number]) {
    const opened = this.opened_ && same(this.opened_.key, group.key);
    return html`<section class="card group ${opened ? "opened" : ""}" aria-label=${group.label}>
      <header>
        <h2 class="grow">${group.label}</h2>
        <button
          type="button"
          class="quiet"
          aria-expanded=${opened ? "true" : "false"}
          @click=${() => this.open_(group.key, group.label)}
        >
          ${icon("list")}${this.t.drill_hint}
        </button>
      </header>
      <p class="facts">
        ${found.columns.map(
          (column, index) =>
            html`<span
              ><span class="soft">${column.label}</span>
              <b class=${is_number(column) ? "number" : ""}>${cell_text(group.cells[index])}</b></span
            >`,
        )}
      </p>
      ${group.tags.length
        ? html`<div class="tags" role="group" aria-label=${this.t.root_causes}>
            ${group.tags.map(
              (tag) =>
                html`<button
                  type="button"
                  aria-pressed=${opened && this.opened_?.tag === tag.id ? "true" : "false"}
                  @click=${() => this.open_(group.key, group.label, tag.id)}
                >
                  ${tag.label}
                </button>`,
            )}
          </div>`
        : nothing}
      ${opened && this.rows_
        ? html`<div class="rows">
            ${this.rows_.rows.length
              ? rows_view(this.rows_.columns, this.rows_.rows, this.link, this.t, group.label)
              : html`<p class="empty">${this.t.nothing_here}</p>`}
            ${more_view(this.rows_.rows.length, this.rows_.total, this.t, (limit) => (this.limit_ = limit))}
          </div>`
        : nothing}
    </section>`;
  }

  private open_(key: Json, label: string, tag?: string): void {
    const again = this.opened_ && same(this.opened_.key, key) && this.opened_.tag === tag;
    this.rows_ = undefined;
    this.limit_ = kRows;
    this.opened_ = again ? undefined : { key, label, ...(tag ? { tag } : {}) };
  }
}
customElements.define("tollgate-quick-filter", QuickFilter);

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
