// boolean: yes, no, or not answered yet.

import { css, html } from "lit";
import { FieldElement } from "./field_element.ts";
import { radio_styles } from "./radio_styles.ts";

export class BooleanField extends FieldElement {
  static override styles = [
    ...FieldElement.styles,
    radio_styles,
    css`
      .options {
        grid-template-columns: 1fr 1fr;
        max-width: 320px;
      }
    `,
  ];

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const { value } = this.state;
    return html`<div class="options" role="radiogroup" aria-label=${this.field.label}>
      ${[true, false].map(
        (option, index) => html`<label class="option">
          <input
            type="radio"
            name="answer"
            ?data-first=${index === 0}
            .checked=${value === option}
            ?disabled=${this.read_only}
            aria-invalid=${this.invalid ? "true" : "false"}
            aria-describedby="help messages"
            @change=${() => this.send(option)}
          />
          <span>${option ? this.t.yes : this.t.no}</span>
        </label>`,
      )}
    </div>`;
  }
}
customElements.define("tollgate-boolean-field", BooleanField);
