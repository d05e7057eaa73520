// <tollgate-bulk>: what can be done with the records that were chosen in a list. It says how far it
// is, can be stopped, and names each record that was left as it was with the reason. A deletion waits
// for a while before it is done, so that it can be taken back.
//
// Properties: client, rows (chosen ones), total (of the list), may_delete, workflow, link.
// Events: tollgate-bulk-all (choose all of the list), tollgate-bulk-clear, tollgate-bulk-gone {rows}
// (as good as deleted; [] when taken back), tollgate-bulk-done.

import { css, html, nothing } from "lit";
import type { EngineClient } from "../../engine/client.ts";
import type { Row, WorkflowBoardReply } from "../../engine/generated/api.ts";
import type { TaskProgress } from "../../engine/tasks.ts";
import { TollgateElement, error_text, tell } from "../element.ts";
import { dialogs } from "../dialog_styles.ts";
import { icon } from "../icons.ts";
import { row_title } from "../row_state.ts";
import type { RowLink } from "../rows.ts";
import { task_bar, task_styles } from "../task_bar.ts";
import { basics, buttons } from "../theme.ts";
import { delete_act, do_with_each, move_act } from "./bulk_acts.ts";
import type { Act, BulkReport } from "./bulk_acts.ts";
import "./popup.ts";
import type { Popup } from "./popup.ts";

/** So long a deletion can be taken back. */
const kUndo_ms = 10_000;
/** More are not chosen at once. */
export const kMaxChosen = 5000;

type Stage = WorkflowBoardReply["stages"][number];

