// How many messages wait for the person: asked on arrival, when the hub says that somebody got one, and
// when the page is looked at again.

import type { EngineClient } from "../engine/client.ts";
import type { HubDelivery } from "../engine/hub_delivery.ts";

/** Not all pages of a company ask at the same moment. */
const kPause_ms = 300;
const kSpread_ms = 1000;

export interface UnreadMessage {
  text: string;
  key: string;
}

export class InboxWatch {
  private soon_: ReturnType<typeof setTimeout> | undefined;
  private readonly off_: () => void;
  private stopped_ = false;
  private known_: Set<string> | undefined;

  constructor(
    client: Pick<EngineClient, "on">,
    private readonly delivery_: HubDelivery,
    private readonly app_: string,
    /** The number, and of what came since the last look the newest. */
    private readonly on_count_: (unread: number, news: UnreadMessage | undefined) => void,
  ) {
    this.off_ = client.on("inbox", () => this.look_soon_());
    globalThis.document?.addEventListener("visibilitychange", this.on_visibility_);
    void this.look();
  }

  stop(): void {
    this.stopped_ = true;
    clearTimeout(this.soon_);
    this.off_();
    globalThis.document?.removeEventListener("visibilitychange", this.on_visibility_);
  }

  private readonly on_visibility_ = (): void => {
    if (document.visibilityState !== "hidden") this.look_soon_();
  };

  private look_soon_(): void {
    clearTimeout(this.soon_);
    this.soon_ = setTimeout(() => void this.look(), kPause_ms + kSpread_ms * Math.random());
  }

  /** Where the hub can't be reached, or the person is nobody there, the number stays what it was. */
  async look(): Promise<void> {
    const reply = await this.delivery_.request("inbox.list", { app: this.app_, limit: 20 }).catch(() => undefined);
    if (!reply || this.stopped_) return;
    const fresh = reply.messages.filter(({ read }) => !read);
    const news = this.known_ && fresh.find(({ key }) => !this.known_!.has(key));
    this.known_ = new Set(fresh.map(({ key }) => key));
    this.on_count_(reply.unread, news && { text: news.text, key: news.key });
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
