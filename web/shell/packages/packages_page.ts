// The administrators' page for apps that travel: what is installed, what may be, and where from.

import { css, html, nothing } from "lit";
import type { GalleryListReply, Installed, Offer } from "../../engine/generated/packages.ts";
import { HubPackages } from "../../engine/hub_packages.ts";
import { HubPeople } from "../../engine/hub_people.ts";
import { icon } from "../../components/icons.ts";
import { TollgateElement, diagnostic_text, error_text } from "../../components/element.ts";
import { current_locale, kLocales, set_locale } from "../../components/text/index.ts";
import { basics, buttons, inputs, pills } from "../../components/theme.ts";
import { site_of } from "../app_place.ts";
import type { ListedApp } from "../apps_list.ts";
import { label_of, list_apps } from "../apps_list.ts";
import { tell_of_demo } from "../demo_strip.ts";
import { hub_styles } from "../hub_styles.ts";
import { sign_in_address } from "../next_page.ts";
import { start_page } from "../start.ts";
import "./gallery.ts";
import type { InstallPackage, PackageWay } from "./install_dialog.ts";
import "./install_dialog.ts";
import type { SharePackage } from "./share_dialog.ts";
import "./share_dialog.ts";
import { package_styles } from "./styles.ts";
import type { UpdatePackage } from "./update_dialog.ts";
import "./update_dialog.ts";

