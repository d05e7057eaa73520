// <tollgate-update-package>: what an update would do to an app, what both sides changed to be decided one
// by one, and the update. Property: site_url. Tells `tollgate-packages-changed` with {said} afterwards.

import { html, nothing } from "lit";
import type { Clash, Json, PackageUpdatePreviewReply } from "../../engine/generated/packages.ts";
import { HubPackages } from "../../engine/hub_packages.ts";
import { TollgateElement, diagnostic_text, error_text, tell } from "../../components/element.ts";
import { dialogs } from "../../components/dialog_styles.ts";
import { basics, buttons, inputs, pills } from "../../components/theme.ts";
import type { PackageWay } from "./install_dialog.ts";
import { taken_package } from "./install_dialog.ts";
import { tests_facts } from "./package_facts.ts";
import { package_styles } from "./styles.ts";
import { number_text, steps_text, text_of, value_text } from "./texts.ts";

type Side = "mine" | "theirs";

export class UpdatePackage extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    preview_: { state: true },
    sides_: { state: true },
    consent_: { state: true },
    busy_: { state: true },
    problem_: { state: true },
    name_: { state: true },
  };
  declare site_url: string;
  declare private preview_: PackageUpdatePreviewReply | undefined;
  /** By path of a clash: what was decided. */
  declare private sides_: Record<string, Side>;
  declare private consent_: boolean;
  declare private busy_: string;
  declare private problem_: string;
  declare private name_: string;
  private app_ = "";
  private sha256_ = "";

  static override styles = [basics, buttons, inputs, pills, dialogs, package_styles];

  constructor() {
    super();
    this.busy_ = this.problem_ = this.name_ = "";
    this.sides_ = {};
    this.consent_ = false;
  }

  /** `name`: how the app is called here. */
  async show(app: string, name: string, way: PackageWay): Promise<void> {
    this.app_ = app;
    this.name_ = name;
    this.preview_ = undefined;
    this.sides_ = {};
    this.consent_ = false;
    this.problem_ = "";
    this.busy_ = this.t.packages.update_checking;
    this.renderRoot.querySelector("dialog")?.showModal();
    try {
      const hub = new HubPackages(this.site_url);
      const taken = await taken_package(hub, way);
      if (!taken) {
        this.problem_ = this.t.packages.file_missing;
      } else {
        const { sha256, signature } = taken;
        this.sha256_ = sha256;
        // The hub keeps the signature with the package.
        if (signature) await hub.request("package.preview", { sha256, signature });
        this.preview_ = await hub.request("package.update_preview", { app, sha256, take_theirs: [] });
      }
    } catch (error) {
      this.problem_ = error_text(error);
    }
    this.busy_ = "";
  }

  private get undecided_(): number {
    return this.preview_?.clashes.filter(({ path }) => !this.sides_[path]).length ?? 0;
  }

  override render() {
    const t = this.t.packages;
    const { preview_: preview } = this;
    return html`<dialog class="wide" aria-labelledby="title">
      <h2 id="title">${preview ? t.update_title(this.name_, preview.from, preview.package.version) : t.update}</h2>
      ${preview ? this.body_(preview) : nothing}
      ${this.problem_ ? html`<p role="alert" class="warned">${this.problem_}</p>` : nothing}
      <p role="status" class="soft">${this.busy_ || (this.undecided_ ? t.undecided(this.undecided_) : "")}</p>
      <div class="foot">
        <button type="button" class="quiet" @click=${this.close_}>${t.cancel}</button>
        ${preview?.possible
          ? html`<button
              type="button"
              class="primary"
              ?disabled=${this.undecided_ > 0 || (preview.needs_consent && !this.consent_) || this.busy_ !== ""}
              @click=${() => void this.update_(preview)}
            >
              ${t.update_to(preview.package.version)}
            </button>`
          : nothing}
      </div>
    </dialog>`;
  }

  private body_(preview: PackageUpdatePreviewReply) {
    const t = this.t.packages;
    const errors = preview.findings.filter(({ severity }) => severity === "error");
    return html`<div class="facts">
      <section>
        <h3>${t.changes(preview.changes.length)}</h3>
        ${preview.changes.length
          ? html`<ul>
              ${preview.changes.map(({ kind, steps }) => html`<li><span class="pill">${t.change_kinds[kind]}</span> ${steps_text(steps)}</li>`)}
            </ul>`
          : html`<p class="soft">${t.changes_none}</p>`}
      </section>
      ${preview.clashes.length
        ? html`<section>
            <h3>${t.clashes(preview.clashes.length)}</h3>
            ${preview.clashes.map((clash, index) => this.clash_(clash, index))}
          </section>`
        : nothing}
      ${this.asked_(t.new_roles, preview.new_roles)} ${this.asked_(t.wider_roles, preview.wider_roles)} ${this.asked_(t.new_hosts, preview.new_hosts)}
      ${tests_facts(preview.tests)}
      <section>
        <h3>${t.dry_run}</h3>
        ${errors.length
          ? html`<ul>
              ${errors.map((finding) => html`<li class="bad">${diagnostic_text(finding)}</li>`)}
            </ul>`
          : html`<p>${t.dry_run_fine(number_text(preview.rows.reduce((sum, { before }) => sum + before, 0)))}</p>`}
        ${preview.rows
          .filter(({ before, after }) => before !== after)
          .map((row) => html`<p>${t.dry_run_rows(text_of(row.label, row.entity), number_text(row.before), number_text(row.after))}</p>`)}
      </section>
      ${preview.possible ? nothing : html`<p class="warned">${t.update_impossible}</p>`}
      ${preview.possible && preview.needs_consent
        ? html`<label class="check">
            <input type="checkbox" .checked=${this.consent_} @change=${(event: Event) => (this.consent_ = (event.target as HTMLInputElement).checked)} />
            ${t.consent_update}
          </label>`
        : nothing}
    </div>`;
  }

  private asked_(title: string, ids: string[]) {
    if (!ids.length) return nothing;
    const names = ids.map((id) => text_of(this.preview_?.package.roles.find((role) => role.id === id)?.label, id));
    return html`<section>
      <h3>${title}</h3>
      <p class="warned small">${names.join(" · ")}</p>
    </section>`;
  }

  private clash_(clash: Clash, index: number) {
    const t = this.t.packages;
    const side = (which: Side, name: string, value: Json | undefined) =>
      html`<label class="side">
        <input type="radio" name="clash_${index}" value=${which} .checked=${this.sides_[clash.path] === which} @change=${() => (this.sides_ = { ...this.sides_, [clash.path]: which })} />
        <span class="name">${name}</span><span>${value === undefined && clash.base !== undefined ? t.clash_gone : value_text(value)}</span>
      </label>`;
    return html`<fieldset class="clash">
      <legend>${steps_text(clash.steps)}</legend>
      <p class="soft small">${t.clash_base}: ${value_text(clash.base as Json | undefined)}</p>
      ${side("mine", t.clash_mine, clash.mine as Json | undefined)} ${side("theirs", t.clash_theirs, clash.theirs as Json | undefined)}
    </fieldset>`;
  }

  private async update_(preview: PackageUpdatePreviewReply): Promise<void> {
    this.problem_ = "";
    this.busy_ = this.t.packages.update_doing;
    const paths = (which: Side) => preview.clashes.map(({ path }) => path).filter((path) => this.sides_[path] === which);
    try {
      const { version } = await new HubPackages(this.site_url).request("package.update", {
        app: this.app_, sha256: this.sha256_, take_theirs: paths("theirs"), keep_mine: paths("mine"), consent: this.consent_,
      });
      this.close_();
      tell(this, "tollgate-packages-changed", { said: this.t.packages.updated(this.name_, version) });
    } catch (error) {
      this.problem_ = error_text(error);
    }
    this.busy_ = "";
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-update-package", UpdatePackage);
