// <tollgate-shell>: one of the app's pages, for a role. Its menu comes from the app document; what it
// shows follows the address. It says what a person must know before typing: where data is kept.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { AppSummary, FormSaveReply, MenuItem, Person } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import type { EngineStatus } from "../engine/protocol.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import type { IconName } from "../components/icons.ts";
import { current_locale, kLocales, set_locale } from "../components/text/index.ts";
import { basics, buttons, pills } from "../components/theme.ts";
import "../components/board.ts";
import "../components/dashboard.ts";
import "../components/form.ts";
import "../components/list.ts";
import "../components/outbox.ts";
import "../components/quick_filter.ts";
import "../components/record.ts";
import { recall, remember } from "./memory.ts";
import { notices_view, waiting_view } from "./notices.ts";
import type { PeoplePicker } from "./people_picker.ts";
import "./people_picker.ts";
import type { Route } from "./route.ts";
import { dashboard_address, parse_route } from "./route.ts";
import { shell_styles } from "./shell_styles.ts";

/** How long a page waits for the owner of the data before it explains. */
const kPatience_ms = 6000;
/** As many fit at the foot of a phone; the others come with "more". */
const kPhoneEntries = 5;

interface Entry {
  address: string;
  label: string;
  icon: IconName;
}

const kMenuIcons: Record<string, IconName> = {
  view: "list",
  form: "add",
  dashboard: "chart",
  workflow: "funnel",
  quick_filter: "filter",
};

