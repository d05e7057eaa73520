// The administrators' page: who may use the hub, and who they are in its apps.

import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Person } from "../engine/generated/api.ts";
import type { Account, Device, Invitation } from "../engine/generated/hub.ts";
import { Hub } from "../engine/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { icon } from "../components/icons.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs, pills } from "../components/theme.ts";
import { AdminElement } from "./admin_element.ts";
import { admin_page, admin_parts } from "./admin_styles.ts";
import { site_of } from "./app_place.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of, list_apps } from "./apps_list.ts";
import { sign_in_address } from "./next_page.ts";
import type { HandOver } from "./hand_over.ts";
import "./hand_over.ts";
import "./people_import.ts";
import "./sign_in_ways.ts";
import { qr_code } from "../components/qr_code.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { start_page } from "./start.ts";

const kMaxPeople = 500;
/** As the hub keeps them (schemas/hub/common.schema.json). */
const kAddressKinds = ["email", "phone", "wecom", "dingtalk", "feishu"] as const;

interface AppPeople {
  app: ListedApp;
  people: Person[];
  /** It says who its people are; there may be none yet. */
  has_people: boolean;
}

class PeoplePage extends AdminElement {
  static override properties = {
    accounts_: { state: true },
    apps_: { state: true },
    me_: { state: true },
    chosen_: { state: true },
    devices_: { state: true },
    invitation_: { state: true },
    copied_: { state: true },
    leaving_: { state: true },
    said_: { state: true },
    importing_: { state: true },
    apps_read_: { state: true },
  };
  declare private accounts_: Account[] | undefined;
  declare private apps_: AppPeople[];
  declare private me_: Account | undefined;
  /** The account in the dialog; "new": one that is to be invited. */
  declare private chosen_: Account | "new" | undefined;
  declare private devices_: Device[];
  declare private invitation_: { name: string; invitation: Invitation } | undefined;
  declare private copied_: boolean;
  declare private leaving_: Account | undefined;
  declare private said_: string;
  /** The list makes room for a table of people. */
  declare private importing_: boolean;
  /** Before that a table could only be of no app. */
  declare private apps_read_: boolean;
  private readonly site_ = site_of(location.href);
  private readonly hub_ = new HubPeople(this.site_);

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    dialogs,
    admin_page,
    admin_parts,
    css`
      @media print {
        header,
        .list {
          display: none;
        }
      }
      .qr {
        display: block;
        width: min(240px, 70vw);
        margin: 16px auto;
        background: #fff;
        color: #000;
        padding: 12px;
        border-radius: var(--radius);
      }
      .devices > li {
        padding: 8px 0;
      }
    `,
  ];

  constructor() {
    super();
    this.apps_ = [];
    this.devices_ = [];
    this.copied_ = false;
    this.said_ = "";
    this.importing_ = false;
    this.apps_read_ = false;
    void this.begin_();
  }

  private async begin_(): Promise<void> {
    try {
      const session = await this.hub_.session();
      if (session?.way === "accounts" && !session.account) {
        location.replace(sign_in_address(this.site_, location.href));
        return;
      }
      this.me_ = session?.account;
      await this.read_();
      this.apps_ = await this.read_apps_();
      this.apps_read_ = true;
    } catch (error) {
      this.problem_ = error;
    }
  }

  protected override async read_(): Promise<void> {
    this.accounts_ = (await this.hub_.request("account.list", {})).accounts;
  }

  private async read_apps_(): Promise<AppPeople[]> {
    const apps = await list_apps(this.site_);
    return Promise.all(
      apps.map(async (app) => {
        const hub = new Hub(`${this.site_}apps/${app.id}/`);
        const reply = await hub.request({
          type: "people.list",
          params: { limit: kMaxPeople },
          locale: current_locale(),
        });
        return { app, people: reply.ok ? (reply.result as { people: Person[] }).people : [], has_people: reply.ok };
      }),
    );
  }

  override render() {
    document.title = `${this.t.accounts_title} · Tollgate`;
    return html`<main>
      <header>
        <div class="grow">
          <h1>${this.t.accounts_title}</h1>
          <p class="soft">${this.t.accounts_lead}</p>
        </div>
        ${this.accounts_
          ? html`<button type="button" aria-pressed=${String(this.importing_)} ?disabled=${!this.apps_read_} @click=${() => (this.importing_ = !this.importing_)}>
                ${this.t.people_import}
              </button>
              <button class="primary" type="button" @click=${() => void this.open_("new")}>
                ${icon("add")}${this.t.account_invite}
              </button>`
          : nothing}
      </header>
      ${this.chosen_ ? nothing : this.notice_()}
      ${this.importing_
        ? html`<tollgate-people-import
            .apps=${this.apps_.filter(({ has_people }) => has_people).map(({ app }) => app)}
            .site_url=${this.site_}
            @tollgate-people-imported=${() => void this.on_imported_()}
            @tollgate-people-import-done=${() => (this.importing_ = false)}
          ></tollgate-people-import>`
        : nothing}
      ${this.accounts_
        ? html`<ul class="list card" ?hidden=${this.importing_}>
            ${repeat(
              this.accounts_,
              ({ id }) => id,
              (account) => this.account_(account),
            )}
          </ul>`
        : this.problem_
          ? nothing
          : html`<p role="status">${this.t.loading}</p>`}
      <p role="status">${this.said_}</p>
      ${this.accounts_ && !this.importing_ ? html`<tollgate-sign-in-ways .site_url=${this.site_}></tollgate-sign-in-ways>` : nothing}
      ${this.dialog_()} ${this.invitation_dialog_()}
      <tollgate-hand-over
        .account=${this.leaving_}
        .apps=${this.apps_}
        .site_url=${this.site_}
        @tollgate-handed-over=${this.on_handed_over_}
      ></tollgate-hand-over>
    </main>`;
  }

  private async on_imported_(): Promise<void> {
    await this.try_(async () => (this.apps_ = await this.read_apps_()));
  }

  private account_(account: Account) {
    const state = this.t.account_state[account.state] ?? account.state;
    const places = account.places.map(({ app, record }) => {
      const found = this.apps_.find((each) => each.app.id === app);
      const person = found?.people.find(({ record: one }) => one === record)?.title ?? record;
      return `${found ? label_of(found.app, current_locale()) : app}: ${person}`;
    });
    return html`<li>
      <span class="name">${account.name}</span>
      <span class="about soft small">
        ${[state, ...(account.administrator ? [this.t.account_administrator] : []), ...places].join(" · ")}
      </span>
      <button type="button" aria-label="${this.t.edit} · ${account.name}" @click=${() => void this.open_(account)}>
        ${this.t.edit}
      </button>
    </li>`;
  }

  private async open_(chosen: Account | "new"): Promise<void> {
    this.problem_ = undefined;
    this.devices_ = [];
    this.chosen_ = chosen;
    await this.show_dialog_("#edit");
    if (chosen === "new") return;
    this.devices_ = (await this.hub_.request("device.list", { account: chosen.id })).devices;
  }

  private dialog_() {
    const { chosen_: chosen } = this;
    const account = chosen === "new" ? undefined : chosen;
    return html`<dialog id="edit" aria-labelledby="edit_title" @close=${() => (this.chosen_ = undefined)}>
      ${chosen
        ? html`<form @submit=${this.on_submit_}>
            <h2 id="edit_title">${account ? account.name : this.t.account_invite_title}</h2>
            ${this.notice_()}
            <div class="entry">
              <label for="name">${this.t.account_name}</label>
              <input id="name" name="name" type="text" required maxlength="64" autocomplete="off" .value=${account?.name ?? ""} />
            </div>
            ${this.apps_.map(({ app, people }) => this.place_(app, people, account))}
            ${this.addresses_(account)}
            <label class="check">
              <input type="checkbox" name="administrator" .checked=${account?.administrator ?? false} />
              ${this.t.account_is_administrator}
            </label>
            ${account && this.devices_.length ? this.devices_view_(account) : nothing}
            <div class="foot">
              ${account && account.id !== this.me_?.id
                ? [this.state_button_(account), this.leave_button_(account)]
                : nothing}
              ${account && account.state !== "revoked"
                ? html`<button type="button" @click=${() => void this.new_link_(account)}>
                    ${this.t.account_new_link}
                  </button>`
                : nothing}
              <button type="button" @click=${() => this.close_dialog_("#edit")}>${this.t.cancel}</button>
              <button class="primary">${account ? this.t.save_changes : this.t.account_invite}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }

  private place_(app: ListedApp, people: Person[], account: Account | undefined) {
    if (!people.length) return nothing;
    const record = account?.places.find((place) => place.app === app.id)?.record ?? "";
    const id = `place_${app.id}`;
    return html`<div class="entry">
      <label for=${id}>${this.t.account_person_of(label_of(app, current_locale()))}</label>
      <select id=${id} name=${id}>
        <option value="" .selected=${record === ""}>${this.t.account_nobody}</option>
        ${people.map(
          (person) =>
            html`<option value=${person.record} .selected=${person.record === record}>
              ${[person.title, person.role].filter(Boolean).join(" · ")}
            </option>`,
        )}
      </select>
    </div>`;
  }

  private addresses_(account: Account | undefined) {
    const value = (kind: string) => account?.addresses.find((address) => address.kind === kind)?.value ?? "";
    return html`<details ?open=${(account?.addresses.length ?? 0) > 0}>
      <summary>${this.t.addresses}</summary>
      ${kAddressKinds.map(
        (kind) =>
          html`<div class="entry">
            <label for="address_${kind}">${this.t.address_kind[kind]}</label>
            <input
              id="address_${kind}"
              name="address_${kind}"
              type=${kind === "email" ? "email" : kind === "phone" ? "tel" : "text"}
              maxlength="254"
              autocomplete="off"
              .value=${value(kind)}
            />
          </div>`,
      )}
    </details>`;
  }

  /** What somebody has in an app goes to another before they are suspended. */
  private leave_button_(account: Account) {
    if (account.state === "revoked" || !account.places.length) return nothing;
    // The hub would refuse to suspend the last administrator, after all was handed over.
    const others = (this.accounts_ ?? []).filter(({ id, administrator, state }) => id !== account.id && administrator && state === "active");
    if (account.administrator && !others.length) return nothing;
    return html`<button type="button" class="quiet danger" @click=${() => void this.hand_over_(account)}>
      ${this.t.hand_over}
    </button>`;
  }

  private async hand_over_(account: Account): Promise<void> {
    this.close_dialog_("#edit");
    this.leaving_ = account;
    await this.updateComplete;
    await this.renderRoot.querySelector<HandOver>("tollgate-hand-over")?.show();
  }

  private readonly on_handed_over_ = (event: CustomEvent<{ name: string }>): void => {
    this.said_ = this.t.hand_over_done(event.detail.name);
    void this.try_();
  };

  private devices_view_(account: Account) {
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "medium", timeStyle: "short" });
    return html`<h3>${this.t.devices}</h3>
      <ul class="list devices">
        ${this.devices_.map(
          (device) =>
            html`<li>
              <span>${device.label}${device.current ? html` <span class="soft">(${this.t.device_current})</span>` : nothing}</span>
              <span class="about soft small">${this.t.device_seen(date.format(device.seen_at))}</span>
            </li>`,
        )}
      </ul>
      <button type="button" class="quiet" @click=${() => void this.sign_out_(account)}>
        ${this.t.devices_sign_out_all}
      </button>`;
  }

  private state_button_(account: Account) {
    const revoked = account.state === "revoked";
    return html`<button
      type="button"
      class=${revoked ? "" : "quiet danger"}
      @click=${() => void this.set_state_(account, revoked ? "active" : "revoked")}
    >
      ${revoked ? this.t.account_restore : this.t.account_revoke}
    </button>`;
  }

  private invitation_dialog_() {
    const { invitation_: made } = this;
    if (!made) return html`<dialog id="invitation"></dialog>`;
    const link = `${this.site_}sign_in.html#invitation=${made.invitation.token}`;
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "long" });
    return html`<dialog id="invitation" aria-labelledby="invitation_title" @close=${() => (this.invitation_ = undefined)}>
      <h2 id="invitation_title">${this.t.invitation_ready(made.name)}</h2>
      <p class="soft small">${this.t.invitation_help(date.format(made.invitation.expires_at))}</p>
      ${qr_code(link, this.t.invitation_code)}
      <input type="text" readonly aria-label=${this.t.invitation_ready(made.name)} .value=${link} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
      <div class="foot">
        <button type="button" @click=${() => this.close_dialog_("#invitation")}>${this.t.close}</button>
        <button type="button" class="primary" @click=${() => void this.copy_(link)}>
          ${this.copied_ ? this.t.copied : this.t.copy}
        </button>
      </div>
    </dialog>`;
  }

  private async copy_(link: string): Promise<void> {
    const input = this.renderRoot.querySelector<HTMLInputElement>("#invitation input");
    input?.select();
    try {
      await navigator.clipboard.writeText(link);
      this.copied_ = true;
    } catch {
      // Without the right to do it the link stands selected, to be copied by hand.
    }
  }

  private readonly on_submit_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const account = this.chosen_ === "new" ? undefined : this.chosen_;
    const shown = new Set(this.apps_.filter(({ people }) => people.length).map(({ app }) => app.id));
    const params = {
      name: String(data.get("name")).trim(),
      administrator: data.get("administrator") !== null,
      places: [
        ...(account?.places ?? []).filter(({ app }) => !shown.has(app)),
        ...[...shown].map((app) => ({ app, record: String(data.get(`place_${app}`) ?? "") })),
      ].filter(({ record }) => record),
      addresses: kAddressKinds
        .map((kind) => ({ kind, value: String(data.get(`address_${kind}`) ?? "").trim() }))
        .filter(({ value }) => value),
    };
    const done = await this.try_(async () => {
      if (account) await this.hub_.request("account.change", { account: account.id, ...params });
      else await this.invite_(params);
    });
    if (done) this.close_dialog_("#edit");
    if (done && !account) await this.show_invitation_();
  };

  private async invite_(params: { name: string; account?: string }): Promise<void> {
    const { account, invitation } = await this.hub_.request("account.invite", params);
    this.invitation_ = { name: account.name, invitation };
    this.copied_ = false;
  }

  private async show_invitation_(): Promise<void> {
    await this.show_dialog_("#invitation");
  }

  private async new_link_(account: Account): Promise<void> {
    const done = await this.try_(() => this.invite_({ name: account.name, account: account.id }));
    if (!done) return;
    this.close_dialog_("#edit");
    await this.show_invitation_();
  }

  private async set_state_(account: Account, state: "active" | "revoked"): Promise<void> {
    if (state === "revoked" && !confirm(this.t.account_revoke_confirm(account.name))) return;
    const done = await this.try_(() => this.hub_.request("account.change", { account: account.id, state }));
    if (done) this.close_dialog_("#edit");
  }

  private async sign_out_(account: Account): Promise<void> {
    const done = await this.try_(() => this.hub_.request("device.sign_out", { account: account.id }));
    if (done) this.devices_ = [];
  }
}
customElements.define("tollgate-people-page", PeoplePage);

start_page();
document.body.append(new PeoplePage());
void tell_of_demo(site_of(location.href));
