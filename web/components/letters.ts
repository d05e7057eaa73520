// <tollgate-letters>: what became of an app's messages; those that failed say why and are sent again
// from here. Shows nothing where there is no hub, or for whom it is not.

import { css, html, nothing } from "lit";
import type { Letter, Localized } from "../engine/generated/delivery.ts";
import type { HubDelivery } from "../engine/hub_delivery.ts";
import { TollgateElement, error_text } from "./element.ts";
import { current_locale } from "./text/index.ts";
import { basics, buttons, pills } from "./theme.ts";

const kLimit = 50;
/** While something waits to be sent. */
const kAgain_ms = 4000;

export class Letters extends TollgateElement {
  static override properties = {
    delivery: { attribute: false },
    app: { type: String },
    found_: { state: true },
    dead_: { state: true },
    problem_: { state: true },
  };
  declare delivery: HubDelivery;
  declare app: string;
  declare private found_: Letter[];
  declare private dead_: number;
  declare private problem_: string;

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      section {
        margin-bottom: 16px;
        padding: 16px;
      }
      h2 {
        margin-bottom: 8px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        padding: 12px 0;
        border-top: 1px solid var(--border);
      }
      li:first-child {
        border-top: 0;
      }
      .text {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      .meta,
      .why {
        grid-column: 1 / 3;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      .why {
        color: var(--danger);
        overflow-wrap: anywhere;
      }
      li button {
        grid-column: 1 / 3;
        justify-self: start;
      }
    `,
  ];

  constructor() {
    super();
    this.found_ = [];
    this.dead_ = 0;
    this.problem_ = "";
  }

  private timer_: ReturnType<typeof setTimeout> | undefined;

  override firstUpdated(): void {
    void this.read_();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer_);
  }

  private async read_(): Promise<void> {
    try {
      const reply = await this.delivery.request("letter.list", { app: this.app, limit: kLimit });
      this.found_ = reply.letters;
      this.dead_ = reply.dead;
    } catch {
      this.found_ = [];
    }
    clearTimeout(this.timer_);
    if (!this.isConnected || !this.found_.some(({ state }) => state === "waiting")) return;
    this.timer_ = setTimeout(() => void this.read_(), kAgain_ms);
  }

  override render() {
    const dead = this.found_.filter(({ state }) => state === "dead");
    const others = this.found_.filter(({ state }) => state !== "dead");
    return html`${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
    ${dead.length
      ? html`<section class="card" aria-labelledby="failed">
          <h2 id="failed">${this.t.letters_failed} <span class="pill risk">${this.t.letters_dead(this.dead_)}</span></h2>
          <ul>
            ${dead.map((letter) => this.letter_(letter))}
          </ul>
        </section>`
      : nothing}
    ${others.length
      ? html`<section class="card" aria-labelledby="others">
          <h2 id="others">${this.t.letters_sent}</h2>
          <ul>
            ${others.map((letter) => this.letter_(letter))}
          </ul>
        </section>`
      : nothing}`;
  }

  private letter_(letter: Letter) {
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "short", timeStyle: "short" });
    const state =
      letter.state === "dead" ? this.t.letter_dead : letter.state === "sent" ? this.t.letter_sent : this.t.letter_waiting;
    const at = letter.sent_at ?? letter.made_at;
    const said = [letter.vendor_code, letter.vendor_text].filter(Boolean).join(" ");
    return html`<li>
      <span class="text">${letter.text}</span>
      <span class="pill ${letter.state === "dead" ? "risk" : letter.state === "sent" ? "good" : "accent"}">${state}</span>
      <span class="meta"
        >${[
          this.t.to_people(letter.person_title || letter.person),
          date.format(at),
          ...(letter.attempts > 1 ? [this.t.letter_attempts(letter.attempts)] : []),
        ].join(" · ")}
        <a href="#/record/${encodeURIComponent(letter.entity)}/${encodeURIComponent(letter.record)}">${letter.title}</a></span
      >
      ${letter.failure
        ? html`<span class="why">${in_language(letter.failure)}${said ? html` <span class="soft">(${said})</span>` : nothing}</span>`
        : nothing}
      ${letter.state === "dead"
        ? html`<button type="button" @click=${() => void this.resend_(letter)}>${this.t.letter_resend}</button>`
        : nothing}
    </li>`;
  }

  private async resend_(letter: Letter): Promise<void> {
    try {
      await this.delivery.request("letter.resend", { app: this.app, key: letter.key });
      this.problem_ = "";
    } catch (error) {
      this.problem_ = error_text(error);
    }
    await this.read_();
  }
}
customElements.define("tollgate-letters", Letters);

function in_language(text: Localized): string {
  return current_locale() === "en" ? text.en : text["zh-CN"];
}
