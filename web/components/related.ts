// <tollgate-related>: the records that refer to the one on show, of one entity: how many, the latest, and
// a way to make another one that refers to it, too.

import { css, html, nothing } from "lit";
import type { Changed, RecordGetReply, RecordListReply } from "../engine/generated/api.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { more_view } from "./more.ts";
import { row_styles, rows_view } from "./rows.ts";
import { basics, buttons, pills, tables } from "./theme.ts";

export type Related = NonNullable<RecordGetReply["related"]>[number];

const kFirstRows = 5;

export class RelatedRecords extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    list: { attribute: false },
    record: { type: String },
    /** Two lists of one entity are told apart by the field that refers here. */
    named_by_field: { attribute: false },
    found_: { state: true },
    limit_: { state: true },
  };
  declare list: Related;
  declare record: string;
  declare named_by_field: boolean;
  declare private found_: RecordListReply | undefined;
  declare private limit_: number;

  static override styles = [
    basics,
    buttons,
    pills,
    tables,
    row_styles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-bottom: 4px;
      }
      header h2 {
        flex: 1;
      }
      .button {
        min-height: 40px;
      }
      @media print {
        .button,
        .more {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.limit_ = kFirstRows;
  }

  protected override subject(): string {
    return `${this.list.entity} ${this.list.field} ${this.record} ${this.limit_}`;
  }

  protected override concerns(changed: Changed): boolean {
    return Boolean(changed.records?.some(({ entity }) => entity === this.list.entity));
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { entity, field, columns } = this.list;
    const found = await this.client.request("record.list", {
      entity,
      columns,
      filters: [{ field, kind: "one_of", values: [this.record] }],
      sort: [{ field: "updated_at", descending: true }],
      limit: this.limit_,
    });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const { list, t } = this;
    const found = this.found_;
    if (!found) return html`<section class="card" aria-busy=${this.problem_ ? "false" : "true"}>${this.placeholder()}</section>`;
    const name = this.named_by_field ? t.related_by(list.label, list.field_label) : list.label;
    if (!found.total && !list.form) return nothing;
    const values = encodeURIComponent(JSON.stringify({ [list.field]: this.record }));
    return html`<section class="card" aria-label=${name}>
      <header>
        <h2>${name} <span class="pill plain number">${t.count(found.total)}</span></h2>
        ${list.form
          ? html`<a class="button" href="#/form/${encodeURIComponent(list.form)}?values=${values}"
              >${icon("add")}${t.new_record(list.form_label ?? list.label)}</a
            >`
          : nothing}
      </header>
      ${found.rows.length
        ? html`${rows_view(found.columns, found.rows, (row) => `#/record/${row.entity}/${row.record}`, t, name)}
          ${more_view(found.rows.length, found.total, t, (limit) => (this.limit_ = limit))}`
        : html`<p class="soft">${t.related_none}</p>`}
    </section>`;
  }
}
customElements.define("tollgate-related", RelatedRecords);
