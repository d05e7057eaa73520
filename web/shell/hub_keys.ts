// <tollgate-hub-keys>: keys by which programs use apps. A key's secret is shown once.

import { html, nothing } from "lit";
import type { ApiKey } from "../engine/generated/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { tell } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import { AdminElement } from "./admin_element.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of } from "./apps_list.ts";
import { hub_styles } from "./hub_styles.ts";

export class HubKeys extends AdminElement {
  static override properties = {
    listed: { attribute: false },
    site_url: { type: String },
    keys_: { state: true },
    secret_: { state: true },
  };
  declare listed: ListedApp[];
  declare site_url: string;
  declare private keys_: ApiKey[] | undefined;
  declare private secret_: string;

  static override styles = [basics, buttons, inputs, dialogs, hub_styles];

  constructor() {
    super();
    this.secret_ = "";
  }

  override firstUpdated(): void {
    void this.try_(); // lists them
  }

  override render() {
    const keys = this.keys_ ?? [];
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">${this.t.api_keys}</h2>
        <button type="button" @click=${this.open_}>${this.t.api_key_new}</button>
      </div>
      <p class="soft small">${this.t.api_keys_lead} <a href="${this.site_url}api/openapi.json">OpenAPI</a></p>
      ${this.dialog_element_()?.open ? nothing : this.notice_()}
      <ul class="list card">
        ${keys.length ? keys.map((key) => this.key_(key)) : html`<li class="soft">${this.t.api_keys_none}</li>`}
      </ul>
      ${this.dialog_()}
    </section>`;
  }

  private key_(key: ApiKey) {
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "medium" });
    const listed = this.listed.find(({ id }) => id === key.app);
    const ended = key.revoked || key.expires_at <= Date.now();
    const state = key.revoked
      ? this.t.api_key_revoked
      : this.t.api_key_until(date.format(key.expires_at), key.expires_at <= Date.now());
    const used = key.used_at ? this.t.device_seen(date.format(key.used_at)) : this.t.api_key_unused;
    return html`<li>
      <span class="name">${key.name}</span>
      <span class="about soft small">
        ${[listed ? label_of(listed, current_locale()) : key.app, key.record || key.role, state, used].join(" · ")}
      </span>
      ${ended
        ? nothing
        : html`<button type="button" class="quiet danger" aria-label="${this.t.api_key_revoke} · ${key.name}" @click=${() => void this.revoke_(key)}>
            ${this.t.api_key_revoke}
          </button>`}
    </li>`;
  }

  private dialog_() {
    return html`<dialog aria-labelledby="new_title" @close=${() => (this.secret_ = "")}>
      <h2 id="new_title">${this.t.api_key_new}</h2>
      ${this.secret_ ? this.made_() : this.form_()}
    </dialog>`;
  }

  private made_() {
    return html`<p>${this.t.api_key_once}</p>
      <input type="text" readonly aria-label=${this.t.api_key_secret} .value=${this.secret_} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
      <div class="foot"><button type="button" class="primary" @click=${this.close_}>${this.t.close}</button></div>`;
  }

  private form_() {
    return html`<form @submit=${this.on_submit_}>
      ${this.notice_()}
      <div class="entry">
        <label for="name">${this.t.api_key_name}</label>
        <input id="name" name="name" type="text" required maxlength="64" autocomplete="off" />
      </div>
      <div class="entry">
        <label for="app">${this.t.api_key_app}</label>
        <select id="app" name="app">
          ${this.listed.map((app) => html`<option value=${app.id}>${label_of(app, current_locale())}</option>`)}
        </select>
      </div>
      <div class="entry">
        <label for="as">${this.t.api_key_as}</label>
        <select id="as" name="as">
          <option value="record">${this.t.api_key_as_record}</option>
          <option value="role">${this.t.api_key_as_role}</option>
        </select>
      </div>
      <div class="entry">
        <label for="who">${this.t.api_key_who}</label>
        <input id="who" name="who" type="text" required maxlength="200" autocomplete="off" aria-describedby="who_hint" />
        <p id="who_hint" class="soft small">${this.t.api_key_who_hint}</p>
      </div>
      <div class="entry">
        <label for="days">${this.t.api_key_days}</label>
        <input id="days" name="days" type="number" min="1" max="730" value="365" required />
      </div>
      <div class="foot">
        <button type="button" @click=${this.close_}>${this.t.cancel}</button>
        <button class="primary">${this.t.api_key_make}</button>
      </div>
    </form>`;
  }

  private readonly open_ = (): void => {
    this.problem_ = undefined;
    this.dialog_element_()?.querySelector("form")?.reset();
    this.dialog_element_()?.showModal();
  };

  private readonly close_ = (): void => this.close_dialog_();

  private readonly on_submit_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    await this.try_(async () => {
      const made = await new HubPeople(this.site_url).request("api_key.create", {
        name: text("name"), app: text("app"), days: Number(text("days")),
        ...(text("as") === "role" ? { role: text("who") } : { record: text("who") }),
      });
      this.secret_ = made.secret;
    });
  };

  private async revoke_(key: ApiKey): Promise<void> {
    if (!confirm(this.t.api_key_revoke_confirm(key.name))) return;
    await this.try_(() => new HubPeople(this.site_url).request("api_key.revoke", { key: key.id }));
  }

  protected override async read_(): Promise<void> {
    this.keys_ = (await new HubPeople(this.site_url).request("api_key.list", {})).keys;
    tell(this, "tollgate-acted");
  }
}
customElements.define("tollgate-hub-keys", HubKeys);
