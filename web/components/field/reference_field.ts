// reference: a combobox (ARIA pattern "combobox with listbox popup") over the records that may be chosen.

import { css, html, nothing } from "lit";
import type { Diagnostic, Person } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import { icon } from "../icons.ts";
import { FieldElement } from "./field_element.ts";

const kLimit = 30;
const kPause_ms = 120;

const kNotChosen: Diagnostic = {
  code: "page.not_chosen",
  severity: "error",
  message: {
    "zh-CN": "还没有选中。请从列表中选择一项，或清空。",
    en: "Nothing is chosen yet. Choose one from the list, or clear the text.",
  },
};

export class ReferenceField extends FieldElement {
  static override properties = {
    ...FieldElement.properties,
    open_: { state: true },
    candidates_: { state: true },
    total_: { state: true },
    active_: { state: true },
    searching_: { state: true },
  };
  declare private open_: boolean;
  declare private candidates_: Person[];
  declare private total_: number;
  declare private active_: number;
  declare private searching_: boolean;
  private composing_ = false;
  /** What was just chosen, until the engine's own title is there. */
  private chosen_title_: string | undefined;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private search_number_ = 0;
  /** An arrow key asked for the list before it was there. */
  private wants_first_ = false;

  static override styles = [
    ...FieldElement.styles,
    css`
      .box {
        position: relative;
      }
      .box input {
        padding-inline-end: 52px;
      }
      .box button {
        position: absolute;
        inset-inline-end: 1px;
        top: 1px;
        border: 0;
        background: transparent;
        color: var(--text-soft);
      }
      .popup {
        position: absolute;
        z-index: 20;
        inset-inline: 0;
        top: calc(100% + 4px);
        max-height: 320px;
        overflow-y: auto;
        overscroll-behavior: contain;
        padding: 4px;
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .candidate {
        display: flex;
        align-items: center;
        min-height: 44px;
        padding: 6px 10px;
        border-radius: var(--radius);
        cursor: pointer;
      }
      .candidate[aria-selected="true"] {
        background: var(--accent-soft);
        color: var(--accent-hover);
      }
      .note {
        padding: 10px;
        color: var(--text-soft);
        font-size: 0.875rem;
      }
    `,
  ];

  constructor() {
    super();
    this.open_ = false;
    this.candidates_ = [];
    this.total_ = 0;
    this.active_ = -1;
    this.searching_ = false;
  }

  private get box_(): HTMLInputElement | null {
    return this.renderRoot.querySelector("#control");
  }

  protected override control() {
    const { state } = this;
    const open = this.open_ && !this.read_only;
    return html`<div class="box">
      <input
        id="control"
        type="text"
        role="combobox"
        autocomplete="off"
        placeholder=${this.field.placeholder ?? this.t.search_to_choose}
        maxlength=${kLimits.search_characters}
        aria-autocomplete="list"
        aria-expanded=${open ? "true" : "false"}
        aria-controls="popup"
        aria-activedescendant=${open && this.active_ >= 0 ? `candidate-${this.active_}` : nothing}
        aria-invalid=${this.invalid ? "true" : "false"}
        aria-required=${state.required ? "true" : "false"}
        aria-describedby="help messages"
        ?readonly=${this.read_only}
        @focus=${this.on_focus_}
        @click=${() => this.show_()}
        @input=${this.on_input_}
        @compositionstart=${() => (this.composing_ = true)}
        @compositionend=${() => {
          this.composing_ = false;
          this.search_soon_();
        }}
        @keydown=${this.on_key_}
        @blur=${this.on_blur_}
      />
      ${(state.value || state.text) && !this.read_only
        ? html`<button
            type="button"
            class="icon"
            aria-label="${this.t.clear} ${this.field.label}"
            @click=${this.on_clear_}
          >
            ${icon("close")}
          </button>`
        : nothing}
      <div id="popup" class="popup" role="listbox" aria-label=${this.field.label} ?hidden=${!open}>
        ${open ? this.popup_() : nothing}
      </div>
      <span class="visually-hidden" role="status"
        >${open && !this.searching_ ? this.t.candidates_found(this.total_) : ""}</span
      >
    </div>`;
  }

