// A dialog with the device's camera, for machines whose file chooser would offer stored pictures.

import { css, html } from "lit";
import { to_jpeg } from "../platform/picture.ts";
import { TollgateElement } from "./element.ts";
import { icon } from "./icons.ts";
import { basics, buttons } from "./theme.ts";
import { dialogs } from "./dialog_styles.ts";

export class Camera extends TollgateElement {
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
  private done_: ((picture: Blob | undefined) => void) | undefined;

  override render() {
    return html`<dialog aria-label=${this.t.camera} @close=${() => this.settle_(undefined)}>
      <video autoplay playsinline muted></video>
      <div class="actions">
        <button type="button" @click=${() => this.dialog_.close()}>${this.t.cancel}</button>
        <button type="button" class="primary" @click=${this.on_shutter_}>
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

  /** The picture, or undefined when the person changed their mind or went elsewhere. */
  async take(): Promise<Blob | undefined> {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1600 } },
    });
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

  private settle_(picture: Blob | undefined): void {
    this.done_?.(picture);
    this.done_ = undefined;
  }

  private readonly on_shutter_ = async (): Promise<void> => {
    const video = this.video_;
    if (!video.videoWidth) return;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")!.drawImage(video, 0, 0);
    this.settle_(await to_jpeg(canvas));
    this.dialog_.close();
  };
}
customElements.define("tollgate-camera", Camera);
