// <tollgate-inbox>: messages of the app to the person, as the hub keeps them.

import { css, html, nothing } from "lit";
import type { InboxMessage } from "../engine/generated/delivery.ts";
import type { HubDelivery } from "../engine/hub_delivery.ts";
import { TollgateElement, error_text, tell } from "./element.ts";
import { icon } from "./icons.ts";
import { ago_text } from "./relative_time.ts";
import { skeleton } from "./skeleton.ts";
import { current_locale } from "./text/index.ts";
import { basics, buttons, pills } from "./theme.ts";

export class Inbox extends TollgateElement {
  static override properties = {
    delivery: { attribute: false },
    app: { type: String },
    /** How many are unread, as the page knows it: another number is read again. */
    unread: { type: Number },
    /** Called when messages were marked as read. */
    on_read: { attribute: false },
    found_: { state: true },
    problem_: { state: true },
  };
  declare delivery: HubDelivery;
  declare app: string;
  declare unread: number;
  declare on_read: (() => void) | undefined;
  declare private found_: InboxMessage[] | undefined;
  declare private problem_: string;

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .card {
        padding: 4px 16px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        padding: 14px 0;
        border-bottom: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 0;
      }
      li.unread .text {
        font-weight: 600;
      }
      .text {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      .meta {
        grid-column: 1 / 3;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      .marks {
        display: flex;
        gap: 6px;
        align-items: start;
      }
    `,
  ];

  constructor() {
    super();
    this.problem_ = "";
    this.unread = 0;
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has("unread") || changed.has("app")) void this.read_();
  }

  private async read_(): Promise<void> {
    try {
      this.found_ = (await this.delivery.request("inbox.list", { app: this.app })).messages;
      this.problem_ = "";
    } catch (error) {
      this.problem_ = error_text(error);
    }
    await this.updateComplete;
    tell(this, "tollgate-loaded");
  }

  override render() {
    if (this.problem_) return html`<p class="empty" role="alert">${this.problem_}</p>`;
    if (!this.found_) return skeleton(this.t);
    const unread = this.found_.some(({ read }) => !read);
    const may_ask = typeof Notification !== "undefined" && Notification.permission === "default";
    return html`<p class="soft">${this.t.inbox_lead}</p>
      <div class="foot">
        ${unread
          ? html`<button type="button" @click=${() => void this.mark_()}>${icon("check")}${this.t.inbox_mark_read}</button>`
          : nothing}
        ${may_ask
          ? html`<button type="button" class="quiet" @click=${this.ask_browser_}>${this.t.inbox_notify}</button>`
          : nothing}
      </div>
      ${this.found_.length
        ? html`<ul class="card">
            ${this.found_.map((message) => this.message_(message))}
          </ul>`
        : html`<p class="empty card">${this.t.inbox_empty}</p>`}`;
  }

  private message_(message: InboxMessage) {
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "medium", timeStyle: "short" });
    return html`<li class=${message.read ? "" : "unread"}>
      <span class="text">${message.text}</span>
      <span class="marks">
        ${message.urgent ? html`<span class="pill warning">${this.t.urgent}</span>` : nothing}
        ${message.read ? nothing : html`<span class="pill accent">${this.t.inbox_new}</span>`}
      </span>
      <span class="meta">
        <time datetime=${new Date(message.at).toISOString()} title=${date.format(message.at)}>${ago_text(message.at) ?? date.format(message.at)}</time>
        <a
          href="#/record/${encodeURIComponent(message.entity)}/${encodeURIComponent(message.record)}"
          @click=${() => void this.mark_([message.key])}
          >${message.title || this.t.open}</a
        >
      </span>
    </li>`;
  }

  private async mark_(keys?: string[]): Promise<void> {
    try {
      await this.delivery.request("inbox.read", { app: this.app, ...(keys ? { keys } : {}) });
      // A link that was tapped has led away by now: the page hears it all the same.
      this.on_read?.();
      if (this.isConnected) await this.read_();
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private readonly ask_browser_ = async (): Promise<void> => {
    await Notification.requestPermission();
    this.requestUpdate();
  };
}
customElements.define("tollgate-inbox", Inbox);
