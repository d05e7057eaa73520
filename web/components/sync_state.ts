// <tollgate-sync>: where what was saved here stands: a sign in the title bar that says it in words, and
// on a tap the whole of it, with what the hub did not take and why.
//
// Properties: status (of sync.status), link(entity, record) (where a record is shown).

import { css, html, nothing } from "lit";
import type { SyncStatusReply } from "../engine/generated/api.ts";
import { TollgateElement, diagnostic_text } from "./element.ts";
import { dialogs } from "./dialog_styles.ts";
import { icon } from "./icons.ts";
import { current_locale } from "./text/index.ts";
import { basics, buttons } from "./theme.ts";
import { short_time } from "./time_text.ts";

type Look = "good" | "waiting" | "trouble";

/** How much a person should mind. `seen`: until when they have read what was not applied ("": never). */
export function look_of(status: SyncStatusReply, seen = ""): Look {
  if (status.state === "blocked" || status.notice || status.not_taken.some(({ at }) => at > seen)) return "trouble";
  return status.state === "all_sent" ? "good" : "waiting";
}

export function words_of(status: SyncStatusReply): string {
  return current_locale().startsWith("zh") ? status.words["zh-CN"] : status.words.en;
}

/** When what was not applied was read last, kept by app in this browser. */
const kSeenKey = () => `tollgate.sync_seen ${location.pathname}`;

function seen_until(): string {
  try {
    return localStorage.getItem(kSeenKey()) ?? "";
  } catch {
    return "";
  }
}

export class SyncState extends TollgateElement {
  static override properties = { status: { attribute: false }, link: { attribute: false } };
  declare status: SyncStatusReply;
  declare link: (entity: string, record: string) => string;

  static override styles = [
    basics,
    buttons,
    dialogs,
    css`
      .sign {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 44px;
        min-height: 44px;
        padding: 0 8px;
        border-color: transparent;
        background: transparent;
        color: var(--text-soft);
        font-size: 0.8125rem;
        font-weight: 400;
      }
      .dot {
        flex: none;
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--good);
      }
      [data-look="waiting"] .dot {
        background: transparent;
        border: 2px solid var(--warning);
      }
      [data-look="trouble"] .dot {
        border-radius: 2px;
        background: var(--danger);
      }
      /* What is seen is part of the name: the words say the number where they are shown. */
      .count {
        display: none;
        font-variant-numeric: tabular-nums;
      }
      .words {
        max-width: 34ch;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      ul {
        display: grid;
        gap: 12px;
        margin-block: 12px;
      }
      li {
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--border);
        overflow-wrap: anywhere;
      }
      dialog p {
        margin-block: 8px;
      }
      @media (max-width: 759px) {
        .count {
          display: inline;
        }
        .words {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { status } = this;
    if (!status || status.state === "alone") return nothing;
    const words = words_of(status);
    const look = look_of(status, seen_until());
    return html`<button
        type="button"
        class="sign"
        data-look=${look}
        aria-label="${this.t.sync_state}: ${words}"
        title=${words}
        @click=${this.show_}
      >
        <span class="dot" aria-hidden="true"></span>
        ${status.not_sent && words.includes(String(status.not_sent)) ? html`<span class="count">${status.not_sent}</span>` : nothing}
        ${look === "good" ? nothing : html`<span class="words">${words}</span>`}
      </button>
      <span class="visually-hidden" role="status">${look === "trouble" ? words : nothing}</span>
      <dialog aria-labelledby="title" @close=${this.on_close_}>
        <h2 id="title">${this.t.sync_state}</h2>
        <p>${words}</p>
        ${status.notice ? html`<p>${diagnostic_text(status.notice)}</p>` : nothing}
        ${status.met_at ? html`<p class="soft">${this.t.sync_met_at(short_time(status.met_at))}</p>` : nothing}
        <p class="soft">${status.not_sent ? this.t.sync_kept_here : this.t.sync_numbers(status.rows)}</p>
        ${status.not_taken.length ? this.not_taken_() : nothing}
        <button type="button" @click=${this.close_}>${this.t.close}</button>
      </dialog>`;
  }

  private not_taken_() {
    return html`<h3>${this.t.sync_not_taken}</h3>
      <p class="soft">${this.t.sync_not_taken_hint}</p>
      <ul>
        ${this.status.not_taken.map(
          (one) =>
            html`<li>
              <a href=${this.link(one.entity, one.record)} @click=${this.close_}>${icon("file")} ${short_time(one.at)}</a>
              ${one.why.map((why) => html`<p>${diagnostic_text(why)}</p>`)}
            </li>`,
        )}
      </ul>`;
  }

  private readonly show_ = (): void => {
    this.renderRoot.querySelector("dialog")?.showModal();
  };
  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
  /** What was not applied was read: the sign need not be red for it any more. */
  private readonly on_close_ = (): void => {
    const last = this.status.not_taken.map(({ at }) => at).sort().at(-1);
    if (!last) return;
    try {
      localStorage.setItem(kSeenKey(), last);
    } catch {
      // It is asked about again next time.
    }
    this.requestUpdate();
  };
}
customElements.define("tollgate-sync", SyncState);
