// <tollgate-install-package>: shows what a package is, does and asks for, and installs it. Property:
// site_url. Afterwards the new app opens.

import { html, nothing } from "lit";
import type { PackageInfo } from "../../engine/generated/packages.ts";
import { HubPackages } from "../../engine/hub_packages.ts";
import { TollgateElement, error_text } from "../../components/element.ts";
import { dialogs } from "../../components/dialog_styles.ts";
import { basics, buttons, inputs } from "../../components/theme.ts";
import { package_facts } from "./package_facts.ts";
import { package_styles } from "./styles.ts";
import { text_of } from "./texts.ts";

/** A package and its signature, of the files that a person chose; undefined: there is no package. */
export async function chosen_package(files: Iterable<File>): Promise<{ file: File; signature: string } | undefined> {
  const all = [...files];
  const file = all.find(({ name }) => !/\.sig$/i.test(name));
  const beside = all.find(({ name, size }) => /\.sig$/i.test(name) && size < 65_536);
  return file && { file, signature: beside ? await beside.text() : "" };
}

/** Where a package comes from: bytes that are handed in, or one that the hub has or fetches. */
export type PackageWay =
  | { files: Iterable<File> }
  | { gallery: string; id: string; version: string };

export class InstallPackage extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    info_: { state: true },
    consent_: { state: true },
    samples_: { state: true },
    busy_: { state: true },
    problem_: { state: true },
  };
  declare site_url: string;
  declare private info_: PackageInfo | undefined;
  declare private consent_: boolean;
  declare private samples_: boolean;
  /** What is under way, in words. */
  declare private busy_: string;
  declare private problem_: string;

  static override styles = [basics, buttons, inputs, dialogs, package_styles];

  constructor() {
    super();
    this.busy_ = this.problem_ = "";
    this.consent_ = this.samples_ = false;
  }

  async show(way: PackageWay): Promise<void> {
    this.info_ = undefined;
    this.problem_ = "";
    this.consent_ = this.samples_ = false;
    this.busy_ = this.t.packages.reading;
    this.renderRoot.querySelector("dialog")?.showModal();
    try {
      this.info_ = await preview_of(new HubPackages(this.site_url), way);
      if (!this.info_) this.problem_ = this.t.packages.file_missing;
    } catch (error) {
      this.problem_ = error_text(error);
    }
    this.busy_ = "";
  }

  override render() {
    const t = this.t.packages;
    const info = this.info_;
    return html`<dialog class="wide" aria-labelledby="title">
      <h2 id="title">${info ? t.preview_title(text_of(info.label, info.id)) : t.install}</h2>
      ${info ? package_facts(info, this.site_url) : nothing}
      ${info?.installable
        ? html`${info.sample_count
              ? html`<label class="check">
                  <input type="checkbox" .checked=${this.samples_} ?disabled=${this.busy_ !== ""} @change=${(event: Event) => (this.samples_ = (event.target as HTMLInputElement).checked)} />
                  ${t.with_samples}
                </label>`
              : nothing}
            <label class="check">
              <input type="checkbox" .checked=${this.consent_} ?disabled=${this.busy_ !== ""} @change=${(event: Event) => (this.consent_ = (event.target as HTMLInputElement).checked)} />
              ${t.consent_install}
            </label>`
        : info
          ? html`<p class="warned">${t.not_installable}</p>`
          : nothing}
      ${this.problem_ ? html`<p role="alert" class="warned">${this.problem_}</p>` : nothing}
      <p role="status" class="soft">${this.busy_}</p>
      <div class="foot">
        <button type="button" class="quiet" @click=${this.close_}>${t.cancel}</button>
        ${info?.installable
          ? html`<button type="button" class="primary" ?disabled=${!this.consent_ || this.busy_ !== ""} @click=${() => void this.install_(info)}>
              ${t.install}
            </button>`
          : nothing}
      </div>
    </dialog>`;
  }

  private async install_({ sha256 }: PackageInfo): Promise<void> {
    this.problem_ = "";
    this.busy_ = this.t.packages.installing;
    try {
      const { app } = await new HubPackages(this.site_url).request("package.install", {
        sha256, samples: this.samples_, consent: this.consent_,
      });
      location.assign(`${this.site_url}apps/${app}/`);
    } catch (error) {
      this.problem_ = error_text(error);
      this.busy_ = "";
    }
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-install-package", InstallPackage);

/** The hash of a package that the hub has then; undefined: none was chosen. */
export async function taken_package(hub: HubPackages, way: PackageWay): Promise<{ sha256: string; signature: string } | undefined> {
  if ("gallery" in way) return { ...(await hub.request("gallery.take", way)), signature: "" };
  const chosen = await chosen_package(way.files);
  return chosen && { sha256: await hub.upload(chosen.file), signature: chosen.signature };
}

export async function preview_of(hub: HubPackages, way: PackageWay): Promise<PackageInfo | undefined> {
  const taken = await taken_package(hub, way);
  if (!taken) return undefined;
  const { package: info } = await hub.request("package.preview", {
    sha256: taken.sha256, ...(taken.signature ? { signature: taken.signature } : {}),
  });
  return info;
}
