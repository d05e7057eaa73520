// photo and file: bytes go to the engine first, which says what they are; the value is what it said.

import { css, html, nothing } from "lit";
import type { Value } from "../../engine/generated/api.ts";
import type { BlobInfo } from "../../engine/generated/value_members.ts";
import type { Fix } from "../../platform/location.ts";
import type { Position, Shot } from "../../platform/capture.ts";
import { seal } from "../../platform/capture.ts";
import { LocationFailed, locate } from "../../platform/location.ts";
import { prepare_picture } from "../../platform/picture.ts";
import { error_text } from "../element.ts";
import { icon } from "../icons.ts";
import "../camera.ts";
import type { Camera } from "../camera.ts";
import "../evidence.ts";
import { FieldElement } from "./field_element.ts";
import { now_in_zone } from "./time_values.ts";

const kFreshFixMs = 120_000;

type Evidence = Partial<BlobInfo> & { [member: string]: Value };

export class EvidenceField extends FieldElement {
  static override properties = { ...FieldElement.properties, busy_: { state: true }, no_camera_: { state: true } };
  declare private busy_: boolean;
  /** The camera could not be opened: stored pictures are offered, which count as such. */
  declare private no_camera_: boolean;

  static override styles = [
    ...FieldElement.styles,
    css`
      .files {
        display: grid;
        gap: 8px;
        margin-bottom: 8px;
      }
      .files:empty {
        display: none;
      }
      .photos {
        grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
      }
      .kept {
        position: relative;
        min-width: 0;
      }
      .photos .kept button {
        position: absolute;
        top: 4px;
        inset-inline-end: 4px;
        min-height: 36px;
        width: 36px;
        border: 0;
        border-radius: 50%;
        background: rgba(20, 24, 34, 0.66);
        color: #fff;
      }
      .documents .kept {
        display: flex;
        align-items: center;
        gap: 4px;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface-soft);
      }
      .documents tollgate-evidence {
        flex: 1;
        min-width: 0;
      }
      .documents .kept button {
        border: 0;
        background: transparent;
        color: var(--text-soft);
      }
    `,
  ];

  constructor() {
    super();
    this.busy_ = false;
    this.no_camera_ = false;
  }

  protected override get is_group(): boolean {
    return true;
  }
  private get is_photo_(): boolean {
    return this.field.type === "photo";
  }
  private get kept_(): Evidence[] {
    const { value } = this.state;
    if (value === null || value === undefined) return [];
    return (Array.isArray(value) ? value : [value]) as Evidence[];
  }

  protected override control() {
    const kept = this.kept_;
    const room = this.field.multiple ? kept.length < (this.field.max_items ?? 1000) : kept.length === 0;
    return html`<div class="files ${this.is_photo_ ? "photos" : "documents"}">${kept.map((evidence, index) => html`<div class="kept">
          <tollgate-evidence .client=${this.context.client} .value=${evidence}></tollgate-evidence>
          ${this.read_only
            ? nothing
            : html`<button
                type="button"
                class="icon"
                aria-label=${this.t.remove_file(evidence.name ?? "")}
                @click=${() => this.remove_(index)}
              >
                ${icon("close")}
              </button>`}
        </div>`)}</div>
      ${room && !this.read_only ? this.chooser_() : nothing}`;
  }

  /** Photos that have to be taken on the spot; all others are chosen. */
  private get is_taken_(): boolean {
    return this.is_photo_ && Boolean(this.field.capture || this.field.watermark);
  }

  private chooser_() {
    const accept = this.field.accept?.join(",") ?? (this.is_photo_ ? "image/*" : nothing);
    const label = this.is_taken_ ? this.t.take_photo : this.is_photo_ ? this.t.choose_photo : this.t.choose_file;
    return html`<button
        type="button"
        data-first
        ?disabled=${this.busy_}
        aria-describedby="help messages"
        @click=${this.is_taken_ ? this.on_camera_ : this.on_choose_}
      >
        ${icon(this.is_photo_ ? "camera" : "file")}${this.busy_ ? this.t.reading_file : label}
      </button>
      ${this.is_taken_ && (this.no_camera_ || !this.field.capture)
        ? html`<button type="button" class="quiet" ?disabled=${this.busy_} @click=${this.on_choose_}>
            ${this.t.choose_stored_photo}
          </button>`
        : nothing}
      <input
        type="file"
        hidden
        tabindex="-1"
        aria-hidden="true"
        accept=${accept}
        ?multiple=${this.field.multiple && !this.field.capture}
        @change=${this.on_files_}
      />`;
  }

