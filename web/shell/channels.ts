// The administrators' page for what leaves the hub: channels, where it may connect, and which channels
// take an app's messages.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type {
  Channel,
  ChannelKind,
  DeliverySettingsReply,
  KindField,
  Localized,
} from "../engine/generated/delivery.ts";
import type { ApiKey } from "../engine/generated/hub.ts";
import { HubDelivery } from "../engine/hub_delivery.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { error_text } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { icon } from "../components/icons.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs, pills } from "../components/theme.ts";
import { AdminElement } from "./admin_element.ts";
import { admin_page, admin_parts } from "./admin_styles.ts";
import { site_of } from "./app_place.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of, list_apps } from "./apps_list.ts";
import { channels_styles } from "./channels_styles.ts";
import { hosts_of, text_of_hosts } from "./egress_text.ts";
import { sign_in_address } from "./next_page.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { start_page } from "./start.ts";

/** As many channels an app tries one after the other from this page. */
const kSteps = 2;

class ChannelsPage extends AdminElement {
  static override properties = {
    channels_: { state: true },
    kinds_: { state: true },
    settings_: { state: true },
    apps_: { state: true },
    routes_: { state: true },
    chosen_: { state: true },
    keys_: { state: true },
    kind_: { state: true },
    tested_: { state: true },
    said_: { state: true },
  };
  declare private channels_: Channel[] | undefined;
  declare private kinds_: ChannelKind[];
  declare private settings_: DeliverySettingsReply | undefined;
  declare private apps_: ListedApp[];
  /** Of each app, the channels for whatever it asks for. */
  declare private routes_: Record<string, string[]>;
  /** By which programs use an app, for webhooks that follow one. */
  declare private keys_: ApiKey[];
  declare private chosen_: Channel | "new" | undefined;
  declare private kind_: string;
  declare private tested_: string;
  declare private said_: string;
  private readonly site_ = site_of(location.href);
  private readonly hub_ = new HubDelivery(this.site_);

  static override styles = [basics, buttons, inputs, pills, dialogs, admin_page, admin_parts, channels_styles];

  constructor() {
    super();
    this.kinds_ = [];
    this.keys_ = [];
    this.apps_ = [];
    this.routes_ = {};
    this.kind_ = "wecom_robot";
    this.tested_ = this.said_ = "";
    void this.begin_();
  }

  private async begin_(): Promise<void> {
    try {
      const session = await new HubPeople(this.site_).session();
      if (session?.way === "accounts" && !session.account) {
        location.replace(sign_in_address(this.site_, location.href));
        return;
      }
      await this.read_();
      this.apps_ = await list_apps(this.site_);
      if (session?.way === "accounts") {
        const { keys } = await new HubPeople(this.site_).request("api_key.list", {});
        this.keys_ = keys.filter(({ revoked, expires_at }) => !revoked && expires_at > Date.now());
      }
      for (const { id } of this.apps_) {
        const { routes } = await this.hub_.request("route.list", { app: id });
        this.routes_ = { ...this.routes_, [id]: routes.find(({ wish }) => wish === "")?.channels ?? [] };
      }
    } catch (error) {
      this.problem_ = error;
    }
  }

  protected override async read_(): Promise<void> {
    const { channels, kinds } = await this.hub_.request("channel.list", {});
    this.settings_ = await this.hub_.request("delivery.settings", {});
    this.kinds_ = kinds;
    this.channels_ = channels;
  }

  override render() {
    document.title = `${this.t.channels_title} · Tollgate`;
    return html`<main>
      <header>
        <div class="grow">
          <h1>${this.t.channels_title}</h1>
          <p class="soft">${this.t.channels_lead}</p>
        </div>
        ${this.channels_
          ? html`<button class="primary" type="button" @click=${() => void this.open_("new")}>
              ${icon("add")}${this.t.channel_add}
            </button>`
          : nothing}
      </header>
      ${this.chosen_ ? nothing : this.notice_()}
      <p role="status">${this.said_ || (!this.channels_ && !this.problem_ ? this.t.loading : "")}</p>
      ${this.channels_
        ? html`${this.channels_.length
            ? html`<ul class="list card">
                ${repeat(
                  this.channels_,
                  ({ id }) => id,
                  (channel) => this.channel_(channel),
                )}
              </ul>`
            : html`<p class="empty card">${this.t.channels_none}</p>`}
          ${this.routes_view_()} ${this.settings_view_()}`
        : nothing}
      ${this.dialog_()}
    </main>`;
  }

