// <tollgate-people>: "who am I". A combobox over the people of the app, in a dialog.
//
// Event: tollgate-person {person}.

import { css, html, nothing } from "lit";
import type { Person } from "../engine/generated/api.ts";
import { kLimits } from "../engine/generated/limits.ts";
import type { EngineClient } from "../engine/client.ts";
import "./add_person.ts";
import { TollgateElement, error_text, tell } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { basics, buttons, inputs } from "../components/theme.ts";

const kLimit = 50;

export class PeoplePicker extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    chosen: { attribute: false },
    people_: { state: true },
    total_: { state: true },
    active_: { state: true },
    problem_: { state: true },
  };
  declare client: EngineClient;
  declare chosen: Person | undefined;
  declare private people_: Person[];
  declare private total_: number;
  declare private active_: number;
  declare private problem_: string;
  private composing_ = false;
  private turn_ = 0;
  private off_: (() => void) | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    dialogs,
    css`
      .hint {
        margin-bottom: 14px;
      }
      label {
        display: block;
        margin-bottom: 6px;
        font-weight: 550;
      }
      .people {
        margin: 12px -8px 0;
        height: min(44dvh, 380px);
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .person {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        min-height: 46px;
        padding: 6px 12px;
        border-radius: var(--radius);
        cursor: pointer;
      }
      .person:hover {
        background: var(--hover);
      }
      .person[aria-selected="true"] {
        background: var(--accent-soft);
        color: var(--accent-hover);
      }
      .note {
        padding: 8px 12px;
      }
      summary {
        padding: 8px 0;
        cursor: pointer;
      }
      .foot {
        display: flex;
        justify-content: flex-end;
        margin-top: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.people_ = [];
    this.total_ = -1; // nobody has been asked
    this.active_ = -1;
    this.problem_ = "";
  }

  async show(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")?.showModal();
    // People may come while the dialog stands: the hub's data is on its way.
    this.off_ ??= this.client.on("changed", () => {
      if (this.renderRoot.querySelector("dialog")?.open && !this.composing_) void this.search_(this.typed_);
    });
    await this.search_(this.typed_);
  }

  override disconnectedCallback(): void {
    this.off_?.();
    this.off_ = undefined;
    super.disconnectedCallback();
  }

  private get typed_(): string {
    return this.renderRoot.querySelector("input")?.value.trim() ?? "";
  }

  private close_(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @click=${this.on_click_}>
      <h2 id="title">${this.t.who_are_you}</h2>
      ${this.nobody_ && !this.problem_
        ? html`<p class="hint soft small" role="status">${this.t.nobody_yet}</p>
            ${this.adding_()}`
        : this.choice_()}
    </dialog>`;
  }

  private choice_() {
    return html`<p class="hint soft small">${this.t.who_hint}</p>
      <label for="who">${this.t.i_am}</label>
      <input
        id="who"
        type="search"
        role="combobox"
        autocomplete="off"
        aria-expanded="true"
        aria-controls="people"
        aria-autocomplete="list"
        aria-activedescendant=${this.active_ >= 0 ? `person-${this.active_}` : nothing}
        placeholder=${this.t.search}
        maxlength=${kLimits.search_characters}
        @input=${this.on_input_}
        @compositionstart=${() => (this.composing_ = true)}
        @compositionend=${(event: Event) => {
          this.composing_ = false;
          this.on_input_(event);
        }}
        @keydown=${this.on_key_}
      />
      ${this.problem_ ? html`<p class="note" role="alert">${this.problem_}</p>` : nothing}
      <div class="people" id="people" role="listbox" aria-label=${this.t.i_am}>
        ${this.people_.map(
          (person, index) =>
            html`<div
              id="person-${index}"
              class="person"
              role="option"
              aria-selected=${index === this.active_ ? "true" : "false"}
              @click=${() => this.choose_(person)}
            >
              <span>${person.title}</span>${person.role
                ? html`<span class="soft small">${person.role}</span>`
                : nothing}
            </div>`,
        )}
      </div>
      <p class="note soft small" role="status">
        ${this.people_.length === 0
          ? this.t.no_match
          : this.total_ > this.people_.length
            ? this.t.more_matches(this.people_.length, this.total_)
            : this.t.candidates_found(this.total_)}
      </p>
      <details><summary>${this.t.add_somebody}</summary>${this.adding_()}</details>
      ${this.chosen
        ? html`<div class="foot">
            <button type="button" @click=${() => this.close_()}>${this.t.cancel}</button>
          </div>`
        : nothing}`;
  }

  /** The app has people, and there is none yet. */
  private get nobody_(): boolean {
    return this.total_ === 0 && this.typed_ === "";
  }

  private adding_() {
    return html`<tollgate-add-person
      .client=${this.client}
      @tollgate-person-added=${this.on_added_}
    ></tollgate-add-person>`;
  }

  private readonly on_added_ = (): void => {
    this.renderRoot.querySelector("details")?.removeAttribute("open");
    void this.search_(this.typed_);
  };

  /** A click on the backdrop is one on the dialog, beside its box. */
  private readonly on_click_ = (event: MouseEvent): void => {
    const dialog = event.currentTarget as HTMLDialogElement;
    if (event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) this.close_();
  };

  override updated(): void {
    this.renderRoot.querySelector(`#person-${this.active_}`)?.scrollIntoView({ block: "nearest" });
  }

  private async search_(search: string): Promise<void> {
    const turn = ++this.turn_;
    try {
      const { people, total } = await this.client.request("people.list", { search, limit: kLimit }, {});
      if (turn !== this.turn_) return;
      this.people_ = people;
      this.total_ = total;
      this.active_ = search && people.length ? 0 : -1;
      this.problem_ = "";
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private readonly on_input_ = (event: Event): void => {
    if (!this.composing_) void this.search_((event.target as HTMLInputElement).value.trim());
  };

  private readonly on_key_ = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const count = this.people_.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active_ = (Math.max(this.active_, step > 0 ? -1 : 0) + step + count) % count;
    } else if (event.key === "Enter") {
      event.preventDefault();
      const person = this.people_[this.active_];
      if (person) this.choose_(person);
    }
  };

  private choose_(person: Person): void {
    this.close_();
    tell(this, "tollgate-person", { person });
  }
}
customElements.define("tollgate-people", PeoplePicker);
