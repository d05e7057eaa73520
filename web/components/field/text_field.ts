// text, numbers, addresses: what is typed goes to the engine as text, keystroke by keystroke, except
// while an input method composes.

import { css, html, nothing } from "lit";
import { icon } from "../icons.ts";
import { Dictation, dictation_available } from "../../platform/speech.ts";
import { field_type } from "../../engine/generated/field_types.ts";
import { current_locale } from "../text/index.ts";
import { FieldElement } from "./field_element.ts";

export class TextField extends FieldElement {
  static override properties = { ...FieldElement.properties, dictating_: { state: true } };
  static override styles = [
    ...FieldElement.styles,
    css`
      .with-unit {
        position: relative;
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .unit {
        flex: none;
        color: var(--text-soft);
      }
      .with-unit button {
        flex: none;
      }
      button[aria-pressed="true"] {
        background: var(--danger-soft);
        border-color: var(--danger-line);
        color: var(--danger);
      }
    `,
  ];
  declare private dictating_: boolean;
  private composing_ = false;
  private dictation_: Dictation | undefined;

  private get is_number_(): boolean {
    return field_type(this.field.type)?.family === "number";
  }

  private get box_(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("#control");
  }

  protected override control() {
    const { field, state } = this;
    // What is typed is about others: the device's own person is not offered (autocomplete="off").
    const hints = field_type(field.type)?.input;
    const common = {
      invalid: this.invalid ? "true" : "false",
      required: state.required ? "true" : "false",
    };
    const box =
      field.type === "long_text"
        ? html`<textarea
            id="control"
            rows="3"
            maxlength=${field.max_length ?? nothing}
            placeholder=${field.placeholder ?? nothing}
            ?readonly=${this.read_only}
            aria-invalid=${common.invalid}
            aria-required=${common.required}
            aria-describedby="help messages"
            @input=${this.on_input_}
            @compositionstart=${this.on_compose_}
            @compositionend=${this.on_composed_}
            @blur=${this.on_blur_}
          ></textarea>`
        : html`<input
            id="control"
            type=${hints?.type ?? "text"}
            inputmode=${this.is_number_ ? (field.decimals === 0 ? "numeric" : "decimal") : (hints?.inputmode ?? nothing)}
            autocomplete="off"
            maxlength=${field.max_length ?? nothing}
            placeholder=${field.placeholder ?? nothing}
            ?readonly=${this.read_only}
            aria-invalid=${common.invalid}
            aria-required=${common.required}
            aria-describedby="help messages"
            @input=${this.on_input_}
            @compositionstart=${this.on_compose_}
            @compositionend=${this.on_composed_}
            @blur=${this.on_blur_}
          />`;
    const speech = field.speech && !this.read_only && dictation_available();
    return html`<div class="with-unit">
      ${box}${field.unit ? html`<span class="unit">${field.unit}</span>` : nothing}
      ${speech
        ? html`<button
            type="button"
            class="icon"
            aria-label=${this.dictating_ ? this.t.dictating : this.t.dictate}
            aria-pressed=${this.dictating_ ? "true" : "false"}
            @click=${this.toggle_dictation_}
          >
            ${icon(this.dictating_ ? "stop" : "microphone")}
          </button>`
        : nothing}
    </div>`;
  }

  override updated(): void {
    const box = this.box_;
    if (!box || this.editing || this.composing_) return;
    const { text, value } = this.state;
    const shown = text ?? (value === null || value === undefined ? "" : String(value));
    if (box.value !== shown) box.value = shown;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dictation_?.stop();
  }

  private readonly on_input_ = (event: Event): void => {
    this.editing = true;
    if (this.composing_ || (event as InputEvent).isComposing) return;
    void this.send_typed_();
  };

  private readonly on_compose_ = (): void => {
    this.composing_ = true;
    this.editing = true;
  };

  private readonly on_composed_ = (): void => {
    this.composing_ = false;
    void this.send_typed_();
  };

  private readonly on_blur_ = async (): Promise<void> => {
    if (!this.editing) return;
    await this.send_typed_();
    // Somebody may have come back meanwhile.
    if (this.shadowRoot?.activeElement === this.box_) return;
    this.editing = false;
    this.requestUpdate();
  };

  private send_typed_(): Promise<void> {
    const typed = this.box_?.value ?? "";
    return this.send(typed === "" ? null : typed);
  }

  private readonly toggle_dictation_ = (): void => {
    if (this.dictation_) {
      this.dictation_.stop();
      return;
    }
    const box = this.box_;
    if (!box) return;
    const before = box.value;
    this.dictating_ = true;
    this.dictation_ = new Dictation(current_locale(), {
      on_text: (spoken) => {
        box.value = before && !/\s$/.test(before) ? `${before} ${spoken}` : before + spoken;
        this.editing = true;
        void this.send_typed_();
      },
      on_end: (problem) => {
        this.dictation_ = undefined;
        this.dictating_ = false;
        this.editing = false;
        if (problem) this.problem_ = this.t.microphone_denied;
      },
    });
  };
}
customElements.define("tollgate-text-field", TextField);