export class BulkBar extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    rows: { attribute: false },
    total: { type: Number },
    may_delete: { type: Boolean },
    workflow: { type: String },
    link: { attribute: false },
    stages_: { state: true },
    running_: { state: true },
    said_: { state: true },
    report_: { state: true },
    waiting_: { state: true },
  };
  declare client: EngineClient;
  declare rows: Row[];
  declare total: number;
  declare may_delete: boolean;
  declare workflow: string | undefined;
  declare link: RowLink;
  declare private stages_: Stage[];
  declare private running_: { label: string; progress: TaskProgress; stop: AbortController } | undefined;
  declare private said_: string;
  declare private report_: (BulkReport & { said: string }) | undefined;
  /** What is deleted when nobody takes it back. */
  declare private waiting_: Row[] | undefined;
  private timer_: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    basics,
    buttons,
    dialogs,
    task_styles,
    css`
      :host {
        position: sticky;
        bottom: calc(12px + var(--foot, 0px));
        z-index: 2;
        margin-top: 12px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px 14px;
        border: 1px solid var(--border-strong);
        border-radius: var(--radius-large);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .bar .task {
        flex: 1;
      }
      .places {
        display: grid;
      }
      .places button {
        justify-content: start;
        border: 0;
        background: none;
        font-weight: 400;
      }
      .places button:hover {
        background: var(--hover);
      }
      dialog ul {
        display: grid;
        gap: 10px;
        margin: 12px 0 16px;
        max-height: 50dvh;
        overflow: auto;
      }
      dialog li p {
        color: var(--text-soft);
        font-size: 0.875rem;
      }
      @media (max-width: 799px) {
        :host {
          --foot: 64px;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.rows = [];
    this.stages_ = [];
    this.said_ = "";
    this.may_delete = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("pagehide", this.on_leave_);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pagehide", this.on_leave_);
    void this.delete_now_();
  }

  override render() {
    return html`<div class="bar" role="region" aria-label=${this.t.list.select}>${this.bar_()}</div>
      <dialog aria-labelledby="report" @close=${() => (this.report_ = undefined)}>
        ${this.report_ ? this.report_view_(this.report_) : nothing}
      </dialog>`;
  }

  private bar_() {
    const { list } = this.t;
    if (this.running_) return task_bar(this.t, { ...this.running_, on_stop: () => this.requestUpdate() });
    const status = html`<span class="grow" role="status">${this.said_ || list.selected(this.rows.length)}</span>`;
    if (this.waiting_) {
      return html`${status}<button type="button" @click=${() => this.undo_()}>${list.undo}</button>`;
    }
    const is_none = this.rows.length === 0;
    return html`${status}
      ${this.total > this.rows.length && this.total <= kMaxChosen
        ? html`<button type="button" class="quiet" @click=${() => tell(this, "tollgate-bulk-all")}>${list.select_all(this.total)}</button>`
        : nothing}
      ${this.workflow && !is_none
        ? html`<tollgate-popup label=${list.move_to} text=${list.move_to} symbol="move" @tollgate-popup-open=${() => void this.read_stages_()}>
            <div class="places" role="group" aria-label=${list.move_to}>
              ${this.stages_.map(
                (stage) => html`<button type="button" @click=${(event: Event) => this.on_move_(event, stage)}>${stage.label}</button>`,
              )}
            </div>
          </tollgate-popup>`
        : nothing}
      ${this.may_delete && !is_none
        ? html`<button type="button" class="danger" @click=${() => this.delete_()}>${icon("remove")}${list.delete}</button>`
        : nothing}
      <button type="button" class="quiet" @click=${() => tell(this, "tollgate-bulk-clear")}>${list.select_end}</button>`;
  }

  private report_view_({ said, refused, left }: BulkReport & { said: string }) {
    const { list } = this.t;
    const counts = [
      said,
      list.bulk_refused(refused.length),
      ...(left.length ? [list.bulk_left(left.length)] : []),
    ];
    return html`<h2 id="report">${counts.join(this.t.list.comma)}</h2>
      <p class="soft small">${list.bulk_reasons}</p>
      <ul>
        ${refused.map(
          ({ row, reasons }) => html`<li>
            <a href=${this.link(row)}>${row_title(row, this.t)}</a>
            ${reasons.map((reason) => html`<p>${reason}</p>`)}
          </li>`,
        )}
      </ul>
      <button type="button" class="primary" autofocus @click=${() => this.dialog_?.close()}>${this.t.close}</button>`;
  }

  private get dialog_(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  private async read_stages_(): Promise<void> {
    if (this.stages_.length || !this.workflow) return;
    try {
      this.stages_ = (await this.client.request("workflow.board", { workflow: this.workflow, limit: 0 })).stages;
    } catch (error) {
      this.said_ = error_text(error);
    }
  }

  private on_move_(event: Event, stage: Stage): void {
    (event.currentTarget as HTMLElement).closest<Popup>("tollgate-popup")?.close();
    void this.run_(this.t.list.bulk_moving(stage.label), this.rows, move_act(this.client, this.workflow!, stage.id), (count) =>
      this.t.list.bulk_moved(count),
    );
  }

  private delete_(): void {
    this.waiting_ = this.rows;
    this.said_ = this.t.list.deleted(this.rows.length);
    tell(this, "tollgate-bulk-gone", { rows: this.rows });
    this.timer_ = setTimeout(() => void this.delete_now_(), kUndo_ms);
  }

  private undo_(): void {
    clearTimeout(this.timer_);
    const count = this.waiting_?.length ?? 0;
    this.waiting_ = undefined;
    this.said_ = this.t.list.undone(count);
    tell(this, "tollgate-bulk-gone", { rows: [] });
  }

  // Whoever leaves the page has decided.
  private readonly on_leave_ = (): void => void this.delete_now_();

  private async delete_now_(): Promise<void> {
    clearTimeout(this.timer_);
    const rows = this.waiting_;
    this.waiting_ = undefined;
    if (rows) await this.run_(this.t.list.bulk_deleting, rows, delete_act(this.client), (count) => this.t.list.deleted(count));
  }

  private async run_(label: string, rows: Row[], act: Act, said: (count: number) => string): Promise<void> {
    const stop = new AbortController();
    const on_progress = (done: number, of: number) => {
      this.running_ = { label, progress: { done, of }, stop };
    };
    const report = await do_with_each(rows, act, { signal: stop.signal, on_progress });
    this.running_ = undefined;
    this.said_ = said(report.done.length);
    tell(this, "tollgate-bulk-done");
    if (!report.refused.length && !report.left.length) return;
    this.report_ = { ...report, said: this.said_ };
    await this.updateComplete;
    this.dialog_?.showModal();
  }
}
customElements.define("tollgate-bulk", BulkBar);
