// audio: a recording by the device's microphone.

import { css, html, nothing } from "lit";
import { error_text } from "../element.ts";
import { icon } from "../icons.ts";
import "../evidence.ts";
import { FieldElement } from "./field_element.ts";
import { now_in_zone } from "./time_values.ts";

const kLongest_s = 600;

export class AudioField extends FieldElement {
  static override properties = {
    ...FieldElement.properties,
    seconds_: { state: true },
    recording_: { state: true },
  };
  declare private seconds_: number;
  declare private recording_: boolean;
  private recorder_: MediaRecorder | undefined;
  private timer_: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    ...FieldElement.styles,
    css`
      .actions {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-top: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.seconds_ = 0;
    this.recording_ = false;
  }

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const { value } = this.state;
    return html`${value
        ? html`<tollgate-evidence .client=${this.context.client} .value=${value}></tollgate-evidence>`
        : nothing}
      ${this.read_only
        ? nothing
        : html`<div class="actions">
            ${value
              ? html`<button type="button" data-first @click=${() => this.send(null)}>
                  ${icon("remove")}${this.t.clear}
                </button>`
              : html`<button type="button" data-first @click=${this.on_button_}>
                    ${icon(this.recording_ ? "stop" : "microphone")}
                    ${this.recording_ ? this.t.stop_recording : this.t.record_audio}
                  </button>
                  <span role="status" class="soft number"
                    >${this.recording_ ? this.t.recording(this.seconds_) : ""}</span
                  >`}
          </div>`}`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.recorder_?.stop();
  }

  private readonly on_button_ = async (): Promise<void> => {
    if (this.recorder_) {
      this.recorder_.stop();
      return;
    }
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.problem_ = this.t.microphone_denied;
      return;
    }
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(stream);
    this.recorder_ = recorder;
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      clearInterval(this.timer_);
      for (const track of stream.getTracks()) track.stop();
      this.recorder_ = undefined;
      this.recording_ = false;
      void this.keep_(new Blob(parts, { type: recorder.mimeType }));
    };
    this.seconds_ = 0;
    this.recording_ = true;
    this.timer_ = setInterval(() => {
      if (++this.seconds_ >= kLongest_s) recorder.stop();
    }, 1000);
    recorder.start();
  };

  private async keep_(sound: Blob): Promise<void> {
    const name = sound.type.includes("mp4") ? "recording.m4a" : "recording.webm";
    try {
      const info = await this.context.client.blob_put(name, sound);
      await this.send({ ...info, captured_at: now_in_zone(this.context.time_zone), source: "device" });
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }
}
customElements.define("tollgate-audio-field", AudioField);
