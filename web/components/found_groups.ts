// <tollgate-found-groups>: the groups that a quick filter finds, why (tags that the app presets and tags
// that were found), and the records behind a group or a tag.

import { css, html, nothing } from "lit";
import type { Column, FoundGroup, GroupTag, Json, QuickFilterRowsReply } from "../engine/generated/api.ts";
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

/** What was asked: a filter of the app, or a line in somebody's own words. */
export type AskedOf = { quick_filter: string } | { text: string };

export interface Found {
  columns: Column[];
  groups: FoundGroup[];
}

export class FoundGroups extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    found: { attribute: false },
    link: { attribute: false },
    opened_: { state: true },
    rows_: { state: true },
    limit_: { state: true },
  };
  declare asked: AskedOf;
  declare found: Found;
  declare link: RowLink;
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
        border-radius: 14px;
        background: var(--warning-soft);
        color: var(--warning);
        font-size: 0.875rem;
        text-align: start;
      }
      .tags button {
        flex-direction: column;
        align-items: flex-start;
        gap: 1px;
      }
      .measure {
        color: var(--text-soft);
        font-size: 0.75rem;
        font-weight: 400;
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
    return JSON.stringify([this.asked, this.opened_, this.limit_]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { opened_: opened } = this;
    if (!opened) return;
    const rows = await this.client.request("quick_filter.rows", {
      ...this.asked,
      group: opened.key,
      ...(opened.tag ? { tag: opened.tag } : {}),
      limit: this.limit_,
    });
    if (is_current()) this.rows_ = rows;
  }

  override render() {
    return html`<div class="groups">${this.found.groups.map((group) => this.group_(this.found, group))}</div>`;
  }

  private group_(found: Found, group: FoundGroup) {
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
                  ${tag.label}${this.measure_(tag)}
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

  /** How sure a found tag is, for whoever listens or points at it. */
  private measure_({ found }: GroupTag) {
    if (!found) return nothing;
    const points = (share: string) => Math.round(Number(share) * 100);
    const text = this.t.contrast_measure(points(found.low), points(found.high), found.records, found.groups);
    return html`<span class="measure">${text}</span>`;
  }

  private open_(key: Json, label: string, tag?: string): void {
    const again = this.opened_ && same(this.opened_.key, key) && this.opened_.tag === tag;
    this.rows_ = undefined;
    this.limit_ = kRows;
    this.opened_ = again ? undefined : { key, label, ...(tag ? { tag } : {}) };
  }
}
customElements.define("tollgate-found-groups", FoundGroups);

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
