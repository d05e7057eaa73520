// <tollgate-board>: a workflow's records by stage. Columns where there is room, one stage at a time
// on a phone. A card is moved by dragging it, or by its button; a move that is refused goes back and
// says what is missing.
//
// Properties: client, workflow, mine, asked (view, search and filters of a list), link.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Column, Requirement, Row, WorkflowBoardReply } from "../engine/generated/api.ts";
import { field_type } from "../engine/generated/field_types.ts";
import { board_styles } from "./board_styles.ts";
import { is_number } from "./cell.ts";
import { error_text } from "./element.ts";
import type { AskedList } from "./list/asked_list.ts";
import { start_drag } from "./list/drag.ts";
import "./list/popup.ts";
import type { Popup } from "./list/popup.ts";
import { LiveElement } from "./live_element.ts";
import { grouped, unbroken } from "./number_text.ts";
import { row_title, stage_state } from "./row_state.ts";
import type { RowLink } from "./rows.ts";
import { basics, buttons, pills } from "./theme.ts";

type Stage = WorkflowBoardReply["stages"][number];
const kRows = 20;
/** A card is glanced at. */
const kFacts = 4;

interface Move {
  row: Row;
  to: Stage;
}

export class Board extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    workflow: { type: String },
    mine: { type: Boolean },
    asked: { attribute: false },
    link: { attribute: false },
    board_: { state: true },
    shown_: { state: true },
    limit_: { state: true },
    over_: { state: true },
    moving_: { state: true },
    refused_: { state: true },
    said_: { state: true },
  };
  declare workflow: string;
  declare mine: boolean;
  declare asked: AskedList | undefined;
  declare link: RowLink;
  declare private board_: WorkflowBoardReply | undefined;
  declare private shown_: string;
  declare private limit_: number;
  /** The stage that a card is held over. */
  declare private over_: string | undefined;
  declare private moving_: Move | undefined;
  declare private refused_: (Move & { missing: Requirement[]; problem: string }) | undefined;
  declare private said_: string;

  static override styles = [basics, buttons, pills, board_styles];

  constructor() {
    super();
    this.mine = false;
    this.shown_ = "";
    this.limit_ = kRows;
    this.said_ = "";
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  protected override subject(): string {
    return JSON.stringify([this.workflow, this.mine, this.limit_, this.asked]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { view, search, filters } = this.asked ?? {};
    const board = await this.client.request("workflow.board", {
      workflow: this.workflow, limit: this.limit_, ...(this.mine ? { mine: true } : {}),
      ...(view ? { view } : {}), ...(search ? { search } : {}), ...(filters ? { filters } : {}),
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
    return html`${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing} ${this.refused_view_()}
      <p class="said soft small" role="status">${this.said_}</p>
      <div class="tabs" role="group" aria-label=${this.t.stage}>
        ${board.stages.map(
          (stage) => html`<button
            type="button"
            class=${this.over_ === stage.id ? "over" : ""}
            data-stage=${stage.id}
            aria-pressed=${stage.id === this.shown_ ? "true" : "false"}
            @click=${() => (this.shown_ = stage.id)}
          >
            ${stage.label} <span class="number">${grouped(stage.count)}</span>
          </button>`,
        )}
      </div>
      <p class="visually-hidden" id="hint">${this.t.list.card_hint}</p>
      <div class="frame" tabindex="-1">
        <div class="stages">${board.stages.map((stage) => this.stage_(stage))}</div>
      </div>`;
  }

  private refused_view_() {
    const refused = this.refused_;
    if (!refused) return nothing;
    const title = row_title(refused.row, this.t);
    return html`<div class="refused" role="alert">
      <p>${refused.problem || this.t.list.move_refused(title, refused.to.label)}</p>
      ${refused.missing.length
        ? html`<ul>
            ${refused.missing.map(({ label, message }) => html`<li>${message || label}</li>`)}
          </ul>`
        : nothing}
      <div class="row">
        <a class="button" href=${this.link(refused.row)}>${this.t.fill_in}</a>
        <button type="button" class="quiet" @click=${() => (this.refused_ = undefined)}>${this.t.close}</button>
      </div>
    </div>`;
  }

  /** As it will be when the move is through. */
  private rows_of_(stage: Stage): Row[] {
    const move = this.moving_;
    if (!move) return stage.rows;
    const others = stage.rows.filter(({ record }) => record !== move.row.record);
    return stage.id === move.to.id ? [move.row, ...others] : others;
  }

  private stage_(stage: Stage) {
    const rows = this.rows_of_(stage);
    return html`<section
      class="stage ${stage.kind} ${this.over_ === stage.id ? "over" : ""}"
      aria-label="${stage.label} ${grouped(stage.count)}"
      data-stage=${stage.id}
      ?data-shown=${stage.id === this.shown_}
    >
      <header>
        <h2>${stage.label}</h2>
        <span class="soft number">${grouped(stage.count)}</span>
      </header>
      ${rows.length
        ? html`<ol>
            ${repeat(
              rows,
              ({ record }) => record,
              (row) => this.row_(row, stage),
            )}
          </ol>`
        : html`<p class="none soft small">${this.t.nothing_here}</p>`}
      ${stage.count > stage.rows.length
        ? html`<button type="button" class="quiet" @click=${() => (this.limit_ += kRows)}>
            ${this.t.show_more(Math.min(kRows, stage.count - stage.rows.length))}
          </button>`
        : nothing}
    </section>`;
  }

  private row_(row: Row, stage: Stage) {
    const title = row_title(row, this.t);
    const facts = facts_of(row, this.board_!.columns);
    return html`<li class="item ${this.moving_?.row.record === row.record ? "moving" : ""}">
      <a class="record" href=${this.link(row)} draggable="false" @pointerdown=${(event: PointerEvent) => this.carry_(event, row, stage)}>
        <span class="title">${title}</span>
        ${stage_state(row, this.t) ?? nothing}
        <span class="facts">
          ${facts.map(({ label, text }) => html`<span><span class="soft">${label}</span> <span class="value">${unbroken(text)}</span></span>`)}
        </span>
      </a>
      <tollgate-popup class="move" quiet label=${this.t.list.move_card(title)} symbol="move">
        <div class="places" role="group" aria-label=${this.t.list.move_to}>
          ${this.board_!.stages
            .filter(({ id }) => id !== stage.id)
            .map(
              (to) => html`<button
                type="button"
                @click=${(event: Event) => {
                  (event.currentTarget as HTMLElement).closest<Popup>("tollgate-popup")?.close();
                  void this.move_({ row, to });
                }}
              >
                ${to.label}
              </button>`,
            )}
        </div>
      </tollgate-popup>
    </li>`;
  }

  private carry_(event: PointerEvent, row: Row, from: Stage): void {
    if (this.moving_) return;
    const card = (event.currentTarget as HTMLElement).closest<HTMLElement>("li")!;
    start_drag(event, {
      source: card,
      root: this.renderRoot as ShadowRoot,
      targets: "[data-stage]",
      frame: this.renderRoot.querySelector<HTMLElement>(".frame"),
      on_begin: () => card.classList.add("moving"),
      on_over: (target) => {
        const stage = target?.dataset["stage"];
        this.over_ = stage === from.id ? undefined : stage;
      },
      on_drop: (target) => {
        const to = this.board_?.stages.find(({ id }) => id === target.dataset["stage"]);
        if (to && to.id !== from.id) void this.move_({ row, to });
      },
      on_end: () => card.classList.remove("moving"),
    });
  }

  private async move_(move: Move): Promise<void> {
    this.moving_ = move;
    this.refused_ = undefined;
    this.said_ = "";
    const title = row_title(move.row, this.t);
    try {
      const { workflow } = this;
      const { advanced, missing } = await this.client.request("workflow.advance", { workflow, record: move.row.record, to: move.to.id });
      if (advanced) this.said_ = this.t.list.moved(title, move.to.label);
      else this.refused_ = { ...move, missing, problem: "" };
    } catch (error) {
      this.refused_ = { ...move, missing: [], problem: error_text(error) };
    }
    await this.refresh();
    this.moving_ = undefined;
  }
}

interface Fact {
  label: string;
  text: string;
}

/** Dates and amounts first, and nothing that the title says already. */
function facts_of(row: Row, columns: Column[]): Fact[] {
  const rank = ({ type }: Column) => (field_type(type)?.family === "temporal" ? 0 : is_number({ type }) ? 1 : 2);
  return columns
    .flatMap((column, index) => {
      const text = row.cells[index]?.text;
      return text && !row.title.includes(text) ? [{ label: column.label, text, rank: rank(column) }] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, kFacts);
}
customElements.define("tollgate-board", Board);
