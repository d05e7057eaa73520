// <tollgate-designer-page>: the designer's canvas, and beside it the real form on an engine of its own, so
// that nothing tried there touches the data.

import { css, html, nothing } from "lit";
import type { AppGetReply, AppSummary } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { above_version } from "../engine/app_link.ts";
import type { Designer, Locale } from "../designer-host/index.ts";
import { mountDesigner } from "../designer-host/index.ts";
import { TollgateElement, diagnostic_text, error_text } from "../components/element.ts";
import "../components/form.ts";
import { icon } from "../components/icons.ts";
import { current_locale, set_locale } from "../components/text/index.ts";
import { basics, buttons, inputs } from "../components/theme.ts";

/** Enough people and customers to choose from; all of them would take seconds. */
export const kPreviewRecords = 400;

export class DesignerPage extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    make_preview: { attribute: false },
    app_: { state: true },
    shown_: { state: true },
    form_: { state: true },
    problem_: { state: true },
    preview_problem_: { state: true },
  };
  declare client: EngineClient;
  /** An engine in memory that begins with a document. */
  declare make_preview: (text: string) => EngineClient;
  declare private app_: AppSummary | undefined;
  declare private shown_: boolean;
  declare private form_: string;
  declare private problem_: string;
  declare private preview_problem_: string;
  private designer_: Designer | undefined;
  private preview_: EngineClient | undefined;
  private base_: AppGetReply | undefined;
  private begun_ = false;
  private waiting_text_: string | undefined;
  private updating_ = false;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        height: 100dvh;
        overflow: hidden;
      }
      :host([data-preview]) {
        grid-template-columns: minmax(0, 1fr) min(400px, 34vw);
      }
      main {
        position: relative;
        min-width: 0;
        min-height: 0;
      }
      .problem {
        position: absolute;
        z-index: 5;
        inset: 35% 10% auto;
        padding: 16px 20px;
        border: 1px solid var(--danger-line);
        border-radius: var(--radius-large);
        background: var(--danger-soft);
        color: var(--danger);
      }
      aside {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
        border-inline-start: 1px solid var(--border);
        background: var(--backdrop);
      }
      header {
        display: grid;
        gap: 8px;
        padding: 10px 16px 12px;
        border-bottom: 1px solid var(--border);
        background: var(--surface);
      }
      header p {
        font-size: 0.8125rem;
      }
      header .row {
        flex-wrap: nowrap;
      }
      header select {
        min-height: 40px;
        padding-block: 6px;
      }
      header button {
        border-color: transparent;
        background: transparent;
      }
      .stale {
        padding: 8px 12px;
        border-radius: var(--radius);
        background: var(--warning-soft);
        color: var(--warning);
      }
      .sheet {
        overflow-y: auto;
        overscroll-behavior: contain;
        padding: 16px 16px 0;
      }
      @media (max-width: 899px) {
        :host([data-preview]) {
          grid-template-columns: minmax(0, 1fr);
        }
        :host([data-preview]) aside {
          position: fixed;
          inset: 0;
          z-index: 10;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.shown_ = matchMedia("(min-width: 1100px)").matches;
    this.form_ = "";
    this.problem_ = "";
    this.preview_problem_ = "";
  }

  /** The canvas and its mirror live outside the shadow root: their styles are the document's. */
  private readonly host_ = document.createElement("div");

  /** Here the preview covers the designer, which must be wished for: turning a tablet is no wish. */
  private readonly narrow_ = matchMedia("(max-width: 899px)");

  override connectedCallback(): void {
    super.connectedCallback();
    this.host_.slot = "designer";
    this.host_.className = "designer-host";
    this.append(this.host_);
    this.narrow_.addEventListener("change", this.on_narrow_);
  }

  override disconnectedCallback(): void {
    this.narrow_.removeEventListener("change", this.on_narrow_);
    super.disconnectedCallback();
  }

  private readonly on_narrow_ = (): void => {
    if (this.narrow_.matches && this.shown_) this.on_close_();
  };

  override willUpdate(): void {
    this.toggleAttribute("data-preview", this.shown_);
    if (this.begun_ || !this.client) return;
    this.begun_ = true;
    this.client.on("status", (status) => {
      if (status.phase === "failed") {
        this.problem_ = (status.diagnostics ?? []).map(diagnostic_text).join(" ");
      }
    });
    this.client.on("changed", (changed) => {
      if (changed.app) void this.on_app_elsewhere_();
    });
    void this.begin_();
  }

  protected override on_locale(): void {
    super.on_locale();
    this.designer_?.setLocale(current_locale() as Locale);
    void this.describe_();
  }

  private async begin_(): Promise<void> {
    try {
      this.base_ = await this.client.request("app.get", {});
      void this.begin_preview_(this.base_.text);
      this.designer_ = await mountDesigner(this.host_, {
        document: this.base_.text,
        locale: current_locale() as Locale,
        onChange: (text) => void this.show_(text),
        onSave: (text) => this.save_(text),
        onLocale: (locale) => set_locale(locale),
        onPreview: (shown) => {
          this.shown_ = shown;
        },
      });
      this.designer_.setPreview(this.shown_);
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private async save_(text: string): Promise<void> {
    const base = this.base_!;
    try {
      const saved = await this.client.publish_app(above_version(text, base.version), base.hash);
      this.base_ = { ...base, text: saved.text, version: saved.version, hash: saved.hash };
    } catch (error) {
      throw new Error(error_text(error));
    }
  }

  /** Another tab or the hub has a newer app: taken over where nothing here would be lost. */
  private async on_app_elsewhere_(): Promise<void> {
    const base = this.base_;
    const designer = this.designer_;
    if (!base || !designer) return;
    const now = await this.client.request("app.get", {});
    if (now.hash === this.base_?.hash) return;
    if (same_but_version(designer.text(), base.text)) {
      if (designer.open(now.text) === null) {
        this.base_ = now;
        await this.show_(now.text);
      }
    } else {
      designer.say(this.t.publish_conflict, true);
    }
  }

  private async begin_preview_(text: string): Promise<void> {
    const preview = this.make_preview(text);
    this.preview_ = preview;
    preview.locale = current_locale();
    preview.on("changed", (changed) => {
      if (changed.app) void this.describe_();
    });
    try {
      const { app } = await preview.request("app.describe", {});
      const { people } = await preview.as_role(app.roles[0]?.id, "people.list", { limit: 1 });
      preview.user = people[0]?.record;
      await this.describe_();
    } catch (error) {
      this.preview_problem_ = error_text(error);
    }
  }

  private async describe_(): Promise<void> {
    if (!this.preview_) return;
    this.preview_.locale = current_locale();
    const { app } = await this.preview_.request("app.describe", {});
    this.app_ = app;
    if (!app.forms.some(({ id }) => id === this.form_)) this.form_ = app.forms[0]?.id ?? "";
  }

  /** Shows the newest document; while one is being taken on, only the last of the others waits. */
  private async show_(text: string): Promise<void> {
    this.waiting_text_ = text;
    if (this.updating_ || !this.preview_) return;
    this.updating_ = true;
    try {
      while (this.waiting_text_ !== undefined) {
        const next = this.waiting_text_;
        this.waiting_text_ = undefined;
        await this.take_on_(next);
      }
    } finally {
      this.updating_ = false;
    }
  }

  private async take_on_(text: string): Promise<void> {
    const preview = this.preview_!;
    try {
      const before = await preview.request("app.get", {});
      await preview.request("app.save", { text: above_version(text, before.version) });
      this.preview_problem_ = "";
    } catch (error) {
      this.preview_problem_ = `${this.t.preview_problem} ${error_text(error)}`;
    }
  }

  override render() {
    return html`<main>
        <slot name="designer"></slot>
        ${this.problem_ ? html`<p class="problem" role="alert">${this.problem_}</p>` : nothing}
      </main>
      ${this.shown_ ? this.preview_view_() : nothing}`;
  }

  private preview_view_() {
    const app = this.app_;
    return html`<aside aria-label=${this.t.preview}>
      <header>
        <div class="row">
          <h2 class="grow">${this.t.preview}</h2>
          <button type="button" class="icon" aria-label=${this.t.close} @click=${this.on_close_}>
            ${icon("close")}
          </button>
        </div>
        ${app && app.forms.length > 1
          ? html`<select
              aria-label=${this.t.preview_form}
              @change=${(event: Event) => (this.form_ = (event.target as HTMLSelectElement).value)}
            >
              ${app.forms.map(
                (form) =>
                  html`<option value=${form.id} .selected=${form.id === this.form_}>${form.label}</option>`,
              )}
            </select>`
          : nothing}
        ${this.preview_problem_
          ? html`<p class="stale" role="status">${this.preview_problem_}</p>`
          : html`<p class="soft">${this.t.preview_hint}</p>`}
      </header>
      <div class="sheet" tabindex="-1">
        ${app && this.preview_ && this.form_
          ? html`<tollgate-form
              preview
              .client=${this.preview_}
              .app=${app}
              .form=${this.form_}
            ></tollgate-form>`
          : html`<p class="empty" role="status">${this.t.loading}</p>`}
      </div>
    </aside>`;
  }

  private readonly on_close_ = (): void => {
    this.shown_ = false;
    this.designer_?.setPreview(false);
  };
}
customElements.define("tollgate-designer-page", DesignerPage);

function same_but_version(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/^( {2}"version": )\d+/m, "$1");
  return plain(a) === plain(b);
}
