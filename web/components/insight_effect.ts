// <tollgate-insight-effect>: a number before and after a day: in words, as two distributions beside
// each other, and what of it the process explains.

import { css, html, nothing, svg } from "lit";
import type { InsightEffectReply, InsightEffectReplyBin, Spread } from "../engine/generated/api.ts";
import { difference_scale, interval_styles, interval_view } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import { notes_view } from "./insight_lift.ts";
import { insight_styles } from "./insight_styles.ts";
import { InsightElement } from "./insight_element.ts";
import { basics, buttons, inputs, tables } from "./theme.ts";

const kWidth = 640;
const kHeight = 180;

export class InsightEffect extends InsightElement {
  static override properties = {
    ...InsightElement.properties,
    found_: { state: true },
  };
  /** Chosen are measure and date. */
  protected override readonly page = "effect";
  declare private found_: InsightEffectReply | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    tables,
    interval_styles,
    insight_styles,
    css`
      .parts {
        display: grid;
        gap: 16px;
        grid-template-columns: minmax(0, 1fr);
      }
      .said li {
        font-size: 1.0625rem;
        line-height: 1.5;
      }
      figure svg {
        display: block;
        width: 100%;
        height: auto;
      }
      .legend {
        display: flex;
        gap: 16px;
        font-size: 0.875rem;
      }
      .legend span::before {
        content: "";
        display: inline-block;
        width: 12px;
        height: 12px;
        margin-inline-end: 6px;
        border-radius: 3px;
        background: var(--border-strong);
      }
      .legend .after::before {
        background: var(--accent);
      }
      .bar {
        fill: var(--border-strong);
      }
      .bar.after {
        fill: var(--accent);
      }
      .axis {
        stroke: var(--border-strong);
      }
      text {
        fill: var(--text-soft);
        font-size: 12px;
      }
      .term {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 240px;
        gap: 2px 16px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--border);
      }
      .figures {
        overflow-x: auto;
      }
      .figures td,
      .figures th {
        text-align: end;
      }
      .figures tbody tr:last-child > * {
        border-bottom: 0;
      }
      .figures th:first-child {
        text-align: start;
      }
      @media (min-width: 1100px) {
        .parts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .whole {
          grid-column: span 2;
        }
      }
      @media (max-width: 599px) {
        .term {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override async load(is_current: () => boolean): Promise<void> {
    const { measure, date } = this.params;
    const found = await this.ask("insight.effect", {
      ...(measure ? { measure } : {}),
      ...(date ? { date } : {}),
    });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const { t, found_: found } = this;
    if (!found) return this.placeholder();
    if (!found.measure) return html`<p class="empty card">${t.insight_no_measure}</p>`;
    return html`<div class="choices">
        ${this.select(t.insight_measure, "measure", found.measures, found.measure)}
        <label
          ><span>${t.insight_since}</span
          ><input
            type="date"
            .value=${(found.units && found.date) || ""}
            min=${found.from ?? nothing}
            max=${found.to ?? nothing}
            @change=${(event: Event) => this.choose("date", (event.target as HTMLInputElement).value)}
        /></label>
      </div>
      <p class="lead soft" role="status">
        ${t.insight_units(found.units)}${found.from ? html` · ${found.from} – ${found.to}` : nothing}
      </p>
      <div class="parts">
        <section class="card whole said">
          <ul class="sentences">
            ${found.sentences.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>
          ${this.figures_(found)}
        </section>
        ${found.bins?.length ? this.distribution_(found.bins, found.unit ?? "") : nothing}
        ${found.model ? this.model_(found) : nothing}
      </div>
      ${notes_view(t.insight_notes, found.notes)}`;
  }

  private figures_({ before, after }: InsightEffectReply) {
    const { t } = this;
    const row = (label: string, spread: Spread | undefined) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td>${spread?.count ?? 0}</td>
        ${[spread?.mean, spread?.median, spread?.deviation, spread?.low_quarter, spread?.high_quarter].map(
          (number) => html`<td class="number">${shown(number)}</td>`,
        )}
      </tr>`;
    return html`<div class="figures">
      <table>
        <caption class="visually-hidden">
          ${t.insight_figures}
        </caption>
        <thead>
          <tr>
            <th scope="col"></th>
            ${t.insight_columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${row(t.insight_before, before)} ${row(t.insight_after, after)}
        </tbody>
      </table>
    </div>`;
  }

