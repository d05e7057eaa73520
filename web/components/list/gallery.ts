// <tollgate-gallery>: the photos of a list's records, newest first as the list has them.
//
// Properties: client, asked (the list), by (the field with the photos), link.

import { css, html, nothing } from "lit";
import type { RecordListReply, Row } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import { cell_view, has_evidence } from "../cell.ts";
import { LiveElement } from "../live_element.ts";
import { more_view } from "../more.ts";
import { row_title } from "../row_state.ts";
import type { RowLink } from "../rows.ts";
import { basics, buttons } from "../theme.ts";
import type { AskedList } from "./asked_list.ts";

const kPage = 30;

export class Gallery extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    by: { type: String },
    link: { attribute: false },
    found_: { state: true },
    limit_: { state: true },
  };
  declare asked: AskedList;
  declare by: string;
  declare link: RowLink;
  declare private found_: RecordListReply | undefined;
  declare private limit_: number;

  static override styles = [
    basics,
    buttons,
    css`
      .photos {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(200px, 44vw), 1fr));
        gap: 14px;
      }
      figure.card {
        display: flex;
        flex-direction: column;
        height: 100%;
        padding: 0;
        overflow: clip;
      }
      .evidence {
        display: grid;
        gap: 4px;
      }
      .evidence > :nth-child(n + 2) {
        display: none;
      }
      figcaption {
        padding: 8px 12px 10px;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }
      figcaption a {
        color: inherit;
        font-weight: 550;
        text-decoration: none;
      }
      figcaption a:hover {
        text-decoration: underline;
      }
    `,
  ];

  constructor() {
    super();
    this.limit_ = kPage;
  }

  protected override subject(): string {
    return JSON.stringify([this.asked, this.by, this.limit_]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.client.request("record.list", {
      ...this.asked, filters: [...(this.asked.filters ?? []), { field: this.by, kind: "filled" }], columns: [this.by],
      limit: Math.min(this.limit_, kLimits.rows),
    });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    if (!found.rows.length) return html`<p class="empty card">${this.t.list.gallery_none}</p>`;
    return html`${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      <ul class="photos">
        ${found.rows.map((row) => html`<li>${this.photo_(row)}</li>`)}
      </ul>
      ${more_view(found.rows.length, found.total, this.t, (limit) => (this.limit_ = limit))}`;
  }

  private photo_(row: Row) {
    const cell = row.cells[0];
    return html`<figure class="card">
      ${cell && has_evidence(cell) ? cell_view(cell, this.client) : nothing}
      <figcaption><a href=${this.link(row)}>${row_title(row, this.t)}</a></figcaption>
    </figure>`;
  }
}
customElements.define("tollgate-gallery", Gallery);