class PackagesPage extends TollgateElement {
  static override properties = {
    installed_: { state: true },
    gallery_: { state: true },
    apps_: { state: true },
    problem_: { state: true },
    said_: { state: true },
  };
  declare private installed_: Installed[] | undefined;
  declare private gallery_: GalleryListReply | undefined;
  declare private apps_: ListedApp[];
  declare private problem_: string;
  declare private said_: string;
  private readonly site_ = site_of(location.href);
  private readonly hub_ = new HubPackages(this.site_);

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    hub_styles,
    package_styles,
    css`
      :host {
        max-width: 960px;
        margin: 0 auto;
        padding: max(5vh, 24px) 16px 48px;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: 12px;
        margin-bottom: 20px;
      }
      li.app {
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      li.app .entry {
        margin: 0;
      }
      li.offer {
        border-top: 1px solid var(--border);
      }
      p[role="status"]:not(:empty) {
        margin-bottom: 16px;
      }
      .follow {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
      }
      .follow .entry {
        flex: 1 1 260px;
        margin: 0;
      }
    `,
  ];

  constructor() {
    super();
    this.apps_ = [];
    this.problem_ = this.said_ = "";
    void this.begin_();
  }

  private async begin_(): Promise<void> {
    await this.run_(async () => {
      const session = await new HubPeople(this.site_).session();
      if (session?.way === "accounts" && !session.account) {
        location.replace(sign_in_address(this.site_, location.href));
        return;
      }
      await this.read_(false);
    });
  }

  private async read_(refresh: boolean): Promise<void> {
    this.apps_ = await list_apps(this.site_);
    this.gallery_ = await this.hub_.request("gallery.list", { refresh });
    this.installed_ = (await this.hub_.request("package.list", {})).installed;
  }

  private async run_(job: () => Promise<void>): Promise<void> {
    this.problem_ = "";
    try {
      await job();
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private name_of_(app: string): string {
    const listed = this.apps_.find(({ id }) => id === app);
    return listed ? label_of(listed, current_locale()) : app;
  }

  override render() {
    const t = this.t.packages;
    document.title = `${t.title} · Tollgate`;
    const other = kLocales.find(({ id }) => id !== current_locale()) ?? kLocales[0];
    const others = this.apps_.filter(({ id }) => !id.startsWith("try_") && !this.installed_?.some(({ app }) => app === id));
    return html`<main
      @tollgate-packages-changed=${(event: CustomEvent<{ said: string }>) => void this.changed_(event.detail.said)}
      @tollgate-take=${(event: CustomEvent<Offer>) => void this.install_(event.detail)}
      @tollgate-withdraw=${(event: CustomEvent<Offer>) => void this.withdraw_(event.detail)}
    >
      <header>
        <div>
          <h1>${t.title}</h1>
          <p class="soft">${t.lead}</p>
        </div>
        <nav class="row">
          <a class="button" href=${this.site_}>${t.home}</a>
          <button type="button" lang=${other.id} @click=${() => set_locale(other.id)}>${icon("globe")}${other.name}</button>
        </nav>
      </header>
      ${this.problem_ ? html`<p class="notice" role="alert">${this.problem_}</p>` : nothing}
      <p role="status">${this.said_ || (!this.installed_ && !this.problem_ ? this.t.loading : "")}</p>
      ${this.installed_
        ? html`<section aria-labelledby="installed">
              <h2 id="installed">${t.installed_title}</h2>
              ${this.installed_.length
                ? html`<ul class="list card">${this.installed_.map((one) => this.installed_app_(one))}</ul>`
                : html`<p class="soft">${t.installed_none}</p>`}
            </section>
            ${others.length
              ? html`<section aria-labelledby="others">
                  <h2 id="others">${this.t.apps}</h2>
                  <ul class="list card">
                    ${others.map(
                      ({ id }) =>
                        html`<li>
                          <span class="name">${this.name_of_(id)}</span>
                          <button type="button" aria-label="${t.share} · ${this.name_of_(id)}" @click=${() => this.share_(id, "")}>${t.share}</button>
                        </li>`,
                    )}
                  </ul>
                </section>`
              : nothing}`
        : nothing}
      ${this.gallery_ ? this.gallery_view_(this.gallery_) : nothing}
      <tollgate-install-package site_url=${this.site_}></tollgate-install-package>
      <tollgate-update-package site_url=${this.site_}></tollgate-update-package>
      <tollgate-share-package site_url=${this.site_}></tollgate-share-package>
    </main>`;
  }

  private installed_app_(one: Installed) {
    const t = this.t.packages;
    const name = this.name_of_(one.app);
    const { available } = one;
    return html`<li class="app">
      <span class="name">${name}</span>
      <span class="about soft small">
        ${[t.version(one.version), one.publisher.name, t.trust[one.publisher.trust]].join(" · ")}
        ${one.changed_here ? html`<span class="pill">${t.changed_here}</span>` : nothing}
      </span>
      ${one.withdrawn ? html`<span class="bad small">${t.withdrawn(one.withdrawn)}</span>` : nothing}
      <div class="row">
        <a class="button" href="${this.site_}apps/${one.app}/" aria-label="${this.t.open_app} · ${name}">${this.t.open_app}</a>
        ${available
          ? html`<button type="button" class="primary" aria-label="${t.update_to(available.version)} · ${name}" @click=${() => void this.update_(one, { ...available, id: one.id })}>
              ${t.update_to(available.version)}
            </button>`
          : nothing}
        ${one.previous
          ? html`<button type="button" aria-label="${t.roll_back(one.previous)} · ${name}" @click=${() => void this.roll_back_(one, name)}>
              ${t.roll_back(one.previous)}
            </button>`
          : nothing}
        <button type="button" aria-label="${t.share} · ${name}" @click=${() => this.share_(one.app, one.version)}>${t.share}</button>
        <button type="button" class="quiet danger" aria-label="${t.remove} · ${name}" @click=${() => void this.remove_(one, name)}>${t.remove}</button>
      </div>
      <label class="check small" title=${t.updates_itself_hint}>
        <input type="checkbox" aria-label="${t.updates_itself} · ${name}" .checked=${one.updates_itself} @change=${(event: Event) => void this.configure_(one, event)} />
        ${t.updates_itself}
      </label>
      <label class="entry small">
        <span>${t.update_from_file} · ${t.file_label}</span>
        <input type="file" multiple accept=".tollgate,.sig" aria-label="${t.update_from_file} · ${name}" @change=${(event: Event) => this.on_update_file_(one, event)} />
      </label>
    </li>`;
  }

  private gallery_view_(gallery: GalleryListReply) {
    const t = this.t.packages;
    const followed = gallery.galleries.filter(({ kind }) => kind === "address" || kind === "folder");
    return html`<section aria-labelledby="gallery">
        <div class="head">
          <h2 id="gallery">${t.gallery}</h2>
          <button type="button" @click=${() => void this.run_(() => this.read_(true))}>${t.refresh}</button>
        </div>
        <tollgate-gallery site_url=${this.site_} .list=${gallery} .may_withdraw=${true}></tollgate-gallery>
        <label class="entry">
          <span>${t.from_file}: ${t.file_label}</span>
          <input type="file" multiple accept=".tollgate,.sig" aria-label=${t.from_file} @change=${this.on_file_} />
        </label>
      </section>
      <section aria-labelledby="galleries">
        <h2 id="galleries">${t.galleries}</h2>
        <p class="soft">${t.galleries_lead}</p>
        ${followed.length
          ? html`<ul class="list card">
              ${followed.map(
                (one) =>
                  html`<li>
                    <span class="name">${one.address}</span>
                    <span class="about small ${one.problem ? "bad" : "soft"}">${one.problem ? diagnostic_text(one.problem) : t.gallery_of[one.kind]}</span>
                    ${one.kind === "address"
                      ? html`<button type="button" aria-label="${t.forget} · ${one.address}" @click=${() => void this.forget_(one.id)}>${t.forget}</button>`
                      : nothing}
                  </li>`,
              )}
            </ul>`
          : nothing}
        <form class="follow" @submit=${this.on_follow_}>
          <div class="entry">
            <label for="address">${t.follow_label}</label>
            <input id="address" name="address" type="url" required maxlength="500" placeholder="https://hub.example" autocomplete="off" />
          </div>
          <button>${t.follow}</button>
        </form>
      </section>`;
  }

  private async changed_(said: string): Promise<void> {
    await this.run_(() => this.read_(false));
    this.said_ = said;
  }

  private dialog_<T extends Element>(name: string): T {
    return this.renderRoot.querySelector<T>(name)!;
  }

  private install_({ gallery, id, version }: Offer): Promise<void> {
    return this.dialog_<InstallPackage>("tollgate-install-package").show({ gallery, id, version });
  }

  private readonly on_file_ = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = "";
    if (files.length) void this.dialog_<InstallPackage>("tollgate-install-package").show({ files });
  };

  private on_update_file_(one: Installed, event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = "";
    if (files.length) void this.update_(one, { files });
  }

  private update_(one: Installed, way: PackageWay): Promise<void> {
    return this.dialog_<UpdatePackage>("tollgate-update-package").show(one.app, this.name_of_(one.app), way);
  }

  private share_(app: string, version: string): void {
    this.dialog_<SharePackage>("tollgate-share-package").show(app, this.name_of_(app), version);
  }

  private async configure_(one: Installed, event: Event): Promise<void> {
    const updates_itself = (event.target as HTMLInputElement).checked;
    await this.run_(async () => {
      await this.hub_.request("package.configure", { app: one.app, updates_itself });
      await this.read_(updates_itself);
    });
  }

  private async roll_back_(one: Installed, name: string): Promise<void> {
    const t = this.t.packages;
    if (!confirm(t.roll_back_confirm(name, one.previous))) return;
    await this.run_(async () => {
      const { version } = await this.hub_.request("package.roll_back", { app: one.app });
      await this.changed_(t.updated(name, version));
    });
  }

  private async remove_(one: Installed, name: string): Promise<void> {
    const t = this.t.packages;
    if (!confirm(t.remove_confirm(name))) return;
    await this.run_(async () => {
      const { kept_as } = await this.hub_.request("package.remove", { app: one.app, confirm: one.app });
      await this.changed_(t.removed(name, kept_as));
    });
  }

  private async withdraw_({ id, version }: Offer): Promise<void> {
    const reason = prompt(this.t.packages.withdraw_reason);
    if (!reason) return;
    await this.run_(async () => {
      await this.hub_.request("gallery.withdraw", { id, version, reason });
      await this.read_(false);
    });
  }

  private async forget_(gallery: string): Promise<void> {
    await this.run_(async () => {
      await this.hub_.request("gallery.forget", { gallery });
      await this.read_(false);
    });
  }

  private readonly on_follow_ = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const address = String(new FormData(form).get("address") ?? "").trim();
    void this.run_(async () => {
      await this.hub_.request("gallery.follow", { address });
      form.reset();
      await this.read_(false);
    });
  };
}
customElements.define("tollgate-packages-page", PackagesPage);

start_page();
document.body.append(document.createElement("tollgate-packages-page"));
void tell_of_demo(site_of(location.href));
