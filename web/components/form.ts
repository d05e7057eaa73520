// <tollgate-form>: a record of an app, filled by a person.
//
// Properties: client, app (its summary), form (id), record (id, or undefined for a new one), values (set
// on a new one), person (name for watermarks). Events: tollgate-stored {record}: the draft has a place
// now; tollgate-completed {reply}: it counts; tollgate-back: nothing is left to do here.

import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import type { AppSummary, Field, FormSaveReply, Section, Values } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { FormSession } from "../engine/form_session.ts";
import { Autosave } from "./autosave.ts";
import { discards } from "./discards.ts";
import { TollgateElement, error_text, tell } from "./element.ts";
import type { FieldElement, FormContext } from "./field/field_element.ts";
import type { LocationField } from "./field/location_field.ts";
import type { ListField } from "./field/list_field.ts";
import type { BegunFrom } from "./follow_up.ts";
import { render_field } from "./field/render_field.ts";
import { form_notices, problem_summary } from "./form_notices.ts";
import { problems_of } from "./form_problems.ts";
import { form_styles } from "./form_styles.ts";
import { icon } from "./icons.ts";
import "./score_panel.ts";
import { skeleton } from "./skeleton.ts";
import { current_locale } from "./text/index.ts";
import { basics, buttons, pills } from "./theme.ts";

/** So many fields stand at once; the others are built while nobody waits, so many in a turn. */
const kFieldsAtOnce = 60;

/** The record that this one was to be begun from offers that no more. */
class NotOffered extends Error {}

