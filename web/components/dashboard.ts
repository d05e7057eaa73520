// <tollgate-dashboard>: all widgets of a dashboard with their numbers now; a tap goes one step further in.
//
// Properties: client, dashboard (id), widget and path (a drill-down), narrowing and days, all from the
// address, and link. Event: tollgate-drill {widget, path, narrowing, days}: the page changes the address,
// so that "back" works and a reload shows the same.

import { css, html, nothing } from "lit";
import type {
  Crumb,
  DashboardDrillReply,
  DashboardReadReply,
  DaySpan,
  Group,
  Json,
  Proposal,
  Widget,
} from "../engine/generated/api.ts";
import { days_control, days_styles, parse_span } from "./dashboard_days.ts";
import { LiveElement } from "./live_element.ts";
import { error_text, tell } from "./element.ts";
import { icon } from "./icons.ts";
import { more_view } from "./more.ts";
import { row_styles, rows_view } from "./rows.ts";
import type { RowLink } from "./rows.ts";
import { task_styles } from "./task_bar.ts";
import { basics, buttons, inputs, pills, tables } from "./theme.ts";
import { short_time } from "./time_text.ts";
import { bars_view } from "./widgets/bars.ts";
import { widget_views } from "./widgets/index.ts";
import { widget_styles } from "./widgets/styles.ts";
import { days_text } from "./widgets/trend.ts";

type Narrowing = Record<string, string>;

/** On a wall nobody asks again: what time alone changes is read anew. */
/** What is drawn, and reads as a table too. */
const kCharts: ReadonlySet<string> = new Set<Widget["type"]>(["breakdown", "line", "funnel"]);
const kFullScreenRefresh_ms = 60_000;

/** Filters as the engine takes them; without a choice of the reader it takes the dashboard's own. */
function filters_of(narrowing: Narrowing | undefined) {
  if (!narrowing) return {};
  const filters = Object.entries(narrowing).map(([key, value]) => {
    const [entity = "", field = ""] = key.split("/");
    return { entity, field, value };
  });
  return { filters };
}

/** What is narrowed now, chosen or by the dashboard itself. */
function narrowing_of(filters: { entity: string; field: string; value?: Json }[]): Narrowing {
  return Object.fromEntries(
    filters
      .filter(({ value }) => typeof value === "string")
      .map(({ entity, field, value }) => [`${entity}/${field}`, value as string]),
  );
}

function without(narrowing: Narrowing, key: string): Narrowing {
  return Object.fromEntries(Object.entries(narrowing).filter(([each]) => each !== key));
}

