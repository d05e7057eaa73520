// <tollgate-shell>: the app's page, for all its roles. Menu, first page and title come from the app
// document by the person's role; what is shown follows the address. It says what a person must know
// before typing: where data is kept.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { AppSummary, FormSaveReply, Person } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import type { Account } from "../engine/generated/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import type { HubSession } from "../engine/hub_people.ts";
import { is_not_admitted } from "../engine/session_errors.ts";
import type { EngineStatus } from "../engine/protocol.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import { basics, buttons, pills } from "../components/theme.ts";
import type { Form } from "../components/form.ts";
import { on_kept_questions } from "../components/kept_questions.ts";
import { on_preferences_came, read_preference, write_preference } from "../components/preferences.ts";
import type { KeptList } from "../components/list.ts";
import type { ListState } from "../components/list/list_state.ts";
import { ActingPerson } from "./acting_person.ts";
import type { AppPlace } from "./app_place.ts";
import { first_steps_view, has_nothing_to_show } from "./first_steps.ts";
import type { Entry } from "./menu.ts";
import { is_mine, menu_entries, menu_view, views_in_menu } from "./menu.ts";
import { notices_view, waiting_view } from "./notices.ts";
import type { AccountMenu } from "./account_menu.ts";
import "./account_menu.ts";
import { notify } from "./inbox_watch.ts";
import { session_of, watch_session } from "./hub_session.ts";
import { sign_in_address } from "./next_page.ts";
import type { Prepared } from "./prepared_change.ts";
import { prepare_change } from "./prepared_change.ts";
import type { PeoplePicker } from "./people_picker.ts";
import "./people_picker.ts";
import { page_view } from "./page_view.ts";
import { Places } from "./places.ts";
import { PreferenceSync } from "./preference_sync.ts";
import { title_bar } from "./title_bar.ts";
import type { TitleBar } from "./title_bar.ts";
import type { Toast } from "./toast.ts";
import "./toast.ts";
import "./tour.ts";
import { tour_steps } from "./tour_steps.ts";
import "./theme_choice.ts";
import type { DashboardPlace, Route } from "./route.ts";
import { ask_address, dashboard_address, insight_address, parse_route, view_address } from "./route.ts";
import { shell_styles } from "./shell_styles.ts";

/** How long a page waits for the owner of the data before it explains. */
const kPatience_ms = 6000;
/** Whether the tour was seen; names of lists' choices have a dot. */
const kTour = "tour";

interface ListChange {
  state: ListState;
  replace: boolean;
}

