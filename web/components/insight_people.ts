// <tollgate-insight-people>: how many months newcomers take until the median of the others, and what the best
// fifth of the people do that the others don't.

import { css, html, nothing } from "lit";
import type { InsightPeopleReply, Newcomer } from "../engine/generated/api.ts";
import { insight_styles } from "./insight_styles.ts";
import { notes_view } from "./insight_lift.ts";
import { InsightElement } from "./insight_element.ts";
import { basics, inputs, pills, tables } from "./theme.ts";

export class InsightPeople extends InsightElement {
  static override properties = { ...InsightElement.properties, found_: { state: true } };
  /** Chosen are metric and since. */
  protected override readonly page = "people";
  declare private found_: InsightPeopleReply | undefined;

  static override styles = [
    basics,
    inputs,
    pills,
    tables,
    insight_styles,
    css`
      .card {
        margin-bottom: 16px;
        overflow-x: auto;
      }
      .card h2 {
        margin-bottom: 8px;
        font-size: 1rem;
      }
      tbody tr:last-child th {
        border-bottom: 0;
      }
      .figure {
        font-size: 1.5rem;
        font-weight: 650;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      .tags .pill {
        white-space: normal;
      }
    `,
  ];

  protected override async load(is_current: () => boolean): Promise<void> {
    const { metric, since } = this.params;
    const found = await this.ask("insight.people", { ...(metric ? { metric } : {}), ...(since ? { since } : {}) });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const { t, found_: found } = this;
    if (!found) return this.placeholder();
    if (!found.metric) return html`<p class="empty card">${t.people_no_metric}</p>`;
    return html`<div class="choices">
        ${this.select(t.people_figure, "metric", found.metrics, found.metric)}
        ${this.select(t.people_begin, "since", found.dates, found.since ?? "")}
      </div>
      ${found.from ? html`<p class="lead soft" role="status">${t.people_base(found.people, found.from, found.to ?? "")}</p>` : nothing}
      <section class="card" aria-label=${t.people_newcomers}>
        <h2>${t.people_newcomers}</h2>
        ${found.half_after === undefined
          ? nothing
          : html`<p class="figure number">${t.people_months(found.half_after)}</p>`}
        <ul class="sentences">
          ${found.sentences.map((sentence) => html`<li>${sentence}</li>`)}
        </ul>
        ${found.newcomers.length ? this.table_(found.newcomers) : html`<p class="soft">${t.nothing_here}</p>`}
      </section>
      <section class="card" aria-label=${t.people_best}>
        <h2>${t.people_best}</h2>
        <p class="soft">${found.top.people.join(t.people_between)}</p>
        ${found.top.tags.length
          ? html`<ul class="tags">
              ${found.top.tags.map((tag) => html`<li class="pill accent">${tag.label}</li>`)}
            </ul>`
          : html`<p>${t.people_alike}</p>`}
      </section>
      ${notes_view(t.insight_notes, found.notes)}`;
  }

  private table_(newcomers: Newcomer[]) {
    const { t } = this;
    return html`<table aria-label=${t.people_newcomers}>
      <thead>
        <tr>
          ${t.people_columns.map((column, index) => html`<th scope="col" class=${index > 0 ? "number" : ""}>${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${newcomers.map(
          (each) =>
            html`<tr>
              <th scope="row">${each.title}</th>
              <td class="number">${each.since}</td>
              <td class="number">${each.months}</td>
              <td class="number">${each.text}</td>
              <td class="number">
                ${each.reached_after === undefined
                  ? html`<span class="pill">${t.people_not_yet}</span>`
                  : html`<span class="pill good">${t.people_months(each.reached_after)}</span>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
customElements.define("tollgate-insight-people", InsightPeople);
