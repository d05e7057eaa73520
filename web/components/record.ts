// <tollgate-record>: one record with all that was decided about it: values and evidence, score with its
// reasons, stage and gates, notifications, and the history of what was done.

import { css, html, nothing } from "lit";
import type { Changed, Diagnostic, RecordGetReply } from "../engine/generated/api.ts";
import { cell_view } from "./cell.ts";
import { item_styles, items_view } from "./items.ts";
import { discards } from "./discards.ts";
import { diagnostic_text, tell } from "./element.ts";
import "./comments.ts";
import "./evidence.ts";
import "./history.ts";
import { follow_up_address } from "./follow_up.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { kept_problems_view, not_done_notice, not_done_styles } from "./not_done.ts";
import { row_state, row_title, stage_state } from "./row_state.ts";
import "./record_actions.ts";
import "./related.ts";
import "./score_panel.ts";
import "./stage_panel.ts";
import { stage_path, stage_path_styles } from "./stage_path.ts";
import type { Texts } from "./text/index.ts";
import { basics, buttons, pills } from "./theme.ts";

export class RecordView extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    entity: { type: String },
    record: { type: String },
    found_: { state: true },
    not_done: { attribute: false },
    history_open_: { state: true },
  };
  declare entity: string;
  declare record: string;
  /** What the save that led here could not set off. */
  declare not_done: readonly Diagnostic[] | undefined;
  declare private found_: RecordGetReply | undefined;
  /** Why the draft could not be discarded. */
  declare private history_open_: boolean;

  static override styles = [
    basics,
    buttons,
    pills,
    item_styles,
    not_done_styles,
    stage_path_styles,
    css`
      :host {
        container-type: inline-size;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-bottom: 16px;
      }
      .head h1 {
        flex: 1 1 200px;
        outline: none;
        overflow-wrap: anywhere;
      }
      .back {
        border: 0;
        background: transparent;
        margin-inline: -12px -8px;
      }
      .refused {
        margin-bottom: 16px;
        color: var(--danger);
      }
      .finding {
        margin: 4px 0 0;
        color: var(--warning, inherit);
        font-size: 0.875em;
      }
      .columns {
        display: grid;
        gap: 16px;
        align-items: start;
      }
      .column {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      .side {
        order: -1;
      }
      .card > h2 {
        margin-bottom: 8px;
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(92px, 2fr) 5fr;
        gap: 2px 12px;
        padding: 10px 0;
        border-bottom: 1px solid var(--border);
      }
      dl > div:last-child {
        border-bottom: 0;
      }
      dt {
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      dd {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      .follow-ups {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 16px;
      }
      .evidence {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
        gap: 8px;
        white-space: normal;
      }
      .evidence > [wide] {
        grid-column: 1 / -1;
      }
      tollgate-history {
        margin-top: 12px;
      }
      .sent li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
      }
      .sent {
        display: grid;
        gap: 10px;
      }
      summary {
        min-height: 32px;
        display: flex;
        align-items: center;
        cursor: pointer;
        font-weight: 650;
      }
      tollgate-stage:focus-visible {
        border-radius: var(--radius);
        outline-offset: 8px;
      }
      @media print {
        .back,
        .head .button,
        .follow-ups,
        details.card:not([open]) {
          display: none;
        }
      }
      @container (min-width: 860px) {
        .columns {
          grid-template-columns: minmax(0, 3fr) minmax(300px, 2fr);
        }
        .side {
          order: 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.history_open_ = false;
  }

  protected override subject(): string {
    return `${this.entity} ${this.record}`;
  }

  protected override concerns(changed: Changed): boolean {
    return Boolean(changed.records?.some((each) => each.record === this.record));
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.client.request("record.get", { entity: this.entity, record: this.record });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found || found.row.record !== this.record) return this.placeholder();
    const { row } = found;
    const shown = found.fields.filter(({ cell }) => cell.text || cell_has_value(cell.value));
    const has_side = Boolean(found.workflows.length || found.scores.length || found.effects.length || found.problems?.length);
    return html`<header class="head">
        <button
          type="button"
          class="icon back"
          aria-label=${this.t.back}
          @click=${() => tell(this, "tollgate-back")}
        >
          ${icon("back")}
        </button>
        <h1 class="grow" tabindex="-1">${row_title(row, this.t)}</h1>
        ${row_state(row, this.t) ??
        html`<span class="pill good">${this.t.status_complete}</span>`}
        ${stage_state(row, this.t) ?? nothing}
        <tollgate-record-actions
          .name=${row_title(row, this.t)}
          .copy_address=${found.form && found.copy
            ? `#/form/${encodeURIComponent(found.form)}?copy=${encodeURIComponent(row.record)}`
            : undefined}
          .destructive=${found.may_discard && (row.status === "draft" || row.unsubmitted)
            ? row.status === "draft"
              ? this.t.discard_draft
              : this.t.discard_changes
            : undefined}
          @tollgate-end=${this.on_discard_}
        ></tollgate-record-actions>
        ${found.form && found.may_change
          ? html`<a class="button" href="#/form/${found.form}/${row.record}">${icon("form")}${this.t.edit}</a>`
          : nothing}
      </header>
      ${this.follow_ups_(found)}
      ${this.problem_
        ? html`<p class="refused" role="alert">${this.problem_}</p>`
        : nothing}
      ${not_done_notice(this.t, this.not_done)}
      ${found.workflows.map((workflow) => stage_path(workflow, this.t, () => this.to_gate_(workflow.workflow)))}
      <div class="columns">
        <div class="column">
          <section class="card" aria-label=${this.t.details}>
            <dl>
              ${shown.map(
                ({ label, cell, findings, columns, items }) =>
                  html`<div>
                    <dt>${label}</dt>
                    <dd>${items?.length ? items_view(columns ?? [], items) : cell_view(cell, this.client)}${findings_view(findings ?? [], this.t)}</dd>
                  </div>`,
              )}
            </dl>
          </section>
          ${has_side ? this.related_views_(found) : nothing}
          ${row.status === "draft"
            ? nothing
            : html`<section class="card">
                <h2>${this.t.comments}</h2>
                <tollgate-comments
                  .client=${this.client}
                  .entity=${this.entity}
                  .record=${this.record}
                ></tollgate-comments>
              </section>`}
          <details class="card" @toggle=${this.on_history_}>
            <summary>${this.t.history}</summary>
            ${this.history_open_
              ? html`<tollgate-history
                  .client=${this.client}
                  .entity=${this.entity}
                  .record=${this.record}
                ></tollgate-history>`
              : nothing}
          </details>
        </div>
        <div class="column ${has_side ? "side" : ""}">
          ${has_side ? nothing : this.related_views_(found)}
          ${found.workflows.map(
            (workflow) => html`<div class="card">
              <tollgate-stage
                id="gate-${workflow.workflow}"
                tabindex="-1"
                .client=${this.client}
                .workflow=${workflow.workflow}
                .record=${row.record}
                @tollgate-fill=${(event: CustomEvent<{ path: string }>) => this.on_fill_(event, found)}
              ></tollgate-stage>
            </div>`,
          )}
          ${found.scores.map(
            (score) => html`<div class="card"><tollgate-score open .score=${score}></tollgate-score></div>`,
          )}
          ${found.effects.length
            ? html`<section class="card" aria-label=${this.t.notifications_sent}>
                <h2>${this.t.notifications_sent}</h2>
                <ul class="sent">
                  ${found.effects.map(
                    (effect) =>
                      html`<li><span>${icon("send")}</span><span class="grow">${effect.message ?? effect.field}</span></li>`,
                  )}
                </ul>
              </section>`
            : nothing}
          ${found.problems?.length
            ? html`<section class="card" aria-label=${this.t.problems_kept}>
                <h2>${this.t.problems_kept}</h2>
                ${kept_problems_view(this.t, found.problems, false)}
              </section>`
            : nothing}
        </div>
      </div>`;
  }

  private follow_ups_({ row, follow_ups }: RecordGetReply) {
    if (!follow_ups?.length) return nothing;
    const { entity, record } = row;
    return html`<nav class="follow-ups" aria-label=${this.t.follow_ups}>
      ${follow_ups.map(
        ({ id, label, form }) =>
          html`<a class="button" href=${follow_up_address(form, { entity, record, follow_up: id })}>${icon("add")}${label}</a>`,
      )}
    </nav>`;
  }

  private related_views_(found: RecordGetReply) {
    const lists = found.row.status === "draft" ? [] : (found.related ?? []);
    return lists.map(
      (list) => html`<tollgate-related
        .client=${this.client}
        .list=${list}
        .record=${found.row.record}
        .named_by_field=${lists.filter(({ entity }) => entity === list.entity).length > 1}
      ></tollgate-related>`,
    );
  }

  private to_gate_(workflow: string): void {
    const gate = this.renderRoot.querySelector<HTMLElement>(`#gate-${CSS.escape(workflow)}`);
    gate?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    gate?.focus({ preventScroll: true });
  }

  private readonly on_history_ = (event: Event): void => {
    this.history_open_ = (event.currentTarget as HTMLDetailsElement).open;
  };

  private on_fill_(event: CustomEvent<{ path: string }>, found: RecordGetReply): void {
    event.stopPropagation();
    if (found.form) {
      tell(this, "tollgate-go", {
        address: `#/form/${found.form}/${found.row.record}?field=${encodeURIComponent(event.detail.path)}`,
      });
    }
  }

  private readonly on_discard_ = (): void => {
    const row = this.found_?.row;
    if (!row) return;
    const { entity, record } = row;
    const is_draft = row.status === "draft";
    const going = is_draft ? this.t.draft_going : this.t.changes_going;
    discards.begin({
      record,
      text: going(row_title(row, this.t)),
      act: () => this.client.request("record.discard", { entity, record }),
      ...(is_draft ? { back_to: `#/record/${encodeURIComponent(entity)}/${encodeURIComponent(record)}` } : {}),
    });
    if (is_draft) tell(this, "tollgate-back");
  };
}
customElements.define("tollgate-record", RecordView);

function cell_has_value(value: unknown): boolean {
  return typeof value === "object" && value !== null && (!Array.isArray(value) || value.length > 0);
}

/** One says enough at first: a file may be used in many places. */
function findings_view(findings: Diagnostic[], t: Texts) {
  const [first, ...more] = findings.map((finding) => html`<p class="finding">${diagnostic_text(finding)}</p>`);
  if (!more.length) return first ?? nothing;
  return html`${first}<details class="finding"><summary>${t.more_findings(more.length)}</summary>${more}</details>`;
}
