// <tollgate-quick-filter>: a ready-made question of the app, and the groups for which it holds.

import { css, html } from "lit";
import type { QuickFilterReadReply } from "../engine/generated/api.ts";
import "./found_groups.ts";
import { LiveElement } from "./live_element.ts";
import type { RowLink } from "./rows.ts";
import { task_styles } from "./task_bar.ts";
import { basics, buttons } from "./theme.ts";

export class QuickFilter extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    filter: { type: String },
    link: { attribute: false },
    found_: { state: true },
  };
  declare filter: string;
  declare link: RowLink;
  declare private found_: QuickFilterReadReply | undefined;

  static override styles = [
    basics,
    buttons,
    task_styles,
    css`
      .lead {
        margin-bottom: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  protected override subject(): string {
    return this.filter;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.ask("quick_filter.read", { quick_filter: this.filter });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    return html`<p class="lead soft" role="status">
        ${this.t.groups_found(found.groups.length, found.checked)}
      </p>
      ${found.groups.length
        ? html`<tollgate-found-groups
            .client=${this.client}
            .asked=${{ quick_filter: this.filter }}
            .found=${found}
            .link=${this.link}
          ></tollgate-found-groups>`
        : html`<p class="empty card">${this.t.no_match}</p>`}`;
  }
}
customElements.define("tollgate-quick-filter", QuickFilter);
