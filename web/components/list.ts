// <tollgate-list>: the rows of a view (or of an entity), searched and paged.
//
// Properties: client, view or entity, drafts (also one's own drafts), link (row → address).

import { css, html, nothing } from "lit";
import type { Changed, RecordListReply, Row } from "../engine/generated/api.ts";
import { LiveElement } from "./live_element.ts";
import { icon } from "./icons.ts";
import { row_styles, rows_view } from "./rows.ts";
import type { RowLink } from "./rows.ts";
import { basics, buttons, inputs, pills, tables } from "./theme.ts";

const kPage = 30;
const kSearchPause_ms = 180;

export class List extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    view: { type: String },
    entity: { type: String },
    drafts: { type: Boolean },
    searchable: { type: Boolean },
    link: { attribute: false },
    found_: { state: true },
    search_: { state: true },
    limit_: { state: true },
  };
  declare view: string | undefined;
  declare entity: string | undefined;
  declare drafts: boolean;
  declare searchable: boolean;
  declare link: RowLink;
  declare private found_: RecordListReply | undefined;
  declare private search_: string;
  declare private limit_: number;
  private composing_ = false;
  private search_timer_: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    tables,
    row_styles,
    css`
      .search {
        position: relative;
        max-width: 480px;
        margin-bottom: 12px;
      }
      .search svg {
        position: absolute;
        inset-inline-start: 12px;
        top: 13px;
        color: var(--text-faint);
        pointer-events: none;
      }
      .search input {
        padding-inline-start: 40px;
      }
      .card {
        padding: 4px 16px;
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 44px;
        margin-top: 8px;
      }
      @media (min-width: 800px) {
        .card {
          padding: 4px 8px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.search_ = "";
    this.limit_ = kPage;
    this.drafts = false;
    this.searchable = true;
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  protected override subject(): string {
    return `${this.view} ${this.entity} ${this.drafts} ${this.search_} ${this.limit_}`;
  }

  protected override concerns(changed: Changed): boolean {
    // A row can show fields of another entity, so only "nothing named" is certain to be elsewhere.
    return Boolean(changed.records?.length);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.client.request("record.list", {
      ...(this.view ? { view: this.view } : {}),
      ...(this.entity ? { entity: this.entity } : {}),
      ...(this.search_ ? { search: this.search_ } : {}),
      ...(this.drafts ? { drafts: true } : {}),
      limit: this.limit_,
    });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    const more = found.total - found.rows.length;
    return html`${this.searchable
        ? html`<div class="search" role="search">
            ${icon("search")}
            <input
              type="search"
              aria-label="${this.t.search} ${found.label}"
              placeholder=${this.t.search}
              @input=${this.on_search_}
              @compositionstart=${() => (this.composing_ = true)}
              @compositionend=${(event: Event) => {
                this.composing_ = false;
                this.on_search_(event);
              }}
            />
          </div>`
        : nothing}
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${found.rows.length
        ? html`<div class="card">
            ${rows_view(found.columns, found.rows, (row: Row) => this.link(row), this.t, found.label)}
          </div>`
        : html`<p class="empty card">${this.search_ ? this.t.no_match : this.t.nothing_here}</p>`}
      <div class="foot">
        <span class="soft small" role="status">${this.t.records_total(found.total)}</span>
        ${more > 0 && this.limit_ < 500
          ? html`<button
              type="button"
              @click=${() => (this.limit_ = Math.min(500, this.limit_ + kPage))}
            >
              ${this.t.show_more(Math.min(kPage, more))}
            </button>`
          : nothing}
      </div>`;
  }

  private readonly on_search_ = (event: Event): void => {
    if (this.composing_) return;
    const text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.search_timer_);
    this.search_timer_ = setTimeout(() => {
      this.search_ = text;
      this.limit_ = kPage;
    }, kSearchPause_ms);
  };
}
customElements.define("tollgate-list", List);
