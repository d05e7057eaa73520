// <tollgate-popup>: a button and what it opens beside itself; at the foot of the page on a phone.
// Escape and a tap elsewhere close it, and the button has the focus again.
//
// Properties: label (what a screen reader says), text (shown; absent: the icon alone), symbol, count
// (how much is chosen inside), side ("end": it grows towards the start). Slots: the content.
// Events: tollgate-popup-open, tollgate-popup-closed.

import { css, html, nothing } from "lit";
import type { PropertyValues } from "lit";
import { TollgateElement, tell } from "../element.ts";
import { icon } from "../icons.ts";
import type { IconName } from "../icons.ts";
import { basics, buttons } from "../theme.ts";

const kMargin_px = 8;

export class Popup extends TollgateElement {
  static override properties = {
    label: { type: String },
    text: { type: String },
    symbol: { type: String },
    count: { type: Number },
    chip: { type: Boolean, reflect: true },
    quiet: { type: Boolean, reflect: true },
    is_open: { state: true },
  };
  declare label: string;
  declare text: string | undefined;
  declare symbol: IconName | undefined;
  declare count: number | undefined;
  declare chip: boolean;
  declare quiet: boolean;
  declare is_open: boolean;
  private grown_: ResizeObserver | undefined;

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        display: inline-block;
        max-width: 100%;
      }
      .opener {
        max-width: 100%;
        white-space: nowrap;
      }
      .opener.plain {
        width: 44px;
        padding: 0;
      }
      .opener .text {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      :host([chip]) .opener {
        min-height: 36px;
        padding: 0 12px;
        border-radius: 99px;
        font-size: 0.875rem;
      }
      :host([chip]) .opener svg {
        width: 16px;
        height: 16px;
      }
      @media (max-width: 799px) {
        :host([compact]) .text {
          display: none;
        }
        :host([compact]) .opener {
          width: 44px;
          padding: 0;
        }
      }
      :host([quiet]) .opener {
        border-color: transparent;
        background: none;
        color: var(--text-soft);
      }
      .count {
        min-width: 20px;
        padding: 0 6px;
        border-radius: 99px;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 0.75rem;
        line-height: 20px;
      }
      .panel {
        position: fixed;
        inset: auto;
        width: max-content;
        min-width: 200px;
        max-width: min(400px, calc(100vw - 16px));
        max-height: min(560px, calc(100dvh - 16px));
        margin: 0;
        padding: 12px;
        overflow: auto;
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
      }
      @media (max-width: 559px) {
        .panel {
          inset: auto 0 0 0 !important;
          width: auto;
          max-width: none;
          max-height: 80dvh;
          padding: 16px 16px calc(16px + env(safe-area-inset-bottom));
          border-width: 1px 0 0;
          border-radius: var(--radius-dialog) var(--radius-dialog) 0 0;
        }
        .panel::backdrop {
          background: rgba(20, 24, 34, 0.45);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.label = "";
    this.chip = false;
    this.is_open = false;
  }

  private get panel_(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".panel");
  }
  private get opener_(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(".opener");
  }

  show(): void {
    if (!this.is_open) this.panel_?.showPopover();
  }
  close(): void {
    if (this.is_open) this.panel_?.hidePopover();
  }
  override focus(): void {
    this.opener_?.focus();
  }

  override render() {
    return html`<button
        type="button"
        class="opener ${this.text ? "" : "plain"}"
        aria-label=${this.label}
        title=${this.text ? nothing : this.label}
        aria-haspopup="dialog"
        aria-expanded=${this.is_open ? "true" : "false"}
        popovertarget="panel"
      >
        ${this.symbol ? icon(this.symbol) : nothing}
        ${this.text ? html`<span class="text">${this.text}</span>` : nothing}
        ${this.count ? html`<span class="count" aria-hidden="true">${this.count}</span>` : nothing}
      </button>
      <div class="panel" id="panel" popover="auto" role="dialog" aria-label=${this.label} @toggle=${this.on_toggle_}>
        <slot></slot>
      </div>`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.grown_?.disconnect();
  }

  // What is inside may come later: the panel finds its place again then.
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("is_open")) return;
    this.grown_?.disconnect();
    if (!this.is_open) return;
    this.grown_ = new ResizeObserver(() => this.place_());
    this.grown_.observe(this.panel_!);
  }

  private readonly on_toggle_ = (event: ToggleEvent): void => {
    this.is_open = event.newState === "open";
    tell(this, this.is_open ? "tollgate-popup-open" : "tollgate-popup-closed");
    if (this.is_open) void this.enter_();
    else if (this.contains(document.activeElement) || this.holds_focus_()) this.opener_?.focus();
  };

  // What is inside may only be made when it opens.
  private async enter_(): Promise<void> {
    await new Promise((done) => requestAnimationFrame(done));
    if (!this.is_open) return;
    this.place_();
    const first = this.querySelector<HTMLElement>("[autofocus], button:not([disabled]), input, select, a[href]");
    first?.focus();
  }

  private holds_focus_(): boolean {
    const root = this.getRootNode() as Document | ShadowRoot;
    return root.activeElement === this || this.contains(root.activeElement);
  }

  private place_(): void {
    const panel = this.panel_;
    const opener = this.opener_;
    if (!panel || !opener) return;
    const at = opener.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel;
    const left = Math.max(kMargin_px, Math.min(at.left, document.documentElement.clientWidth - width - kMargin_px));
    const is_below = at.bottom + height + kMargin_px <= innerHeight || at.top < height;
    const top = is_below ? Math.min(at.bottom + 4, Math.max(kMargin_px, innerHeight - height - kMargin_px)) : at.top - height - 4;
    panel.style.left = `${left}px`;
    panel.style.top = `${top}px`;
  }
}
customElements.define("tollgate-popup", Popup);
