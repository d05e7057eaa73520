// <tollgate-insight-backtest>: what making an action compulsory would have stopped, and the way into the
// designer with that change made.
//
// Properties: client, action, outcome, administration (whether the reader may change the app).
// Event: tollgate-prepare {compulsory, grounds}.

import { css, html, nothing } from "lit";
import type { InsightBacktestReply } from "../engine/generated/api.ts";
import { tell } from "./element.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { row_styles, rows_view } from "./rows.ts";
import { basics, buttons, pills, tables } from "./theme.ts";

const kRows = 10;

export class InsightBacktest extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    action: { type: String },
    outcome: { type: String },
    administration: { type: Boolean },
    found_: { state: true },
  };
  declare action: string;
  declare outcome: string | undefined;
  declare administration: boolean;
  declare private found_: InsightBacktestReply | undefined;

  static override styles = [
    basics,
    buttons,
    pills,
    tables,
    row_styles,
    css`
      :host {
        display: grid;
        gap: 12px;
        margin-top: 8px;
        padding-top: 12px;
        border-top: 1px solid var(--border);
      }
      section {
        display: grid;
        gap: 12px;
      }
      h2 {
        font-size: 1rem;
      }
    `,
  ];

  protected override subject(): string {
    return JSON.stringify([this.action, this.outcome]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const { action, outcome } = this;
    const found = await this.ask("insight.backtest", { action, ...(outcome ? { outcome } : {}), limit: kRows });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const { t, found_: found } = this;
    if (!found) return this.placeholder();
    return html`<section aria-label=${t.insight_backtest}>
      <h2>${this.title_(found)}</h2>
      ${found.stopped.map(
        (stopped) =>
          html`<p><strong>${stopped.sentence}</strong></p>
            ${stopped.rows.length
              ? rows_view(stopped.columns, stopped.rows, (row) => `#/record/${row.entity}/${row.record}`, t, stopped.label)
              : nothing}`,
      )}
      ${this.administration && found.change
        ? html`<p>
            <button type="button" class="primary" @click=${() => this.prepare_(found)}>
              ${icon("form")}${t.insight_into_designer}
            </button>
          </p>`
        : html`<p class="soft small">${t.insight_not_yours}</p>`}
    </section>`;
  }

  private title_({ days }: InsightBacktestReply): string {
    return this.t.insight_would_have(Math.round(days / 30.5));
  }

  private prepare_(found: InsightBacktestReply): void {
    const sentences = [this.title_(found), ...found.stopped.map(({ sentence }) => sentence)];
    const title = `${this.t.insight_compulsory} · ${found.label}`;
    tell(this, "tollgate-prepare", { compulsory: found.change, grounds: { title, sentences, address: location.href } });
  }
}
customElements.define("tollgate-insight-backtest", InsightBacktest);
