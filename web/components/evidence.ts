// One piece of evidence: a photo as a thumbnail that opens large, a document as a line to download, a
// recording to play, a signature. Bytes come from the engine by their hash.

import { css, html, nothing } from "lit";
import type { Value } from "../engine/generated/api.ts";
import type { EvidenceValue } from "../engine/generated/value_members.ts";
import { kEvidenceFindings } from "../engine/generated/evidence_findings.ts";
import type { EngineClient } from "../engine/client.ts";
import { TollgateElement } from "./element.ts";
import { current_locale } from "./text/index.ts";
import { icon } from "./icons.ts";
import type { PictureViewer } from "./picture_viewer.ts";
import "./picture_viewer.ts";
import { basics, buttons, pills } from "./theme.ts";
import { day_and_time } from "./time_text.ts";

/** Only these are shown in the page; everything else is for downloading. */
const kPictures = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
/** What a file's name promises, while nobody has looked into it. */
const kPromised: Record<string, string> = {
  jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", webp: "image/webp", gif: "image/gif",
};

export function is_evidence(value: Value | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "sha256" in value;
}

export class EvidenceView extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    value: { attribute: false },
    url_: { state: true },
    open_: { state: true },
    missing_: { state: true },
  };
  declare client: EngineClient;
  declare value: EvidenceValue;
  declare private url_: string;
  declare private open_: boolean;
  declare private missing_: boolean;
  private loaded_ = "";

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      .thumbnail {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        min-height: 88px;
        padding: 0;
        overflow: hidden;
        background: var(--hover);
      }
      .thumbnail {
        position: relative;
      }
      .look {
        position: absolute;
        inset-inline-start: 4px;
        bottom: 4px;
        padding: 1px 6px;
        border-radius: 999px;
        background: rgba(20, 24, 34, 0.78);
        color: #fff;
        font-size: 0.75rem;
      }
      .thumbnail img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      .document {
        display: flex;
        align-items: center;
        gap: 10px;
        width: 100%;
        min-height: 52px;
        padding: 8px 12px;
        border: 0;
        background: transparent;
        text-align: start;
        justify-content: flex-start;
      }
      .document svg {
        flex: none;
        color: var(--accent);
      }
      .name {
        overflow-wrap: anywhere;
        font-weight: 550;
      }
      audio {
        width: 100%;
        display: block;
      }
    `,
  ];

  constructor() {
    super();
    this.url_ = "";
    this.open_ = false;
    this.missing_ = false;
  }

  /** The hub has the record and not the file yet: only the device that it comes from can show it. */
  private get to_come_(): boolean {
    return (this.value.findings ?? []).includes("not_here");
  }

  private get type_(): string {
    if (!this.to_come_) return this.value.media_type ?? "";
    return kPromised[/\.([a-z]+)$/.exec((this.value.name ?? "").toLowerCase())?.[1] ?? ""] ?? "";
  }

  private get is_picture_(): boolean {
    return kPictures.has(this.type_) && (!this.to_come_ || Boolean(this.url_));
  }

  /** Why somebody should look at it once more, in words. */
  private get reasons_(): string[] {
    return (this.value.findings ?? []).flatMap((code) => {
      const words = kEvidenceFindings[code]?.[current_locale()];
      return words ? `${this.t.needs_a_look}${words}` : [];
    });
  }

  override render() {
    const name = this.value.name ?? "";
    if (this.is_picture_) {
      return html`<button
          type="button"
          class="thumbnail"
          aria-label=${[this.t.view_photo(name), ...this.reasons_].join(". ")}
          @click=${this.on_open_}
        >
          ${this.url_ ? html`<img src=${this.url_} alt="" />` : nothing}
          ${this.reasons_.length ? html`<span class="look" aria-hidden="true">${this.t.look}</span>` : nothing}
        </button>
        ${this.open_ ? this.viewer_(name) : nothing}`;
    }
    if (this.type_.startsWith("audio/") && this.url_) {
      return html`<audio controls src=${this.url_} aria-label=${name}></audio>`;
    }
    const counts = [
      this.value.pages ? this.t.pages(Number(this.value.pages)) : "",
      this.value.slides ? this.t.slides(Number(this.value.slides)) : "",
      size_text(this.value.size_bytes),
    ].filter(Boolean);
    const below = this.to_come_ || this.missing_ ? kEvidenceFindings.not_here![current_locale()] : counts.join(" · ");
    return html`<button type="button" class="document" @click=${this.on_download_}>
      ${icon("file")}
      <span
        ><span class="name">${name}</span><br /><span class="soft small number">${below}</span
        ><span class="visually-hidden"> ${this.t.download}</span></span
      >
    </button>`;
  }

  private viewer_(name: string) {
    const { captured_at, latitude, longitude, accuracy_m, watermarked, source, verified } = this.value;
    const below = html`<dl>
        ${captured_at ? html`<dt>${this.t.photo_meta}</dt><dd class="number">${day_and_time(captured_at)}</dd>` : nothing}
        ${latitude !== undefined && latitude !== null
          ? html`<dt>${icon("place")}</dt>
              <dd class="number">
                ${this.t.location_at(String(latitude), String(longitude))}${accuracy_m
                  ? html` · ${this.t.accuracy(String(accuracy_m))}`
                  : nothing}
              </dd>`
          : nothing}
      </dl>
      ${this.reasons_.map((reason) => html`<p class="small">${reason}</p>`)}
      <div class="row">
        ${verified && source !== "sample" ? html`<span class="pill good">${this.t.verified}</span>` : nothing}
        ${source && this.t.evidence_sources[source]
          ? html`<span class="pill">${this.t.evidence_sources[source]}</span>`
          : nothing}
        ${watermarked ? html`<span class="pill good">${this.t.watermarked}</span>` : nothing}
      </div>
      <div class="row">
        <span class="grow"></span>
        <button type="button" @click=${this.on_download_}>${this.t.download}</button>
        <button type="button" class="primary" @click=${this.on_close_}>${this.t.close}</button>
      </div>`;
    return html`<tollgate-picture
      .src=${this.url_}
      .name=${name}
      .below=${below}
      @tollgate-close=${this.on_closed_}
    ></tollgate-picture>`;
  }

  override willUpdate(): void {
    // A name needs the room that a thumbnail does not.
    this.toggleAttribute("wide", !this.is_picture_);
  }

  override updated(): void {
    const { sha256 } = this.value ?? {};
    if (sha256 && sha256 !== this.loaded_ && (kPictures.has(this.type_) || this.type_.startsWith("audio/"))) {
      this.loaded_ = sha256;
      void this.load_(sha256);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.url_) URL.revokeObjectURL(this.url_);
    this.url_ = "";
    this.loaded_ = "";
  }

  private async load_(sha256: string): Promise<void> {
    try {
      const blob = await this.client.blob_get(sha256);
      if (sha256 !== this.loaded_ || !this.isConnected) return;
      if (this.url_) URL.revokeObjectURL(this.url_);
      this.url_ = URL.createObjectURL(new Blob([blob], { type: this.type_ }));
    } catch {
      // The line with its name stays; the bytes may come with a later visit to this page.
      this.loaded_ = "";
    }
  }

  private readonly on_open_ = (): void => {
    this.open_ = true;
  };

  private readonly on_close_ = (): void => {
    this.renderRoot.querySelector<PictureViewer>("tollgate-picture")?.close();
  };

  private readonly on_closed_ = (event: Event): void => {
    event.stopPropagation();
    this.open_ = false;
  };

  private readonly on_download_ = async (): Promise<void> => {
    if (!this.value.sha256) return;
    const blob = await this.client.blob_get(this.value.sha256).catch(() => undefined);
    this.missing_ = !blob;
    if (!blob) return;
    // Never opened in the site's own origin: a hostile document stays a file.
    const url = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = this.value.name ?? "file";
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
}
customElements.define("tollgate-evidence", EvidenceView);

export function size_text(bytes: number | string | undefined): string {
  const size = Number(bytes);
  if (!bytes || !Number.isFinite(size)) return "";
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}