  private channel_(channel: Channel) {
    const about = [this.t.channel_kinds[channel.kind] ?? channel.kind, channel.host];
    return html`<li>
      <span class="name">${channel.label}</span>
      <span class="about soft small">
        ${about.filter(Boolean).join(" · ")}
        ${channel.enabled ? nothing : html`<span class="pill">${this.t.channel_off}</span>`}
        ${channel.host_allowed ? nothing : html`<span class="pill risk">${this.t.channel_host_blocked}</span>`}
      </span>
      <button type="button" aria-label="${this.t.edit} · ${channel.label}" @click=${() => void this.open_(channel)}>
        ${this.t.edit}
      </button>
    </li>`;
  }

  private async open_(chosen: Channel | "new"): Promise<void> {
    this.problem_ = undefined;
    this.tested_ = "";
    this.kind_ = chosen === "new" ? "wecom_robot" : chosen.kind;
    this.chosen_ = chosen;
    await this.show_dialog_();
  }

  private dialog_() {
    const channel = this.chosen_ === "new" ? undefined : this.chosen_;
    const kind = this.kinds_.find((each) => each.kind === this.kind_);
    return html`<dialog id="edit" aria-labelledby="edit_title" @close=${() => (this.chosen_ = undefined)}>
      ${this.chosen_ && kind
        ? html`<form @submit=${this.on_submit_}>
            <h2 id="edit_title">${channel ? channel.label : this.t.channel_add}</h2>
            ${this.notice_()}
            ${channel ? nothing : this.kind_choice_()}
            <div class="entry">
              <label for="label">${this.t.channel_label}</label>
              <input id="label" name="label" type="text" required maxlength="60" autocomplete="off" .value=${channel?.label ?? this.t.channel_kinds[kind.kind] ?? ""} />
            </div>
            ${kind.secrets.map((field) => this.secret_(field, channel))}
            ${kind.settings.map((field) => this.setting_(field, channel))}
            <label class="check">
              <input type="checkbox" name="enabled" .checked=${channel?.enabled ?? true} />${this.t.channel_enabled}
            </label>
            ${channel?.host_allowed
              ? nothing
              : html`<label class="check">
                  <input type="checkbox" name="allow_host" .checked=${true} />
                  ${this.t.channel_allow_host(channel?.host || host_of(kind) || this.t.channel_members.base_url!)}
                </label>`}
            ${channel ? this.test_(kind) : nothing}
            <div class="foot">
              ${channel
                ? html`<button type="button" class="quiet danger" @click=${() => void this.remove_(channel)}>
                    ${this.t.channel_remove}
                  </button>`
                : nothing}
              <button type="button" @click=${() => this.close_dialog_()}>${this.t.cancel}</button>
              <button class="primary">${channel ? this.t.save_changes : this.t.channel_add}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }

  private kind_choice_() {
    return html`<div class="entry">
      <label for="kind">${this.t.channel_kind}</label>
      <select id="kind" name="kind" @change=${(event: Event) => (this.kind_ = (event.target as HTMLSelectElement).value)}>
        ${this.kinds_.map(
          ({ kind }) =>
            html`<option value=${kind} .selected=${kind === this.kind_}>${this.t.channel_kinds[kind] ?? kind}</option>`,
        )}
      </select>
    </div>`;
  }

  private setting_(field: KindField, channel: Channel | undefined) {
    const id = `setting_${field.name}`;
    const value = channel?.settings.find(({ name }) => name === field.name)?.value ?? "";
    const choices = this.choices_of_(field.name);
    if (choices) return this.choice_(id, field, value, choices);
    return html`<div class="entry">
      <label for=${id}>${this.t.channel_members[field.name] ?? field.name}</label>
      <input
        id=${id}
        name=${id}
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        maxlength="500"
        placeholder=${field.otherwise}
        ?required=${field.required}
        .value=${value}
      />
    </div>`;
  }

