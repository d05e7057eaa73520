// <tollgate-my-work>: what waits for the person, from their own records.

import { css, html, nothing } from "lit";
import type { AppSummary, Row } from "../engine/generated/api.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { row_title } from "./row_state.ts";
import { basics, buttons, pills } from "./theme.ts";
import { short_time } from "./time_text.ts";
import type { Texts } from "./text/index.ts";
import { read_work, today_in, type DueItem, type Work } from "./work.ts";

export class MyWork extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    app: { attribute: false },
    /** Ids of the views in the person's menu. */
    menu: { attribute: false },
    work_: { state: true },
  };
  declare app: AppSummary;
  declare menu: readonly string[];
  declare private work_: Work | undefined;

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      .parts {
        display: grid;
        gap: 16px;
        margin-bottom: 24px;
      }
      section,
      details {
        padding: 14px 16px 6px;
      }
      summary {
        padding-bottom: 8px;
        font-weight: 650;
        cursor: pointer;
      }
      li {
        border-top: 1px solid var(--border);
      }
      h2 + ul li:first-child {
        border-top: 0;
      }
      a {
        display: grid;
        grid-template-columns: 9.5em minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: baseline;
        padding: 12px 0;
        color: inherit;
        text-decoration: none;
      }
      a:hover .what {
        text-decoration: underline;
      }
      .what {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: 0 10px;
        justify-content: flex-end;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      @media (max-width: 599px) {
        a {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .what {
          grid-row: 1;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  protected override subject(): string {
    return `${this.app.id} ${this.app.role} ${this.menu.join(" ")}`;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const work = await read_work(this.client, this.app, this.menu);
    if (is_current()) this.work_ = work;
  }

  override render() {
    const { t } = this;
    const work = this.work_;
    if (!work) return this.placeholder();
    const today = today_in(this.app.time_zone);
    const now = work.planned.filter(({ at }) => at.slice(0, 10) === today);
    const soon = work.planned.filter(({ at }) => at.slice(0, 10) !== today);
    const none = !work.planned.length && !work.due.length && !work.drafts.length && !work.waiting.length;
    const due_line = (item: DueItem) => due_view(item, t);
    return html`<div class="parts">
      ${none ? html`<p class="card empty">${t.work_none}</p>` : nothing}
      ${part(t.work_today, now, ({ at, label, row }) =>
        line(of_record(row), at.slice(11) || t.work_all_day, row_title(row, t), html`<span>${label}</span>`),
      )}
      ${part(t.work_due, work.due.filter(({ overdue }) => !overdue), due_line)}
      ${part(t.work_soon, soon, ({ at, label, row }) => line(of_record(row), at, row_title(row, t), html`<span>${label}</span>`))}
      ${past_view(t, work.due.filter(({ overdue }) => overdue).reverse())}
      ${part(t.work_waiting, work.waiting, ({ view, label, count }) =>
        line(`#/view/${encodeURIComponent(view)}`, html`<b>${t.count(count)}</b>`, label, nothing),
      )}
      ${part(t.drafts, work.drafts, (row) =>
        line(
          `#/form/${encodeURIComponent(row.form)}/${encodeURIComponent(row.record)}`,
          row.updated_at ? short_time(row.updated_at) : "",
          row_title(row, t),
          html`<span>${icon("form")}</span>`,
        ),
      )}
    </div>`;
  }
}
customElements.define("tollgate-my-work", MyWork);

function due_view({ on, what, more, row }: DueItem, t: Texts) {
  return line(of_record(row), on, what, [...more, row_title(row, t)].map((each) => html`<span>${each}</span>`));
}

/** Nobody ticks items off: those whose date has passed are there for whoever wants to see them. */
function past_view(t: Texts, past: DueItem[]) {
  if (!past.length) return nothing;
  return html`<details class="card">
    <summary>${t.work_overdue} <span class="soft number">${past.length}</span></summary>
    <ul>
      ${past.map((item) => html`<li>${due_view(item, t)}</li>`)}
    </ul>
  </details>`;
}

const of_record = (row: Row): string => `#/record/${encodeURIComponent(row.entity)}/${encodeURIComponent(row.record)}`;

function part<T>(name: string, all: T[], view: (each: T) => unknown) {
  if (!all.length) return nothing;
  return html`<section class="card" aria-label=${name}>
    <h2>${name} <span class="soft number">${all.length}</span></h2>
    <ul>
      ${all.map((each) => html`<li>${view(each)}</li>`)}
    </ul>
  </section>`;
}

function line(address: string, when: unknown, what: string, more: unknown) {
  return html`<a href=${address}>
    <span class="soft number">${when}</span><span class="what">${what}</span><span class="more">${more}</span>
  </a>`;
}