export class Shell extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    place: { attribute: false },
    app_: { state: true },
    route_: { state: true },
    status_: { state: true },
    problem_: { state: true },
    all_entries_: { state: true },
    patient_: { state: true },
    update_: { state: true },
    session_: { state: true },
  };
  declare client: EngineClient;
  declare place: AppPlace;
  declare private app_: AppSummary | undefined;
  declare private route_: Route;
  declare private status_: EngineStatus | undefined;
  declare private problem_: string;
  /** The save that led to the record on show. */
  private completed_: FormSaveReply | undefined;
  declare private all_entries_: boolean;
  declare private patient_: boolean;
  /** A newer version of the site waits; calling it takes it on. */
  declare private update_: (() => void) | undefined;
  /** How people get in at the hub; undefined: there is none, or it was never heard. */
  declare private session_: HubSession | undefined;
  private acting_: ActingPerson | undefined;
  /** Each page that is gone to is another one, also when its address only gets longer. */
  private page_turn_ = 0;
  /** Where a person came from and what they had seen there. */
  private places_!: Places;
  /** The heading of the page that was gone to is still to come. */
  private heading_awaited_ = false;
  private list_began_at_home_: string | undefined;
  private off_: (() => void)[] = [];
  private starting_: Promise<void> | undefined;

  static override styles = [basics, buttons, pills, shell_styles];

  constructor() {
    super();
    this.problem_ = "";
    this.all_entries_ = false;
    this.patient_ = true;
    this.route_ = parse_route(location.hash);
    this.addEventListener("tollgate-drill", (event) => this.on_drill_(event as CustomEvent));
    this.addEventListener("tollgate-go", (event) => {
      location.hash = (event as CustomEvent<{ address: string }>).detail.address;
    });
    this.addEventListener("tollgate-back", () => this.go_back_());
    this.addEventListener("tollgate-list-kept", (event) =>
      this.places_.keep({ list: (event as CustomEvent<KeptList>).detail }),
    );
    this.addEventListener("tollgate-list-state", (event) => this.on_list_state_((event as CustomEvent<ListChange>).detail));
    this.addEventListener("tollgate-asked", (event) => {
      if (this.route_.kind !== "ask") return;
      this.places_.readdress(ask_address((event as CustomEvent<{ text: string }>).detail.text));
      this.route_ = parse_route(location.hash);
    });
    this.addEventListener("tollgate-insight", (event) => {
      const { part, params } = (event as CustomEvent<{ part: string; params: Record<string, string> }>).detail;
      if (this.route_.kind !== "insight") return;
      this.places_.readdress(insight_address(part, params));
      // A page that is drawn anew, as after a wait for the engine, begins with what was chosen.
      this.route_ = parse_route(location.hash);
    });
    this.addEventListener("tollgate-prepare", (event) => void this.on_prepare_((event as CustomEvent<Prepared>).detail));
    this.addEventListener("tollgate-loaded", () => this.name_page_());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.places_ = new Places();
    this.places_.scroll_to(this.places_.here.scroll ?? 0);
    const on_hash = () => this.on_arrival_();
    addEventListener("hashchange", on_hash);
    const on_update = (event: Event) => {
      this.update_ = (event as CustomEvent<() => void>).detail;
    };
    addEventListener("tollgate-update", on_update);
    this.off_ = [
      () => removeEventListener("hashchange", on_hash),
      on_kept_questions(() => this.requestUpdate()),
      on_preferences_came(() => this.requestUpdate()),
      () => removeEventListener("tollgate-update", on_update),
      () => this.places_.stop(),
    ];
    setTimeout(() => (this.patient_ = false), kPatience_ms);
  }

  /** The address is another one: shows its page, and leads a screen reader and the keyboard to it. */
  private on_arrival_(): void {
    const came_back = this.places_.arrive();
    const before = this.page_key_;
    this.route_ = parse_route(location.hash);
    const shows_completed = this.route_.kind === "record" && this.route_.record === this.completed_?.record;
    if (!shows_completed) this.completed_ = undefined;
    this.page_turn_++;
    this.all_entries_ = false;
    // Another state of the same list: the focus stays where it is.
    if (this.route_.kind !== "home") delete this.dataset["pointsAt"];
    this.heading_awaited_ = this.route_.kind !== "view" || before !== this.page_key_;
    this.places_.scroll_to((came_back && this.places_.here.scroll) || 0);
    void this.updateComplete.then(() => this.name_page_());
  }

  /** What a person made of the list stands in the address. */
  private on_list_state_({ state, replace }: ListChange): void {
    const list = this.route_.kind === "home" ? parse_route(this.menu_[0]?.address ?? "") : this.route_;
    if (list.kind !== "view") return;
    const address = view_address(list.view, state);
    if (replace) this.places_.readdress(address);
    else this.places_.step(address);
    // Begun under the empty address, the list goes on under its own.
    if (this.route_.kind === "home") this.list_began_at_home_ = list.view;
    this.route_ = parse_route(address);
  }

  private go_to_(address: string): void {
    this.places_.replace(address);
    this.on_arrival_();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const off of this.off_) off();
    this.acting_?.stop();
  }

  override willUpdate(): void {
    if (!this.client || this.status_) return;
    this.status_ = this.client.status;
    this.acting_ = new ActingPerson(this.client, this.place, {
      on_change: () => this.requestUpdate(),
      on_unread: (news) => {
        this.name_page_();
        if (news) notify(this.app_?.label ?? "Tollgate", news);
      },
    });
    this.off_.push(
      this.client.on("status", (status) => {
        this.status_ = status;
        if (status.phase === "ready") void this.begin_();
      }),
      this.client.on("changed", (changed) => {
        const people = this.app_?.users_entity;
        // Who one is may be another's change: the role, or that one has left.
        const of_people = people && (changed.all || changed.records?.some(({ entity }) => entity === people));
        if (changed.app) void this.read_app_(true);
        else if (of_people) void this.read_app_(false);
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
    this.session_ = await session_of(this.place.site_url);
    this.acting_!.has_hub = this.session_ !== undefined;
    if (this.session_?.way === "accounts") {
      const { account } = this.session_;
      if (!account) return location.replace(sign_in_address(this.place.site_url, location.href));
      return this.begin_as_(account);
    }
    this.acting_!.recall();
    await this.read_app_(false);
    if (this.app_?.users_entity && !this.person_) await this.pick_person_();
  }

  /** Where people sign in, the account says who one is. */
  private async begin_as_(account: Account): Promise<void> {
    const record = account.places.find(({ app }) => app === this.place.id)?.record;
    this.off_.push(watch_session(this.place.site_url, account, () => location.reload()));
    if (record) {
      const preferences = new PreferenceSync(new HubPeople(this.place.site_url), this.place.id, `${this.place.id}.${record}`);
      this.off_.push(() => preferences.stop());
      void preferences.begin();
    }
    this.acting_!.begin(record ? { record, title: account.name } : undefined);
    await this.read_app_(false);
  }

  private async read_app_(tell: boolean): Promise<void> {
    try {
      const before = this.app_?.version;
      const app = await this.describe_();
      this.app_ = app;
      if (app.chooses_role && !app.role && app.roles[0]) await this.choose_role_(app.roles[0].id);
      if (app.user && app.user.record === this.person_?.record) this.acting_!.rename(app.user);
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

  /** Somebody who left is nobody's to be: what they would type belongs to no one. */
  private async describe_(): Promise<AppSummary> {
    try {
      return (await this.client.request("app.describe", {})).app;
    } catch (error) {
      if (!is_not_admitted(error)) throw error;
      // A role that was chosen is the first to go: the app may tell it now, or not have it any more.
      const acting = this.acting_!;
      if (acting.role !== undefined) {
        acting.play(undefined);
        return this.describe_();
      }
      acting.is_gone = acting.person !== undefined;
      acting.be(undefined);
      return (await this.client.request("app.describe", {})).app;
    }
  }

  private get person_(): Person | undefined {
    return this.acting_?.person;
  }

  /** Where the app does not tell the role from the person's record. */
  private async choose_role_(role: string): Promise<void> {
    await this.open_form_?.leave();
    this.acting_!.play(role);
    await this.read_app_(false);
  }

  private get open_form_(): Form | null {
    return this.renderRoot.querySelector<Form>("tollgate-form");
  }

  private async pick_person_(): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector<PeoplePicker>("tollgate-people")?.show();
  }

  private readonly on_person_ = async (event: CustomEvent<{ person: Person }>): Promise<void> => {
    const { person } = event.detail;
    const another = this.person_ !== undefined && this.person_.record !== person.record;
    // What is open is the other person's: it is kept with them.
    if (another) await this.open_form_?.leave();
    this.acting_!.is_gone = false;
    this.acting_!.be(person);
    await this.read_app_(false);
    if (another && this.route_.kind === "form") this.go_to_("#/");
  };

  private say_(text: string): void {
    this.renderRoot.querySelector<Toast>("tollgate-toast")?.say(text);
  }

  private get menu_(): Entry[] {
    return this.app_ && !this.is_nobody_ ? menu_entries(this.t, this.app_) : [];
  }

  /** The app has people, and none of them is chosen. */
  private get is_nobody_(): boolean {
    return this.app_?.users_entity !== undefined && !this.person_;
  }

  override render() {
    const status = this.status_;
    const ready = this.app_ && status && status.phase !== "failed";
    return html`<a class="skip" href="#content" @click=${this.on_skip_}>${this.t.skip_to_content}</a>
      ${title_bar(this.t, {
        site_url: this.place.site_url,
        app: this.app_,
        is_nobody: this.is_nobody_,
        person: this.shown_person_,
        sync: status?.sync,
        unread: this.acting_?.unread,
        on_role: (chosen) => void this.choose_role_(chosen),
      })}
      ${ready
        ? menu_view(this.t, {
            entries: this.menu_,
            here: location.hash || this.menu_[0]?.address || "",
            all: this.all_entries_,
            on_form: this.route_.kind === "form",
            on_more: () => (this.all_entries_ = !this.all_entries_),
          })
        : nothing}
      <main id="content" tabindex="-1">
        ${notices_view(this.t, {
          status: this.status_,
          problem: this.problem_,
          update: this.update_,
          restart: () => void this.client.restart().catch(() => undefined),
        })}
        ${!ready
          ? waiting_view(this.t, this.place.id, this.status_, this.patient_)
          : this.is_nobody_
            ? this.nobody_()
            : html`${this.tour_()} ${keyed(`${this.person_?.record} ${this.app_?.role} ${this.page_key_}`, this.content_())}`}
      </main>
      <tollgate-toast></tollgate-toast>
      ${this.app_
        ? html`<tollgate-people
            .client=${this.client}
            .chosen=${this.person_}
            @tollgate-person=${this.on_person_}
          ></tollgate-people>`
        : nothing}
      ${this.account_
        ? html`<tollgate-account
            .account=${this.account_}
            .site_url=${this.place.site_url}
            .app=${this.place.id}
          ></tollgate-account>`
        : nothing}`;
  }

  /** On the page that people start on, until they have seen or skipped it. */
  private tour_() {
    const app = this.app_;
    if (!app || this.hasAttribute("embedded") || this.route_.kind !== "home" || !this.menu_.length || read_preference(this.scope_, kTour) === true) return nothing;
    return html`<tollgate-tour
      .steps=${tour_steps(this.t, app)}
      @tollgate-tour=${(event: CustomEvent<{ points_at: string }>) => (this.dataset["pointsAt"] = event.detail.points_at)}
      @tollgate-tour-end=${() => {
        delete this.dataset["pointsAt"];
        write_preference(this.scope_, kTour, true);
        this.requestUpdate();
      }}
    ></tollgate-tour>`;
  }

  /** Under which name the device keeps what a person chose. */
  private get scope_(): string {
    return `${this.place.id}.${this.app_?.user?.record ?? ""}`;
  }

  private get shown_person_(): TitleBar["person"] {
    const { t, account_: account } = this;
    if (!this.app_?.users_entity && !account) return undefined;
    return {
      name: this.person_?.title ?? account?.name ?? t.no_person,
      hint: account ? t.account : this.person_ ? t.who_change : t.who_are_you,
      on_press: account ? this.show_account_ : () => void this.pick_person_(),
    };
  }

  private get account_(): Account | undefined {
    return this.session_?.account;
  }

  private readonly show_account_ = (): void => {
    this.renderRoot.querySelector<AccountMenu>("tollgate-account")?.show();
  };

  /** Nobody is chosen, and the dialog that asks was closed. */
  private nobody_() {
    if (this.account_) {
      return html`<div class="waiting">
        <h1 tabindex="-1">${this.t.not_of_this_app}</h1>
        <p>${this.t.not_of_this_app_hint(this.account_.name)}</p>
      </div>`;
    }
    return html`<div class="waiting">
      <h1 tabindex="-1">${this.t.who_are_you}</h1>
      <p>${this.acting_?.is_gone ? this.t.who_gone : this.t.who_needed}</p>
      <button type="button" class="primary" @click=${this.pick_person_}>
        ${icon("person")}${this.t.choose_person}
      </button>
    </div>`;
  }

  /** Dashboards, boards and lists stay while a person moves inside them; all else begins anew. */
  private get page_key_(): string {
    const { kind } = this.route_;
    if (this.route_.kind === "view") return this.route_.view === this.list_began_at_home_ ? "home" : `view ${this.route_.view}`;
    return kind === "dashboard" || kind === "workflow" || kind === "home" ? kind : `${kind} ${this.page_turn_}`;
  }

  private content_() {
    const app = this.app_!;
    if (this.route_.kind === "home") {
      if (has_nothing_to_show(app) && app.administration) return first_steps_view(this.t, app, `${this.place.app_url}designer.html`);
      if (!this.menu_.length) return html`<p class="empty">${this.t.no_menu}</p>`;
    }
    return page_view(this.t, {
      app,
      client: this.client,
      route: this.route_.kind === "home" ? parse_route(this.menu_[0]?.address ?? "") : this.route_,
      person: this.person_?.title ?? "",
      is_mine: (workflow) => is_mine(app, workflow),
      kept: this.places_.here.list,
      delivery: this.acting_?.delivery,
      unread: this.acting_?.unread ?? 0,
      on_inbox_read: () => this.acting_?.look(),
      menu_views: views_in_menu(app),
      app_id: this.place.id,
      go_back: () => this.go_back_(),
      on_stored: (form, record) => this.on_stored_(form, record),
      on_completed: (entity, reply) => this.on_completed_(entity, reply),
      not_done: this.completed_?.problems,
    });
  }

  /** The designer opens with the change made and not yet saved. */
  private async on_prepare_(change: Prepared): Promise<void> {
    try {
      await prepare_change(this.client, this.place.id, change);
      location.href = `${this.place.app_url}designer.html`;
    } catch (error) {
      this.say_(error_text(error));
    }
  }

  private go_back_(): void {
    if (this.places_.can_go_back) history.back();
    else this.go_to_("#/");
  }

  /** The title of the page, also for screen readers: the heading of what was gone to gets the focus. */
  private name_page_(): void {
    const main = this.renderRoot.querySelector<HTMLElement>("main");
    const record = main?.querySelector("tollgate-record")?.shadowRoot;
    const heading = (record ?? main)?.querySelector<HTMLElement>("h1");
    const title = heading?.textContent?.trim();
    const name = [title, this.app_?.label ?? "Tollgate"].filter(Boolean).join(" · ");
    const unread = this.acting_?.unread;
    document.title = unread ? `(${unread}) ${name}` : name;
    if (!this.heading_awaited_ || !heading) return;
    this.heading_awaited_ = false;
    heading.focus({ preventScroll: true });
  }

  private readonly on_skip_ = (event: Event): void => {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>("#content")?.focus();
  };

  /** The draft has a place, perhaps a new one after data was cleared: a reload finds it there. */
  private on_stored_(form: string, record: string): void {
    if (this.route_.kind !== "form" || this.route_.form !== form || this.route_.record === record) return;
    this.places_.readdress(`#/form/${encodeURIComponent(form)}/${encodeURIComponent(record)}`);
    this.route_ = parse_route(location.hash);
  }

  private on_completed_(entity: string, reply: FormSaveReply): void {
    const { record } = reply;
    this.completed_ = reply;
    this.say_(this.status_?.sync ? this.t.saved_here : this.t.saved_title);
    this.go_to_(`#/record/${encodeURIComponent(entity)}/${encodeURIComponent(record)}`);
    void navigator.storage?.persist?.().catch(() => undefined);
  }

  private on_drill_(event: CustomEvent<Omit<DashboardPlace, "dashboard">>): void {
    if (this.route_.kind !== "dashboard" && this.route_.kind !== "home") return;
    const dashboard =
      this.route_.kind === "dashboard" ? this.route_.dashboard : (this.menu_[0]?.address.split("/").pop() ?? "");
    location.hash = dashboard_address({ dashboard, ...event.detail });
  }
}
customElements.define("tollgate-shell", Shell);