export class Dashboard extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    dashboard: { type: String },
    widget: { type: String },
    path: { attribute: false },
    narrowing: { attribute: false },
    days: { attribute: false },
    link: { attribute: false },
    shown_: { state: true },
    drill_: { state: true },
    limit_: { state: true },
    full_screen_: { state: true },
    tables_: { state: true },
    assigning_: { state: true },
    said_: { state: true },
  };
  declare dashboard: string;
  declare widget: string | undefined;
  declare path: Crumb[];
  declare narrowing: Narrowing | undefined;
  /** As dashboard_days.ts writes them. */
  declare days: string | undefined;
  declare link: RowLink;
  declare private shown_: DashboardReadReply | undefined;
  declare private drill_: DashboardDrillReply | undefined;
  /** Rows asked for; undefined: as many as the widget shows first. */
  declare private full_screen_: boolean;
  /** Widgets that are shown as tables. */
  declare private tables_: ReadonlySet<string>;
  private refreshing_: ReturnType<typeof setInterval> | undefined;
  declare private limit_: number | undefined;
  declare private assigning_: boolean;
  /** What an assignment came to. */
  declare private said_: string;
  private drill_for_ = "";

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    tables,
    row_styles,
    task_styles,
    widget_styles,
    days_styles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 12px;
        margin-bottom: 16px;
      }
      .filters label {
        display: grid;
        gap: 4px;
        font-size: 0.8125rem;
        color: var(--text-soft);
        min-width: min(160px, 100%);
        max-width: 100%;
      }
      .filters select {
        max-width: 100%;
        min-height: 44px;
        padding-block: 8px;
        font-size: 1rem;
      }
      .tools {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-inline-start: auto;
      }
      .counted {
        margin-top: 8px;
      }
      :host(:fullscreen) {
        padding: 24px;
        overflow: auto;
        background: var(--backdrop);
      }
      @media print {
        .filters {
          display: none;
        }
        .card {
          break-inside: avoid;
        }
      }
      .widgets {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
      }
      .widgets > * {
        grid-column: span 2;
        min-width: 0;
      }
      .widgets > .quarter {
        grid-column: span 1;
      }
      @media (min-width: 800px) {
        .widgets {
          grid-template-columns: repeat(12, minmax(0, 1fr));
          gap: 16px;
        }
        .widgets > .full {
          grid-column: span 12;
        }
        .widgets > .half {
          grid-column: span 6;
        }
        .widgets > .third {
          grid-column: span 4;
        }
        .widgets > .quarter {
          grid-column: span 3;
        }
      }
      nav ol {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px;
        margin-bottom: 12px;
      }
      nav li {
        display: flex;
        align-items: center;
      }
      nav svg {
        width: 16px;
        color: var(--text-faint);
      }
      nav button {
        padding: 0 8px;
      }
      nav [aria-current] {
        padding: 0 8px;
        font-weight: 600;
      }
      .drill > p,
      .cut {
        margin-top: 12px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .chips button {
        min-height: 28px;
        padding: 0 4px;
      }
      .drill .card {
        padding: 4px 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.tables_ = new Set();
    this.path = [];
    this.assigning_ = false;
    this.said_ = "";
    this.link = (row) => `#/record/${row.entity}/${row.record}`;
  }

  protected override subject(): string {
    return JSON.stringify([this.dashboard, this.widget, this.path, this.narrowing, this.days, this.limit_]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    if (this.widget) {
      const subject = `${this.dashboard} ${this.widget} ${JSON.stringify(this.path)}`;
      const drill = await this.ask("dashboard.drill", {
        dashboard: this.dashboard,
        widget: this.widget,
        path: this.path,
        ...(this.limit_ ? { limit: this.limit_ } : {}),
        ...filters_of(this.narrowing),
        ...this.span_(),
      });
      if (!is_current()) return;
      const arrived = subject !== this.drill_for_;
      this.drill_for_ = subject;
      this.drill_ = drill;
      if (arrived) {
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>("#drill-title")?.focus();
      }
      return;
    }
    const shown = await this.ask("dashboard.read", {
      dashboard: this.dashboard,
      ...filters_of(this.narrowing),
      ...this.span_(),
    });
    if (is_current()) this.shown_ = shown;
  }

  override willUpdate(): void {
    if (!this.widget) this.drill_ = undefined;
    super.willUpdate();
  }

  override render() {
    if (this.widget) return this.drill_ ? this.drill_view_(this.drill_) : this.placeholder();
    const shown = this.shown_;
    if (!shown) return this.placeholder();
    const narrowing = narrowing_of(shown.filters);
    return html`<div class="filters">
        ${shown.filters.map((filter) => {
          const key = `${filter.entity}/${filter.field}`;
          const narrow = (value: string) =>
            this.go_(undefined, [], { ...without(narrowing, key), ...(value ? { [key]: value } : {}) });
          return html`<label>
            ${filter.label}
            <select @change=${(event: Event) => narrow((event.target as HTMLSelectElement).value)}>
              <option value="" .selected=${!narrowing[key]}>${this.t.all_of}</option>
              ${filter.options.map(
                (option) =>
                  html`<option value=${option.id} .selected=${narrowing[key] === option.id}>
                    ${option.label}
                  </option>`,
              )}
            </select>
          </label>`;
        })}
        ${this.days || shown.widgets.some(({ days }) => days)
          ? days_control(this.t, {
              chosen: this.days,
              shown: shown.days,
              on_choose: (days) => this.go_(undefined, [], this.narrowing, days ?? ""),
            })
          : nothing}
        ${Object.keys(narrowing).length || this.days
          ? html`<button type="button" class="quiet" @click=${() => this.go_(undefined, [], {}, "")}>
              ${this.t.reset_filters}
            </button>`
          : nothing}
        <span class="tools">
          <span class="soft small number">${this.t.as_of(short_time(shown.as_of))}</span>
          <button type="button" class="icon quiet" aria-label=${this.t.save_picture} title=${this.t.save_picture} @click=${this.on_picture_}>
            ${icon("picture")}
          </button>
          ${document.fullscreenEnabled
            ? html`<button
                type="button"
                class="icon quiet"
                aria-label=${this.full_screen_ ? this.t.full_screen_leave : this.t.full_screen}
                title=${this.full_screen_ ? this.t.full_screen_leave : this.t.full_screen}
                @click=${this.on_full_screen_}
              >
                ${icon(this.full_screen_ ? "close" : "fit")}
              </button>`
            : nothing}
        </span>
      </div>
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing} ${this.task_view()}
      <p class="said soft small" role="status">${this.said_}</p>
      <div class="widgets">${shown.widgets.map((widget) => this.widget_(widget))}</div>`;
  }

  private widget_(widget: Widget) {
    const open = widget.drillable ? (group?: Group) => this.open_(widget, group) : undefined;
    const has_table = kCharts.has(widget.type) && Boolean(widget.groups?.length);
    const as_table = has_table && this.tables_.has(widget.id);
    return html`<section class="card widget ${widget.width}" aria-label=${widget.label}>
      ${has_table
        ? html`<button
            type="button"
            class="icon quiet as-table"
            aria-pressed=${as_table ? "true" : "false"}
            aria-label="${this.t.as_table}: ${widget.label}"
            title=${this.t.as_table}
            @click=${() => this.show_table_(widget.id, !as_table)}
          >
            ${icon("columns")}
          </button>`
        : nothing}
      ${widget_views[as_table ? "table" : widget.type](widget, this.t, open, {
        to: this.on_assign_,
        is_busy: this.assigning_,
      })}
      ${this.days && widget.days
        ? html`<p class="soft small number counted">${this.t.days_shown(days_text(widget.days))}</p>`
        : nothing}
    </section>`;
  }

  private drill_view_(drill: DashboardDrillReply) {
    const steps = [drill.label, ...drill.crumbs.map((c) => c.label ?? String(c.key))];
    return html`<div class="drill">
      <nav aria-label=${this.t.drill_hint}>
        <ol>
          <li>
            <button type="button" class="quiet" @click=${() => this.go_(undefined, [])}>
              ${icon("back")}${drill.dashboard_label}
            </button>
          </li>
          ${steps.map(
            (step, index) => html`<li>
              ${icon("forward")}
              ${index === steps.length - 1
                ? html`<span aria-current="page">${step}</span>`
                : html`<button
                    type="button"
                    class="quiet"
                    @click=${() => this.go_(this.widget, this.path.slice(0, index))}
                  >
                    ${step}
                  </button>`}
            </li>`,
          )}
        </ol>
      </nav>
      ${this.chips_(drill.filters ?? [])}
      <h2 id="drill-title" tabindex="-1" class="visually-hidden">${steps.at(-1)}</h2>
      <div class="card">
        ${drill.kind === "groups"
          ? drill.groups?.length
            ? bars_view(drill.groups, drill.format, this.t, (group) => this.further_(group))
            : html`<p class="empty">${this.t.nothing_here}</p>`
          : drill.rows?.length
            ? rows_view(drill.columns ?? [], drill.rows, this.link, this.t, steps.at(-1) ?? "", this.client)
            : html`<p class="empty">${this.t.nothing_here}</p>`}
      </div>
      ${drill.kind === "rows"
        ? more_view(drill.rows?.length ?? 0, drill.total, this.t, (limit) => (this.limit_ = limit))
        : nothing}
    </div>`;
  }

  private chips_(filters: NonNullable<DashboardDrillReply["filters"]>) {
    if (!filters.length) return nothing;
    const narrowing = this.narrowing ?? narrowing_of(filters);
    return html`<ul class="chips">
      ${filters.map(({ entity, field, label, value_label }) => {
        const text = `${label}: ${value_label}`;
        return html`<li class="pill accent">
          <span>${text}</span>
          <button
            type="button"
            class="quiet"
            aria-label=${this.t.remove_filter(text)}
            @click=${() => this.go_(this.widget, this.path, without(narrowing, `${entity}/${field}`))}
          >
            ${icon("close")}
          </button>
        </li>`;
      })}
    </ul>`;
  }

  private show_table_(widget: string, shown: boolean): void {
    const tables = new Set(this.tables_);
    if (shown) tables.add(widget);
    else tables.delete(widget);
    this.tables_ = tables;
  }

  private open_(widget: Widget, group: Group | undefined): void {
    this.go_(widget.id, group ? [{ key: group.key, label: group.label }] : []);
  }

  private further_(group: Group | undefined): void {
    if (group) this.go_(this.widget, [...this.path, { key: group.key, label: group.label }]);
  }

  private span_(): { days?: DaySpan } {
    const days = parse_span(this.days);
    return days ? { days } : {};
  }

  private go_(widget: string | undefined, path: Crumb[], narrowing = this.narrowing, days = this.days): void {
    this.limit_ = undefined;
    tell(this, "tollgate-drill", { widget, path, narrowing, days: days || undefined });
  }

  private readonly on_assign_ = async (widget: Widget, group: Group, proposal: Proposal): Promise<void> => {
    this.assigning_ = true;
    try {
      const { assigned, left } = await this.client.request("dashboard.assign", {
        dashboard: this.dashboard,
        widget: widget.id,
        key: group.key,
        person: proposal.person,
      });
      this.said_ = this.t.assigned(assigned, group.label, proposal.title, left);
      this.problem_ = "";
      await this.refresh();
    } catch (error) {
      this.problem_ = error_text(error);
    } finally {
      this.assigning_ = false;
    }
  };

  private readonly on_picture_ = async (): Promise<void> => {
    const title = this.shown_?.label ?? "";
    try {
      const { download, picture_of } = await import("./dashboard_picture.ts");
      download(await picture_of(this, title, ".filters, .cover, .counting"), `${title}.png`);
    } catch {
      this.problem_ = this.t.picture_failed;
    }
  };

  private readonly on_full_screen_ = async (): Promise<void> => {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await this.requestFullscreen().catch(() => undefined);
  };

  private readonly on_screen_change_ = (): void => {
    this.full_screen_ = this.matches(":fullscreen");
    clearInterval(this.refreshing_);
    if (this.full_screen_) this.refreshing_ = setInterval(() => this.refresh_soon(), kFullScreenRefresh_ms);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("fullscreenchange", this.on_screen_change_);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.refreshing_);
    this.removeEventListener("fullscreenchange", this.on_screen_change_);
  }
}
customElements.define("tollgate-dashboard", Dashboard);
