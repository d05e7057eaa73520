// What every field has: label, help, the control, messages that the control is described by.
//
// Each field is an element with a shadow root of its own, so a change at one field redraws that field
// alone. A text being typed is never written over by an echo: `editing` says that the person's own text
// is the newer one.

import { css, html, nothing } from "lit";
import type { Field, Value } from "../../engine/generated/api.ts";
import type { EngineClient } from "../../engine/client.ts";
import type { FormSession } from "../../engine/form_session.ts";
import type { ShownState } from "../../engine/shown_state.ts";
import { TollgateElement, diagnostic_text, tell } from "../element.ts";
import { basics, buttons, inputs, pills } from "../theme.ts";

/** What fields need to know beyond their session. */
export interface FormContext {
  client: EngineClient;
  time_zone: string;
  /** Who is written into photos. */
  person: string;
}

export abstract class FieldElement extends TollgateElement {
  static override properties = {
    field: { attribute: false },
    path: { attribute: false },
    session: { attribute: false },
    context: { attribute: false },
    attempted: { type: Boolean },
    touched_: { state: true },
    problem_: { state: true },
  };
  declare field: Field;
  declare path: string;
  declare session: FormSession;
  declare context: FormContext;
  /** A save was tried: all messages show. */
  declare attempted: boolean;
  declare protected touched_: boolean;
  /** A failure of the device, not of the value. */
  declare protected problem_: string;

  protected editing = false;
  private subscribed_: { session: FormSession; path: string } | undefined;
  private off_changes_: (() => void) | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    css`
      :host {
        display: block;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        min-width: 0;
      }
      label.title,
      legend.title {
        display: flex;
        align-items: baseline;
        gap: 6px;
        width: 100%;
        margin-bottom: 6px;
        padding: 0;
        font-weight: 550;
        font-size: 0.9375rem;
        line-height: 1.4;
      }
      .mark {
        color: var(--danger);
        font-weight: 600;
      }
      .origin {
        margin-inline-start: auto;
        font-size: 0.75rem;
        font-weight: 500;
        color: var(--accent);
        white-space: nowrap;
      }
      .help {
        margin: 6px 0 0;
        font-size: 0.8125rem;
        line-height: 1.5;
        color: var(--text-soft);
      }
      .messages {
        display: grid;
        gap: 4px;
      }
      .message {
        display: flex;
        gap: 6px;
        margin-top: 6px;
        font-size: 0.875rem;
        line-height: 1.45;
        color: var(--danger);
      }
      .message::before {
        content: "!";
        flex: none;
        width: 16px;
        height: 16px;
        margin-top: 2px;
        border-radius: 50%;
        background: currentColor;
        box-shadow: inset 0 0 0 16px var(--message-dot, var(--danger));
        color: var(--on-danger);
        font-size: 11px;
        font-weight: 700;
        line-height: 16px;
        text-align: center;
      }
      .message.warning {
        color: var(--warning);
        --message-dot: var(--warning);
      }
      .fixed {
        padding: 10px 12px;
        min-height: 46px;
        border-radius: var(--radius);
        background: var(--surface-soft);
        border: 1px solid var(--border);
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
    `,
  ];

  constructor() {
    super();
    this.attempted = false;
    this.touched_ = false;
    this.problem_ = "";
  }

  get state(): ShownState {
    return this.session.state(this.path);
  }
  get read_only(): boolean {
    return Boolean(this.state.read_only || this.field.computed);
  }
  get shown_diagnostics() {
    const all = this.state.diagnostics ?? [];
    if (this.touched_ || this.attempted || this.state.refused) return all;
    // Before: what a stamp, a choice or another field brought about, not what is merely still empty.
    return this.editing || (this.state.value ?? null) === null
      ? []
      : all.filter(({ code }) => code !== "form.required");
  }
  get invalid(): boolean {
    return this.shown_diagnostics.some((d) => d.severity === "error");
  }
  /** Groups of controls are named by a legend, single controls by a label. */
  protected get is_group(): boolean {
    return false;
  }

  protected abstract control(): unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.session) this.subscribe_();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off_changes_?.();
    this.subscribed_ = undefined;
  }

  override willUpdate(): void {
    this.subscribe_();
    this.hidden = this.state.visible === false;
    this.dataset["path"] = this.path;
  }

  override render() {
    const { field, state } = this;
    const title = html`${field.label}${state.required
      ? html`<span class="mark" aria-hidden="true">*</span
          ><span class="visually-hidden">${this.t.required}</span>`
      : nothing}${state.prefilled ? html`<span class="origin">${this.t.prefilled}</span>` : nothing}`;
    const rest = html`${field.help ? html`<p class="help" id="help">${field.help}</p>` : nothing}
      <div class="messages" id="messages" aria-live="polite">
        ${this.problem_ ? html`<p class="message">${this.problem_}</p>` : nothing}
        ${this.shown_diagnostics.map(
          (d) => html`<p class="message ${d.severity}">${diagnostic_text(d)}</p>`,
        )}
      </div>`;
    if (this.is_group) {
      return html`<fieldset
        id="control"
        tabindex="-1"
        aria-describedby="help messages"
        @focusout=${this.on_leave}
      >
        <legend class="title">${title}</legend>
        ${this.control()} ${rest}
      </fieldset>`;
    }
    return html`<div @focusout=${this.on_leave}>
      <label class="title" for="control" id="label">${title}</label>
      ${this.control()} ${rest}
    </div>`;
  }

  protected readonly on_leave = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Node && this.renderRoot.contains(to)) return;
    this.touched_ = true;
  };

  /** Hands a value to the engine; the form shows what the engine then says. */
  protected send(value: Value): Promise<void> {
    this.problem_ = "";
    tell(this, "tollgate-edit");
    return this.session.set(this.path, value).catch(() => undefined);
  }

  /** What was stamped on the spot counts since the record was submitted: replacing it is asked about. */
  protected may_replace_evidence(): boolean {
    const stands = (this.state.value ?? null) !== null && this.session.status === "complete";
    return !stands || confirm(this.t.replace_stamp_confirm(this.field.label));
  }

  override focus(): void {
    const target = this.renderRoot.querySelector<HTMLElement>("[data-first], #control");
    target?.focus();
  }

  private subscribe_(): void {
    const { session, path, subscribed_: before } = this;
    if (before?.session === session && before.path === path) return;
    this.off_changes_?.();
    this.subscribed_ = { session, path };
    this.off_changes_ = session.watch(path, () => this.requestUpdate());
  }
}
