// photo and file: bytes go to the engine first, which says what they are; the value is what it said.

import { css, html, nothing } from "lit";
import type { Value } from "../../engine/generated/api.ts";
import type { BlobInfo } from "../../engine/generated/value_members.ts";
import type { Fix } from "../../platform/location.ts";
import { locate } from "../../platform/location.ts";
import { prepare_picture } from "../../platform/picture.ts";
import { error_text } from "../element.ts";
import { icon } from "../icons.ts";
import { current_locale } from "../text/index.ts";
import "../camera.ts";
import type { Camera } from "../camera.ts";
import "../evidence.ts";
import { FieldElement } from "./field_element.ts";
import { clock_text, now_in_zone } from "./time_values.ts";

type Evidence = Partial<BlobInfo> & { [member: string]: Value };

export class EvidenceField extends FieldElement {
  static override properties = { ...FieldElement.properties, busy_: { state: true } };
  declare private busy_: boolean;

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

  private chooser_() {
    const accept = this.field.accept?.join(",") ?? (this.is_photo_ ? "image/*" : nothing);
    const label = this.is_photo_
      ? this.field.capture
        ? this.t.take_photo
        : this.t.choose_photo
      : this.t.choose_file;
    return html`<button
        type="button"
        data-first
        ?disabled=${this.busy_}
        aria-describedby="help messages"
        @click=${this.on_button_}
      >
        ${icon(this.is_photo_ ? "camera" : "file")}${this.busy_ ? this.t.reading_file : label}
      </button>
      <input
        type="file"
        hidden
        tabindex="-1"
        aria-hidden="true"
        accept=${accept}
        capture=${this.is_photo_ && this.field.capture ? "environment" : nothing}
        ?multiple=${this.field.multiple && !this.field.capture}
        @change=${this.on_files_}
      />`;
  }

  private readonly on_button_ = (): void => {
    // A phone's own camera is better than a video frame; elsewhere the dialog keeps stored pictures out.
    const desktop = matchMedia("(pointer: fine)").matches;
    if (this.is_photo_ && this.field.capture && desktop && navigator.mediaDevices) {
      void this.take_by_dialog_();
    } else {
      this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click();
    }
  };

  private async take_by_dialog_(): Promise<void> {
    const camera = document.createElement("tollgate-camera") as Camera;
    this.renderRoot.append(camera);
    try {
      const picture = await camera.take();
      if (picture) await this.keep_([new File([picture], "photo.jpg", { type: "image/jpeg" })]);
    } catch {
      this.problem_ = this.t.camera_denied;
    } finally {
      camera.remove();
      this.focus();
    }
  }

  private readonly on_files_ = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = Array.from(input.files ?? []);
    input.value = "";
    await this.keep_(files);
  };

  private async keep_(files: File[]): Promise<void> {
    if (!files.length) return;
    this.busy_ = true;
    this.problem_ = "";
    try {
      const added: Evidence[] = [];
      for (const file of files) added.push(await (this.is_photo_ ? this.photo_(file) : this.file_(file)));
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

  private async file_(file: File): Promise<Evidence> {
    return { ...(await this.context.client.blob_put(file.name, file)), source: "file" };
  }

  private async photo_(file: File): Promise<Evidence> {
    const { time_zone, person, client } = this.context;
    const taken_now = Boolean(this.field.capture);
    const at = taken_now ? new Date() : new Date(file.lastModified);
    const fix = taken_now ? await this.fix_() : undefined;
    let mark: string[] | undefined;
    if (this.field.watermark) {
      const place = fix
        ? `${fix.latitude}, ${fix.longitude}${fix.accuracy_m ? ` ±${fix.accuracy_m} m` : ""}`
        : "";
      mark = [clock_text(time_zone, current_locale(), at), place, person].filter(Boolean);
    }
    const picture = await prepare_picture(file, mark);
    const info = await client.blob_put(file.name || "photo.jpg", picture);
    return {
      ...info,
      ...(taken_now || this.field.watermark ? { captured_at: now_in_zone(time_zone, at) } : {}),
      ...(fix?.latitude ? { latitude: fix.latitude, longitude: fix.longitude! } : {}),
      ...(fix?.accuracy_m ? { accuracy_m: fix.accuracy_m } : {}),
      ...(mark ? { watermarked: true } : {}),
      source: taken_now ? "camera" : "file",
    };
  }

  /** The form's own fix when there is one, else the device's; a photo without is still a photo. */
  private async fix_(): Promise<Partial<Fix> | undefined> {
    for (const { value } of this.session.fields.values()) {
      const fix = value as Partial<Fix> | null | undefined;
      if (fix && typeof fix === "object" && fix.latitude && fix.source === "device") return fix;
    }
    try {
      return await locate((at) => now_in_zone(this.context.time_zone, at), {
        timeout_ms: 6000,
        maximum_age_ms: 60_000,
      });
    } catch {
      return undefined;
    }
  }

  private remove_(index: number): void {
    const rest = this.kept_.filter((_, at) => at !== index);
    void this.send(this.field.multiple && rest.length ? rest : null).then(() => this.focus());
  }
}
customElements.define("tollgate-evidence-field", EvidenceField);
