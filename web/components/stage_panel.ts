// <tollgate-stage>: where a record stands, where it can go, and what each gate still asks for.
//
// Event: tollgate-fill {path}: a person wants to fill what is missing.

import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Diagnostic, Move, Requirement, WorkflowState } from "../engine/generated/api.ts";
import { LiveElement } from "./live_element.ts";
import { error_text, tell } from "./element.ts";
import { icon } from "./icons.ts";
import { not_done_notice, not_done_styles } from "./not_done.ts";
import { basics, buttons, pills } from "./theme.ts";
import { short_time } from "./time_text.ts";

export class StagePanel extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    workflow: { type: String },
    record: { type: String },
    state_: { state: true },
    busy_: { state: true },
    refused_: { state: true },
    done_: { state: true },
    not_done_: { state: true },
  };
  declare workflow: string;
  declare record: string;
  declare private state_: WorkflowState | undefined;
  declare private busy_: boolean;
  declare private refused_: { label: string; missing: Requirement[]; problem: string } | undefined;
  declare private done_: string;
  declare private not_done_: Diagnostic[] | undefined;

  static override styles = [
    basics,
    buttons,
    pills,
    not_done_styles,
    css`
      .moves {
        display: grid;
        gap: 12px;
        margin-top: 12px;
      }
      .move {
        display: grid;
        gap: 8px;
        padding: 14px;
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface-soft);
      }
      .move button {
        justify-self: start;
      }
      .move strong {
        flex: 1 0 auto;
        max-width: 100%;
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        grid-template-columns: 22px 1fr;
        gap: 2px 8px;
        font-size: 0.9375rem;
      }
      li svg {
        width: 18px;
        margin-top: 2px;
      }
      li.met svg {
        color: var(--good);
      }
      li.missing svg {
        color: var(--danger);
      }
      li p {
        grid-column: 2;
      }
      li .message {
        color: var(--danger);
        font-size: 0.875rem;
      }
      li button {
        min-height: 36px;
        margin-inline-start: -8px;
        padding: 0 8px;
      }
      .refused {
        margin-top: 12px;
        padding: 14px 16px;
        border: 1px solid var(--danger-line);
        border-radius: var(--radius-large);
        background: var(--danger-soft);
      }
      .refused h3 {
        margin-bottom: 8px;
        color: var(--danger);
      }
      .broken {
        display: grid;
        gap: 8px;
        margin-top: 12px;
        padding: 14px 16px;
        border-radius: var(--radius-large);
        background: var(--warning-soft);
      }
      .broken h3 {
        color: var(--warning);
      }
      .unverified {
        display: flex;
        gap: 8px;
        margin-top: 12px;
      }
      .unverified svg {
        flex: none;
        color: var(--warning);
      }
      .passed {
        margin-top: 12px;
      }
      .passed summary {
        min-height: 36px;
        cursor: pointer;
      }
      .done {
        margin-top: 12px;
        padding: 12px 16px;
        border-radius: var(--radius-large);
        background: var(--good-soft);
        color: var(--good);
        font-weight: 550;
      }
    `,
  ];

  constructor() {
    super();
    this.busy_ = false;
    this.done_ = "";
  }

  protected override subject(): string {
    return `${this.workflow} ${this.record}`;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { state } = await this.client.request("workflow.state", {
      workflow: this.workflow,
      record: this.record,
    });
    if (is_current()) this.state_ = state;
  }

  override render() {
    const state = this.state_;
    if (!state) return this.placeholder();
    return html`<section aria-label=${this.t.stage}>
      <p class="row">
        <span class="soft">${this.t.current_stage}</span>
        <span class="pill accent">${state.stage_label}</span>
      </p>
      ${this.standing_(state)}
      ${this.done_ ? html`<p class="done" role="status" tabindex="-1" id="done">${this.done_}</p>` : nothing}
      ${not_done_notice(this.t, this.not_done_)}
      ${this.refused_
        ? html`<div class="refused" role="alert" tabindex="-1" id="refused">
            <h3>${this.t.gate_refused(this.refused_.label)}</h3>
            ${this.refused_.problem
              ? html`<p>${this.refused_.problem}</p>`
              : html`<ul>
                  ${this.refused_.missing.map((requirement) => this.requirement_(requirement))}
                </ul>`}
          </div>`
        : nothing}
      ${state.moves.length
        ? html`<div class="moves">
            ${repeat(
              in_order(state.moves),
              // Another gate is another element: a second press of the same key must not open it.
              (move) => `${state.stage} ${move.to}`,
              (move) => this.move_(move),
            )}
          </div>`
        : html`<p class="soft">${this.t.final_stage}</p>`}
    </section>`;
  }

  /** What of its stage does not hold, what nobody verified, and what the gates before it saw. */
  private standing_(state: WorkflowState) {
    const { broken = [], passed = [] } = state;
    return html`${broken.length
      ? html`<div class="broken" role="note" aria-label=${this.t.stage_broken}>
          <h3>${this.t.stage_broken}</h3>
          <p>${this.t.stage_broken_hint}</p>
          ${broken.map(
            (gate) => html`<p><strong>${gate.stage_label}</strong></p>
              <ul>
                ${gate.requirements.map((requirement) => this.requirement_(requirement))}
              </ul>`,
          )}
        </div>`
      : nothing}
    ${state.stage_origin === "imported"
      ? html`<p class="unverified">${icon("alert")}<span>${this.t.stage_imported_hint}</span></p>`
      : nothing}
    ${passed.length
      ? html`<details class="passed">
          <summary>${this.t.gates_passed} (${passed.length})</summary>
          <ul>
            ${passed.map(
              (gate) => html`<li>
                ${icon("lock")}
                <span>${this.t.gate_passed_at(gate.stage_label, short_time(gate.at))}</span>
                ${gate.field_labels.length
                  ? html`<p class="soft">${this.t.gate_keeps(this.t.list_of(gate.field_labels))}</p>`
                  : nothing}
              </li>`,
            )}
          </ul>
        </details>`
      : nothing}`;
  }

  private move_(move: Move) {
    const missing = move.requirements.filter((requirement) => !requirement.met).length;
    return html`<div class="move" role="group" aria-label=${move.label}>
      <p class="row">
        <strong>${move.label}</strong>
        ${move.requirements.length
          ? html`<span class="pill ${missing ? "warning" : "good"}"
              >${missing ? this.t.gate_missing(missing) : this.t.gate_met}</span
            >`
          : nothing}
      </p>
      ${move.requirements.length
        ? html`<ul>
            ${move.requirements.map((requirement) => this.requirement_(requirement))}
          </ul>`
        : nothing}
      <button
        type="button"
        class=${missing || move.backward ? "" : "primary"}
        ?disabled=${this.busy_}
        @click=${() => this.advance_(move)}
      >
        ${move.label === this.stage_of_(move) ? this.t.advance_to(move.label) : move.label}
      </button>
    </div>`;
  }

  /** The stage's own name: a move may have another one, such as "Verify". */
  private stage_of_(move: Move): string {
    return this.state_?.stages?.find(({ id }) => id === move.to)?.label ?? move.label;
  }

  private requirement_({ met, label, message, fields }: Requirement) {
    return html`<li class=${met ? "met" : "missing"}>
      ${icon(met ? "check" : "close")}
      <span><span class="visually-hidden">${met ? this.t.met : this.t.not_met}: </span>${label}</span>
      ${!met && message ? html`<p class="message">${message}</p>` : nothing}
      ${!met && fields?.length
        ? html`<p>
            <button
              type="button"
              class="quiet"
              aria-label="${this.t.fill_in}: ${label}"
              @click=${() => tell(this, "tollgate-fill", { path: fields[0], record: this.record })}
            >
              ${this.t.fill_in}
            </button>
          </p>`
        : nothing}
    </li>`;
  }

  private async advance_(move: Move): Promise<void> {
    const stage = this.stage_of_(move);
    this.busy_ = true;
    this.refused_ = this.not_done_ = undefined;
    this.done_ = "";
    try {
      const reply = await this.client.advance({
        workflow: this.workflow,
        record: this.record,
        to: move.to,
      });
      this.state_ = reply.state;
      if (reply.advanced) {
        this.done_ = this.t.gate_passed(stage);
        this.not_done_ = reply.problems;
        tell(this, "tollgate-advanced", { reply });
      } else {
        this.refused_ = { label: stage, missing: reply.missing, problem: "" };
      }
    } catch (error) {
      this.refused_ = { label: stage, missing: [], problem: error_text(error) };
    } finally {
      this.busy_ = false;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(this.refused_ ? "#refused" : "#done")?.focus();
  }
}
customElements.define("tollgate-stage", StagePanel);

/** Back is never what a person is led to. */
function in_order(moves: Move[]): Move[] {
  return [...moves.filter(({ backward }) => !backward), ...moves.filter(({ backward }) => backward)];
}
