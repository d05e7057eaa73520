// <tollgate-list>: the records of a view (or of an entity): searched, narrowed by chips, ordered,
// grouped, and looked at as rows, as a board, in a calendar or as photos; one's own drafts first.
//
// Properties: client, view or entity, drafts_of (an entity whose drafts stand on top), link (row →
// address), state (as the page's address has it), kept (how much was shown when a person was here
// before), scope (under which name this device keeps what a person chose), user, app.
// Events: tollgate-list-state {state, replace}, tollgate-list-kept {limit}.

import { html, nothing } from "lit";
import type { PropertyValues } from "lit";
import type { AppSummary, AppSummaryEntity, AppSummaryView, Changed, RecordListReply, Row, RowFilter, RowSort } from "../engine/generated/api.ts";
import { discards } from "./discards.ts";
import { drafts_styles, drafts_view } from "./drafts.ts";
import { error_text, tell } from "./element.ts";
import { icon } from "./icons.ts";
import "./list/bulk_bar.ts";
import { kMaxChosen } from "./list/bulk_bar.ts";
import { asked_list } from "./list/asked_list.ts";
import type { AskedList } from "./list/asked_list.ts";
import "./list/filter_chips.ts";
import "./list/grouped_rows.ts";
import { ListMemory } from "./list/list_memory.ts";
import type { SavedView } from "./list/list_memory.ts";
import { kPlainList, parse_list_state } from "./list/list_state.ts";
import type { ListState, Look } from "./list/list_state.ts";
import { list_styles } from "./list/list_styles.ts";
import { toolbar_view } from "./list/list_toolbar.ts";
import { look_of_kind, looks_of } from "./list/list_tools.ts";
import { look_view } from "./list/look_view.ts";
import { all_rows, first_rows, more_rows } from "./list/row_pages.ts";
import type { AskedRows } from "./list/row_pages.ts";
import type { Popup } from "./list/popup.ts";
import { LiveElement } from "./live_element.ts";
import { on_preferences_came } from "./preferences.ts";
import { row_styles, rows_view } from "./rows.ts";
import { row_title } from "./row_state.ts";
import type { RowChoice, RowLink, RowOrder } from "./rows.ts";
import { basics, buttons, inputs, pills, tables } from "./theme.ts";

const kPage = 30;
/** Somebody who goes on reading gets more at once. */
const kLargePage = 200;
/** As many rows come by themselves as one scrolls; more of them by a button. */
const kMaxByScrolling = 2000;
/** As many rows the engine gives for one request. */
const kMaxDrafts = 100;
const kSearchPause_ms = 180;
/** Rows are read this far before they come into sight. */
const kAhead = "600px";

export interface KeptList {
  limit: number;
}

