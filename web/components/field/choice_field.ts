// choice: radio buttons while they are few, a native list when they are many. multi_choice: checkboxes.

import { css, html, nothing } from "lit";
import { FieldElement } from "./field_element.ts";
import { radio_styles } from "./radio_styles.ts";

const kMaxRadios = 6;

export class ChoiceField extends FieldElement {
  static override styles = [
    ...FieldElement.styles,
    radio_styles,
    css`
      .options.wide {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 150px), 1fr));
      }
    `,
  ];

  private get options_() {
    return this.state.options ?? this.field.options ?? [];
  }
  private get multiple_(): boolean {
    return this.field.type === "multi_choice";
  }
  private get as_list_(): boolean {
    return !this.multiple_ && this.options_.length > kMaxRadios;
  }
  protected override get is_group(): boolean {
    return !this.as_list_;
  }

  protected override control() {
    return this.as_list_ ? this.list_() : this.buttons_();
  }

  private list_() {
    const value = this.state.value ?? "";
    return html`<select
      id="control"
      ?disabled=${this.read_only}
      aria-invalid=${this.invalid ? "true" : "false"}
      aria-required=${this.state.required ? "true" : "false"}
      aria-describedby="help messages"
      @change=${(event: Event) => this.send((event.target as HTMLSelectElement).value || null)}
    >
      <option value="" .selected=${value === ""}>${this.field.placeholder ?? this.t.choose}</option>
      ${this.options_.map(
        (option) =>
          html`<option value=${option.id} .selected=${option.id === value}>${option.label}</option>`,
      )}
    </select>`;
  }

  private buttons_() {
    const { value } = this.state;
    const chosen = this.multiple_ ? (Array.isArray(value) ? value : []) : [value];
    const clearable = !this.multiple_ && value && !this.state.required && !this.read_only;
    return html`<div
        class="options wide"
        role=${this.multiple_ ? "group" : "radiogroup"}
        aria-label=${this.field.label}
      >
        ${this.options_.map(
          (option, index) => html`<label class="option">
            <input
              type=${this.multiple_ ? "checkbox" : "radio"}
              name="answer"
              value=${option.id}
              ?data-first=${index === 0}
              .checked=${chosen.includes(option.id)}
              ?disabled=${this.read_only}
              aria-invalid=${this.invalid ? "true" : "false"}
              aria-describedby="help messages"
              @change=${this.on_change_}
            />
            <span>${option.label}</span>
          </label>`,
        )}
      </div>
      ${clearable
        ? html`<button type="button" class="quiet" @click=${() => this.send(null)}>
            ${this.t.clear}
          </button>`
        : nothing}`;
  }

  private readonly on_change_ = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (!this.multiple_) {
      void this.send(value);
      return;
    }
    const boxes = this.renderRoot.querySelectorAll<HTMLInputElement>("input:checked");
    const values = Array.from(boxes, (box) => box.value);
    void this.send(values.length ? values : null);
  };
}
customElements.define("tollgate-choice-field", ChoiceField);
