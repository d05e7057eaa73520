// <tollgate-outbox>: what automations asked to be sent.

import { css, html, nothing } from "lit";
import type { OutboxListReply } from "../engine/generated/api.ts";
import { short_time } from "./time_text.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { kept_problems_view, not_done_styles } from "./not_done.ts";
import { basics, buttons, pills } from "./theme.ts";

export class Outbox extends LiveElement {
  static override properties = { ...LiveElement.properties, found_: { state: true } };
  declare private found_: OutboxListReply | undefined;

  static override styles = [
    basics,
    buttons,
    pills,
    not_done_styles,
    css`
      .card {
        padding: 4px 16px;
      }
      .problems {
        margin-top: 16px;
        padding-top: 16px;
      }
      .messages > li {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr) auto;
        gap: 4px 12px;
        padding: 14px 0;
        border-bottom: 1px solid var(--border);
      }
      .messages > li:last-child {
        border-bottom: 0;
      }
      .messages svg {
        color: var(--accent);
      }
      .meta {
        grid-column: 2 / 4;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
    `,
  ];

  protected override subject(): string {
    return "outbox";
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = await this.client.request("outbox.list", { limit: 100 });
    if (is_current()) this.found_ = found;
  }

  override render() {
    const found = this.found_;
    if (!found) return this.placeholder();
    return html`${this.messages_view_(found)}
      ${found.problems?.length
        ? html`<section class="card problems" aria-label=${this.t.problems_kept}>
            <h2>${this.t.problems_kept}</h2>
            ${kept_problems_view(this.t, found.problems, true)}
          </section>`
        : nothing}`;
  }

  private messages_view_(found: OutboxListReply) {
    if (!found.messages.length) return html`<p class="empty card">${this.t.outbox_empty}</p>`;
    return html`<ul class="card messages">
      ${found.messages.map(({ effect, at, entity, record, delivered }) => {
        const channel =
          effect.channel === "wecom"
            ? this.t.channel_wecom
            : effect.channel === "in_app"
              ? this.t.channel_in_app
              : (effect.channel ?? "");
        return html`<li>
          ${icon("send")}
          <span>${effect.message ?? ""}</span>
          <span class="pill ${delivered ? "good" : "accent"}"
            >${delivered ? this.t.delivered : this.t.waiting}</span
          >
          <span class="meta">
            <span class="number">${short_time(at)}</span>
            ${channel ? html`<span>${channel}</span>` : nothing}
            ${effect.to?.length ? html`<span>${this.t.to_people(this.t.list_of(effect.to))}</span>` : nothing}
            <a href="#/record/${entity}/${record}">${this.t.open}</a>
          </span>
        </li>`;
      })}
    </ul>`;
  }
}
customElements.define("tollgate-outbox", Outbox);