export class List extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    view: { type: String },
    entity: { type: String },
    drafts_of: { type: String },
    state: { attribute: false },
    kept: { attribute: false },
    link: { attribute: false },
    scope: { type: String },
    app: { attribute: false },
    found_: { state: true },
    drafts_: { state: true },
    state_: { state: true },
    columns_: { state: true },
    loading_more_: { state: true },
    chosen_: { state: true },
    gone_: { state: true },
  };
  declare view: string | undefined;
  declare entity: string | undefined;
  declare drafts_of: string | undefined;
  declare state: ListState | undefined;
  declare kept: KeptList | undefined;
  declare link: RowLink;
  declare scope: string;
  declare app: AppSummary | undefined;
  declare private found_: RecordListReply | undefined;
  declare private drafts_: Row[];
  declare private state_: ListState;
  /** Ids of columns that the person chose; undefined: as the app has them. */
  declare private columns_: string[] | undefined;
  declare private loading_more_: boolean;
  /** Chosen rows by their ids; undefined: none can be chosen. */
  declare private chosen_: ReadonlyMap<string, Row> | undefined;
  /** Rows that are about to be deleted. */
  declare private gone_: ReadonlySet<string>;
  /** A draft that goes when the time to take it back is over. */
  private memory_ = new ListMemory("", "");
  private limit_ = kPage;
  private composing_ = false;
  private search_timer_: ReturnType<typeof setTimeout> | undefined;
  private foot_seen_: IntersectionObserver | undefined;
  private off_discards_: (() => void) | undefined;
  private off_preferences_: (() => void) | undefined;
  private readonly narrow_ = matchMedia("(max-width: 799px)");
  private readonly on_width_ = (): void => this.requestUpdate();

  static override styles = [basics, buttons, inputs, pills, tables, row_styles, drafts_styles, list_styles];

  constructor() {
    super();
    this.state_ = kPlainList;
    this.drafts_ = [];
    this.scope = "";
    this.loading_more_ = false;
    this.gone_ = new Set();
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.narrow_.addEventListener("change", this.on_width_);
    this.off_discards_ = discards.on(() => this.requestUpdate());
    this.off_preferences_ = on_preferences_came(() => {
      this.columns_ = this.memory_.columns;
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off_preferences_?.();
    this.narrow_.removeEventListener("change", this.on_width_);
    this.off_discards_?.();
    this.foot_seen_?.disconnect();
    this.foot_seen_ = undefined;
  }

  override willUpdate(changed?: PropertyValues): void {
    if (!this.hasUpdated) this.limit_ = this.kept?.limit ?? kPage;
    if (changed?.has("state") && this.state) {
      if (this.hasUpdated && JSON.stringify(this.state) !== JSON.stringify(this.state_)) this.limit_ = kPage;
      this.state_ = this.state;
    }
    if (changed?.has("scope") || changed?.has("view")) {
      this.memory_ = new ListMemory(this.scope, this.view ?? this.entity ?? "");
      this.columns_ = this.memory_.columns;
    }
    super.willUpdate();
  }

  protected override subject(): string {
    const { search, filters, sort } = this.state_;
    return JSON.stringify([this.view, this.entity, this.drafts_of, search, filters, sort, this.columns_, this.shows_rows_]);
  }

  protected override concerns(changed: Changed): boolean {
    // A row can show fields of another entity, so only "nothing named" is certain to be elsewhere.
    return Boolean(changed.records?.length);
  }

  private get view_(): AppSummaryView | undefined {
    return this.app?.views.find(({ id }) => id === this.view);
  }
  private get look_(): Look {
    return this.state_.look ?? look_of_kind(this.view_?.kind);
  }
  private get asked_(): AskedList {
    return asked_list(this, this.state_);
  }
  /** Other ways of looking read the rows that they show themselves. */
  private get shows_rows_(): boolean {
    return this.look_ === "list" && !this.state_.group;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const [found, drafts] = await Promise.all([
      first_rows(this.client, this.asked_rows_, this.shows_rows_ ? this.limit_ : 0),
      this.read_drafts_(),
    ]);
    if (!is_current()) return;
    this.found_ = found;
    this.drafts_ = drafts;
  }

  private get asked_rows_(): AskedRows {
    return { ...this.asked_, ...(this.columns_ ? { columns: this.columns_ } : {}) };
  }

  private async read_more_(): Promise<void> {
    const found = this.found_;
    if (!found || this.loading_more_ || this.loading_) return;
    this.loading_more_ = true;
    const subject = this.subject();
    const shown = found.rows.length;
    const step = shown < kLargePage ? kPage : kLargePage;
    try {
      const more = await more_rows(this.client, this.asked_rows_, found, step);
      if (this.found_ !== found || this.subject() !== subject) return;
      this.found_ = more;
      this.limit_ = more.rows.length;
      tell(this, "tollgate-list-kept", { limit: this.limit_ } satisfies KeptList);
    } catch (error) {
      this.problem_ = error_text(error);
    } finally {
      this.loading_more_ = false;
    }
  }

  private async read_drafts_(): Promise<Row[]> {
    if (!this.drafts_of) return [];
    const { search } = this.state_;
    const { rows } = await this.client.request("record.list", {
      entity: this.drafts_of, only_drafts: true, limit: kMaxDrafts, ...(search ? { search } : {}),
    });
    return rows;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    const drafts = this.drafts_.filter(({ record }) => !discards.hides(record));
    return html`${this.tools_(found)}
      <tollgate-filter-chips
        .client=${this.client}
        .fields=${found.fields ?? []}
        .filters=${this.state_.filters}
        .user=${this.app?.user}
        .users_entity=${this.app?.users_entity}
        @tollgate-filters=${(event: CustomEvent<{ filters: RowFilter[] }>) => this.become_({ filters: event.detail.filters })}
      ></tollgate-filter-chips>
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${drafts.length && this.look_ === "list" ? drafts_view(this.t, drafts, this.link, (row) => this.discard_(row)) : nothing}
      ${this.body_(found)} ${this.bulk_(found)}`;
  }

  private tools_(found: RecordListReply) {
    const order = this.order_(found);
    return toolbar_view(this.t, {
      client: this.client,
      found,
      state: this.state_,
      look: this.look_,
      looks: looks_of(found, this.workflow_ !== undefined, Boolean(this.view_?.located)),
      order,
      asked: this.asked_rows_,
      columns: this.columns_,
      memory: this.memory_,
      is_narrow: this.narrow_.matches,
      may_export: Boolean(this.entity_summary_?.may_export),
      chooses: this.chosen_ !== undefined,
      on_state: (change, replace) => this.become_(change, replace),
      on_columns: (columns) => (this.columns_ = this.memory_.columns = columns),
      on_view: this.on_view_,
      on_views_open: () => this.requestUpdate(),
      on_choose: () => this.choose_(this.chosen_ ? undefined : new Map()),
      on_search: this.on_search_,
      on_composing: (composing) => (this.composing_ = composing),
    });
  }

  private body_(found: RecordListReply) {
    const { group, unit } = this.state_;
    if (group) {
      const shown = new Set(found.columns.map(({ field }) => field));
      const sums = (found.fields ?? []).flatMap(({ field, filter }) => (field && filter === "number" && shown.has(field) ? [field] : []));
      return html`<tollgate-grouped-rows
        .client=${this.client}
        .asked=${this.asked_}
        .group=${group}
        .unit=${unit}
        .sums=${sums.slice(0, 4)}
        .columns=${this.columns_}
        .link=${this.link}
        .order=${this.order_(found)}
        .choice=${this.choice_}
      ></tollgate-grouped-rows>`;
    }
    if (this.look_ !== "list") {
      return look_view(this.t, {
        client: this.client,
        fields: found.fields ?? [],
        look: this.look_,
        view: this.view_,
        form: found.form,
        may_create: Boolean(this.entity_summary_?.may_create),
        state: this.state_,
        asked: this.asked_,
        link: this.link,
        workflow: this.workflow_,
        time_zone: this.app?.time_zone,
        on_state: (change, replace) => this.become_(change, replace),
      });
    }
    return this.rows_(found);
  }

  private rows_(found: RecordListReply) {
    const rows = found.rows.filter(({ record }) => !this.gone_.has(record));
    const more = found.total - found.rows.length;
    const step = found.rows.length < kLargePage ? kPage : kLargePage;
    const is_narrowed = this.state_.search || this.state_.filters.length;
    return html`${rows.length
        ? html`<div class="card rows">
            ${rows_view(found.columns, rows, (row: Row) => this.link(row), this.t, found.label, undefined, this.order_(found), this.choice_)}
          </div>`
        : this.empty_view_(found, Boolean(is_narrowed))}
      <div class="foot">
        <span class="soft small" role="status"
          >${more > 0 ? this.t.shown_of(found.rows.length, found.total) : this.t.records_total(found.total)}</span
        >
        ${more > 0
          ? html`<button type="button" ?disabled=${this.loading_more_} @click=${() => void this.read_more_()}>
              ${this.loading_more_ ? this.t.list.loading_more : this.t.show_more(Math.min(step, more))}
            </button>`
          : nothing}
      </div>`;
  }

  /** Nothing to show, and what leads on from here. */
  private empty_view_(found: RecordListReply, is_narrowed: boolean) {
    const form = this.app?.forms.find(({ id }) => id === found.form);
    const may_create = Boolean(this.entity_summary_?.may_create) && !this.view_?.pool;
    return html`<div class="empty card">
      <p>${is_narrowed ? this.t.no_match : this.t.nothing_here}</p>
      ${is_narrowed
        ? html`<button type="button" @click=${() => this.become_({ search: "", filters: [] })}>${this.t.list.show_all}</button>`
        : form && may_create
          ? html`<a class="button" href="#/form/${encodeURIComponent(form.id)}">${icon("add")}${this.t.new_record(form.label)}</a>`
          : nothing}
    </div>`;
  }

  protected override updated(): void {
    const foot = this.renderRoot.querySelector(".foot");
    if (!foot) return;
    this.foot_seen_ ??= new IntersectionObserver(
      (entries) => {
        const count = this.found_?.rows.length ?? 0;
        const is_more = count < (this.found_?.total ?? 0) && count < kMaxByScrolling;
        if (entries.some(({ isIntersecting }) => isIntersecting) && is_more) void this.read_more_();
      },
      { rootMargin: kAhead },
    );
    // Observed anew, it tells again whether the foot is in sight: a page may not fill the screen.
    this.foot_seen_.disconnect();
    this.foot_seen_.observe(foot);
  }

  private order_(found: RecordListReply): RowOrder {
    return {
      fields: new Set((found.fields ?? []).flatMap(({ sortable, field }) => (sortable && field ? [field] : []))),
      sort: this.state_.sort,
      on_sort: (sort: RowSort | undefined) => this.become_({ sort }),
    };
  }

  private get choice_(): RowChoice | undefined {
    const chosen = this.chosen_;
    if (!chosen) return undefined;
    const choose = (rows: Row[]) => this.choose_(new Map(rows.map((row) => [row.record, row])));
    return {
      has: ({ record }) => chosen.has(record),
      toggle: (row) => choose(chosen.has(row.record) ? [...chosen.values()].filter(({ record }) => record !== row.record) : [...chosen.values(), row]),
      toggle_all: (rows) => {
        const others = [...chosen.values()].filter(({ record }) => !rows.some((row) => row.record === record));
        choose(rows.every(({ record }) => chosen.has(record)) ? others : [...others, ...rows]);
      },
    };
  }

  private choose_(rows: ReadonlyMap<string, Row> | undefined): void {
    this.chosen_ = rows;
  }

  private async choose_all_(): Promise<void> {
    try {
      this.choose_(await all_rows(this.client, this.asked_rows_, kMaxChosen));
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private bulk_(found: RecordListReply) {
    if (!this.chosen_) return nothing;
    return html`<tollgate-bulk
      .client=${this.client}
      .rows=${[...this.chosen_.values()]}
      .total=${found.total}
      .may_delete=${Boolean(this.entity_summary_?.may_delete)}
      .workflow=${this.workflow_}
      .link=${this.link}
      @tollgate-bulk-all=${() => void this.choose_all_()}
      @tollgate-bulk-clear=${() => this.choose_(undefined)}
      @tollgate-bulk-gone=${(event: CustomEvent<{ rows: Row[] }>) => {
        this.gone_ = new Set(event.detail.rows.map(({ record }) => record));
      }}
      @tollgate-bulk-done=${() => {
        this.gone_ = new Set();
        this.choose_(this.chosen_ ? new Map() : undefined);
        void this.refresh();
      }}
    ></tollgate-bulk>`;
  }

  private get entity_(): string | undefined {
    return this.entity ?? this.app?.views.find(({ id }) => id === this.view)?.entity;
  }
  private get entity_summary_(): AppSummaryEntity | undefined {
    return this.app?.entities.find(({ id }) => id === this.entity_);
  }
  private get workflow_(): string | undefined {
    return this.app?.workflows.find(({ entity }) => entity === this.entity_)?.id;
  }

  /** Changes what is shown; `replace`: the page's address is another one, but no step further. */
  private become_(change: Partial<ListState>, replace = false): void {
    this.state_ = { ...this.state_, ...change };
    if (this.state_.look === look_of_kind(this.view_?.kind)) this.state_.look = undefined;
    this.limit_ = kPage;
    tell(this, "tollgate-list-state", { state: this.state_, replace });
  }

  private readonly on_search_ = (event: Event): void => {
    if (this.composing_) return;
    const text = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.search_timer_);
    this.search_timer_ = setTimeout(() => {
      if (text !== this.state_.search) this.become_({ search: text }, true);
    }, kSearchPause_ms);
  };

  private readonly on_view_ = (event: CustomEvent<SavedView>): void => {
    const { query, columns } = event.detail;
    this.columns_ = this.memory_.columns = columns;
    (event.currentTarget as HTMLElement).closest<Popup>("tollgate-popup")?.close();
    this.become_(parse_list_state(new URLSearchParams(query)));
  };

  private discard_(row: Row): void {
    const { entity, record } = row;
    discards.begin({
      record,
      text: this.t.draft_going(row_title(row, this.t)),
      act: () => this.client.request("record.discard", { entity, record }),
    });
  }
}
customElements.define("tollgate-list", List);
