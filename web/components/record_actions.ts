// <tollgate-record-actions>: what can be done with a record beside changing it: print it, make another
// one like it, pass its address on.
//
// Properties: name (the record's title), copy_address (of the form for another one like it; undefined
// where nobody may make one), destructive (label of what ends it; its choice is the event tollgate-end).

import { css, html, nothing } from "lit";
import { dialogs } from "./dialog_styles.ts";
import { TollgateElement, tell } from "./element.ts";
import { icon } from "./icons.ts";
import { qr_code } from "./qr_code.ts";
import { basics, buttons } from "./theme.ts";

export class RecordActions extends TollgateElement {
  static override properties = {
    name: { type: String },
    copy_address: { attribute: false },
    destructive: { attribute: false },
    open_: { state: true },
    said_: { state: true },
    code_: { state: true },
  };
  declare name: string;
  declare copy_address: string | undefined;
  declare destructive: string | undefined;
  declare private open_: boolean;
  declare private said_: string;
  declare private code_: string;

  static override styles = [
    basics,
    buttons,
    dialogs,
    css`
      :host {
        position: relative;
      }
      .menu {
        position: absolute;
        z-index: 8;
        top: calc(100% + 6px);
        inset-inline-end: 0;
        display: grid;
        min-width: 220px;
        max-width: calc(100vw - 32px);
        padding: 6px;
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .menu :is(button, a) {
        justify-content: flex-start;
        border-color: transparent;
        background: transparent;
        font-weight: 450;
      }
      .menu :is(button, a):hover {
        background: var(--hover);
      }
      .said {
        position: absolute;
        top: calc(100% + 6px);
        inset-inline-end: 0;
        z-index: 8;
        padding: 8px 14px;
        border-radius: 99px;
        background: var(--toast);
        color: #fff;
        font-size: 0.875rem;
        white-space: nowrap;
      }
      .qr {
        display: block;
        width: min(280px, 70vw);
        margin: 16px auto;
        padding: 16px;
        border-radius: var(--radius);
        background: #fff;
        color: #000;
      }
      .address {
        overflow-wrap: anywhere;
        text-align: center;
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
    this.open_ = false;
    this.said_ = "";
    this.code_ = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.on_elsewhere_);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.on_elsewhere_);
  }

  override render() {
    const { t } = this;
    return html`<button
        type="button"
        class="more"
        aria-expanded=${this.open_ ? "true" : "false"}
        aria-controls="actions"
        @click=${() => (this.open_ = !this.open_)}
      >
        ${t.record_actions}${icon("down")}
      </button>
      <div id="actions" ?hidden=${!this.open_} class=${this.open_ ? "menu" : ""} @keydown=${this.on_key_}>
        ${this.open_
          ? html`<button type="button" @click=${this.on_print_}>${icon("print")}${t.record_print}</button>
              ${this.copy_address
                ? html`<a class="button" href=${this.copy_address}>${icon("copy")}${t.record_copy}</a>`
                : nothing}
              <button type="button" @click=${this.on_share_}>${icon("link")}${t.record_share}</button>
              <button type="button" @click=${this.on_code_}>${icon("qr")}${t.record_code}</button>
              ${this.destructive
                ? html`<button type="button" class="danger" @click=${this.on_end_}>
                    ${icon("remove")}${this.destructive}
                  </button>`
                : nothing}`
          : nothing}
      </div>
      <span role="status">${this.said_ ? html`<span class="said">${this.said_}</span>` : nothing}</span>
      ${this.code_
        ? html`<dialog aria-label=${t.record_code} @close=${() => (this.code_ = "")}>
            <h2>${this.name}</h2>
            ${qr_code(this.code_, `${t.record_code}: ${this.name}`)}
            <p class="soft small address">${this.code_}</p>
            <p class="row">
              <span class="grow"></span>
              <button type="button" class="primary" @click=${() => this.dialog_?.close()}>${t.close}</button>
            </p>
          </dialog>`
        : nothing}`;
  }

  override updated(): void {
    const dialog = this.dialog_;
    if (dialog && !dialog.open) dialog.showModal();
  }

  private get dialog_(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  private close_(): void {
    this.open_ = false;
    this.renderRoot.querySelector<HTMLElement>(".more")?.focus();
  }

  private readonly on_key_ = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.close_();
  };

  private readonly on_elsewhere_ = (event: Event): void => {
    if (this.open_ && !event.composedPath().includes(this)) this.open_ = false;
  };

  private readonly on_print_ = (): void => {
    this.close_();
    window.print();
  };

  private readonly on_code_ = (): void => {
    this.open_ = false;
    this.code_ = address_of_page();
  };

  private readonly on_end_ = (): void => {
    this.close_();
    tell(this, "tollgate-end");
  };

  private readonly on_share_ = async (): Promise<void> => {
    this.close_();
    const url = address_of_page();
    // A phone has its own ways to pass an address on; a desk keeps it for pasting.
    if (matchMedia("(pointer: coarse)").matches && navigator.share) {
      await navigator.share({ title: this.name, url }).catch(() => undefined);
      return;
    }
    try {
      await navigator.clipboard.writeText(url);
      this.say_(this.t.record_link_copied);
    } catch {
      // A plain connection has no clipboard: the address is shown to be copied by hand.
      this.code_ = url;
    }
  };

  private say_(text: string): void {
    this.said_ = text;
    setTimeout(() => (this.said_ = ""), 3000);
  }
}
customElements.define("tollgate-record-actions", RecordActions);

/** Without what is only this tab's: which engine it asks. */
function address_of_page(): string {
  return `${location.origin}${location.pathname}${location.hash}`;
}
