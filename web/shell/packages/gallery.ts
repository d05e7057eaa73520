// <tollgate-gallery>: the packages that are offered, as cards. Properties: site_url, list (what
// gallery.list gave). Tells `tollgate-take` with the offer that somebody wants to look at.

import { html, nothing } from "lit";
import type { GalleryListReply, Offer } from "../../engine/generated/packages.ts";
import { HubPackages } from "../../engine/hub_packages.ts";
import { TollgateElement, error_text, tell } from "../../components/element.ts";
import { icon } from "../../components/icons.ts";
import { basics, buttons, pills } from "../../components/theme.ts";
import { package_styles } from "./styles.ts";
import { number_text, parts_text, text_of } from "./texts.ts";

export class PackageGallery extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    list: { attribute: false },
    may_withdraw: { type: Boolean },
    busy_: { state: true },
    problem_: { state: true },
  };
  declare site_url: string;
  declare list: GalleryListReply;
  /** Versions that this hub published can be withdrawn here. */
  declare may_withdraw: boolean;
  declare private busy_: string;
  declare private problem_: string;

  static override styles = [basics, buttons, pills, package_styles];

  constructor() {
    super();
    this.busy_ = this.problem_ = "";
  }

  override render() {
    const t = this.t.packages;
    return html`${this.problem_ ? html`<p role="alert" class="warned">${this.problem_}</p>` : nothing}
      <p role="status" class="soft">${this.busy_}</p>
      ${this.list.offers.length
        ? html`<ul class="offers">
            ${this.list.offers.map((offer) => this.offer_(offer))}
          </ul>`
        : html`<p class="soft">${t.gallery_empty}</p>`}`;
  }

  private offer_(offer: Offer) {
    const t = this.t.packages;
    const name = text_of(offer.label, offer.id);
    const gallery = this.list.galleries.find(({ id }) => id === offer.gallery);
    const withdrawn = offer.versions.find(({ version }) => version === offer.version)?.withdrawn;
    return html`<li class="offer card">
      ${offer.picture
        ? html`<img class="picture" src="${this.site_url}${offer.picture}" alt="" loading="lazy" />`
        : html`<span class="picture none">${icon("form")}</span>`}
      <div class="about">
        <h3>${name}</h3>
        <p class="small">${text_of(offer.description)}</p>
        <p class="soft small">
          ${[parts_text(offer.parts), offer.sample_count ? t.sample(number_text(offer.sample_count)) : ""].filter(Boolean).join(" · ")}
        </p>
        <p class="soft small">
          ${[t.version(offer.version), offer.publisher.name, t.trust[offer.publisher.trust], gallery && gallery.kind !== "shipped" ? t.gallery_of[gallery.kind] : ""].filter(Boolean).join(" · ")}
        </p>
        ${withdrawn ? html`<p class="bad small">${t.withdrawn(withdrawn)}</p>` : nothing}
      </div>
      <div></div>
      <div class="row">
        <button type="button" class="primary" ?disabled=${this.busy_ !== ""} aria-label="${t.look} · ${name}" @click=${() => tell(this, "tollgate-take", offer)}>
          ${t.look}
        </button>
        ${offer.sample_count
          ? html`<button type="button" ?disabled=${this.busy_ !== ""} title=${t.try_hint} aria-label="${t.try_it} · ${name}" @click=${() => void this.try_(offer)}>
              ${t.try_it}
            </button>`
          : nothing}
        ${this.may_withdraw && gallery?.kind === "own" && !withdrawn
          ? html`<button type="button" class="quiet danger" aria-label="${t.withdraw} · ${name}" @click=${() => tell(this, "tollgate-withdraw", offer)}>
              ${t.withdraw}
            </button>`
          : nothing}
      </div>
    </li>`;
  }

  private async try_({ gallery, id, version }: Offer): Promise<void> {
    this.problem_ = "";
    this.busy_ = this.t.packages.trying;
    try {
      const hub = new HubPackages(this.site_url);
      const { sha256 } = await hub.request("gallery.take", { gallery, id, version });
      const { app } = await hub.request("gallery.try", { sha256 });
      location.assign(`${this.site_url}apps/${app}/`);
    } catch (error) {
      this.problem_ = error_text(error);
      this.busy_ = "";
    }
  }
}
customElements.define("tollgate-gallery", PackageGallery);