  private readonly on_choose_ = (): void => {
    this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click();
  };

  private readonly on_camera_ = async (): Promise<void> => {
    const camera = document.createElement("tollgate-camera") as Camera;
    this.renderRoot.append(camera);
    this.problem_ = "";
    try {
      if (!navigator.mediaDevices) throw new Error("no camera");
      // The receiver needs some seconds: it starts while the picture is being composed.
      const position = this.position_();
      const shot = await camera.take(() => this.session.capture.monotonic_ms);
      if (shot) await this.keep_(async () => [await this.captured_(shot, await position)]);
    } catch {
      this.no_camera_ = true;
      this.problem_ = this.t.camera_denied;
    } finally {
      camera.remove();
      this.focus();
    }
  };

  private readonly on_files_ = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = Array.from(input.files ?? []);
    input.value = "";
    if (!files.length) return;
    await this.keep_(async () => {
      const added: Evidence[] = [];
      for (const file of files) added.push(await this.chosen_(file));
      return added;
    });
  };

  private async keep_(take: () => Promise<Evidence[]>): Promise<void> {
    this.busy_ = true;
    this.problem_ = "";
    try {
      const added = await take();
      const all = this.field.multiple ? [...this.kept_, ...added] : added.slice(0, 1);
      await this.send(this.field.multiple ? all : (all[0] ?? null));
    } catch (error) {
      this.problem_ =
        error instanceof DOMException && this.is_photo_ ? this.t.photo_unreadable : error_text(error);
    } finally {
      this.busy_ = false;
      this.touched_ = true;
    }
  }

  private async chosen_(file: File): Promise<Evidence> {
    const bytes = this.is_photo_ ? await prepare_picture(file) : file;
    return { ...(await this.context.client.blob_put(file.name || "photo.jpg", bytes)) };
  }

  /** Where it was taken stands in the picture itself: a value says no more than which picture it is. */
  private async captured_(shot: Shot, position: Position): Promise<Evidence> {
    const { nonce, person, name } = this.session.capture;
    const picture = await seal({
      shot,
      position,
      device_time: now_in_zone(this.context.time_zone, shot.at),
      nonce,
      person,
      mark_name: this.field.watermark ? name : undefined,
      field: this.path
        .split("/")
        .filter((part) => !/^\d+$/.test(part))
        .join("/"),
    });
    return { ...(await this.context.client.blob_put("photo.jpg", picture)) };
  }

  /** The form's own fix while it is fresh, else the device's; a photo without is still a photo. */
  private async position_(): Promise<Position> {
    for (const { value } of this.session.fields.values()) {
      const fix = value as Partial<Fix> | null | undefined;
      if (!fix || typeof fix !== "object" || fix.source !== "device") continue;
      const taken_at_ms = Date.parse(fix.at ?? "");
      if (Date.now() - taken_at_ms < kFreshFixMs) return { fix: fix as Fix, taken_at_ms };
    }
    try {
      const fix = await locate((at) => now_in_zone(this.context.time_zone, at), {
        timeout_ms: 8000,
        maximum_age_ms: 60_000,
      });
      return { fix, taken_at_ms: Date.parse(fix.at) };
    } catch (error) {
      return { problem: error instanceof LocationFailed ? error.problem : "unavailable" };
    }
  }

  private remove_(index: number): void {
    const rest = this.kept_.filter((_, at) => at !== index);
    void this.send(this.field.multiple && rest.length ? rest : null).then(() => this.focus());
  }
}
customElements.define("tollgate-evidence-field", EvidenceField);
