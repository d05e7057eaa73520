// A dialog with the device's camera: the only way by which a picture is taken here and not chosen.

import { css, html } from "lit";
import type { Shot } from "../platform/capture.ts";
import { TollgateElement } from "./element.ts";
import { icon } from "./icons.ts";
import { basics, buttons } from "./theme.ts";
import { dialogs } from "./dialog_styles.ts";

export class Camera extends TollgateElement {
  static override properties = { shows_: { state: true } };
  static override styles = [
    basics,
    buttons,
    dialogs,
    css`
      video {
        display: block;
        width: 100%;
        max-height: 60vh;
        border-radius: var(--radius);
        background: #14181f;
        object-fit: contain;
      }
      .actions {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        margin-top: 12px;
      }
    `,
  ];
  private done_: ((shot: Shot | undefined) => void) | undefined;

  private monotonic_ms_: () => number = () => 0;
  private declare shows_: boolean; // there is a picture to take

  constructor() {
    super();
    this.shows_ = false;
  }

  override render() {
    return html`<dialog aria-label=${this.t.camera} @close=${() => this.settle_(undefined)}>
      <video autoplay playsinline muted @loadeddata=${() => (this.shows_ = true)}></video>
      <div class="actions">
        <button type="button" @click=${() => this.dialog_.close()}>${this.t.cancel}</button>
        <button type="button" class="primary" ?disabled=${!this.shows_} @click=${this.on_shutter_}>
          ${icon("camera")}${this.t.shutter}
        </button>
      </div>
    </dialog>`;
  }

  private get dialog_(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog")!;
  }
  private get video_(): HTMLVideoElement {
    return this.renderRoot.querySelector("video")!;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.settle_(undefined);
  }

  /** The frame at the shutter, or undefined when the person changed their mind or went elsewhere. */
  async take(monotonic_ms: () => number): Promise<Shot | undefined> {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1600 } },
    });
    this.monotonic_ms_ = monotonic_ms;
    this.shows_ = false;
    try {
      await this.updateComplete;
      if (!this.isConnected) return undefined;
      this.video_.srcObject = stream;
      this.dialog_.showModal();
      return await new Promise((done) => {
        this.done_ = done;
      });
    } finally {
      for (const track of stream.getTracks()) track.stop();
    }
  }

  private settle_(shot: Shot | undefined): void {
    this.done_?.(shot);
    this.done_ = undefined;
  }

  private readonly on_shutter_ = (): void => {
    const video = this.video_;
    if (!video.videoWidth) return;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")!.drawImage(video, 0, 0);
    this.settle_({ canvas, at: new Date(), monotonic_ms: this.monotonic_ms_() });
    this.dialog_.close();
  };
}
customElements.define("tollgate-camera", Camera);