  /** Shares of each period, so that a long one does not look like a high one. */
  private distribution_(bins: InsightEffectReplyBin[], unit: string) {
    const { t } = this;
    const sum = (side: "before" | "after") => Math.max(1, bins.reduce((all, bin) => all + bin[side], 0));
    const share = { before: sum("before"), after: sum("after") };
    const most = Math.max(...bins.flatMap((bin) => [bin.before / share.before, bin.after / share.after]), 0.01);
    const width = kWidth / bins.length;
    const height = (part: number) => (part / most) * (kHeight - 30);
    const bar = (bin: InsightEffectReplyBin, index: number, side: "before" | "after") => {
      const tall = height(bin[side] / share[side]);
      const x = index * width + (side === "after" ? width / 2 : width * 0.08);
      return svg`<rect class="bar ${side}" x=${x} y=${kHeight - 20 - tall} width=${width * 0.42} height=${tall} rx="2"></rect>`;
    };
    return html`<figure class="card" aria-label=${t.insight_distribution}>
      <h2>${t.insight_distribution}${unit ? html` <span class="soft small">${unit}</span>` : nothing}</h2>
      <p class="legend"><span>${t.insight_before}</span><span class="after">${t.insight_after}</span></p>
      <svg viewBox="0 0 ${kWidth} ${kHeight}" aria-hidden="true" focusable="false">
        ${bins.map((bin, index) => svg`${bar(bin, index, "before")}${bar(bin, index, "after")}`)}
        <line class="axis" x1="0" x2=${kWidth} y1=${kHeight - 20} y2=${kHeight - 20}></line>
        ${bins.map((bin, index) =>
          index % 3 === 0 ? svg`<text x=${index * width} y=${kHeight - 5}>${shown(bin.from)}</text>` : nothing,
        )}
      </svg>
      <table class="visually-hidden">
        <caption>
          ${t.insight_distribution}
        </caption>
        <tr>
          <th scope="col">${unit}</th>
          <th scope="col">${t.insight_before}</th>
          <th scope="col">${t.insight_after}</th>
        </tr>
        ${bins.map(
          (bin) =>
            html`<tr>
              <th scope="row">${shown(bin.from)} – ${shown(bin.to)}</th>
              <td>${bin.before}</td>
              <td>${bin.after}</td>
            </tr>`,
        )}
      </table>
    </figure>`;
  }

  private model_({ model }: InsightEffectReply) {
    const { t } = this;
    if (!model) return nothing;
    const intervals = model.terms.map(({ coefficient }) => interval_of(coefficient));
    const scale = difference_scale(intervals.filter((each) => each !== undefined));
    const percent = (share: string) => `${Math.round(Number(share) * 100)}%`;
    return html`<section class="card" aria-label=${t.insight_explains}>
      <h2>${t.insight_explains}</h2>
      <p class="soft small">
        ${t.insight_r_squared(percent(model.r_squared), percent(model.controls_share), percent(model.process_share), model.units)}
      </p>
      <ul>
        ${model.terms.map((term, index) => {
          const clear = Number(term.coefficient.p ?? 1) < 0.05;
          return html`<li class="term">
            <p class="small">${term.sentence}</p>
            ${interval_view(intervals[index], scale, clear ? "better" : "")}
          </li>`;
        })}
      </ul>
    </section>`;
  }

  protected override forgotten_by(name: string): readonly string[] {
    return name === "measure" ? ["date"] : [];
  }
}
customElements.define("tollgate-insight-effect", InsightEffect);

function shown(number: string | undefined): string {
  if (number === undefined) return "–";
  const value = Number(number);
  return String(Math.abs(value) < 10 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10);
}

function interval_of({ value, low, high }: { value?: string; low?: string; high?: string }): Interval | undefined {
  if (!value || !low || !high) return undefined;
  return { value: Number(value), low: Number(low), high: Number(high) };
}
