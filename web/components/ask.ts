// <tollgate-ask>: one line in which somebody asks for groups in their own words, and the list while
// they type. Each part that was understood is a chip; what was not says so, with what is near.

import { css, html, nothing } from "lit";
import type { QuickFilterAskReply, QuickFilterAskReplyPart } from "../engine/generated/api.ts";
import { tell } from "./element.ts";
import "./found_groups.ts";
import { icon } from "./icons.ts";
import { keep_question, kept_questions } from "./kept_questions.ts";
import { LiveElement } from "./live_element.ts";
import { basics, buttons, inputs } from "./theme.ts";

/** Typing is read when it rests for a moment. */
const kPause_ms = 150;

/** "keep": a document's parts, which somebody wants in the app. */
export interface KeepDetail {
  keep: unknown;
}

export class Ask extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    app: { type: String },
    text: { type: String },
    administration: { type: Boolean },
    typed_: { state: true },
    asked_: { state: true },
    found_: { state: true },
    shared_: { state: true },
  };
  declare app: string;
  /** What the address asks. */
  declare text: string;
  /** Whether the person may change the app. */
  declare administration: boolean;
  declare private typed_: string;
  declare private asked_: string;
  declare private found_: QuickFilterAskReply | undefined;
  declare private shared_: boolean;
  private pause_: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      .ask {
        display: grid;
        gap: 10px;
        margin-bottom: 16px;
      }
      label {
        font-weight: 600;
      }
      input {
        width: 100%;
        min-height: 52px;
        font-size: 1.0625rem;
      }
      .parts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: flex-start;
      }
      .part {
        display: grid;
        gap: 6px;
        max-width: 100%;
      }
      .chip {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        min-height: 34px;
        padding: 4px 12px;
        border: 1px solid var(--good-line, var(--border));
        border-radius: 99px;
        background: var(--good-soft);
        color: var(--good);
        font-size: 0.9375rem;
        font-weight: 550;
      }
      .guessed .chip,
      .unfinished .chip {
        border-color: var(--border-strong);
        border-style: dashed;
        background: var(--surface);
        color: var(--text);
      }
      .ambiguous .chip,
      .unknown .chip {
        border-color: var(--warning);
        background: var(--warning-soft);
        color: var(--warning);
      }
      .chip svg {
        width: 16px;
        height: 16px;
      }
      .join {
        min-height: 34px;
        line-height: 34px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
        font-size: 0.875rem;
      }
      .choices button,
      .metrics button {
        min-height: 36px;
        padding: 4px 12px;
        font-size: 0.875rem;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .metrics {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .metrics h2 {
        width: 100%;
      }
      .lead {
        margin-bottom: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.text = "";
    this.typed_ = "";
    this.asked_ = "";
    this.shared_ = false;
  }

  override disconnectedCallback(): void {
    clearTimeout(this.pause_);
    super.disconnectedCallback();
  }

  override willUpdate(changed?: Map<PropertyKey, unknown>): void {
    if (changed?.has("text") && this.text !== this.asked_) {
      this.typed_ = this.text;
      this.asked_ = this.text;
    }
    super.willUpdate();
  }

  protected override subject(): string {
    return this.asked_;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.client.request("quick_filter.ask", { text: this.asked_ });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    return html`<div class="ask">
        <label for="line">${this.t.ask_label}</label>
        <input
          id="line"
          type="search"
          autocomplete="off"
          .value=${this.typed_}
          placeholder=${this.t.ask_example}
          aria-describedby="hint"
          @input=${this.on_input_}
        />
        <p class="soft small" id="hint">${this.t.ask_hint}</p>
        ${found?.parts.length
          ? html`<div class="parts" role="group" aria-label=${this.t.ask_parts}>
              ${found.parts.map((part, index) => this.part_(part, index))}
            </div>`
          : nothing}
        ${found?.keep && this.asked_ ? this.acts_() : nothing}
      </div>
      ${this.problem_view_()} ${found ? this.list_(found) : this.placeholder()}`;
  }

  private problem_view_() {
    return this.problem_ ? html`<p class="empty card" role="alert">${this.problem_}</p>` : nothing;
  }

  private part_(part: QuickFilterAskReplyPart, index: number) {
    const { t } = this;
    const clear = part.state === "understood";
    const choice_words = part.state === "ambiguous" ? t.ask_which : t.ask_did_you_mean;
    return html`${index > 0
        ? html`<span class="join soft">${part.joined_by === "or" ? t.ask_or : t.ask_and}</span>`
        : nothing}
      <div class="part ${part.state}">
        <span
          ><span class="chip" title=${t.ask_states[part.state]}
            >${icon(clear ? "check" : part.state === "unknown" || part.state === "ambiguous" ? "alert" : "search")}${part.label}<span
              class="visually-hidden"
              >, ${t.ask_states[part.state]}</span
            ></span
          ></span
        >
        ${part.problem ? html`<p class="small">${part.problem}</p>` : nothing}
        ${part.choices.length
          ? html`<div class="choices" role="group" aria-label=${choice_words}>
              <span class="soft">${choice_words}</span>
              ${part.choices.map(
                (choice) => html`<button type="button" @click=${() => this.say_(choice.text)}>${choice.label}</button>`,
              )}
            </div>`
          : nothing}
      </div>`;
  }

  private acts_() {
    const { t } = this;
    const kept = kept_questions(this.app).includes(this.asked_);
    return html`<div class="acts">
      <button type="button" aria-pressed=${kept ? "true" : "false"} @click=${() => this.on_keep_(!kept)}>
        ${icon(kept ? "check" : "list")}${kept ? t.ask_forget : t.ask_keep}
      </button>
      <button type="button" @click=${this.on_share_}>${icon("send")}${this.shared_ ? t.ask_shared : t.ask_share}</button>
      ${this.administration
        ? html`<button type="button" @click=${() => tell(this, "tollgate-prepare", { keep: this.found_?.keep })}>
            ${icon("form")}${t.ask_into_app}
          </button>`
        : nothing}
    </div>`;
  }

  private list_(found: QuickFilterAskReply) {
    const { t } = this;
    if (!found.keep) {
      return html`<div class="metrics card">
        <h2>${t.ask_metrics}</h2>
        ${found.metrics.map(
          (label) => html`<button type="button" @click=${() => this.say_(`${label} > `)}>${label}</button>`,
        )}
      </div>`;
    }
    if (!found.groups.length) return html`<p class="empty card" role="status">${t.no_match}</p>`;
    const more = found.total > found.groups.length ? ` · ${t.ask_first(found.groups.length)}` : "";
    return html`<p class="lead soft" role="status">
        ${t.ask_list(found.total, found.checked, found.group_label ?? "")}${more}
      </p>
      <tollgate-found-groups
        .client=${this.client}
        .asked=${{ text: this.asked_ }}
        .found=${found}
      ></tollgate-found-groups>`;
  }

  private readonly on_input_ = (event: Event): void => {
    this.typed_ = (event.target as HTMLInputElement).value;
    clearTimeout(this.pause_);
    this.pause_ = setTimeout(() => this.ask_(this.typed_), kPause_ms);
  };

  private say_(text: string): void {
    this.typed_ = text;
    this.ask_(text);
    this.renderRoot.querySelector("input")?.focus();
  }

  private ask_(text: string): void {
    this.asked_ = text;
    this.shared_ = false;
    tell(this, "tollgate-asked", { text });
  }

  private on_keep_(kept: boolean): void {
    keep_question(this.app, this.asked_, kept);
    this.requestUpdate();
  }

  private readonly on_share_ = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      this.shared_ = true;
    } catch {
      // Without a secure connection there is no clipboard: the address bar holds the same.
      prompt(this.t.ask_share, location.href);
    }
  };
}
customElements.define("tollgate-ask", Ask);
