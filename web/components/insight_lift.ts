// <tollgate-insight-lift>: how much more often something succeeds with an action than without, with
// intervals drawn; and what making it compulsory would have stopped.

import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { InsightLiftReply, InsightLiftReplyRow } from "../engine/generated/api.ts";
import { icon } from "./icons.ts";
import "./insight_backtest.ts";
import { interval_styles, interval_view, ratio_scale } from "./intervals.ts";
import type { Interval, Scale } from "./intervals.ts";
import { InsightElement } from "./insight_element.ts";
import { basics, buttons, inputs, pills } from "./theme.ts";
import { insight_styles } from "./insight_styles.ts";

const kDays = [30, 60, 90, 180];

export class InsightLift extends InsightElement {
  static override properties = {
    ...InsightElement.properties,
    administration: { type: Boolean },
    found_: { state: true },
  };
  declare administration: boolean;
  declare private found_: InsightLiftReply | undefined;
  /** Chosen are outcome, entity, days, by_stage, action (whose backtest is open). */
  protected override readonly page = "lift";

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
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
      tollgate-insight-backtest {
        grid-column: 1 / -1;
      }
      @media (max-width: 899px) {
        .lift {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override subject(): string {
    // Which backtest is open is not asked here.
    const { action: _action, ...asked } = this.params;
    return JSON.stringify(asked);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { outcome, entity, days, by_stage } = this.params;
    const found = await this.ask("insight.lift", {
      ...(outcome ? { outcome } : {}),
      ...(entity ? { entity } : {}),
      days: Number(days) || 60,
      by_stage: by_stage === "1",
    });
    if (is_current()) this.found_ = found;
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
        ${this.rows_(said, scale)}
      </ul>
      ${few.length
        ? html`<details class="few">
            <summary>${t.insight_few(few.length)}</summary>
            <ul class="lifts">
              ${this.rows_(few, scale)}
            </ul>
          </details>`
        : nothing}
      ${notes_view(t.insight_notes, found.notes)}`;
  }

  private choices_(found: InsightLiftReply) {
    const { t } = this;
    const days = kDays.map((day) => ({ id: String(day), label: t.insight_within(day) }));
    return html`<div class="choices">
      ${this.select(t.insight_success, "outcome", found.outcomes, found.outcome ?? "")}
      ${this.select(t.insight_actions_of, "entity", found.entities, found.entity ?? "")}
      ${this.select(t.insight_time, "days", days, String(found.days ?? 60))}
      <label class="check"
        ><input
          type="checkbox"
          ?checked=${this.params["by_stage"] === "1"}
          @change=${(event: Event) => this.choose("by_stage", (event.target as HTMLInputElement).checked ? "1" : "")}
        /><span>${t.insight_by_stage}</span></label
      >
    </div>`;
  }

  /** A row keeps its place in the page, and what is unfolded in it, when others come before it. */
  private rows_(rows: readonly InsightLiftReplyRow[], scale: Scale) {
    return repeat(rows, ({ id }) => id, (row) => this.row_(row, scale));
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
      ${opened
        ? html`<tollgate-insight-backtest
            .client=${this.client}
            .action=${row.id}
            .outcome=${this.found_?.outcome}
            .administration=${this.administration}
          ></tollgate-insight-backtest>`
        : nothing}
    </li>`;
  }

  private open_(action: string): void {
    this.choose("action", this.params["action"] === action ? "" : action);
  }

  protected override forgotten_by(name: string): readonly string[] {
    return [...(name === "outcome" ? ["entity"] : []), ...(name === "action" ? [] : ["action"])];
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