  /** What stands to choose from; undefined where it is typed. */
  private choices_of_(name: string): { id: string; label: string }[] | undefined {
    if (name === "app") return this.apps_.map((app) => ({ id: app.id, label: label_of(app, current_locale()) }));
    if (name !== "api_key") return undefined;
    const app_label = (id: string): string => {
      const found = this.apps_.find((app) => app.id === id);
      return found ? label_of(found, current_locale()) : id;
    };
    return this.keys_.map(({ id, name: key, app }) => ({ id, label: `${key} · ${app_label(app)}` }));
  }

  private choice_(id: string, field: KindField, value: string, choices: { id: string; label: string }[]) {
    return html`<div class="entry">
      <label for=${id}>${this.t.channel_members[field.name] ?? field.name}</label>
      <select id=${id} name=${id} ?required=${field.required}>
        <option value=""></option>
        ${choices.map((each) => html`<option value=${each.id} .selected=${each.id === value}>${each.label}</option>`)}
      </select>
      ${field.name === "api_key" ? html`<p class="soft small">${this.t.channel_key_help}</p>` : nothing}
    </div>`;
  }

  private secret_(field: KindField, channel: Channel | undefined) {
    const id = `secret_${field.name}`;
    const is_set = channel?.secrets.includes(field.name) ?? false;
    return html`<div class="entry">
      <label for=${id}>${this.t.channel_members[field.name] ?? field.name}</label>
      <input
        id=${id}
        name=${id}
        type="password"
        autocomplete="new-password"
        maxlength="500"
        placeholder=${is_set ? this.t.channel_secret_kept : ""}
        ?required=${field.required && !is_set}
      />
    </div>`;
  }

  private test_(kind: ChannelKind) {
    return html`<div class="test">
      ${kind.address
        ? html`<input name="test_address" type="text" autocomplete="off" aria-label=${this.t.channel_test_address} placeholder=${this.t.channel_test_address} />`
        : nothing}
      <button type="button" @click=${() => void this.try_channel_()}>${icon("send")}${this.t.channel_test}</button>
      <p role="status">${this.tested_}</p>
    </div>`;
  }

  private routes_view_() {
    if (!this.apps_.length || !this.channels_?.length) return nothing;
    return html`<section class="card" aria-labelledby="routes">
      <h2 id="routes">${this.t.routes_title}</h2>
      ${this.apps_.map((app) => {
        const label = label_of(app, current_locale());
        return html`<fieldset>
          <legend>${label}</legend>
          ${Array.from({ length: kSteps }, (_, step) => this.step_(app, label, step))}
        </fieldset>`;
      })}
    </section>`;
  }

  private step_(app: ListedApp, label: string, step: number) {
    const chosen = this.routes_[app.id]?.[step] ?? "";
    const name = step === 0 ? this.t.route_first : this.t.route_then;
    const choices = [
      { id: "", label: step === 0 ? this.t.route_default : "–" },
      ...(step === 0 ? [] : [{ id: "in_app", label: this.t.channel_kinds.in_app! }]),
      ...this.channels_!.filter(({ kind }) => kind !== "changes"),
    ];
    return html`<label
      >${name}
      <select
        aria-label="${label} · ${name}"
        ?disabled=${step > 0 && !this.routes_[app.id]?.length}
        @change=${(event: Event) => void this.route_(app.id, step, (event.target as HTMLSelectElement).value)}
      >
        ${choices.map(({ id, label }) => html`<option value=${id} .selected=${id === chosen}>${label}</option>`)}
      </select></label
    >`;
  }

  private async route_(app: string, step: number, channel: string): Promise<void> {
    const before = this.routes_[app] ?? [];
    const channels = (channel ? [...before.slice(0, step), channel, ...before.slice(step + 1)] : before.slice(0, step))
      .filter((id, index, all) => id && all.indexOf(id) === index);
    await this.try_(async () => {
      const now = await this.hub_.request("route.list", { app });
      const routes = [...now.routes.filter(({ wish }) => wish !== ""), ...(channels.length ? [{ wish: "", channels }] : [])];
      await this.hub_.request("route.save", { app, routes, fields: now.fields });
      this.routes_ = { ...this.routes_, [app]: channels };
    });
  }

