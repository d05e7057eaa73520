// <tollgate-app-versions>: versions of the app that were in force before; what putting one back would
// change, and its way into the designer. Properties: client. Fires tollgate-version-look with the
// version's number and text.

import { css, html, nothing } from "lit";
import type { AppCompareReply, AppVersionsReply } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { TollgateElement, error_text, tell } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons } from "../components/theme.ts";
import { changes_styles, changes_view } from "./design_changes.ts";

type Version = AppVersionsReply["versions"][number];

export interface VersionToLookAt {
  version: number;
  text: string;
}

const kPage = 20;

export class AppVersions extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    versions_: { state: true },
    more_: { state: true },
    chosen_: { state: true },
    changes_: { state: true },
    problem_: { state: true },
  };
  declare client: Pick<EngineClient, "request">;
  declare private versions_: Version[] | undefined;
  declare private more_: boolean;
  declare private chosen_: Version | undefined;
  declare private changes_: AppCompareReply | undefined;
  declare private problem_: string;
  private text_ = "";

  static override styles = [
    basics,
    buttons,
    dialogs,
    changes_styles,
    css`
      .versions {
        display: grid;
        gap: 6px;
        max-height: 34dvh;
        margin: 14px 0 0;
        padding: 2px;
        list-style: none;
        overflow-y: auto;
      }
      .versions button {
        width: 100%;
        justify-content: flex-start;
        text-align: start;
      }
      .versions button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .shown {
        margin-top: 16px;
      }
      .force {
        margin-inline-start: auto;
        color: var(--text-soft);
        font-size: 0.8125rem;
      }
    `,
  ];

  constructor() {
    super();
    this.more_ = false;
    this.problem_ = "";
  }

  async show(): Promise<void> {
    this.versions_ = undefined;
    this.chosen_ = undefined;
    this.changes_ = undefined;
    this.problem_ = "";
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")?.showModal();
    await this.read_(kPage);
  }

  private async read_(limit: number): Promise<void> {
    try {
      const { versions, more } = await this.client.request("app.versions", { limit });
      this.versions_ = versions;
      this.more_ = more;
    } catch (error) {
      this.versions_ = [];
      this.problem_ = error_text(error);
    }
  }

  override render() {
    const d = this.t.design;
    const versions = this.versions_;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${d.versions_title}</h2>
      <p class="soft">${d.versions_lead}</p>
      ${this.problem_ ? html`<p role="alert" class="bad">${this.problem_}</p>` : nothing}
      ${!versions
        ? html`<p role="status" class="soft">${this.t.loading}</p>`
        : versions.length < 2
          ? html`<p>${d.versions_none}</p>`
          : html`<ul class="versions">
              ${versions.map((version) => html`<li>${this.version_(version)}</li>`)}
              ${this.more_
                ? html`<li><button type="button" class="quiet" @click=${() => void this.read_(versions.length * 4)}>${d.version_older}</button></li>`
                : nothing}
            </ul>`}
      <div aria-live="polite">${this.chosen_ ? this.chosen_view_(this.chosen_) : nothing}</div>
      <div class="foot">
        <button type="button" @click=${this.close_}>${this.t.close}</button>
        ${this.chosen_ && this.changes_
          ? html`<button type="button" class="primary" @click=${this.look_}>${d.version_look}</button>`
          : nothing}
      </div>
    </dialog>`;
  }

  private version_(version: Version) {
    const d = this.t.design;
    const time = new Intl.DateTimeFormat(current_locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(version.at));
    return html`<button type="button" aria-pressed=${this.chosen_?.hash === version.hash ? "true" : "false"} ?disabled=${version.in_force} @click=${() => void this.choose_(version)}>
      ${d.version_line(version.version, time, version.by ?? "")}
      ${version.in_force ? html`<span class="force">${d.version_in_force}</span>` : nothing}
    </button>`;
  }

  private chosen_view_(version: Version) {
    const d = this.t.design;
    const changes = this.changes_;
    if (!changes) return this.problem_ ? nothing : html`<p class="soft">${d.version_reading}</p>`;
    const same = !changes.parts.length && !changes.data.length && !changes.roles.length;
    return html`<h3 class="shown">${d.version_changes(version.version)}</h3>
      ${same ? html`<p>${d.version_same}</p>` : changes_view(this.t, changes)}`;
  }

  private async choose_(version: Version): Promise<void> {
    this.chosen_ = version;
    this.changes_ = undefined;
    this.problem_ = "";
    try {
      const { text } = await this.client.request("app.versions", { limit: 1, hash: version.hash });
      const changes = await this.client.request("app.compare", { text: text ?? "" });
      if (this.chosen_ !== version) return;
      this.text_ = text ?? "";
      this.changes_ = changes;
    } catch (error) {
      if (this.chosen_ === version) this.problem_ = error_text(error);
    }
  }

  private readonly look_ = (): void => {
    this.close_();
    tell(this, "tollgate-version-look", { version: this.chosen_!.version, text: this.text_ } satisfies VersionToLookAt);
  };

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-app-versions", AppVersions);
