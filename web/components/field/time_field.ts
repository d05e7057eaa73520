// date, time, date_time by the device's own pickers; duration as days, hours and minutes.

import { css, html, nothing } from "lit";
import { tell } from "../element.ts";
import { icon } from "../icons.ts";
import { FieldElement } from "./field_element.ts";
import { duration_parts, duration_text, now_in_zone, to_local_input } from "./time_values.ts";

const kInputTypes: Record<string, string> = { date: "date", time: "time", date_time: "datetime-local" };

export class TimeField extends FieldElement {
  static override styles = [
    ...FieldElement.styles,
    css`
      .taken {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
      }
      .taken .fixed {
        flex: 1;
        min-width: 180px;
      }
    `,
  ];

  private get taken_(): boolean {
    return Boolean(this.field.capture) && this.field.type === "date_time";
  }

  protected override control() {
    const { value } = this.state;
    const text = typeof value === "string" ? value : "";
    if (this.taken_) {
      const local = to_local_input(text, this.context.time_zone).replace("T", " ");
      return html`<div class="taken">
        <output class="fixed number" id="output">${local || "—"}</output>
        <button
          type="button"
          id="control"
          ?disabled=${this.read_only}
          aria-labelledby="label now"
          aria-describedby="output help messages"
          aria-invalid=${this.invalid ? "true" : "false"}
          @click=${this.on_stamp_}
        >
          ${icon("clock")}<span id="now">${this.t.now}</span>
        </button>
      </div>`;
    }
    return html`<input
      id="control"
      type=${kInputTypes[this.field.type] ?? "text"}
      ?readonly=${this.read_only}
      aria-invalid=${this.invalid ? "true" : "false"}
      aria-required=${this.state.required ? "true" : "false"}
      aria-describedby="help messages"
      @input=${this.on_input_}
      @blur=${this.on_blur_}
    />`;
  }

  override updated(): void {
    const box = this.renderRoot.querySelector<HTMLInputElement>("input");
    if (!box || this.editing) return;
    const { value } = this.state;
    const text = typeof value === "string" ? value : "";
    const shown =
      this.field.type === "date_time"
        ? to_local_input(text, this.context.time_zone)
        : this.field.type === "time"
          ? text.slice(0, 5)
          : text.slice(0, 10);
    if (box.value !== shown) box.value = shown;
  }

  private readonly on_stamp_ = (): void => {
    if (!this.may_replace_evidence()) return;
    void this.send(now_in_zone(this.context.time_zone));
    tell(this, "tollgate-stamped", {});
  };

  private readonly on_input_ = (event: Event): void => {
    this.editing = true;
    const { value } = event.target as HTMLInputElement;
    // Pickers leave the seconds out.
    const whole = value && this.field.type !== "date" && value.split(":").length === 2;
    void this.send(value ? (whole ? `${value}:00` : value) : null);
  };

  private readonly on_blur_ = (): void => {
    this.editing = false;
    this.requestUpdate();
  };
}
customElements.define("tollgate-time-field", TimeField);

export class DurationField extends FieldElement {
  static override styles = [
    ...FieldElement.styles,
    css`
      .parts {
        display: flex;
        gap: 12px;
        flex-wrap: wrap;
      }
      .part {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .part input {
        width: 72px;
      }
    `,
  ];

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const names = { days: this.t.days, hours: this.t.hours, minutes: this.t.minutes };
    return html`<div class="parts">
      ${Object.entries(names).map(
        ([part, name], index) => html`<label class="part">
          <input
            type="text"
            inputmode="numeric"
            maxlength="5"
            data-part=${part}
            ?data-first=${index === 0}
            ?readonly=${this.read_only}
            aria-invalid=${this.invalid ? "true" : "false"}
            aria-describedby="help messages"
            @input=${this.on_input_}
            @blur=${this.on_blur_}
          />
          <span>${name}</span>
        </label>`,
      )}
      ${nothing}
    </div>`;
  }

  override updated(): void {
    if (this.editing) return;
    const { text, value } = this.state;
    const parts = duration_parts(text ?? (typeof value === "string" ? value : ""));
    for (const box of this.renderRoot.querySelectorAll<HTMLInputElement>("[data-part]")) {
      box.value = parts[box.dataset["part"] as keyof typeof parts];
    }
  }

  private readonly on_input_ = (): void => {
    this.editing = true;
    const parts = { days: "", hours: "", minutes: "" };
    for (const box of this.renderRoot.querySelectorAll<HTMLInputElement>("[data-part]")) {
      parts[box.dataset["part"] as keyof typeof parts] = box.value.trim();
    }
    void this.send(duration_text(parts));
  };

  private readonly on_blur_ = (): void => {
    this.editing = false;
    this.requestUpdate();
  };
}
customElements.define("tollgate-duration-field", DurationField);
