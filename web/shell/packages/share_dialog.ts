// <tollgate-share-package>: makes a package of an app of this hub, to be downloaded or published.
// Property: site_url. Tells `tollgate-packages-changed` with {said} after publishing.

import { html, nothing } from "lit";
import type { PackageMakeReply } from "../../engine/generated/packages.ts";
import { HubPackages } from "../../engine/hub_packages.ts";
import { TollgateElement, error_text, tell } from "../../components/element.ts";
import { dialogs } from "../../components/dialog_styles.ts";
import { current_locale } from "../../components/text/index.ts";
import { basics, buttons, inputs } from "../../components/theme.ts";
import { package_styles } from "./styles.ts";

export class SharePackage extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    made_: { state: true },
    busy_: { state: true },
    problem_: { state: true },
    name_: { state: true },
  };
  declare site_url: string;
  declare private made_: PackageMakeReply | undefined;
  declare private busy_: boolean;
  declare private problem_: string;
  declare private name_: string;
  private app_ = "";
  private version_ = "1.0.0";

  static override styles = [basics, buttons, inputs, dialogs, package_styles];

  constructor() {
    super();
    this.busy_ = false;
    this.problem_ = this.name_ = "";
  }

  /** `version`: of the package that the app came from, "" for none. */
  show(app: string, name: string, version: string): void {
    this.app_ = app;
    this.name_ = name;
    this.version_ = version ? next_version(version) : "1.0.0";
    this.made_ = undefined;
    this.problem_ = "";
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render() {
    const t = this.t.packages;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${t.share_title(this.name_)}</h2>
      <p class="soft">${t.share_lead}</p>
      ${this.problem_ ? html`<p role="alert" class="warned">${this.problem_}</p>` : nothing}
      ${this.made_ ? this.done_(this.made_) : this.form_()}
    </dialog>`;
  }

  private form_() {
    const t = this.t.packages;
    return html`<form @submit=${this.on_submit_}>
      <div class="entry">
        <label for="version">${t.share_version}</label>
        <input id="version" name="version" type="text" required maxlength="64" autocomplete="off" .value=${this.version_} />
      </div>
      <div class="entry">
        <label for="publisher">${t.share_publisher}</label>
        <input id="publisher" name="publisher" type="text" required maxlength="60" autocomplete="organization" />
      </div>
      <div class="entry">
        <label for="description">${t.share_description}</label>
        <textarea id="description" name="description" required maxlength="1000"></textarea>
      </div>
      <div class="foot">
        <button type="button" class="quiet" @click=${this.close_}>${t.cancel}</button>
        <button class="primary" ?disabled=${this.busy_}>${t.share_make}</button>
      </div>
    </form>`;
  }

  private done_({ sha256, file_name, fingerprint }: PackageMakeReply) {
    const t = this.t.packages;
    const address = `${this.site_url}packages/${sha256}/${encodeURIComponent(file_name)}`;
    return html`<p role="status">${t.share_done(file_name)}</p>
      <p class="soft small number">${t.fingerprint(fingerprint)}</p>
      <div class="foot">
        <a class="button" href=${address} download=${file_name}>${t.download}</a>
        <a class="button" href="${address}.sig" download="${file_name}.sig">${t.download_signature}</a>
        <button type="button" ?disabled=${this.busy_} @click=${() => void this.publish_(sha256)}>${t.publish}</button>
        <button type="button" class="primary" @click=${this.close_}>${t.close}</button>
      </div>`;
  }

  private readonly on_submit_ = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    void this.run_(async (hub) => {
      this.made_ = await hub.request("package.make", {
        app: this.app_,
        version: text("version"),
        publisher: text("publisher"),
        description: { [current_locale()]: text("description") },
        hosts: [],
      });
    });
  };

  private async publish_(sha256: string): Promise<void> {
    await this.run_(async (hub) => {
      await hub.request("gallery.publish", { sha256 });
      this.close_();
      tell(this, "tollgate-packages-changed", { said: this.t.packages.published(this.site_url) });
    });
  }

  private async run_(job: (hub: HubPackages) => Promise<void>): Promise<void> {
    this.problem_ = "";
    this.busy_ = true;
    try {
      await job(new HubPackages(this.site_url));
    } catch (error) {
      this.problem_ = error_text(error);
    }
    this.busy_ = false;
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-share-package", SharePackage);

/** 1.2.0 is followed by 1.2.1, whatever stands behind its numbers. */
function next_version(version: string): string {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return patch === undefined ? "1.0.0" : `${major}.${minor}.${Number(patch) + 1}`;
}
