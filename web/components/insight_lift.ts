// <tollgate-insight-lift>: how much more often something succeeds with an action than without, with
// intervals drawn; and what making it compulsory would have stopped.

import { css, html, nothing } from "lit";
import type { InsightBacktestReply, InsightLiftReply, InsightLiftReplyRow } from "../engine/generated/api.ts";
import { tell } from "./element.ts";
import { icon } from "./icons.ts";
import { interval_styles, interval_view, ratio_scale } from "./intervals.ts";
import type { Interval, Scale } from "./intervals.ts";
import { LiveElement } from "./live_element.ts";
import { row_styles, rows_view } from "./rows.ts";
import { basics, buttons, inputs, pills, tables } from "./theme.ts";
import { insight_styles } from "./insight_styles.ts";

const kDays = [30, 60, 90, 180];

export class InsightLift extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    params: { attribute: false },
    administration: { type: Boolean },
    found_: { state: true },
    backtest_: { state: true },
  };
  /** outcome, entity, days, by_stage, action (whose backtest is open); as the address says them. */
  declare params: Record<string, string>;
  declare administration: boolean;
  declare private found_: InsightLiftReply | undefined;
  declare private backtest_: InsightBacktestReply | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    tables,
    row_styles,
    interval_styles,
    insight_styles,
    css`
      .lifts {
        display: grid;
        gap: 10px;
      }
      .lift {
        display: grid;
        grid-template-columns: minmax(150px, 1.2fr) 250px minmax(230px, 1.6fr) 136px;
        gap: 4px 16px;
        align-items: center;
      }
      .lift h2 {
        font-size: 1rem;
      }
      .lift .ratio {
        font-size: 1.125rem;
        font-weight: 650;
      }
      .too_few h2,
      .too_few p {
        color: var(--text-soft);
        font-weight: 500;
      }
      details {
        grid-column: 1 / -1;
        font-size: 0.875rem;
      }
      summary {
        min-height: 32px;
        padding-top: 6px;
        cursor: pointer;
        color: var(--accent);
      }
      details li {
        padding: 4px 0;
      }
      .few {
        margin-top: 16px;
      }
      .few .lifts {
        margin-top: 8px;
      }
      .backtest {
        grid-column: 1 / -1;
        display: grid;
        gap: 12px;
        margin-top: 8px;
        padding-top: 12px;
        border-top: 1px solid var(--border);
      }
      @media (max-width: 899px) {
        .lift {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.params = {};
  }

  protected override subject(): string {
    return JSON.stringify(this.params);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { outcome, entity, days, by_stage, action } = this.params;
    const found = await this.ask("insight.lift", {
      ...(outcome ? { outcome } : {}),
      ...(entity ? { entity } : {}),
      days: Number(days) || 60,
      by_stage: by_stage === "1",
    });
    if (!is_current()) return;
    this.found_ = found;
    if (!action) return;
    const backtest = await this.ask("insight.backtest", {
      action,
      ...(found.outcome ? { outcome: found.outcome } : {}),
      limit: 10,
    });
    if (is_current()) this.backtest_ = backtest;
  }

  override render() {
    const { t, found_: found } = this;
    if (!found) return this.placeholder();
    if (!found.outcome || !found.entity) return html`<p class="empty card">${t.insight_no_outcome}</p>`;
    const intervals = found.rows.map(interval_of).filter((each) => each !== undefined);
    const scale = ratio_scale(intervals);
    const few = found.rows.filter(({ verdict }) => verdict === "too_few");
    const said = found.rows.filter(({ verdict }) => verdict !== "too_few");
    return html`${this.choices_(found)}
      <p class="lead soft" role="status">
        ${found.share
          ? t.insight_base(found.units, found.clusters, found.cluster_label ?? "", percent(found.share), found.days ?? 0)
          : t.nothing_here}
        ${found.from ? html` · ${found.from} – ${found.to}` : nothing}
      </p>
      <ul class="lifts" aria-label=${t.insight_lift}>
        ${said.map((row) => this.row_(row, scale))}
      </ul>
      ${few.length
        ? html`<details class="few">
            <summary>${t.insight_few(few.length)}</summary>
            <ul class="lifts">
              ${few.map((row) => this.row_(row, scale))}
            </ul>
          </details>`
        : nothing}
      ${notes_view(t.insight_notes, found.notes)}`;
  }

  private choices_(found: InsightLiftReply) {
    const { t } = this;
    const select = (label: string, name: string, options: { id: string; label: string }[], value: string) =>
      html`<label
        ><span>${label}</span
        ><select @change=${(event: Event) => this.choose_(name, (event.target as HTMLSelectElement).value)}>
          ${options.map(({ id, label: text }) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
        </select></label
      >`;
    const days = kDays.map((day) => ({ id: String(day), label: t.insight_within(day) }));
    return html`<div class="choices">
      ${select(t.insight_success, "outcome", found.outcomes, found.outcome ?? "")}
      ${select(t.insight_actions_of, "entity", found.entities, found.entity ?? "")}
      ${select(t.insight_time, "days", days, String(found.days ?? 60))}
      <label class="check"
        ><input
          type="checkbox"
          ?checked=${this.params["by_stage"] === "1"}
          @change=${(event: Event) => this.choose_("by_stage", (event.target as HTMLInputElement).checked ? "1" : "")}
        /><span>${t.insight_by_stage}</span></label
      >
    </div>`;
  }

  private row_(row: InsightLiftReplyRow, scale: Scale) {
    const { t } = this;
    const found = row.verdict === "raises" || row.verdict === "lowers";
    const opened = this.params["action"] === row.id;
    return html`<li class="card lift ${row.verdict}">
      <div>
        <h2>${row.label}</h2>
        <span class="pill ${row.verdict === "raises" ? "good" : row.verdict === "lowers" ? "warning" : ""}"
          >${t.insight_verdicts[row.verdict]}</span
        >
      </div>
      ${interval_view(interval_of(row), scale, row.verdict)}
      <div>
        ${found && row.ratio
          ? html`<p class="ratio number">
              ${t.insight_times(row.ratio)}
              ${row.low && row.high ? html`<span class="soft small">${row.low} – ${row.high}</span>` : nothing}
            </p>`
          : nothing}
        <p class="small">${row.sentence}</p>
      </div>
      <div>
        ${row.may_be_compulsory && row.verdict === "raises"
          ? html`<button type="button" aria-expanded=${opened ? "true" : "false"} @click=${() => this.open_(row.id)}>
              ${icon("lock")}${t.insight_compulsory}
            </button>`
          : nothing}
      </div>
      ${found || row.stages.length
        ? html`<details>
            <summary>${t.insight_details}</summary>
            <ul>
              <li>${t.insight_sides(percent(row.with.share), row.with.met, row.with.count, percent(row.without.share), row.without.met, row.without.count)}</li>
              ${row.adjusted_p ? html`<li class="number">p = ${row.p} · ${t.insight_adjusted} ${row.adjusted_p}</li>` : nothing}
              ${row.stages.map(
                (stage) => html`<li><strong>${stage.label}</strong> ${t.insight_verdicts[stage.verdict]} · ${stage.sentence}</li>`,
              )}
            </ul>
          </details>`
        : nothing}
      ${opened ? this.backtest_view_() : nothing}
    </li>`;
  }

  private backtest_view_() {
    const { t, backtest_: backtest } = this;
    if (!backtest) return html`<div class="backtest">${this.placeholder()}</div>`;
    return html`<section class="backtest" aria-label=${t.insight_backtest}>
      <h2>${t.insight_would_have(Math.round(backtest.days / 30.5))}</h2>
      ${backtest.stopped.map(
        (stopped) =>
          html`<p><strong>${stopped.sentence}</strong></p>
            ${stopped.rows.length
              ? rows_view(stopped.columns, stopped.rows, (row) => `#/record/${row.entity}/${row.record}`, t, stopped.label)
              : nothing}`,
      )}
      ${this.administration && backtest.change
        ? html`<p>
            <button type="button" class="primary" @click=${() => this.prepare_(backtest)}>
              ${icon("form")}${t.insight_into_designer}
            </button>
          </p>`
        : html`<p class="soft small">${t.insight_not_yours}</p>`}
    </section>`;
  }

  private open_(action: string): void {
    this.backtest_ = undefined;
    this.choose_("action", this.params["action"] === action ? "" : action);
  }

  private prepare_(backtest: InsightBacktestReply): void {
    const { t } = this;
    const months = t.insight_would_have(Math.round(backtest.days / 30.5));
    const sentences = backtest.stopped.map(({ sentence }) => sentence);
    const grounds = { title: `${t.insight_compulsory} · ${backtest.label}`, sentences: [months, ...sentences], address: location.href };
    tell(this, "tollgate-prepare", { compulsory: backtest.change, grounds });
  }

  private choose_(name: string, value: string): void {
    const params = { ...this.params, [name]: value };
    if (name === "outcome") delete params["entity"];
    if (name !== "action") delete params["action"];
    this.params = Object.fromEntries(Object.entries(params).filter(([, text]) => text));
    tell(this, "tollgate-insight", { part: "lift", params: this.params });
  }
}
customElements.define("tollgate-insight-lift", InsightLift);

function percent(share: string): string {
  const number = Number(share) * 100;
  return `${number < 10 ? number.toFixed(1) : Math.round(number)}%`;
}

function interval_of(row: { ratio?: string; low?: string; high?: string; verdict: string }): Interval | undefined {
  if (!row.ratio || !row.low || !row.high || row.verdict === "too_few") return undefined;
  return { value: Number(row.ratio), low: Number(row.low), high: Number(row.high) };
}

export function notes_view(title: string, notes: string[]) {
  if (!notes.length) return nothing;
  return html`<section class="notes">
    <h2>${title}</h2>
    <ul>
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
}