  private settings_view_() {
    const settings = this.settings_;
    if (!settings) return nothing;
    return html`<section class="card" aria-labelledby="hosts">
      <form @submit=${this.on_settings_}>
        <h2 id="hosts">${this.t.hosts_title}</h2>
        <p class="soft small" id="hosts_help">${this.t.hosts_lead}</p>
        <textarea name="hosts" rows="5" spellcheck="false" aria-labelledby="hosts" aria-describedby="hosts_help" .value=${text_of_hosts(settings.hosts)}></textarea>
        <div class="entry">
          <label for="public_url">${this.t.public_url}</label>
          <input id="public_url" name="public_url" type="url" maxlength="300" .value=${settings.public_url} />
        </div>
        <div class="entry">
          <label for="locale">${this.t.message_locale}</label>
          <select id="locale" name="locale">
            <option value="zh-CN" .selected=${settings.locale !== "en"} lang="zh-CN">中文</option>
            <option value="en" .selected=${settings.locale === "en"} lang="en">English</option>
          </select>
        </div>
        <div class="foot"><button class="primary">${this.t.save_changes}</button></div>
      </form>
    </section>`;
  }

  protected override async try_(work: () => Promise<unknown>): Promise<boolean> {
    this.said_ = "";
    const done = await super.try_(work);
    if (done) this.said_ = this.t.saved_short;
    return done;
  }

  private readonly on_submit_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const channel = this.chosen_ === "new" ? undefined : this.chosen_;
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const kind = this.kinds_.find((each) => each.kind === this.kind_)!;
    const done = await this.try_(() =>
      this.hub_.request("channel.save", {
        ...(channel ? { id: channel.id } : {}),
        kind: kind.kind,
        label: text("label"),
        enabled: data.get("enabled") !== null,
        settings: kind.settings.map(({ name }) => ({ name, value: text(`setting_${name}`) })),
        // What is left empty stays as it is.
        secrets: kind.secrets.map(({ name }) => ({ name, value: text(`secret_${name}`) })).filter(({ value }) => value),
        allow_host: data.get("allow_host") !== null,
      }),
    );
    if (done) this.close_dialog_();
  };

  private async try_channel_(): Promise<void> {
    if (!this.chosen_ || this.chosen_ === "new") return;
    const address = this.renderRoot.querySelector<HTMLInputElement>("input[name=test_address]")?.value.trim();
    this.tested_ = this.t.loading;
    try {
      const tested = await this.hub_.request("channel.test", { id: this.chosen_.id, ...(address ? { address } : {}) });
      const said = [tested.vendor_code, tested.vendor_text].filter(Boolean).join(" ");
      this.tested_ =
        tested.outcome === "sent"
          ? this.t.channel_test_sent
          : `${in_language(tested.remedy) || tested.code}${said ? ` (${said})` : ""}`;
    } catch (error) {
      this.tested_ = error_text(error);
    }
  }

  private async remove_(channel: Channel): Promise<void> {
    if (!confirm(this.t.channel_remove_confirm(channel.label))) return;
    if (await this.try_(() => this.hub_.request("channel.remove", { id: channel.id }))) this.close_dialog_();
  }

  private readonly on_settings_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    await this.try_(() =>
      this.hub_.request("delivery.configure", {
        hosts: hosts_of(String(data.get("hosts"))),
        public_url: String(data.get("public_url")).trim(),
        locale: String(data.get("locale")),
      }),
    );
  };
}
customElements.define("tollgate-channels-page", ChannelsPage);

/** The host that a vendor's kind connects to where nothing else is said. */
function host_of(kind: ChannelKind): string {
  const url = kind.settings.find(({ name }) => name === "base_url")?.otherwise;
  return url ? new URL(url).host : "";
}

function in_language(text: Localized | undefined): string {
  return text ? (current_locale() === "en" ? text.en : text["zh-CN"]) : "";
}

start_page();
document.body.append(new ChannelsPage());
void tell_of_demo(site_of(location.href));
