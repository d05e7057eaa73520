// A score with its explanation: the total as a bar, each criterion met or not, why, and what would help.

import { css, html, nothing } from "lit";
import type { CriterionScore, Score } from "../engine/generated/api.ts";
import { TollgateElement, tell } from "./element.ts";
import { icon } from "./icons.ts";
import { basics, buttons, pills } from "./theme.ts";

export class ScorePanel extends TollgateElement {
  static override properties = {
    score: { attribute: false },
    open: { type: Boolean },
    linked: { type: Boolean },
  };
  declare score: Score | undefined;
  /** The criteria show from the start. */
  declare open: boolean;
  /** Criteria lead to their fields. */
  declare linked: boolean;

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      summary {
        display: grid;
        gap: 8px;
        cursor: pointer;
        list-style: none;
        border-radius: var(--radius);
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .total {
        font-size: 1.5rem;
        font-weight: 680;
        letter-spacing: -0.02em;
        line-height: 1;
      }
      .bar {
        height: 8px;
        border-radius: 4px;
        background: var(--pressed);
        overflow: hidden;
      }
      .bar i {
        display: block;
        height: 100%;
        width: var(--share, 0%);
        border-radius: 4px;
        background: var(--accent);
        transition: width 0.2s;
      }
      .bar.pool i {
        background: var(--warning-line);
      }
      .more {
        display: flex;
        align-items: center;
        gap: 4px;
        color: var(--accent);
        font-size: 0.875rem;
      }
      .more svg {
        width: 16px;
        transition: transform 0.15s;
      }
      details[open] .more svg {
        transform: rotate(180deg);
      }
      ol {
        margin-top: 12px;
      }
      li {
        display: grid;
        grid-template-columns: 22px 1fr auto;
        gap: 2px 8px;
        padding: 10px 0;
        border-top: 1px solid var(--border);
        font-size: 0.9375rem;
      }
      li svg {
        width: 18px;
        margin-top: 2px;
      }
      .met {
        color: var(--good);
      }
      .missed {
        color: var(--text-faint);
      }
      .why {
        grid-column: 2 / 4;
      }
      .advice {
        grid-column: 2 / 4;
        color: var(--warning);
        font-size: 0.875rem;
      }
      .label {
        overflow-wrap: anywhere;
      }
      button.link {
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font-weight: inherit;
        text-align: start;
        text-decoration: underline;
        text-decoration-color: var(--border-strong);
        text-underline-offset: 3px;
      }
    `,
  ];

  override render() {
    const { score } = this;
    if (!score) return nothing;
    const share = Number(score.possible) ? (Number(score.total) / Number(score.possible)) * 100 : 0;
    // A form that earned nothing yet was hardly begun: where its record would land says nothing of it.
    const pool = this.linked && Number(score.total) === 0 ? undefined : score.pool;
    return html`<details ?open=${this.open}>
      <summary>
        <span class="row">
          <strong class="grow">${score.label}</strong>
          ${pool && score.pool_label ? html`<span class="pill warning">${score.pool_label}</span>` : nothing}
          <span class="number" aria-label=${this.t.score_of(score.total, score.possible)}
            ><span class="total">${score.total}</span><span class="soft"> / ${score.possible}</span></span
          >
        </span>
        <span class="bar ${pool ? "pool" : ""}"
          ><i .style=${`--share: ${Math.max(0, Math.min(100, share)).toFixed(1)}%`}></i
        ></span>
        <span class="more">${this.t.score_details}${icon("down")}</span>
      </summary>
      <ol>
        ${score.criteria.map((criterion) => this.criterion_(criterion))}
      </ol>
    </details>`;
  }

  private criterion_(criterion: CriterionScore) {
    const { met, label, points, possible, why, advice, fields } = criterion;
    const asked = criterion.asked !== false;
    const verdict = met ? this.t.met : asked ? this.t.not_met : this.t.not_asked;
    return html`<li>
      <span class=${met ? "met" : "missed"}>${icon(met ? "check" : asked ? "close" : "minus")}</span>
      <span class="label"
        ><span class="visually-hidden">${verdict}: </span>${this.linked && fields?.length
          ? html`<button
              type="button"
              class="link"
              @click=${() => tell(this, "tollgate-go-to-field", { path: fields[0] })}
            >
              ${label}
            </button>`
          : label}</span
      >
      <span class="number soft">${asked ? this.t.points(points, possible) : this.t.not_asked}</span>
      ${why ? html`<span class="why soft small">${why}</span>` : nothing}
      ${!met && advice ? html`<span class="advice">${advice}</span>` : nothing}
    </li>`;
  }
}
customElements.define("tollgate-score", ScorePanel);