export class Form extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    app: { attribute: false },
    form: { type: String },
    record: { type: String },
    values: { attribute: false },
    copy_of: { attribute: false },
    begun_from: { attribute: false },
    person: { type: String },
    goal: { attribute: false },
    preview: { type: Boolean },
    session_: { state: true },
    problem_: { state: true },
    attempted_: { state: true },
    saving_: { state: true },
    saved_at_: { state: true },
    core_only_: { state: true },
    overtaken_: { state: true },
    built_: { state: true },
  };
  declare client: EngineClient;
  declare app: AppSummary;
  declare form: string;
  declare record: string | undefined;
  declare values: Values | undefined;
  /** Instead of values: the record that a new one begins like. */
  declare copy_of: string | undefined;
  /** Instead of values: the record that a new one is begun from, by one of its follow-ups. */
  declare begun_from: BegunFrom | undefined;
  declare person: string;
  /** A field to lead to when the form stands. */
  declare goal: string | undefined;
  /** Nothing is kept: the designer's view of the form. */
  declare preview: boolean;

  declare private session_: FormSession | undefined;
  declare private problem_: string;
  declare private attempted_: boolean;
  declare private saving_: boolean;
  declare private saved_at_: string;
  declare private core_only_: boolean;
  declare private overtaken_: boolean;
  /** Sections that have their fields already. */
  declare private built_: number;
  private autosave_: Autosave | undefined;
  private off_: (() => void)[] = [];
  private wanted_ = "";
  /** Folded sections that the person opened, by id: they stay open when the form is opened again. */
  private readonly unfolded_ = new Set<string>();
  private turn_ = 0;
  private context_!: FormContext;

  static override styles = [basics, buttons, pills, form_styles];

  constructor() {
    super();
    this.person = "";
    this.preview = false;
    this.problem_ = "";
    this.attempted_ = false;
    this.saving_ = false;
    this.saved_at_ = "";
    this.core_only_ = false;
    this.overtaken_ = false;
    this.built_ = 0;
    this.addEventListener("tollgate-go-to-field", (event) => {
      event.stopPropagation();
      void this.go_to((event as CustomEvent<{ path: string }>).detail.path);
    });
  }

  get session(): FormSession | undefined {
    return this.session_;
  }

  override willUpdate(): void {
    const wanted = `${this.form} ${this.record ?? ""}`;
    if (!this.client || !this.form || wanted === this.wanted_) return;
    this.wanted_ = wanted;
    // A stored draft gets its record id while it is open; that is not another form.
    if (this.session_?.opened.form === this.form && this.session_.record === this.record) return;
    this.unfolded_.clear();
    void this.leave().then(() => this.open_());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.on_unload_);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.on_unload_);
    void this.leave();
  }

  /** Texts of labels come from the engine: the form is opened again in the other language. */
  protected override on_locale(): void {
    if (this.session_) void this.reopen();
    else this.requestUpdate();
  }

  /** Opens again what is on the page, as after a new version of the app. */
  async reopen(): Promise<void> {
    const { session_: session } = this;
    if (!session) return;
    await this.autosave_?.flush();
    const stored = session.status !== "new" || !session.dirty;
    const record = session.status === "new" ? undefined : session.record;
    const values = stored ? this.values : session.current_values();
    await this.leave();
    await this.open_(record, values);
  }

  private async open_(record = this.record, values = this.values): Promise<void> {
    const turn = ++this.turn_;
    this.problem_ = this.saved_at_ = "";
    this.attempted_ = this.overtaken_ = false;
    try {
      if (!record) values ??= await this.taken_over_();
      const session = await FormSession.open(this.client, {
        form: this.form,
        ...(record ? { record } : {}),
        ...(values && !record ? { values } : {}),
      });
      if (!this.isConnected || turn !== this.turn_) {
        void session.close();
        return;
      }
      this.begin_(session);
      await this.updateComplete;
      if (this.goal) await this.go_to(this.goal);
    } catch (error) {
      if (error instanceof NotOffered) {
        if (turn === this.turn_) this.problem_ = this.t.follow_up_gone;
        return;
      }
      // A changed form may not take what was typed in the one before.
      if (values && values !== this.values && !this.copy_of && !this.begun_from) return this.open_(record, undefined);
      if (turn === this.turn_) this.problem_ = error_text(error);
    }
  }

  /** What a new record begins with that is made like another one, or from it. */
  private async taken_over_(): Promise<Values | undefined> {
    if (this.begun_from) {
      const { follow_up, ...from } = this.begun_from;
      const { follow_ups = [] } = await this.client.request("record.get", from);
      const found = follow_ups.find(({ id }) => id === follow_up);
      // The record may have changed since its page was drawn.
      if (!found) throw new NotOffered();
      return found.values;
    }
    const entity = this.app?.forms.find(({ id }) => id === this.form)?.entity;
    if (!this.copy_of || !entity) return undefined;
    return (await this.client.request("record.get", { entity, record: this.copy_of })).copy;
  }

  private begin_(session: FormSession): void {
    this.context_ = {
      client: this.client,
      time_zone: this.app?.time_zone ?? "Asia/Shanghai",
      person: this.person,
    };
    this.session_ = session;
    this.built_ = sections_until(session.opened.sections, 0);
    this.off_ = [
      session.on("changes", () => this.requestUpdate()),
      session.on("dirty", () => this.requestUpdate()),
      session.on("discarded", () => this.requestUpdate()),
      session.on("overtaken", () => (this.overtaken_ = true)),
      session.on("saved", (reply) => this.on_saved_(reply)),
      session.on("failed", (error) => (this.problem_ = error_text(error))),
      this.client.on("changed", (changed) => {
        if (changed.app) void this.reopen();
      }),
    ];
    if (!this.preview) {
      this.autosave_ = new Autosave(session, (error) => (this.problem_ = error_text(error)));
    }
  }

  protected override updated(changed: Map<string, unknown>): void {
    const sections = this.session_?.opened.sections;
    if (!sections || this.built_ >= sections.length) return;
    if (!changed.has("built_") && !changed.has("session_")) return;
    // A frame first: what stands already is seen, and takes keys, before the rest is built.
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (this.session_?.opened.sections === sections) this.built_ = sections_until(sections, this.built_);
      }),
    );
  }

  /** Saves what was typed and ends the session. Where saving fails, it goes on being tried. */
  async leave(): Promise<void> {
    const { session_: session, autosave_: autosave } = this;
    this.session_ = undefined;
    this.autosave_ = undefined;
    for (const off of this.off_) off();
    this.off_ = [];
    if (!session) return;
    const end = () => {
      autosave?.stop();
      return session.close();
    };
    await autosave?.flush();
    if (!autosave || !session.can_save) return end();
    session.on("saved", () => {
      if (!session.can_save) void end();
    });
  }

  /** A page that goes takes with it what could not be saved. */
  private readonly on_unload_ = (event: Event): void => {
    if (this.preview || !this.session_?.dirty) return;
    if (this.problem_ || this.session_.refused_count > 0) event.preventDefault();
  };

  override render() {
    const session = this.session_;
    if (!session) {
      return this.problem_
        ? html`<p class="notice danger" role="alert">${this.problem_}</p>`
        : skeleton(this.t, 8);
    }
    const { opened } = session;
    const has_core = opened.sections.some((section) => section.fields.some((field) => field.core));
    const problems = this.attempted_ ? problems_of(session, this.t) : [];
    return html`<form novalidate autocomplete="off" @submit=${this.on_submit_}>
      ${problems.length ? problem_summary(this.t, problems, this.on_problem_) : nothing}
      ${this.preview
        ? nothing
        : form_notices(this.t, {
            session,
            overtaken: this.overtaken_,
            saved_here: this.saved_at_ !== "",
            on_overtaken_read: () => (this.overtaken_ = false),
            on_save_as_new: () => void this.save_(() => session.save_as_new()),
            on_discard: () => void this.discard_(),
          })}
      <div class="layout ${session.score ? "scored" : ""}">
        <div class="sections">
          ${has_core || opened.target_seconds ? this.head_(has_core) : nothing}
          ${keyed(
            session,
            opened.sections.map((section, index) => this.section_(section, index < this.built_)),
          )}
        </div>
        ${session.score
          ? html`<aside>
              <div class="card" role="status" aria-live="off">
                <tollgate-score linked .score=${session.score}></tollgate-score>
              </div>
            </aside>`
          : nothing}
      </div>
      ${this.preview || session.status === "complete" || !(session.has_draft || session.dirty)
        ? nothing
        : html`<div>
            <button type="button" class="quiet danger" @click=${() => void this.discard_()}>
              ${this.t.discard_draft}
            </button>
          </div>`}
      ${this.bar_()}
    </form>`;
  }

  private head_(has_core: boolean) {
    const seconds = this.session_?.opened.target_seconds;
    const time = seconds
      ? seconds < 120
        ? this.t.seconds(seconds)
        : this.t.about_minutes(Math.round(seconds / 60))
      : "";
    return html`<div class="row head">
      <span class="soft small grow">${time ? this.t.target_time(time) : nothing}</span>
      ${has_core
        ? html`<button
            type="button"
            class="quiet"
            aria-pressed=${this.core_only_ ? "true" : "false"}
            @click=${() => (this.core_only_ = !this.core_only_)}
          >
            ${this.core_only_ ? this.t.all_fields : this.t.core_only}
          </button>`
        : nothing}
    </div>`;
  }

  private on_fold_(section: string, open: boolean): void {
    if (open) this.unfolded_.add(section);
    else this.unfolded_.delete(section);
  }

  private section_(section: Section, built: boolean) {
    const session = this.session_!;
    const fields = this.core_only_ ? section.fields.filter((field) => this.is_core_(field)) : section.fields;
    const hidden = session.sections.get(section.id) === false || fields.length === 0;
    const surroundings = { session, context: this.context_, attempted: this.attempted_ };
    // Fields draw themselves when they change; here only which of them there are.
    const shown = this.core_only_ ? fields.map(({ path }) => path).join() : "";
    const body = guard(
      [section, session, this.context_, this.attempted_, shown, built],
      () =>
        built
          ? html`${section.help ? html`<p class="soft small">${section.help}</p>` : nothing}
              <div class="fields" @tollgate-stamped=${this.on_stamped_}>${fields.map((field) => render_field(field, surroundings))}</div>`
          : nothing,
    );
    if (section.collapsed) {
      return html`<section class="card" ?hidden=${hidden} aria-label=${section.label ?? nothing}>
        <details
          data-section=${section.id}
          ?open=${live(this.unfolded_.has(section.id))}
          @toggle=${(event: Event) => this.on_fold_(section.id, (event.target as HTMLDetailsElement).open)}
        >
          <summary><h2>${section.label}</h2>${icon("down")}</summary>
          ${body}
        </details>
      </section>`;
    }
    return html`<section class="card" ?hidden=${hidden} aria-label=${section.label ?? nothing}>
      ${section.label ? html`<h2>${section.label}</h2>` : nothing} ${body}
    </section>`;
  }

  private readonly on_stamped_ = (event: Event): void => {
    for (const element of (event.currentTarget as HTMLElement).querySelectorAll<LocationField>("tollgate-location-field"))
      element.locate_along();
  };

  /** Short mode keeps what must be filled too: it must never hide why a save is refused. */
  private is_core_(field: Field): boolean {
    const state = this.session_!.state(field.path);
    return Boolean(field.core || state.required || state.diagnostics?.some((d) => d.severity === "error"));
  }

  private bar_() {
    const session = this.session_!;
    const { opened } = session;
    const problem =
      this.problem_ || (session.refused_count ? this.t.fields_refused(session.refused_count) : "");
    const state = problem
      ? html`<span class="problem">${this.t.save_failed}: ${problem}</span>`
      : this.saving_
        ? this.t.saving
        : session.dirty
          ? this.t.not_saved_yet
          : this.saved_at_;
    return html`<div class="bar" part="bar">
      <span class="state small soft grow" role="status">${this.preview ? nothing : state}</span>
      ${this.preview || session.status === "complete"
        ? nothing
        : html`<button type="button" ?disabled=${this.saving_} @click=${this.on_draft_}>
            ${this.t.save_draft}
          </button>`}
      <button class="primary" ?disabled=${this.saving_}>
        ${opened.submit_label ?? (session.status === "complete" ? this.t.save_changes : this.t.submit)}
      </button>
    </div>`;
  }

  private readonly on_problem_ = (event: Event, path: string): void => {
    event.preventDefault();
    void this.go_to(path);
  };

  /** Brings a field into view and puts the cursor there. */
  async go_to(path: string): Promise<void> {
    const top = path.split("/")[0]!;
    if (this.core_only_) {
      this.core_only_ = false;
    }
    // The section may still be to be built.
    this.built_ = Infinity;
    await this.updateComplete;
    const all = this.renderRoot.querySelectorAll<FieldElement>(".fields > *");
    const element = Array.from(all).find((each) => each.path === top);
    if (!element) return;
    const folded = element.closest("details");
    if (folded) folded.open = true;
    await element.updateComplete;
    const inner = path === top ? undefined : (element as ListField).field_at?.(path);
    const target = inner ?? element;
    target.scrollIntoView({ block: "center" });
    target.focus();
  }

  private readonly on_submit_ = async (event: Event): Promise<void> => {
    event.preventDefault();
    const session = this.session_;
    if (!session) return;
    const reply = await this.save_(() => session.save(true));
    if (!reply) return;
    this.attempted_ = true;
    if (reply.saved && reply.status === "complete") {
      tell(this, "tollgate-completed", { reply });
      return;
    }
    await this.updateComplete;
    const summary = this.renderRoot.querySelector<HTMLElement>("#summary");
    summary?.focus();
    summary?.scrollIntoView({ block: "start" });
  };

  private readonly on_draft_ = (): void => {
    const session = this.session_;
    if (session) void this.save_(() => session.save(false));
  };

  /** One save that a person asked for; undefined: it failed, and the page says why. */
  private async save_(save: () => Promise<FormSaveReply>): Promise<FormSaveReply | undefined> {
    if (this.saving_) return undefined;
    this.saving_ = true;
    this.problem_ = "";
    try {
      return await save();
    } catch (error) {
      this.problem_ = error_text(error);
      return undefined;
    } finally {
      this.saving_ = false;
    }
  }

  /** It goes after a moment, in which it can be taken back; what was typed last is kept until then. */
  private async discard_(): Promise<void> {
    const { session_: session, client } = this;
    if (!session) return;
    const back_to = `#/form/${encodeURIComponent(session.opened.form)}/${encodeURIComponent(session.record)}`;
    await this.leave();
    if (session.has_draft || session.unsubmitted) {
      const { record, opened } = session;
      const going = session.status === "complete" ? this.t.changes_going : this.t.draft_going;
      discards.begin({
        record,
        text: going(opened.title || this.t.untitled_draft("")),
        act: () => client.request("record.discard", { entity: opened.entity, record }),
        back_to,
      });
    }
    tell(this, "tollgate-back");
  }

  private on_saved_(reply: FormSaveReply): void {
    this.problem_ = "";
    const time = new Intl.DateTimeFormat(current_locale(), { timeStyle: "short" }).format(new Date());
    this.saved_at_ =
      this.client.status.storage === "memory" ? this.t.draft_saved_memory : this.t.draft_saved(time);
    tell(this, "tollgate-stored", { record: reply.record, status: reply.status });
  }
}
/** How many sections hold the first `from` sections and so many fields more as are built at once. */
function sections_until(sections: Section[], from: number): number {
  let fields = 0;
  let at = from;
  while (at < sections.length && (at === from || fields + sections[at]!.fields.length <= kFieldsAtOnce)) {
    fields += sections[at++]!.fields.length;
  }
  return at;
}

customElements.define("tollgate-form", Form);
