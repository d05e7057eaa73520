// The administrators' page about the hub itself: how it and its apps are, keys for programs, and
// what administrators did.

import { css, html, nothing } from "lit";
import type { Requests } from "../engine/generated/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons } from "../components/theme.ts";
import { admin_page } from "./admin_styles.ts";
import { site_of } from "./app_place.ts";
import type { ListedApp } from "./apps_list.ts";
import { list_apps } from "./apps_list.ts";
import type { HubActs } from "./hub_acts.ts";
import "./hub_acts.ts";
import "./hub_apps.ts";
import "./hub_devices.ts";
import "./hub_keys.ts";
import { hub_styles } from "./hub_styles.ts";
import { sign_in_address } from "./next_page.ts";
import { size_text } from "./size_text.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { start_page } from "./start.ts";

type HubStatus = Requests["hub.status"]["result"];
const kAgain_ms = 15_000;

class HubPage extends TollgateElement {
  static override properties = {
    status_: { state: true },
    listed_: { state: true },
    problem_: { state: true },
  };
  declare private status_: HubStatus | undefined;
  declare private listed_: ListedApp[];
  declare private problem_: unknown;
  private readonly site_ = site_of(location.href);
  private readonly hub_ = new HubPeople(this.site_);

  static override styles = [
    basics,
    buttons,
    admin_page,
    hub_styles,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
        gap: 12px;
        margin: 0 0 32px;
        padding: 16px;
      }
      dd {
        margin: 0;
        font-weight: 600;
      }
    `,
  ];

  constructor() {
    super();
    this.listed_ = [];
    void this.begin_();
  }

  private async begin_(): Promise<void> {
    try {
      const session = await this.hub_.session();
      if (session?.way === "accounts" && !session.account) {
        location.replace(sign_in_address(this.site_, location.href));
        return;
      }
      this.listed_ = await list_apps(this.site_);
      await this.look_();
      setInterval(() => {
        if (document.visibilityState === "visible") void this.look_().catch((error: unknown) => (this.problem_ = error));
      }, kAgain_ms);
    } catch (error) {
      this.problem_ = error;
    }
  }

  private async look_(): Promise<void> {
    this.status_ = await this.hub_.request("hub.status", {});
    this.problem_ = undefined;
  }

  override render() {
    document.title = `${this.t.hub_title} · Tollgate`;
    const { status_: status } = this;
    return html`<main>
      <header>
        <div>
          <h1>${this.t.hub_title}</h1>
          <p class="soft">${this.t.hub_lead}</p>
        </div>
        <nav aria-label=${this.t.manage_hub}>
          <a class="button" href="${this.site_}people.html">${this.t.manage_people}</a>
          <a class="button" href="${this.site_}channels.html">${this.t.manage_channels}</a>
        </nav>
      </header>
      ${this.problem_ ? html`<p class="notice" role="alert">${error_text(this.problem_)}</p>` : nothing}
      ${status
        ? html`${this.facts_(status)}
            <tollgate-hub-apps .apps=${status.apps} .listed=${this.listed_} site_url=${this.site_}></tollgate-hub-apps>
            <tollgate-hub-devices
              .listed=${this.listed_}
              site_url=${this.site_}
              @tollgate-acted=${() => this.renderRoot.querySelector<HubActs>("tollgate-hub-acts")?.again()}
            ></tollgate-hub-devices>
            <tollgate-hub-keys
              .listed=${this.listed_}
              site_url=${this.site_}
              @tollgate-acted=${() => this.renderRoot.querySelector<HubActs>("tollgate-hub-acts")?.again()}
            ></tollgate-hub-keys>
            <tollgate-hub-acts site_url=${this.site_}></tollgate-hub-acts>`
        : this.problem_
          ? nothing
          : html`<p role="status">${this.t.loading}</p>`}
    </main>`;
  }

  private facts_(status: HubStatus) {
    const size = (bytes: number): string => size_text(bytes, current_locale());
    const facts: [string, string][] = [
      [this.t.hub_version, status.version],
      [this.t.hub_sessions, String(status.sessions)],
      [this.t.hub_memory, size(status.memory_bytes)],
      ...(status.disk_free_bytes === undefined ? [] : [[this.t.hub_disk_free, size(status.disk_free_bytes)] as [string, string]]),
    ];
    return html`<dl class="card">
      ${facts.map(([name, value]) => html`<div><dt class="soft small">${name}</dt><dd>${value}</dd></div>`)}
    </dl>`;
  }
}
customElements.define("tollgate-hub-page", HubPage);

start_page();
document.body.append(document.createElement("tollgate-hub-page"));
void tell_of_demo(site_of(location.href));
