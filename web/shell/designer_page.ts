// <tollgate-designer-page>: the designer's canvas with what must be known above it, and beside it the
// real form.

import { css, html, nothing } from "lit";
import type { AppGetReply } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import type { Designer, Locale, Saved } from "../designer-host/index.ts";
import { mountDesigner } from "../designer-host/index.ts";
import { TollgateElement, diagnostic_text, error_text } from "../components/element.ts";
import "../components/form.ts";
import { icon } from "../components/icons.ts";
import { current_locale, set_locale } from "../components/text/index.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import { bar_styles, bars_view, type Bars } from "./designer_bars.ts";
import type { AppPlace } from "./app_place.ts";
import type { EmbedDialog } from "./embed_dialog.ts";
import "./embed_dialog.ts";
import { Drafts, browser_drafts, page_locks, type Draft, type Grounds } from "./designer_drafts.ts";
import { type Look, look_choices, look_page } from "./designer_look.ts";
import { Answers } from "./designer_answers.ts";
import { Preview } from "./designer_preview.ts";
import { has_records } from "./designer_records.ts";
import "./designer_guide.ts";
import type { DesignerGuide } from "./designer_guide.ts";
import { Company, company_sentence } from "./designer_company.ts";
import { may_publish, merged } from "./designer_publishing.ts";
import { Saving } from "./designer_saving.ts";
import "./merge_dialog.ts";
import type { MergeDesign } from "./merge_dialog.ts";
import "./review_dialog.ts";
import type { ReviewDesign } from "./review_dialog.ts";
import "./versions_dialog.ts";
import type { AppVersions, VersionToLookAt } from "./versions_dialog.ts";

/** Enough people and customers to choose from; all of them would take seconds. */
export const kPreviewRecords = 400;

