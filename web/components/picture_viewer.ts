// <tollgate-picture>: a picture to look at closely: larger and smaller, turned, moved with finger, mouse
// or arrow keys. What belongs to it stands below.
//
// Properties: src, name, below (what stands below it). Event: tollgate-close.

import { css, html } from "lit";
import { TollgateElement, tell } from "./element.ts";
import { icon } from "./icons.ts";
import { basics, buttons, pills } from "./theme.ts";
import { dialogs } from "./dialog_styles.ts";

const kMax = 8;
const kStep = 1.5;
/** Of a press on an arrow key, in pixels. */
const kMove = 60;

export class PictureViewer extends TollgateElement {
  static override properties = {
    src: { type: String },
    name: { type: String },
    below: { attribute: false },
    zoom_: { state: true },
    turns_: { state: true },
  };
  declare src: string;
  declare name: string;
  declare below: unknown;
  declare private zoom_: number;
  /** Quarters of a turn, clockwise. */
  declare private turns_: number;
  private x_ = 0;
  private y_ = 0;
  private readonly fingers_ = new Map<number, { x: number; y: number }>();

  static override styles = [
    basics,
    buttons,
    pills,
    dialogs,
    css`
      dialog {
        width: min(960px, calc(100vw - 24px));
      }
      .stage {
        display: grid;
        place-items: center;
        height: min(62dvh, 640px);
        overflow: hidden;
        border-radius: var(--radius);
        background: var(--pressed);
        touch-action: none;
        cursor: grab;
      }
      .stage:active {
        cursor: grabbing;
      }
      img {
        max-width: 100%;
        max-height: 100%;
        object-fit: contain;
        user-select: none;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 8px;
        margin: 10px 0;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 12px;
        margin: 12px 0;
        font-size: 0.875rem;
      }
      dt {
        color: var(--text-soft);
      }
      .zoom {
        min-width: 4ch;
        align-self: center;
        text-align: center;
      }
    `,
  ];

  constructor() {
    super();
    this.zoom_ = 1;
    this.turns_ = 0;
  }

  override render() {
    const { t } = this;
    const percent = `${Math.round(this.zoom_ * 100)}%`;
    return html`<dialog aria-label=${this.name} @close=${() => tell(this, "tollgate-close")} @keydown=${this.on_key_}>
      <div
        class="stage"
        @wheel=${this.on_wheel_}
        @pointerdown=${this.on_down_}
        @pointermove=${this.on_move_}
        @pointerup=${this.on_up_}
        @pointercancel=${this.on_up_}
        @dblclick=${() => this.zoom_to_(this.zoom_ > 1 ? 1 : 2)}
      >
        <img src=${this.src} alt=${this.name} draggable="false" />
      </div>
      <div class="tools" role="group" aria-label=${t.picture_tools}>
        ${this.tool_("minus", t.picture_smaller, () => this.zoom_to_(this.zoom_ / kStep))}
        <span class="zoom number" role="status">${percent}</span>
        ${this.tool_("add", t.picture_larger, () => this.zoom_to_(this.zoom_ * kStep))}
        ${this.tool_("fit", t.picture_whole, () => this.reset_())}
        ${this.tool_("rotate", t.picture_turn, () => this.turn_())}
      </div>
      ${this.below}
    </dialog>`;
  }

  private tool_(name: "minus" | "add" | "fit" | "rotate", label: string, act: () => void) {
    return html`<button type="button" class="icon" aria-label=${label} title=${label} @click=${act}>${icon(name)}</button>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
    this.place_();
  }

  close(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  private place_(): void {
    const image = this.renderRoot.querySelector("img");
    if (!image) return;
    // Turned to its side, what was its width has only the stage's height.
    const stage = image.parentElement!;
    const { clientWidth: width, clientHeight: height } = image;
    const lies = this.turns_ % 2 === 1 && width > 0 && height > 0;
    const fit = lies ? Math.min(1, stage.clientWidth / height, stage.clientHeight / width) : 1;
    image.style.transform = `translate(${this.x_}px, ${this.y_}px) rotate(${this.turns_ * 90}deg) scale(${this.zoom_ * fit})`;
  }

  private zoom_to_(zoom: number): void {
    const next = Math.min(kMax, Math.max(1, zoom));
    this.x_ *= next / this.zoom_;
    this.y_ *= next / this.zoom_;
    if (next === 1) this.x_ = this.y_ = 0;
    this.zoom_ = next;
    this.requestUpdate();
  }

  private turn_(): void {
    this.turns_ = (this.turns_ + 1) % 4;
  }

  private reset_(): void {
    this.x_ = this.y_ = 0;
    this.zoom_ = 1;
    this.turns_ = 0;
    this.requestUpdate();
  }

  private move_(x: number, y: number): void {
    if (this.zoom_ === 1) return;
    this.x_ += x;
    this.y_ += y;
    this.place_();
  }

  private readonly on_key_ = (event: KeyboardEvent): void => {
    const acts: Record<string, () => void> = {
      "+": () => this.zoom_to_(this.zoom_ * kStep),
      "=": () => this.zoom_to_(this.zoom_ * kStep),
      "-": () => this.zoom_to_(this.zoom_ / kStep),
      "0": () => this.reset_(),
      r: () => this.turn_(),
      ArrowLeft: () => this.move_(kMove, 0),
      ArrowRight: () => this.move_(-kMove, 0),
      ArrowUp: () => this.move_(0, kMove),
      ArrowDown: () => this.move_(0, -kMove),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  private readonly on_wheel_ = (event: WheelEvent): void => {
    event.preventDefault();
    this.zoom_to_(this.zoom_ * (event.deltaY < 0 ? 1.2 : 1 / 1.2));
  };

  private readonly on_down_ = (event: PointerEvent): void => {
    this.fingers_.set(event.pointerId, { x: event.clientX, y: event.clientY });
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  /** One finger moves the picture, two change its size. */
  private readonly on_move_ = (event: PointerEvent): void => {
    const before = this.fingers_.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.fingers_].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers_.set(event.pointerId, now);
    if (!other) return this.move_(now.x - before.x, now.y - before.y);
    const apart = (at: { x: number; y: number }) => Math.hypot(at.x - other.x, at.y - other.y) || 1;
    this.zoom_to_((this.zoom_ * apart(now)) / apart(before));
  };

  private readonly on_up_ = (event: PointerEvent): void => {
    this.fingers_.delete(event.pointerId);
  };
}
customElements.define("tollgate-picture", PictureViewer);