  private popup_() {
    if (!this.candidates_.length) {
      return html`<div class="note" role="option" aria-disabled="true" aria-selected="false">
        ${this.searching_ ? this.t.loading : this.t.no_match}
      </div>`;
    }
    const more = this.total_ > this.candidates_.length;
    return html`${this.candidates_.map(
      (candidate, index) => html`<div
        id="candidate-${index}"
        class="candidate"
        role="option"
        aria-selected=${index === this.active_ ? "true" : "false"}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${() => this.choose_(candidate)}
      >
        ${candidate.title}
      </div>`,
    )}${more
      ? html`<div class="note" role="option" aria-disabled="true" aria-selected="false">
          ${this.t.more_matches(this.candidates_.length, this.total_)}
        </div>`
      : nothing}`;
  }

  override updated(): void {
    const box = this.box_;
    if (box && !this.editing && !this.composing_) {
      const { text, value } = this.state;
      const shown = this.chosen_title_ ?? text ?? (typeof value === "string" ? value : "");
      if (box.value !== shown) box.value = shown;
    }
    this.renderRoot.querySelector(`#candidate-${this.active_}`)?.scrollIntoView({ block: "nearest" });
  }

  private readonly on_focus_ = (): void => {
    this.box_?.select();
  };

  private readonly on_input_ = (event: Event): void => {
    this.editing = true;
    if (this.composing_ || (event as InputEvent).isComposing) return;
    this.search_soon_();
  };

  private show_(): void {
    if (this.open_ || this.read_only) return;
    this.open_ = true;
    void this.search_("");
  }

  private search_soon_(): void {
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => {
      this.open_ = true;
      void this.search_(this.box_?.value.trim() ?? "");
    }, kPause_ms);
  }

  private async search_(text: string): Promise<void> {
    const number = ++this.search_number_;
    this.searching_ = true;
    try {
      const found = await this.session.candidates(this.path, text, kLimit);
      if (number !== this.search_number_) return;
      this.candidates_ = found.candidates;
      this.total_ = found.total;
      this.active_ = (text || this.wants_first_) && found.candidates.length ? 0 : -1;
      this.wants_first_ = false;
    } catch {
      this.candidates_ = [];
      this.total_ = 0;
    } finally {
      if (number === this.search_number_) this.searching_ = false;
    }
  }

  private readonly on_key_ = (event: KeyboardEvent): void => {
    if (event.isComposing || this.composing_ || this.read_only) return;
    const count = this.candidates_.length;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (!this.open_ || this.searching_) {
          this.wants_first_ = true;
          this.show_();
        } else if (count) {
          const step = event.key === "ArrowDown" ? 1 : -1;
          this.active_ = (this.active_ + step + (this.active_ < 0 && step < 0 ? 1 : 0) + count) % count;
        }
        break;
      case "Enter": {
        const candidate = this.open_ ? this.candidates_[this.active_] : undefined;
        if (this.open_) event.preventDefault();
        if (candidate) this.choose_(candidate);
        break;
      }
      case "Tab": {
        const candidate = this.open_ ? this.candidates_[this.active_] : undefined;
        if (candidate) this.choose_(candidate);
        break;
      }
      case "Escape":
        if (!this.open_) break;
        event.preventDefault();
        event.stopPropagation();
        this.close_();
        break;
      default:
    }
  };

  private readonly on_blur_ = (): void => {
    clearTimeout(this.timer_);
    const typed = this.editing ? (this.box_?.value.trim() ?? "") : undefined;
    this.close_();
    if (typed === undefined) return;
    if (typed !== "") void this.settle_(typed);
    else if (this.state.value || this.state.text) void this.send(null);
  };

  /** A whole name is the choice it names; half a name is no answer, and stays as it was typed. */
  private async settle_(typed: string): Promise<void> {
    this.chosen_title_ = typed;
    const number = ++this.search_number_;
    const found = await this.session.candidates(this.path, typed, kLimit).catch(() => undefined);
    if (number !== this.search_number_) return;
    const named = found?.candidates.filter(({ title }) => title.trim() === typed) ?? [];
    if (named.length === 1) return this.choose_(named[0]!);
    await this.session.hold(this.path, typed, kNotChosen);
    this.chosen_title_ = undefined;
    this.requestUpdate();
  }

  private readonly on_clear_ = (): void => {
    void this.send(null);
    this.editing = false;
    this.box_?.focus();
  };

  private choose_(candidate: Person): void {
    this.chosen_title_ = candidate.title;
    this.close_();
    void this.send(candidate.record).then(() => {
      this.chosen_title_ = undefined;
      this.requestUpdate();
    });
  }

  private close_(): void {
    this.open_ = false;
    this.searching_ = this.wants_first_ = false;
    this.active_ = -1;
    this.search_number_++;
    this.editing = false;
    this.requestUpdate();
  }
}
customElements.define("tollgate-reference-field", ReferenceField);
