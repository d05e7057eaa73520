// <tollgate-tour>: the first day in four steps, above the page that a person starts on. It covers
// nothing, can be left at once, and comes once for each person.
//
// Properties: steps. Events: tollgate-tour {points_at} (what the page should point at), tollgate-tour-end.

import { css, html, nothing } from "lit";
import { TollgateElement, tell } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import { basics, buttons } from "../components/theme.ts";
import type { TourStep } from "./tour_steps.ts";

export class Tour extends TollgateElement {
  static override properties = { steps: { attribute: false }, at_: { state: true } };
  declare steps: TourStep[];
  declare private at_: number;

  static override styles = [
    basics,
    buttons,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 16px;
        margin-bottom: 20px;
        padding: 16px 18px;
        border: 1px solid var(--accent-line);
        border-radius: var(--radius-large);
        background: var(--accent-soft);
      }
      h2 {
        outline: none;
      }
      p {
        grid-column: 1 / -1;
        max-width: 70ch;
      }
      .foot {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-top: 6px;
      }
      .dots {
        display: flex;
        gap: 6px;
        margin-inline-end: auto;
      }
      .dots i {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--accent-line);
      }
      .dots .here {
        background: var(--accent);
      }
    `,
  ];

  constructor() {
    super();
    this.at_ = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.point_());
  }

  override render() {
    const { t } = this;
    const step = this.steps[this.at_];
    if (!step) return nothing;
    const is_last = this.at_ === this.steps.length - 1;
    return html`<section aria-label=${t.tour}>
      <h2 tabindex="-1">${step.title}</h2>
      <span class="soft small number">${t.tour_step(this.at_ + 1, this.steps.length)}</span>
      <p>${step.text}</p>
      <div class="foot">
        <span class="dots" aria-hidden="true">${this.steps.map((_, place) => html`<i class=${place === this.at_ ? "here" : ""}></i>`)}</span>
        ${step.go ? html`<a class="button" href=${step.go.address} @click=${() => is_last && this.end_()}>${step.go.label}${icon("forward")}</a>` : nothing}
        ${is_last ? nothing : html`<button type="button" class="quiet" @click=${this.end_}>${t.tour_skip}</button>`}
        ${this.at_ > 0 ? html`<button type="button" @click=${() => this.to_(this.at_ - 1)}>${t.tour_before}</button>` : nothing}
        <button type="button" class="primary" @click=${() => (is_last ? this.end_() : this.to_(this.at_ + 1))}>${is_last ? t.tour_end : t.tour_next}</button>
      </div>
    </section>`;
  }

  private to_(at: number): void {
    this.at_ = at;
    this.point_();
    void this.updateComplete.then(() => this.renderRoot.querySelector("h2")?.focus({ preventScroll: true }));
  }

  private point_(): void {
    tell(this, "tollgate-tour", { points_at: this.steps[this.at_]?.points_at });
  }

  private readonly end_ = (): void => {
    tell(this, "tollgate-tour-end");
  };
}
customElements.define("tollgate-tour", Tour);
