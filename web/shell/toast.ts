// <tollgate-toast>: what was just done, for a moment; and what is about to be discarded, with the way back.
//
//   toast.say("已保存");  // what lists, forms and records discard it hears by itself (components/discards.ts)

import { css, html, nothing } from "lit";
import { discards } from "../components/discards.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { basics, buttons } from "../components/theme.ts";

const kMoment_ms = 5000;

export class Toast extends TollgateElement {
  static override properties = { said_: { state: true } };
  declare private said_: string;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private off_: (() => void) | undefined;
  /** Whoever leaves the page has decided. */
  private readonly on_leave_ = (): void => void discards.finish();

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        position: fixed;
        z-index: 30;
        inset-inline: 16px;
        bottom: calc(84px + env(safe-area-inset-bottom));
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      p {
        display: flex;
        align-items: center;
        gap: 14px;
        max-width: 100%;
        padding: 10px 18px;
        border-radius: 24px;
        background: var(--toast);
        color: #fff;
        font-size: 0.9375rem;
        box-shadow: var(--shadow);
        overflow-wrap: anywhere;
        pointer-events: auto;
      }
      button {
        flex: none;
        min-height: 32px;
        margin-block: -4px;
        margin-inline-end: -8px;
        padding: 2px 12px;
        border-color: rgb(255 255 255 / 0.5);
        background: transparent;
        color: inherit;
        font-size: inherit;
        white-space: nowrap;
      }
      button:hover {
        background: rgb(255 255 255 / 0.16);
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
    this.said_ = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.off_ = discards.on(() => this.requestUpdate());
    addEventListener("pagehide", this.on_leave_);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off_?.();
    removeEventListener("pagehide", this.on_leave_);
    clearTimeout(this.timer_);
  }

  say(text: string): void {
    this.said_ = text;
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => (this.said_ = ""), kMoment_ms);
  }

  override render() {
    const { waiting, refusal } = discards;
    return html`<div role="status">
        ${waiting
          ? html`<p><span>${waiting.text}</span><button type="button" @click=${this.on_undo_}>${this.t.list.undo}</button></p>`
          : this.said_
            ? html`<p>${this.said_}</p>`
            : nothing}
      </div>
      ${refusal === undefined ? nothing : html`<p role="alert">${error_text(refusal)}</p>`}`;
  }

  private readonly on_undo_ = (): void => {
    const back_to = discards.undo()?.back_to;
    if (back_to) location.hash = back_to;
  };
}
customElements.define("tollgate-toast", Toast);