export class DesignerPage extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    make_preview: { attribute: false },
    shown_: { state: true },
    form_: { state: true },
    page_: { state: true },
    other_part_: { state: true },
    problem_: { state: true },
    restored_at_ms_: { state: true },
    grounds_: { state: true },
  };
  declare place: AppPlace;
  declare client: EngineClient;
  /** An engine in memory that begins with a document, and with the app's sample data where it is asked for. */
  declare make_preview: (text: string, sample: boolean) => EngineClient;
  declare private shown_: boolean;
  declare private form_: string;
  /** A page of the menu that the preview shows in place of the form; "" for none. */
  declare private page_: string;
  /** The canvas shows a part that is no form: it needs the room, and has real numbers of its own. */
  declare private other_part_: boolean;
  declare private problem_: string;
  declare private restored_at_ms_: number | undefined;
  declare private grounds_: Grounds | undefined;
  private drafts_!: Drafts;
  private designer_: Designer | undefined;
  private saving_: Saving | undefined;
  private preview_: Preview | undefined;
  private answers_!: Answers;
  private company_: Company | undefined;
  private shown_part_ = "";
  /** The app began with nothing: whoever makes it may want to read how. */
  private is_new_here_ = false;
  private begun_ = false;

  static override styles = [
    basics,
    buttons,
    inputs,
    bar_styles,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        height: calc(100dvh - var(--strip-height, 0px));
        overflow: hidden;
      }
      :host([data-preview]) {
        grid-template-columns: minmax(0, 1fr) clamp(320px, 26.5vw, 400px);
      }
      main {
        position: relative;
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
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
      .look {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 8px;
        align-items: center;
        font-size: 0.8125rem;
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
    this.page_ = "";
    this.other_part_ = false;
    this.problem_ = "";
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
    window.addEventListener("beforeunload", this.on_leaving_);
    window.addEventListener("pagehide", this.on_gone_);
    document.addEventListener("visibilitychange", this.on_hidden_);
  }

  override disconnectedCallback(): void {
    this.narrow_.removeEventListener("change", this.on_narrow_);
    window.removeEventListener("beforeunload", this.on_leaving_);
    window.removeEventListener("pagehide", this.on_gone_);
    document.removeEventListener("visibilitychange", this.on_hidden_);
    this.saving_?.close();
    this.company_?.close();
    super.disconnectedCallback();
  }

  private readonly on_narrow_ = (): void => {
    if (this.narrow_.matches && this.shown_) this.on_close_();
  };

  private readonly on_gone_ = (): void => this.company_?.close();

  private readonly on_leaving_ = (event: BeforeUnloadEvent): void => {
    if (!this.designer_ || this.designer_.isSaved()) return;
    this.keep_draft_(this.designer_.text());
    event.preventDefault();
  };

  /** A phone may end the page without another word. */
  private readonly on_hidden_ = (): void => {
    if (document.visibilityState === "hidden" && this.designer_) this.keep_draft_(this.designer_.text());
  };

  override willUpdate(): void {
    this.toggleAttribute("data-preview", this.shown_ && !this.other_part_);
    if (this.begun_ || !this.client) return;
    this.begun_ = true;
    this.client.on("status", (status) => {
      if (status.phase === "failed") {
        this.problem_ = (status.diagnostics ?? []).map(diagnostic_text).join(" ");
      }
    });
    this.client.on("changed", (changed) => {
      if (changed.app) void this.on_app_elsewhere_();
      this.answers_?.look_again();
      this.designer_?.outdateAnswers();
    });
    void this.begin_();
  }

  protected override on_locale(): void {
    super.on_locale();
    this.designer_?.setLocale(current_locale() as Locale);
    void this.preview_?.describe(current_locale());
  }

  private async begin_(): Promise<void> {
    try {
      this.drafts_ = new Drafts(this.place.id, browser_drafts(), page_locks());
      const left_behind = this.drafts_.claim().catch(() => undefined);
      const { app } = await this.client.request("app.describe", {});
      if (!app.administration) {
        this.problem_ = this.t.not_administration;
        return;
      }
      const base = await this.client.request("app.get", {});
      this.is_new_here_ = !app.entities.length && !app.forms.length;
      this.saving_ = new Saving(this.client, base, {
        changed: () => this.requestUpdate(),
        sent: () => this.designer_?.say(this.t.design_sent),
      });
      void this.saving_.look_back().catch(() => undefined);
      let preview_ready!: (preview: Preview) => void;
      const begun = new Promise<Preview>((done) => (preview_ready = done));
      const sample = async () => {
        const preview = await begun;
        await preview.begun;
        return preview.client;
      };
      this.answers_ = new Answers(this.client, sample, () => this.designer_?.text() ?? base.text, () => this.designer_?.say(this.t.design.too_many_to_try));
      const designer = await mountDesigner(this.host_, {
        document: base.text,
        moduleUrl: `${this.place.site_url}designer/designer.mjs`,
        locale: current_locale() as Locale,
        onChange: (text) => this.on_change_(text),
        onSave: (text) => this.save_(text),
        onLocale: (locale) => set_locale(locale),
        onForm: (id, part) => {
          this.shown_part_ = part;
          if (id !== "") this.form_ = id;
          this.other_part_ = id === "";
        },
        onQuestion: (request, params) => this.ask_(request, params),
        onHelp: this.on_help_,
        onVersions: () => void this.dialog_<AppVersions>("tollgate-app-versions").show(),
        onPreview: (shown) => {
          this.shown_ = shown;
        },
      });
      designer.setPreview(this.shown_);
      this.designer_ = designer;
      this.company_ = new Company(
        this.client,
        () => ({ part: this.shown_part_, changed: !designer.isSaved() }),
        () => this.requestUpdate(),
      );
      // Its engine starts when the designer no longer needs the processor for itself.
      const real = await has_records(this.client, base.text).catch(() => false);
      this.preview_ = new Preview(this.make_preview(base.text, !real), current_locale(), () => this.requestUpdate(), real ? this.client : undefined);
      preview_ready(this.preview_);
      this.restore_(designer, this.saving_, await left_behind);
      // What became newer while the designer was loading told nobody.
      await this.on_app_elsewhere_();
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private async ask_(request: string, params: Record<string, unknown>): Promise<unknown> {
    // Of the page itself: what a name is read as, in Latin letters.
    if (request === "label.read") {
      const { readable_id } = await import("./new_app/readable_id.ts");
      return { id: await readable_id(String(params["label"]), "", new Set()) };
    }
    try {
      return await this.answers_.ask(request, params);
    } catch (error) {
      throw new Error(error_text(error));
    }
  }

  private on_change_(text: string): void {
    this.designer_?.outdateAnswers();
    void this.preview_?.show(text);
    this.keep_draft_(text);
  }

  private keep_draft_(text: string): void {
    if (!this.designer_ || !this.saving_) return;
    if (this.designer_.isSaved()) void this.drafts_.forget();
    else void this.drafts_.keep(text, this.saving_.base.hash, Date.now());
  }

  private restore_(designer: Designer, saving: Saving, draft: Draft | undefined): void {
    if (!draft) return;
    if (same_but_version(draft.text, saving.base.text) || designer.takeOver(draft.text, "draft") !== null) {
      void this.drafts_.forget();
      return;
    }
    saving.resume(draft.base_hash);
    this.restored_at_ms_ = draft.at_ms;
    this.grounds_ = draft.grounds;
  }

  private async save_(text: string): Promise<Saved | null> {
    const saving = this.saving_!;
    let version: number | undefined;
    try {
      if (!(await may_publish(this.client, text, () => this.dialog_<ReviewDesign>("tollgate-review-design")))) return null;
      version = await saving.save(text);
    } catch (error) {
      throw new Error(error_text(error));
    }
    if (version === undefined) return null;
    this.restored_at_ms_ = undefined;
    return { version, sentence: saving.unsent ? this.t.design_saved_here : this.t.design_saved };
  }

  /** Another tab or the hub has a newer app: taken over where nothing here would be lost. */
  private async on_app_elsewhere_(): Promise<void> {
    const theirs = await this.saving_?.newer();
    if (!theirs || !this.designer_) return;
    if (this.designer_.isSaved() && !this.saving_!.unsent) this.take_theirs_(theirs);
    else this.saving_!.clash(theirs);
  }

  private take_theirs_(theirs: AppGetReply): void {
    const refused = this.designer_!.takeOver(theirs.text, "newer_version");
    if (refused !== null) return this.designer_!.say(refused, true);
    this.saving_!.rebase(theirs);
    this.restored_at_ms_ = undefined;
    this.designer_!.say(this.t.design_took_over(theirs.version));
  }

  private readonly on_help_ = (): void => {
    this.is_new_here_ = false;
    this.dialog_<DesignerGuide>("tollgate-designer-guide").show();
  };

  private dialog_<T extends Element>(name: string): T {
    return this.renderRoot.querySelector<T>(name)!;
  }

  /** What others saved and what is in edit here become one document, which is then saved as usual. */
  private async merge_(saving: Saving): Promise<void> {
    const theirs = saving.conflict!;
    const designer = this.designer_!;
    const base = saving.base_text === undefined ? { hash: saving.base.hash } : { text: saving.base_text };
    try {
      const both = await merged(this.client, { base, mine: designer.text(), theirs }, () => this.dialog_<MergeDesign>("tollgate-merge-design"));
      if (!both) return;
      const refused = designer.takeOver(both.text, "draft");
      if (refused !== null) return designer.say(refused, true);
      saving.rebase(theirs);
      this.restored_at_ms_ = undefined;
      designer.say(this.t.design.merge_done(theirs.version, both.parts.length));
    } catch (error) {
      designer.say(error_text(error), true);
    }
  }

  private readonly on_version_look_ = ({ detail }: CustomEvent<VersionToLookAt>): void => {
    const refused = this.designer_?.takeOver(detail.text, "draft");
    if (refused !== null) return this.designer_?.say(refused ?? "", true);
    this.designer_?.say(this.t.design.version_opened(detail.version));
  };

  private bars_(saving: Saving): Bars {
    const designer = this.designer_;
    return {
      conflict: saving.conflict,
      load_theirs: () => this.take_theirs_(saving.conflict!),
      merge: () => void this.merge_(saving),
      is_new_here: this.is_new_here_,
      help: this.on_help_,
      dismiss_help: () => {
        this.is_new_here_ = false;
        this.requestUpdate();
      },
      company: this.company_?.others.length ? company_sentence(this.t, this.company_.others) : "",
      keep_mine: () => {
        saving.rebase(saving.conflict!);
        designer?.save();
      },
      refused: saving.refused,
      refused_text: saving.refused_text,
      show_problems: () => designer?.showProblems(),
      dismiss_refusal: () => saving.dismiss_refusal(),
      unsent: saving.unsent,
      restored_at_ms: this.restored_at_ms_,
      grounds: this.grounds_,
      discard_restored: () => this.take_theirs_(saving.conflict ?? saving.base),
      dismiss_restored: () => {
        this.restored_at_ms_ = undefined;
      },
    };
  }

  override render() {
    return html`<main>
        <div>${this.saving_ ? bars_view(this.t, this.bars_(this.saving_)) : nothing}</div>
        <slot name="designer"></slot>
        ${this.problem_ ? html`<p class="problem" role="alert">${this.problem_}</p>` : nothing}
        <tollgate-review-design></tollgate-review-design>
        <tollgate-designer-guide></tollgate-designer-guide>
        <tollgate-merge-design></tollgate-merge-design>
        <tollgate-app-versions .client=${this.client} @tollgate-version-look=${this.on_version_look_}></tollgate-app-versions>
      </main>
      ${this.shown_ && !this.other_part_ ? this.preview_view_() : nothing}`;
  }

  private preview_view_() {
    const preview = this.preview_;
    const app = preview?.app;
    const form = app?.forms.find(({ id }) => id === this.form_) ?? app?.forms[0];
    const look: Look | undefined = preview &&
      app && {
        app,
        client: preview.client,
        people: preview.people,
        person: preview.person,
        page: this.page_ || (form?.id ?? ""),
        on_person: (record) => void preview.act_as(record),
        on_page: (chosen) => {
          this.page_ = chosen.includes(":") ? chosen : "";
          if (!this.page_) this.form_ = chosen;
        },
      };
    const page = look ? look_page(look) : nothing;
    return html`<aside aria-label=${this.t.preview}>
      <header>
        <div class="row">
          <h2 class="grow">${this.t.preview}</h2>
          <button type="button" class="quiet" @click=${this.on_embed_}>${this.t.embed.open}</button>
          <button type="button" class="icon" aria-label=${this.t.close} @click=${this.on_close_}>
            ${icon("close")}
          </button>
        </div>
        ${look ? look_choices(this.t, look) : nothing}
        ${preview?.outdated || preview?.failure
          ? html`<p class="stale" role="status">
              ${preview.outdated ? this.t.preview_problem : error_text(preview.failure)}
            </p>`
          : html`<p class="soft">${this.t.preview_hint}</p>`}
      </header>
      <div class="sheet" tabindex="-1">
        ${page !== nothing
          ? page
          : app && form
          ? html`<tollgate-form
              preview
              .client=${preview!.client}
              .app=${app}
              .form=${form.id}
            ></tollgate-form>`
          : html`<p class="empty" role="status">${app ? this.t.preview_no_form : this.t.loading}</p>`}
      </div>
      <tollgate-embed .place=${this.place} .app=${app}></tollgate-embed>
    </aside>`;
  }

  private readonly on_embed_ = (): void => {
    this.renderRoot.querySelector<EmbedDialog>("tollgate-embed")?.show();
  };

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