export class Shell extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    page: { type: String },
    roles: { attribute: false },
    outbox: { type: Boolean },
    app_: { state: true },
    person_: { state: true },
    route_: { state: true },
    status_: { state: true },
    problem_: { state: true },
    toast_: { state: true },
    all_entries_: { state: true },
    patient_: { state: true },
    update_: { state: true },
  };
  declare client: EngineClient;
  /** Which page this is: people are remembered by page. */
  declare page: string;
  /** The roles this page is for; the first gives the menu when nobody is chosen. */
  declare roles: string[];
  declare outbox: boolean;
  declare private app_: AppSummary | undefined;
  declare private person_: Person | undefined;
  declare private route_: Route;
  declare private status_: EngineStatus | undefined;
  declare private problem_: string;
  declare private toast_: string;
  declare private all_entries_: boolean;
  declare private patient_: boolean;
  /** A newer version of the site waits; calling it takes it on. */
  declare private update_: (() => void) | undefined;
  private off_: (() => void)[] = [];
  private toast_timer_: ReturnType<typeof setTimeout> | undefined;
  private starting_: Promise<void> | undefined;

  static override styles = [basics, buttons, pills, shell_styles];

  constructor() {
    super();
    this.roles = [];
    this.outbox = false;
    this.problem_ = "";
    this.toast_ = "";
    this.all_entries_ = false;
    this.patient_ = true;
    this.route_ = parse_route(location.hash);
    this.addEventListener("tollgate-drill", (event) => this.on_drill_(event as CustomEvent));
    this.addEventListener("tollgate-go", (event) => {
      location.hash = (event as CustomEvent<{ address: string }>).detail.address;
    });
    this.addEventListener("tollgate-back", () => this.go_back_());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const on_hash = () => {
      this.route_ = parse_route(location.hash);
      this.all_entries_ = false;
      scrollTo(0, 0);
      void this.updateComplete.then(() => this.name_page_());
    };
    addEventListener("hashchange", on_hash);
    const on_update = (event: Event) => {
      this.update_ = (event as CustomEvent<() => void>).detail;
    };
    addEventListener("tollgate-update", on_update);
    this.off_ = [
      () => removeEventListener("hashchange", on_hash),
      () => removeEventListener("tollgate-update", on_update),
    ];
    setTimeout(() => (this.patient_ = false), kPatience_ms);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const off of this.off_) off();
  }

  override willUpdate(): void {
    if (!this.client || this.status_) return;
    this.status_ = this.client.status;
    this.off_.push(
      this.client.on("status", (status) => {
        this.status_ = status;
        if (status.phase === "ready") void this.begin_();
      }),
      this.client.on("changed", (changed) => {
        if (changed.app) void this.read_app_(true);
      }),
    );
    if (this.status_.phase === "ready") void this.begin_();
  }

  protected override on_locale(): void {
    super.on_locale();
    if (this.app_) void this.read_app_(false);
  }

  private begin_(): Promise<void> {
    this.starting_ ??= this.begin_now_();
    return this.starting_;
  }

  private async begin_now_(): Promise<void> {
    const kept = recall(`person.${this.page}`);
    if (kept) {
      try {
        this.set_person_(JSON.parse(kept) as Person);
      } catch {
        remember(`person.${this.page}`, undefined);
      }
    }
    await this.read_app_(false);
    if (this.app_?.users_entity && !this.person_) await this.pick_person_();
  }

  private async read_app_(tell: boolean): Promise<void> {
    try {
      const before = this.app_?.version;
      const { app } = await this.client.request("app.describe", {});
      this.app_ = app;
      if (app.user && app.user.record === this.person_?.record) this.person_ = app.user;
      this.problem_ = "";
      if (tell && before !== undefined && before !== app.version) {
        this.say_(this.t.app_updated(app.version));
      }
      await this.updateComplete;
      this.name_page_();
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private set_person_(person: Person): void {
    this.person_ = person;
    this.client.user = person.record;
  }

  private async pick_person_(): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector<PeoplePicker>("tollgate-people")?.show();
  }

  private readonly on_person_ = async (event: CustomEvent<{ person: Person }>): Promise<void> => {
    const { person } = event.detail;
    this.set_person_(person);
    remember(`person.${this.page}`, JSON.stringify(person));
    await this.read_app_(false);
  };

  private say_(text: string): void {
    this.toast_ = text;
    clearTimeout(this.toast_timer_);
    this.toast_timer_ = setTimeout(() => (this.toast_ = ""), 5000);
  }

  private get menu_(): Entry[] {
    const app = this.app_;
    if (!app) return [];
    const of = (id: string | undefined) => app.roles.find((role) => role.id === id);
    const own = this.roles.includes(app.role) ? of(app.role) : undefined;
    const role = own ?? this.roles.map(of).find(Boolean);
    const items = role?.menu ?? app.roles.flatMap(({ menu }) => menu);
    const entries = items.map((item) => this.entry_(item));
    if (this.outbox) entries.push({ address: "#/outbox", label: this.t.outbox, icon: "send" });
    return entries.filter(
      (entry, index) => entries.findIndex((other) => other.address === entry.address) === index,
    );
  }

  private entry_({ type, target, label }: MenuItem): Entry {
    return {
      address: `#/${type}/${encodeURIComponent(target)}`,
      label,
      icon: kMenuIcons[type] ?? "list",
    };
  }

  override render() {
    const status = this.status_;
    const ready = this.app_ && status && status.phase !== "failed";
    return html`<a class="skip" href="#content" @click=${this.on_skip_}>${this.t.skip_to_content}</a>
      <header class="top">
        <a class="brand" href="index.html" aria-label="${this.t.start_title} ${this.t.home}"
          ><span class="mark" aria-hidden="true"></span></a
        ><strong class="grow app-name">${this.app_?.label ?? this.t.start_title}</strong>
        ${this.person_chip_()} ${this.locale_button_()}
      </header>
      ${ready ? this.menu_view_() : nothing}
      <main id="content" tabindex="-1">
        ${notices_view(this.t, {
          status: this.status_,
          problem: this.problem_,
          update: this.update_,
          restart: () => void this.client.restart().catch(() => undefined),
        })}
        ${!ready
          ? waiting_view(this.t, this.status_, this.patient_)
          : this.app_?.users_entity && !this.person_
            ? nothing
            : keyed(this.person_?.record, this.content_())}
      </main>
      <div class="toast" role="status">${this.toast_ ? html`<p>${this.toast_}</p>` : nothing}</div>
      ${this.app_
        ? html`<tollgate-people
            .client=${this.client}
            .roles=${this.roles.filter((id) => this.app_!.roles.some((role) => role.id === id))}
            .chosen=${this.person_}
            @tollgate-person=${this.on_person_}
          ></tollgate-people>`
        : nothing}`;
  }

  private person_chip_() {
    if (!this.app_?.users_entity) return nothing;
    const name = this.person_?.title ?? this.t.no_person;
    return html`<button
      type="button"
      class="person"
      aria-label="${name} · ${this.person_ ? this.t.who_change : this.t.who_are_you}"
      @click=${this.pick_person_}
    >
      ${icon("person")}<span>${name}</span>
    </button>`;
  }

  private locale_button_() {
    const other = kLocales.find(({ id }) => id !== current_locale()) ?? kLocales[0];
    const short = other.id === "zh-CN" ? "中" : "EN";
    return html`<button
      type="button"
      class="locale"
      lang=${other.id}
      aria-label="${short} · ${other.name}"
      @click=${() => set_locale(other.id)}
    >
      ${short}
    </button>`;
  }

  private menu_view_() {
    const here = location.hash || this.menu_[0]?.address || "";
    const entries = this.menu_;
    const crowded = entries.length > kPhoneEntries;
    return html`<nav
      aria-label=${this.t.menu}
      class="${crowded ? "crowded" : ""} ${this.all_entries_ ? "all" : ""}"
      ?data-form=${this.route_.kind === "form"}
    >
      <ul>
        ${entries.map((entry) => {
          const current = here === entry.address || /^[/?]/.test(here.slice(entry.address.length));
          return html`<li>
            <a
              href=${entry.address}
              aria-current=${current && here.startsWith(entry.address) ? "page" : nothing}
              >${icon(entry.icon)}<span>${entry.label}</span></a
            >
          </li>`;
        })}
        ${crowded
          ? html`<li class="more">
              <button
                type="button"
                aria-expanded=${this.all_entries_ ? "true" : "false"}
                @click=${() => (this.all_entries_ = !this.all_entries_)}
              >
                ${icon(this.all_entries_ ? "down" : "list")}<span>${this.t.more}</span>
              </button>
            </li>`
          : nothing}
      </ul>
    </nav>`;
  }

  private content_() {
    const app = this.app_!;
    const route = this.route_.kind === "home" ? parse_route(this.menu_[0]?.address ?? "") : this.route_;
    switch (route.kind) {
      case "view": {
        const view = app.views.find(({ id }) => id === route.view);
        const form = view?.form ?? app.entities.find(({ id }) => id === view?.entity)?.form;
        const form_label = app.forms.find(({ id }) => id === form)?.label;
        return html`${this.title_(
            view?.label,
            form && form_label
              ? html`<a class="button primary" href="#/form/${form}">${icon("add")}${this.t.new_record(form_label)}</a>`
              : nothing,
          )}
          <tollgate-list
            .client=${this.client}
            .view=${route.view}
            .drafts=${true}
            .searchable=${view?.searchable ?? false}
            .link=${(row: { status: string; entity: string; record: string }) =>
              row.status === "draft" && form
                ? `#/form/${form}/${row.record}`
                : `#/record/${row.entity}/${row.record}`}
          ></tollgate-list>`;
      }
      case "form": {
        const form = app.forms.find(({ id }) => id === route.form);
        return html`${this.title_(form?.label)}
          <tollgate-form
            .client=${this.client}
            .app=${app}
            .form=${route.form}
            .record=${route.record}
            .goal=${route.field}
            .person=${this.person_?.title ?? ""}
            @tollgate-stored=${(event: CustomEvent<{ record: string }>) => this.on_stored_(event, route.form)}
            @tollgate-completed=${(event: CustomEvent<{ reply: FormSaveReply }>) =>
              this.on_completed_(event, form?.entity ?? "")}
          ></tollgate-form>`;
      }
      case "record":
        return html`<tollgate-record
          .client=${this.client}
          .entity=${route.entity}
          .record=${route.record}
        ></tollgate-record>`;
      case "workflow":
        return html`${this.title_(app.workflows.find(({ id }) => id === route.workflow)?.label)}
          <tollgate-board
            .client=${this.client}
            .workflow=${route.workflow}
            .mine=${this.roles[0] === "rep"}
          ></tollgate-board>`;
      case "dashboard":
        return html`${this.title_(app.dashboards.find(({ id }) => id === route.dashboard)?.label)}
          <tollgate-dashboard
            .client=${this.client}
            .dashboard=${route.dashboard}
            .widget=${route.widget}
            .path=${route.path}
          ></tollgate-dashboard>`;
      case "quick_filter":
        return html`${this.title_(app.quick_filters.find(({ id }) => id === route.filter)?.label)}
          <tollgate-quick-filter .client=${this.client} .filter=${route.filter}></tollgate-quick-filter>`;
      case "outbox":
        return html`${this.title_(this.t.outbox)}
          <tollgate-outbox .client=${this.client}></tollgate-outbox>`;
      default:
        return html`<p class="empty">${this.t.not_found}</p>`;
    }
  }

  private title_(text: string | undefined, action: unknown = nothing) {
    const back = this.route_.kind === "form";
    return html`<div class="page-title">
      ${back
        ? html`<button
            type="button"
            class="icon back"
            aria-label=${this.t.back}
            @click=${() => this.go_back_()}
          >
            ${icon("back")}
          </button>`
        : nothing}
      <h1 class="grow">${text ?? this.t.not_found}</h1>
      ${action}
    </div>`;
  }

  private go_back_(): void {
    if (history.length > 1) history.back();
    else location.hash = "";
  }

  private name_page_(): void {
    const title = this.renderRoot.querySelector("main h1")?.textContent?.trim();
    document.title = [title, this.app_?.label ?? "Tollgate"].filter(Boolean).join(" · ");
  }

  private readonly on_skip_ = (event: Event): void => {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>("#content")?.focus();
  };

  /** The draft has a place, perhaps a new one after data was cleared: a reload finds it there. */
  private on_stored_(event: CustomEvent<{ record: string }>, form: string): void {
    const { record } = event.detail;
    if (this.route_.kind !== "form" || this.route_.form !== form || this.route_.record === record) return;
    history.replaceState(null, "", `#/form/${encodeURIComponent(form)}/${encodeURIComponent(record)}`);
    this.route_ = parse_route(location.hash);
  }

  private on_completed_(event: CustomEvent<{ reply: FormSaveReply }>, entity: string): void {
    const { reply } = event.detail;
    this.say_(this.t.saved_title);
    location.replace(`#/record/${encodeURIComponent(entity)}/${encodeURIComponent(reply.record)}`);
    void navigator.storage?.persist?.().catch(() => undefined);
  }

  private on_drill_(event: CustomEvent<{ widget?: string; path: [] }>): void {
    if (this.route_.kind !== "dashboard" && this.route_.kind !== "home") return;
    const dashboard =
      this.route_.kind === "dashboard" ? this.route_.dashboard : (this.menu_[0]?.address.split("/").pop() ?? "");
    location.hash = dashboard_address(dashboard, event.detail.widget, event.detail.path);
  }
}
customElements.define("tollgate-shell", Shell);
