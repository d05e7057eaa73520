// <tollgate-list>: the rows of a view (or of an entity), searched and paged; one's own drafts first.
//
// Properties: client, view or entity, drafts_of (an entity whose drafts stand on top), link (row →
// address), kept (what was searched, the order, and how much was shown when a person was here before).
// Event: tollgate-list-kept {search, limit, sort}.

import { css, html, nothing } from "lit";
import type { Changed, RecordListReply, Row, RowSort } from "../engine/generated/api.ts";
import { kLimits } from "../engine/generated/limits.ts";
import { drafts_styles, drafts_view } from "./drafts.ts";
import { error_text, tell } from "./element.ts";
import { LiveElement } from "./live_element.ts";
import { icon } from "./icons.ts";
import { row_styles, rows_view } from "./rows.ts";
import type { RowLink, RowOrder } from "./rows.ts";
import { basics, buttons, inputs, pills, tables } from "./theme.ts";

const kPage = 30;
/** Somebody who goes on reading gets more at once. */
const kLargePage = 200;
/** As many rows the engine gives for one request. */
const kMaxDrafts = 100;
const kSearchPause_ms = 180;

export interface KeptList {
  search: string;
  limit: number;
  /** Absent: the view's own order. */
  sort?: RowSort;
}

export class List extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    view: { type: String },
    entity: { type: String },
    drafts_of: { type: String },
    kept: { attribute: false },
    link: { attribute: false },
    found_: { state: true },
    drafts_: { state: true },
    refused_: { state: true },
    search_: { state: true },
    limit_: { state: true },
    sort_: { state: true },
  };
  declare view: string | undefined;
  declare entity: string | undefined;
  declare drafts_of: string | undefined;
  declare kept: KeptList | undefined;
  declare link: RowLink;
  declare private found_: RecordListReply | undefined;
  declare private drafts_: Row[];
  /** Why a draft could not be discarded. */
  declare private refused_: string;
  declare private search_: string;
  declare private limit_: number;
  declare private sort_: RowSort | undefined;
  private composing_ = false;
  private search_timer_: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    tables,
    row_styles,
    drafts_styles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .search {
        position: relative;
        flex: 1 1 220px;
        max-width: 480px;
      }
      .order {
        flex: 1 1 130px;
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
        .order {
          display: none;
        }
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
    this.drafts_ = [];
    this.refused_ = "";
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  override willUpdate(): void {
    if (!this.hasUpdated && this.kept) {
      ({ search: this.search_, limit: this.limit_, sort: this.sort_ } = this.kept);
    }
    super.willUpdate();
  }

  protected override subject(): string {
    return `${this.view} ${this.entity} ${this.drafts_of} ${this.search_} ${this.limit_} ${JSON.stringify(this.sort_)}`;
  }

  protected override concerns(changed: Changed): boolean {
    // A row can show fields of another entity, so only "nothing named" is certain to be elsewhere.
    return Boolean(changed.records?.length);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const [found, drafts] = await Promise.all([this.read_rows_(), this.read_drafts_()]);
    if (!is_current()) return;
    this.found_ = found;
    this.drafts_ = drafts;
  }

  private async read_rows_(): Promise<RecordListReply> {
    const ask = (shown: number, next?: string) =>
      this.client.request("record.list", {
        ...(this.view ? { view: this.view } : {}),
        ...(this.entity ? { entity: this.entity } : {}),
        ...(this.search_ ? { search: this.search_ } : {}),
        ...(this.sort_ ? { sort: [this.sort_] } : {}),
        ...(shown ? {} : { with_fields: true }),
        ...(next ? { after: next } : shown ? { offset: shown } : {}),
        limit: Math.min(kLimits.rows, this.limit_ - shown),
      });
    const found = await ask(0);
    let { next } = found;
    while (found.rows.length < Math.min(this.limit_, found.total)) {
      const more = await ask(found.rows.length, next);
      if (!more.rows.length) break;
      found.rows.push(...more.rows);
      next = more.next;
    }
    return found;
  }

  private async read_drafts_(): Promise<Row[]> {
    if (!this.drafts_of) return [];
    const { rows } = await this.client.request("record.list", {
      entity: this.drafts_of,
      ...(this.search_ ? { search: this.search_ } : {}),
      only_drafts: true,
      limit: kMaxDrafts,
    });
    return rows;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    const more = found.total - found.rows.length;
    const step = this.limit_ < kLargePage ? kPage : kLargePage;
    const order: RowOrder = {
      fields: new Set((found.fields ?? []).flatMap((each) => (each.sortable && each.field ? [each.field] : []))),
      sort: this.sort_,
      on_sort: (sort) => this.sort_by_(sort),
    };
    return html`<div class="tools">
        <div class="search" role="search">
            ${icon("search")}
            <input
              type="search"
              aria-label="${this.t.search} ${found.label}"
              placeholder=${this.t.search}
              maxlength=${kLimits.search_characters}
              value=${this.search_}
              @input=${this.on_search_}
              @compositionstart=${() => (this.composing_ = true)}
              @compositionend=${(event: Event) => {
                this.composing_ = false;
                this.on_search_(event);
              }}
            />
          </div>
        ${this.order_view_(found, order)}
      </div>
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${this.refused_ ? html`<p role="alert">${this.refused_}</p>` : nothing}
      ${this.drafts_.length
        ? drafts_view(this.t, this.drafts_, this.link, (row) => void this.discard_(row))
        : nothing}
      ${found.rows.length
        ? html`<div class="card">
            ${rows_view(found.columns, found.rows, (row: Row) => this.link(row), this.t, found.label, undefined, order)}
          </div>`
        : html`<p class="empty card">${this.search_ ? this.t.no_match : this.t.nothing_here}</p>`}
      <div class="foot">
        <span class="soft small" role="status"
          >${more > 0
            ? this.t.shown_of(found.rows.length, found.total)
            : this.t.records_total(found.total)}</span
        >
        ${more > 0
          ? html`<button type="button" @click=${() => this.show_more_(step)}>
              ${this.t.show_more(Math.min(step, more))}
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
      this.keep_();
    }, kSearchPause_ms);
  };

  // A phone has no heads to tap.
  private order_view_(found: RecordListReply, order: RowOrder) {
    const columns = found.columns.filter(({ field }) => field && order.fields.has(field));
    if (!columns.length) return nothing;
    const now = this.sort_ ? `${this.sort_.descending ? "-" : "+"}${this.sort_.field}` : "";
    return html`<select
      class="order"
      aria-label=${this.t.sort_by}
      .value=${now}
      @change=${(event: Event) => {
        const wanted = (event.target as HTMLSelectElement).value;
        this.sort_by_(
          wanted ? { field: wanted.slice(1), ...(wanted.startsWith("-") ? { descending: true } : {}) } : undefined,
        );
      }}
    >
      <option value="" ?selected=${!now}>${this.t.usual_order}</option>
      ${columns.flatMap(({ field, label }) =>
        ["+", "-"].map(
          (way) => html`<option value="${way}${field}" ?selected=${now === `${way}${field}`}>
            ${way === "+" ? this.t.sort_up(label) : this.t.sort_down(label)}
          </option>`,
        ),
      )}
    </select>`;
  }

  private sort_by_(sort: RowSort | undefined): void {
    this.sort_ = sort;
    this.limit_ = kPage;
    this.keep_();
  }

  private show_more_(step: number): void {
    this.limit_ += step;
    this.keep_();
  }

  private keep_(): void {
    const kept: KeptList = { search: this.search_, limit: this.limit_, ...(this.sort_ ? { sort: this.sort_ } : {}) };
    tell(this, "tollgate-list-kept", kept);
  }

  private async discard_({ entity, record }: Row): Promise<void> {
    if (!confirm(this.t.discard_confirm)) return;
    this.refused_ = "";
    try {
      await this.client.request("record.discard", { entity, record });
    } catch (error) {
      this.refused_ = error_text(error);
    }
    await this.refresh();
  }
}
customElements.define("tollgate-list", List);
