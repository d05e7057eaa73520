// How many messages wait for the person, asked now and then: on arrival, when something changed, and
// every half a minute while the page is looked at.

import type { HubDelivery } from "../engine/hub_delivery.ts";

const kLook_ms = 30_000;
const kPause_ms = 800;

export interface UnreadMessage {
  text: string;
  key: string;
}

export class InboxWatch {
  private timer_: ReturnType<typeof setInterval> | undefined;
  private soon_: ReturnType<typeof setTimeout> | undefined;
  private known_: Set<string> | undefined;

  constructor(
    private readonly delivery_: HubDelivery,
    private readonly app_: string,
    /** The number, and of what came since the last look the newest. */
    private readonly on_count_: (unread: number, news: UnreadMessage | undefined) => void,
  ) {
    // Not all pages of a company at the same moment.
    this.timer_ = setInterval(() => this.look_if_seen_(), kLook_ms * (0.8 + 0.4 * Math.random()));
    globalThis.addEventListener?.("tollgate-inbox", this.look_soon);
    globalThis.document?.addEventListener("visibilitychange", this.look_soon);
    void this.look();
  }

  stop(): void {
    clearInterval(this.timer_);
    clearTimeout(this.soon_);
    this.timer_ = undefined;
    globalThis.removeEventListener?.("tollgate-inbox", this.look_soon);
    globalThis.document?.removeEventListener("visibilitychange", this.look_soon);
  }

  readonly look_soon = (): void => {
    clearTimeout(this.soon_);
    this.soon_ = setTimeout(() => void this.look(), kPause_ms);
  };

  /** Where the hub can't be reached, or the person is nobody there, the number stays what it was. */
  async look(): Promise<void> {
    const reply = await this.delivery_.request("inbox.list", { app: this.app_, limit: 20 }).catch(() => undefined);
    if (!reply || !this.timer_) return;
    const fresh = reply.messages.filter(({ read }) => !read);
    const news = this.known_ && fresh.find(({ key }) => !this.known_!.has(key));
    this.known_ = new Set(fresh.map(({ key }) => key));
    this.on_count_(reply.unread, news && { text: news.text, key: news.key });
  }

  private look_if_seen_(): void {
    if (globalThis.document?.visibilityState !== "hidden" || may_notify()) void this.look();
  }
}

/** Whether the person allowed this browser to show messages. */
export function may_notify(): boolean {
  return typeof Notification !== "undefined" && Notification.permission === "granted";
}

/** Shows it where the page itself is not looked at. */
export function notify(title: string, news: UnreadMessage): void {
  if (!may_notify() || document.visibilityState !== "hidden") return;
  try {
    new Notification(title, { body: news.text, tag: news.key });
  } catch {
    // Some phones let only service workers show them; the number on the page tells it, too.
  }
}
