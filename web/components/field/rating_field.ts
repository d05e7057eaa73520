// rating: stars as a group of radio buttons, so that arrow keys and screen readers know them.

import { css, html, nothing } from "lit";
import { FieldElement } from "./field_element.ts";
import { kStar, kStarOutline } from "../stars.ts";

const kUsualStars = 5;

export class RatingField extends FieldElement {
  static override styles = [
    ...FieldElement.styles,
    css`
      .stars {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px;
      }
      .star {
        position: relative;
        display: grid;
        place-items: center;
        width: 44px;
        height: 44px;
        font-size: 1.75rem;
        line-height: 1;
        color: var(--text-soft);
        border-radius: var(--radius);
        cursor: pointer;
      }
      .star.full {
        color: var(--accent);
      }
      .star input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      .star:has(input:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
      }
      .star:has(input:disabled) {
        cursor: default;
      }
      .stars output {
        margin-inline-start: 8px;
        color: var(--text-soft);
      }
    `,
  ];

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const most = this.field.maximum ?? kUsualStars;
    const chosen = Number(this.state.value ?? 0);
    const clearable = chosen > 0 && !this.state.required && !this.read_only;
    return html`<div class="stars" role="radiogroup" aria-label=${this.field.label}>
      ${Array.from({ length: most }, (_, index) => index + 1).map(
        (count) => html`<label class="star ${count <= chosen ? "full" : ""}">
          <input
            type="radio"
            name="rating"
            ?data-first=${count === (chosen || 1)}
            .checked=${count === chosen}
            ?disabled=${this.read_only}
            aria-label=${this.t.stars_of(count, most)}
            aria-invalid=${this.invalid ? "true" : "false"}
            aria-describedby="help messages"
            @change=${() => this.send(String(count))}
          />
          <span aria-hidden="true">${count <= chosen ? kStar : kStarOutline}</span>
        </label>`,
      )}
      <output class="number" aria-hidden="true">${chosen ? `${chosen}/${most}` : ""}</output>
      ${clearable
        ? html`<button type="button" class="quiet" @click=${() => this.send(null)}>${this.t.clear}</button>`
        : nothing}
    </div>`;
  }
}
customElements.define("tollgate-rating-field", RatingField);
