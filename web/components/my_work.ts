// <tollgate-my-work>: what waits for the person, from their own records.

import { css, html, nothing } from "lit";
import type { AppSummary, Row } from "../engine/generated/api.ts";
import { Refused } from "../engine/client.ts";
import { error_text } from "./element.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { row_title } from "./row_state.ts";
import { day_text } from "./relative_time.ts";
import { save_field } from "./save_field.ts";
import { basics, buttons, pills } from "./theme.ts";
import { short_time } from "./time_text.ts";
import type { Texts } from "./text/index.ts";
import { read_work, today_in, type Decision, type DueItem, type Work } from "./work.ts";

export class MyWork extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    app: { attribute: false },
    /** Ids of the views in the person's menu. */
    menu: { attribute: false },
    work_: { state: true },
    ticked_: { state: true },
    refused_: { state: true },
  };
  declare app: AppSummary;
  declare menu: readonly string[];
  declare private work_: Work | undefined;
  /** Ticked off just now: they stay in sight, so that it can be taken back. */
  declare private ticked_: ReadonlyMap<string, DueItem>;
  declare private refused_: string;

  constructor() {
    super();
    this.ticked_ = new Map();
    this.refused_ = "";
  }

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
      .item {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 12px;
        align-items: center;
      }
      .item input {
        width: 22px;
        height: 22px;
        margin: 0;
        accent-color: var(--accent);
      }
      .done .what {
        color: var(--text-soft);
        text-decoration: line-through;
      }
      .overdue {
        color: var(--danger);
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
    const ticked = [...this.ticked_.values()].filter((item) => !work.due.some((each) => key_of(each) === key_of(item)));
    const none = !ticked.length && !work.decisions.length && !work.planned.length && !work.due.length && !work.drafts.length && !work.waiting.length;
    const due_line = (item: DueItem) => this.due_(item);
    return html`<div class="parts">
      ${none ? html`<p class="card empty">${t.work_none}</p>` : nothing}
      ${part(t.work_today, now, ({ at, label, row }) =>
        line(of_record(row), at.slice(11) || t.work_all_day, row_title(row, t), html`<span>${label}</span>`),
      )}
      ${this.refused_ ? html`<p role="alert">${this.refused_}</p>` : nothing}
      ${work.decisions.map(({ workflow, label, count, rows }) => decisions_view(t, workflow, label, count, rows))}
      ${part(t.work_due, [...work.due.filter(({ overdue }) => !overdue), ...ticked], due_line)}
      ${part(t.work_soon, soon, ({ at, label, row }) => line(of_record(row), day_line(at, today, t), row_title(row, t), html`<span>${label}</span>`))}
      ${this.past_(work.due.filter(({ overdue }) => overdue).reverse())}
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

  private due_(item: DueItem) {
    const { t } = this;
    const { on, what, more, row, tick } = item;
    const done = this.ticked_.has(key_of(item));
    const content = line(of_record(row), day_line(on, today_in(this.app.time_zone), t), what, [...more, row_title(row, t)].map((each) => html`<span>${each}</span>`));
    if (!tick) return content;
    return html`<div class="item ${done ? "done" : ""}">
      <input type="checkbox" aria-label=${t.work_tick(what)} .checked=${done} @change=${(event: Event) => void this.tick_(item, event.target as HTMLInputElement)} />
      ${content}
    </div>`;
  }

  private past_(past: DueItem[]) {
    if (!past.length) return nothing;
    const items = past.map((item) => html`<li>${this.due_(item)}</li>`);
    // What can be ticked off is work; of what cannot the days just pass.
    if (past.some(({ tick }) => tick)) {
      return html`<section class="card" aria-label=${this.t.work_overdue}>
        <h2>${this.t.work_overdue} <span class="number overdue">${past.length}</span></h2>
        <ul>
          ${items}
        </ul>
      </section>`;
    }
    return html`<details class="card">
      <summary>${this.t.work_overdue} <span class="soft number">${past.length}</span></summary>
      <ul>
        ${items}
      </ul>
    </details>`;
  }

  private async tick_(item: DueItem, box: HTMLInputElement): Promise<void> {
    const { form, path } = item.tick!;
    const done = box.checked;
    this.refused_ = "";
    try {
      const saved = await save_field(this.client, form, item.row.record, path, done, this.t.work_not_ticked);
      if (!saved.done) throw new Error(saved.problems.join(" "));
      const ticked = new Map(this.ticked_);
      if (done) ticked.set(key_of(item), item);
      else ticked.delete(key_of(item));
      this.ticked_ = ticked;
    } catch (error) {
      box.checked = !done;
      this.refused_ = error instanceof Error && !(error instanceof Refused) ? error.message : error_text(error);
    }
  }
}
customElements.define("tollgate-my-work", MyWork);

function decisions_view(t: Texts, workflow: string, label: string, count: number, rows: Decision[]) {
  const name = t.work_decisions(label);
  return html`<section class="card" aria-label=${name}>
    <h2>${name} <span class="soft number">${count}</span></h2>
    <ul>
      ${rows.map(({ stage, row }) => html`<li>${line(of_record(row), html`<span class="pill accent">${stage}</span>`, row_title(row, t), nothing)}</li>`)}
      ${rows.length < count
        ? html`<li>${line(`#/workflow/${encodeURIComponent(workflow)}`, t.count(count - rows.length), t.work_on_board, nothing)}</li>`
        : nothing}
    </ul>
  </section>`;
}

/** "tomorrow 09:30"; the date itself is one look away. */
function day_line(at: string, today: string, t: Texts) {
  return html`<time datetime=${at.replace(" ", "T")} title=${at}>${day_text(at.slice(0, 10), today, t)} ${at.slice(11)}</time>`;
}

/** One item of one record. */
const key_of = ({ row, what, on }: DueItem): string => JSON.stringify([row.record, what, on]);

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
