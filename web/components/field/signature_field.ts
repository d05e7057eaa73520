// signature: drawn by finger, pen or mouse; or a typed name, for who cannot draw.

import { css, html, nothing } from "lit";
import type { Value } from "../../engine/generated/api.ts";
import { to_blob } from "../../platform/picture.ts";
import { error_text } from "../element.ts";
import "../evidence.ts";
import { FieldElement } from "./field_element.ts";
import { now_in_zone } from "./time_values.ts";

const kWidth = 600;
const kHeight = 220;

export class SignatureField extends FieldElement {
  static override properties = {
    ...FieldElement.properties,
    drawn_: { state: true },
    busy_: { state: true },
  };
  declare private drawn_: boolean;
  declare private busy_: boolean;
  private last_: { x: number; y: number } | undefined;

  static override styles = [
    ...FieldElement.styles,
    css`
      canvas {
        display: block;
        width: 100%;
        max-width: 600px;
        aspect-ratio: 600 / 220;
        border: 1px dashed var(--border-strong);
        border-radius: var(--radius);
        background: #fff;
        touch-action: none;
        cursor: crosshair;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
        margin-top: 8px;
      }
      .actions label {
        flex: 1;
        min-width: 180px;
        display: grid;
        gap: 4px;
        font-size: 0.8125rem;
        color: var(--text-soft);
      }
      .kept {
        max-width: 240px;
        margin-bottom: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.drawn_ = false;
    this.busy_ = false;
  }

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const { value } = this.state;
    if (value) {
      return html`<div class="kept">
          <tollgate-evidence .client=${this.context.client} .value=${value}></tollgate-evidence>
        </div>
        ${this.read_only
          ? nothing
          : html`<button type="button" data-first @click=${() => this.send(null)}>
              ${this.t.sign_again}
            </button>`}`;
    }
    if (this.read_only) return html`<p class="fixed">—</p>`;
    return html`<canvas
        width=${kWidth}
        height=${kHeight}
        role="img"
        aria-label=${this.t.sign_here}
        @pointerdown=${this.on_down_}
        @pointermove=${this.on_move_}
        @pointerup=${this.on_up_}
        @pointercancel=${this.on_up_}
      ></canvas>
      <div class="actions">
        <label>
          ${this.t.sign_by_name}
          <input type="text" autocomplete="name" data-first @input=${this.on_name_} />
        </label>
        <button type="button" class="quiet" ?disabled=${!this.drawn_} @click=${this.on_clear_}>
          ${this.t.clear}
        </button>
        <button type="button" ?disabled=${!this.drawn_ || this.busy_} @click=${this.on_use_}>
          ${this.t.use_signature}
        </button>
      </div>`;
  }

  private get canvas_(): HTMLCanvasElement {
    return this.renderRoot.querySelector("canvas")!;
  }

  private point_(event: PointerEvent): { x: number; y: number } {
    const box = this.canvas_.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * kWidth,
      y: ((event.clientY - box.top) / box.height) * kHeight,
    };
  }

  private readonly on_down_ = (event: PointerEvent): void => {
    this.canvas_.setPointerCapture(event.pointerId);
    this.last_ = this.point_(event);
    this.line_to_(this.last_);
  };

  private readonly on_move_ = (event: PointerEvent): void => {
    if (!this.last_) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) this.line_to_(this.point_(part));
  };

  private readonly on_up_ = (): void => {
    this.last_ = undefined;
  };

  private line_to_(to: { x: number; y: number }): void {
    const context = this.canvas_.getContext("2d")!;
    context.strokeStyle = "#1a1f2b";
    context.lineWidth = 3;
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    context.moveTo(this.last_!.x, this.last_!.y);
    context.lineTo(to.x + 0.1, to.y);
    context.stroke();
    this.last_ = to;
    this.drawn_ = true;
  }

  private readonly on_name_ = (event: Event): void => {
    this.on_clear_();
    const name = (event.target as HTMLInputElement).value.trim();
    if (!name) return;
    const context = this.canvas_.getContext("2d")!;
    context.fillStyle = "#1a1f2b";
    context.font = 'italic 64px "Kaiti SC", KaiTi, cursive';
    context.textBaseline = "middle";
    context.fillText(name, 32, kHeight / 2, kWidth - 64);
    this.drawn_ = true;
  };

  private readonly on_clear_ = (): void => {
    this.canvas_.getContext("2d")!.clearRect(0, 0, kWidth, kHeight);
    this.drawn_ = false;
  };

  private readonly on_use_ = async (): Promise<void> => {
    this.busy_ = true;
    try {
      const picture = await to_blob(this.canvas_, "image/png");
      const info = await this.context.client.blob_put("signature.png", picture);
      const value: Value = { ...info, captured_at: now_in_zone(this.context.time_zone), source: "device" };
      await this.send(value);
      this.drawn_ = false;
    } catch (error) {
      this.problem_ = error_text(error);
    } finally {
      this.busy_ = false;
    }
  };
}
customElements.define("tollgate-signature-field", SignatureField);
