// <tollgate-board>: a workflow as a funnel. Columns where there is room, one stage at a time on a phone.

import { css, html, nothing } from "lit";
import type { Row, WorkflowBoardReply } from "../engine/generated/api.ts";
import { LiveElement } from "./live_element.ts";
import { grouped, unbroken } from "./number_text.ts";
import { stage_state } from "./row_state.ts";
import type { RowLink } from "./rows.ts";
import { basics, buttons, pills } from "./theme.ts";

type Stage = WorkflowBoardReply["stages"][number];
const kRows = 20;

export class Board extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    workflow: { type: String },
    mine: { type: Boolean },
    link: { attribute: false },
    board_: { state: true },
    shown_: { state: true },
    limit_: { state: true },
  };
  declare workflow: string;
  declare mine: boolean;
  declare link: RowLink;
  declare private board_: WorkflowBoardReply | undefined;
  declare private shown_: string;
  declare private limit_: number;

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      .tabs {
        display: flex;
        gap: 8px;
        overflow-x: auto;
        padding: 2px 0 12px;
        scrollbar-width: none;
      }
      .tabs button {
        flex: none;
        border-radius: 99px;
        padding: 0 14px;
      }
      .tabs button[aria-pressed="true"] {
        background: var(--accent);
        border-color: var(--accent);
        color: var(--on-accent);
      }
      .stages {
        display: grid;
        gap: 12px;
      }
      .stage {
        min-width: 0;
      }
      .stage header {
        display: flex;
        align-items: baseline;
        gap: 8px;
        padding: 4px 4px 10px;
      }
      .stage header::before {
        content: "";
        width: 8px;
        height: 8px;
        flex: none;
        border-radius: 50%;
        background: var(--accent);
        align-self: center;
      }
      .stage.won header::before {
        background: var(--good);
      }
      .stage.lost header::before {
        background: var(--text-faint);
      }
      .stage ol {
        display: grid;
        gap: 8px;
      }
      a.record {
        display: grid;
        gap: 6px;
        padding: 12px 14px;
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface);
        color: inherit;
        text-decoration: none;
        transition: border-color 0.12s;
      }
      a.record:hover {
        border-color: var(--accent-line);
      }
      .title {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .facts {
        display: grid;
        gap: 2px;
        font-size: 0.875rem;
      }
      .none {
        padding: 16px;
        text-align: center;
        border: 1px dashed var(--border);
        border-radius: var(--radius-large);
      }
      .stage > button {
        width: 100%;
        margin-top: 8px;
      }
      @media (min-width: 800px) {
        .tabs {
          display: none;
        }
        .frame {
          overflow-x: auto;
          padding-bottom: 8px;
        }
        .stages {
          grid-auto-flow: column;
          grid-auto-columns: minmax(176px, 1fr);
          align-items: start;
        }
        .stage {
          padding: 10px;
          border-radius: var(--radius-dialog);
          background: var(--pressed);
        }
      }
      @media (max-width: 799px) {
        .stage:not([data-shown]),
        .stage header {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.mine = false;
    this.shown_ = "";
    this.limit_ = kRows;
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  protected override subject(): string {
    return `${this.workflow} ${this.mine} ${this.limit_}`;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const board = await this.client.request("workflow.board", {
      workflow: this.workflow,
      limit: this.limit_,
      ...(this.mine ? { mine: true } : {}),
    });
    if (!is_current()) return;
    this.board_ = board;
    if (!board.stages.some((stage) => stage.id === this.shown_)) {
      this.shown_ = (board.stages.find((stage) => stage.count > 0) ?? board.stages[0])?.id ?? "";
    }
  }

  override render() {
    const board = this.board_;
    if (!board) return this.placeholder();
    return html`<div class="tabs" role="group" aria-label=${this.t.stage}>
        ${board.stages.map(
          (stage) => html`<button
            type="button"
            aria-pressed=${stage.id === this.shown_ ? "true" : "false"}
            @click=${() => (this.shown_ = stage.id)}
          >
            ${stage.label} <span class="number">${grouped(stage.count)}</span>
          </button>`,
        )}
      </div>
      <div class="frame" tabindex="-1">
        <div class="stages">${board.stages.map((stage) => this.stage_(stage))}</div>
      </div>`;
  }

  private stage_(stage: Stage) {
    return html`<section
      class="stage ${stage.kind}"
      aria-label="${stage.label} ${grouped(stage.count)}"
      ?data-shown=${stage.id === this.shown_}
    >
      <header>
        <h2>${stage.label}</h2>
        <span class="soft number">${grouped(stage.count)}</span>
      </header>
      ${stage.rows.length
        ? html`<ol>
            ${stage.rows.map((row) => this.row_(row))}
          </ol>`
        : html`<p class="none soft small">${this.t.nothing_here}</p>`}
      ${stage.count > stage.rows.length
        ? html`<button type="button" class="quiet" @click=${() => (this.limit_ += kRows)}>
            ${this.t.show_more(Math.min(kRows, stage.count - stage.rows.length))}
          </button>`
        : nothing}
    </section>`;
  }

  private row_(row: Row) {
    const columns = this.board_!.columns;
    return html`<li>
      <a class="record" href=${this.link(row)}>
        <span class="title">${row.title}</span>
        ${stage_state(row, this.t) ?? nothing}
        <span class="facts">
          ${columns.map((column, index) => {
            const text = row.cells[index]?.text;
            return text && text !== row.title
              ? html`<span><span class="soft">${column.label}</span> ${unbroken(text)}</span>`
              : nothing;
          })}
        </span>
      </a>
    </li>`;
  }
}
customElements.define("tollgate-board", Board);
