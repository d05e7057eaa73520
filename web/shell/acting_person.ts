// Whom an app's page acts for: a person and, where the app does not tell it, a role. Kept for the tab, stated
// to the engine, and asked about at the hub: whose messages wait.

import type { EngineClient } from "../engine/client.ts";
import type { Person } from "../engine/generated/api.ts";
import { HubDelivery } from "../engine/hub_delivery.ts";
import type { AppPlace } from "./app_place.ts";
import type { UnreadMessage } from "./inbox_watch.ts";
import { InboxWatch } from "./inbox_watch.ts";
import { recall_in_tab, remember_in_tab } from "./memory.ts";

export interface ActingHooks {
  /** The person or the role is another, or how many messages wait. */
  on_change: () => void;
  /** How many messages wait is known; with the newest of what came since it was known last. */
  on_unread: (news: UnreadMessage | undefined) => void;
}

export class ActingPerson {
  /** A hub delivers messages. */
  has_hub = false;
  /** The one that was acted for is none of the app's people any more. */
  is_gone = false;
  private person_: Person | undefined;
  private role_: string | undefined;
  private unread_: number | undefined;
  private inbox_: InboxWatch | undefined;
  private delivery_: HubDelivery | undefined;

  constructor(
    private readonly client_: EngineClient,
    private readonly place_: AppPlace,
    private readonly hooks_: ActingHooks,
  ) {}

  get person(): Person | undefined {
    return this.person_;
  }
  /** Chosen here, where the app does not tell it. */
  get role(): string | undefined {
    return this.role_;
  }
  /** Messages that were not read; undefined: no hub says so. */
  get unread(): number | undefined {
    return this.unread_;
  }
  get delivery(): HubDelivery | undefined {
    return this.unread_ === undefined ? undefined : this.delivery_;
  }

  /** As in this tab before. */
  recall(): void {
    try {
      this.person_ = JSON.parse(recall_in_tab(this.key_("person")) ?? "null") ?? undefined;
    } catch {
      this.person_ = undefined;
    }
    this.role_ = recall_in_tab(this.key_("role"));
    this.act_();
  }

  /** Whom an account says; it is not kept here. */
  begin(person: Person | undefined): void {
    this.person_ = person;
    this.act_();
  }

  be(person: Person | undefined): void {
    remember_in_tab(this.key_("person"), person && JSON.stringify(person));
    this.begin(person);
  }

  play(role: string | undefined): void {
    remember_in_tab(this.key_("role"), role);
    this.role_ = role;
    this.act_();
  }

  /** The same person, as the app calls them now. */
  rename(person: Person): void {
    this.person_ = person;
    this.hooks_.on_change();
  }

  /** Messages were read. */
  look(): void {
    void this.inbox_?.look();
  }

  stop(): void {
    this.inbox_?.stop();
  }

  private act_(): void {
    const user = this.person_?.record;
    this.client_.principal = { ...(user ? { user } : {}), ...(this.role_ ? { role: this.role_ } : {}) };
    this.watch_inbox_();
    this.hooks_.on_change();
  }

  /** Messages are the hub's; where there is none, or nobody is chosen, there is no inbox. */
  private watch_inbox_(): void {
    this.stop();
    this.inbox_ = undefined;
    this.unread_ = undefined;
    if (!this.has_hub || !this.person_) return;
    this.delivery_ ??= new HubDelivery(this.place_.site_url, () => this.client_.principal);
    this.inbox_ = new InboxWatch(this.client_, this.delivery_, this.place_.id, (unread, news) => {
      this.unread_ = unread;
      this.hooks_.on_change();
      this.hooks_.on_unread(news);
    });
  }

  private key_(what: string): string {
    return `${what}.${this.place_.id}`;
  }
}
