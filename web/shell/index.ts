// The first page: leads to the apps of the site.

import { css, html, nothing } from "lit";
import { TollgateElement } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import { current_locale, kLocales, set_locale } from "../components/text/index.ts";
import { basics, buttons } from "../components/theme.ts";
import { register_service_worker } from "../platform/register.ts";
import type { Account } from "../engine/generated/hub.ts";
import { site_of } from "./app_place.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of, list_apps } from "./apps_list.ts";
import type { AccountMenu } from "./account_menu.ts";
import "./account_menu.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { session_of } from "./hub_session.ts";
import { sign_in_address } from "./next_page.ts";
import type { NewApp } from "./new_app/new_app.ts";
import { start_page } from "./start.ts";
import "./theme_choice.ts";

class StartPage extends TollgateElement {
  static override properties = { apps_: { state: true }, failed_: { state: true }, account_: { state: true }, may_make_: { state: true } };
  declare private apps_: ListedApp[] | undefined;
  declare private failed_: boolean;
  declare private account_: Account | undefined;
  /** Administrators make apps; in a demo anybody does. */
  declare private may_make_: boolean;

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        max-width: 960px;
        margin: 0 auto;
        padding: max(10vh, 40px) 16px 40px;
      }
      h1 {
        font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem);
        margin-bottom: 8px;
      }
      .lead {
        font-size: 1.125rem;
        margin-bottom: 32px;
      }
      ul {
        display: grid;
        gap: 16px;
      }
      li.card {
        display: grid;
        justify-items: start;
        align-content: start;
        gap: 8px;
        padding: 24px;
      }
      h2 {
        overflow-wrap: anywhere;
      }
      a.design {
        padding: 10px 0;
        color: var(--text-soft);
      }
      .sign {
        display: grid;
        place-items: center;
        width: 44px;
        height: 44px;
        border-radius: 12px;
        background: var(--accent-soft);
        color: var(--accent);
        margin-bottom: 8px;
      }
      .make {
        margin-top: 24px;
      }
      footer {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 8px;
        margin-top: 32px;
      }
      footer a {
        padding: 12px 0;
        color: var(--text-soft);
      }
      @media (min-width: 760px) {
        ul {
          grid-template-columns: repeat(auto-fill, minmax(280px, 1fr));
        }
      }
    `,
  ];

  constructor() {
    super();
    void this.look_();
  }

  private async look_(): Promise<void> {
    this.failed_ = false;
    const session = await session_of(site_of(location.href));
    if (session?.way === "accounts" && !session.account) {
      return location.replace(sign_in_address(site_of(location.href), location.href));
    }
    this.account_ = session?.account;
    this.may_make_ = session?.way === "demo" || Boolean(session?.account?.administrator);
    try {
      this.apps_ = await list_apps(site_of(location.href));
    } catch {
      this.failed_ = true;
    }
  }

  override render() {
    const other = kLocales.find(({ id }) => id !== current_locale()) ?? kLocales[0];
    return html`<main>
      <h1>${this.t.start_title}</h1>
      <p class="lead soft">${this.t.start_lead}</p>
      ${this.failed_
        ? html`<p role="alert">${this.t.apps_unreachable}</p>
            <button type="button" @click=${this.look_}>${this.t.retry}</button>`
        : !this.apps_
          ? html`<p role="status">${this.t.loading}</p>`
          : this.apps_.length
            ? html`<ul>
                ${this.apps_.map((app) => this.app_(app))}
              </ul>`
            : html`<p>${this.t.apps_none}</p>`}
      ${this.apps_ && this.may_make_
        ? html`<p class="make">
            <button type="button" class=${this.apps_.length ? "" : "primary"} @click=${this.show_new_}>
              ${icon("add")}${this.t.new_app}
            </button>
          </p>`
        : nothing}
      <footer>
        <a href="notices.txt">${this.t.notices}</a>
        ${this.apps_ && this.may_make_ ? html`<a href="gallery.html">${this.t.packages.title}</a>` : nothing}
        ${this.account_ ? this.account_button_(this.account_) : nothing}
        <button type="button" lang=${other.id} @click=${() => set_locale(other.id)}>
          ${icon("globe")}${other.name}
        </button>
      </footer>
      <tollgate-new-app .site_url=${site_of(location.href)}></tollgate-new-app>
    </main>`;
  }

  private readonly show_new_ = async (): Promise<void> => {
    await import("./new_app/new_app.ts");
    const dialog = this.renderRoot.querySelector<NewApp>("tollgate-new-app");
    await dialog?.updateComplete;
    dialog?.show();
  };

  private account_button_(account: Account) {
    return html`<button
        type="button"
        aria-label="${account.name} · ${this.t.account}"
        @click=${() => this.renderRoot.querySelector<AccountMenu>("tollgate-account")?.show()}
      >
        ${icon("person")}${account.name}
      </button>
      <tollgate-account .account=${account} .site_url=${site_of(location.href)}></tollgate-account>`;
  }

  private app_(app: ListedApp) {
    const label = label_of(app, current_locale());
    return html`<li class="card">
      <span class="sign">${icon("form")}</span>
      <h2>${label}</h2>
      <a class="button primary" href="apps/${app.id}/" aria-label="${this.t.open_app} · ${label}">${this.t.open_app}</a>
      <a class="design" href="apps/${app.id}/designer.html" aria-label="${this.t.open_designer} · ${label}"
        >${this.t.open_designer}</a
      >
    </li>`;
  }
}
customElements.define("tollgate-start", StartPage);

start_page();
document.body.append(new StartPage());
register_service_worker(site_of(location.href));
void tell_of_demo(site_of(location.href));
