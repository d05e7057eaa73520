// <tollgate-embed>: what is pasted into another page to show a form, a list or a dashboard there, and a
// QR code that opens it. Properties: place, app (what app.describe says).

import { css, html, nothing } from "lit";
import type { AppSummary } from "../engine/generated/api.ts";
import { TollgateElement } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { icon } from "../components/icons.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import type { AppPlace } from "./app_place.ts";
import type { EmbeddedPart } from "./embedding.ts";
import { frame_snippet, part_address, script_snippet } from "./embedding.ts";
import { qr_code } from "../components/qr_code.ts";

export class EmbedDialog extends TollgateElement {
  static override properties = {
    place: { attribute: false },
    app: { attribute: false },
    show_: { state: true },
    copied_: { state: true },
  };
  declare place: AppPlace;
  declare app: AppSummary | undefined;
  declare private show_: string;
  declare private copied_: string;

  static override styles = [
    basics,
    buttons,
    inputs,
    dialogs,
    css`
      .entry {
        display: grid;
        gap: 6px;
        margin-top: 14px;
      }
      .entry label {
        font-weight: 550;
      }
      .text {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: start;
      }
      textarea {
        min-height: 84px;
        font-family: ui-monospace, monospace;
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
      .code {
        display: grid;
        justify-items: center;
        gap: 8px;
        margin-top: 16px;
      }
      .qr {
        width: 180px;
        padding: 12px;
        background: #fff;
        color: #000;
        border-radius: var(--radius);
      }
      .foot {
        display: flex;
        justify-content: flex-end;
        margin-top: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.show_ = this.copied_ = "";
  }

  show(): void {
    this.copied_ = "";
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  private get parts_(): { kind: string; parts: EmbeddedPart[] }[] {
    const app = this.place.id;
    const of = (kind: string, list: { id: string; label: string }[]) =>
      list.map(({ id, label }) => ({ app, show: `${kind}/${encodeURIComponent(id)}`, label }));
    if (!this.app) return [];
    const { kinds } = this.t.embed;
    return [
      { kind: kinds.form, parts: of("form", this.app.forms) },
      { kind: kinds.view, parts: of("view", this.app.views) },
      { kind: kinds.dashboard, parts: of("dashboard", this.app.dashboards) },
    ].filter(({ parts }) => parts.length);
  }

  override render() {
    const t = this.t.embed;
    const groups = this.parts_;
    const all = groups.flatMap(({ parts }) => parts);
    const part = all.find(({ show }) => show === this.show_) ?? all[0];
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${t.title}</h2>
      <p class="soft">${t.lead}</p>
      ${part
        ? html`<div class="entry">
              <label for="part">${t.part}</label>
              <select id="part" @change=${(event: Event) => (this.show_ = (event.target as HTMLSelectElement).value)}>
                ${groups.map(
                  ({ kind, parts }) =>
                    html`<optgroup label=${kind}>
                      ${parts.map(({ show, label }) => html`<option value=${show} .selected=${show === part.show}>${label}</option>`)}
                    </optgroup>`,
                )}
              </select>
            </div>
            ${this.text_("script", t.script, script_snippet(this.place.site_url, part))}
            ${this.text_("frame", t.frame, frame_snippet(this.place.site_url, part))}
            <div class="code">
              ${qr_code(part_address(this.place.site_url, part), t.code(part.label))}
              <p class="soft small">${t.code(part.label)}</p>
            </div>
            ${this.text_("address", t.address, part_address(this.place.site_url, part))}`
        : html`<p>${t.nothing}</p>`}
      <p role="status" class="visually-hidden">${this.copied_ ? this.t.copied : nothing}</p>
      <div class="foot"><button type="button" @click=${this.close_}>${this.t.close}</button></div>
    </dialog>`;
  }

  private text_(id: string, label: string, text: string) {
    return html`<div class="entry">
      <label for=${id}>${label}</label>
      <div class="text">
        <textarea id=${id} readonly rows="2" spellcheck="false" .value=${text} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>
        <button type="button" aria-label="${this.t.copy} · ${label}" @click=${() => void this.copy_(id, text)}>
          ${this.copied_ === id ? html`${icon("check")}${this.t.copied}` : this.t.copy}
        </button>
      </div>
    </div>`;
  }

  private async copy_(id: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where the clipboard is refused, the text is selected for the keyboard's own copy.
      this.renderRoot.querySelector<HTMLTextAreaElement>(`#${id}`)?.focus();
      return;
    }
    this.copied_ = id;
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-embed", EmbedDialog);
