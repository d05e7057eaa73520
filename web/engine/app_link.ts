// Keeps the app in force here and the hub's app the same document.
//
// The hub is the authority: a document saved there is taken over here. A document saved here while the
// hub was away is handed to it later, unless the hub's own has changed meanwhile. Which side changed is
// told by the two hashes noted at the last agreement, because a version number alone cannot tell.

import type { AppGetReply, AppSaveReply } from "./generated/api.ts";
import type { Hub } from "./hub.ts";
import { is_unreachable } from "./hub.ts";
import type { HostNotes } from "./opfs.ts";
import type { CallReply } from "./protocol.ts";

export interface LocalApp {
  request(message: { type: string; params: unknown }): Promise<CallReply>;
  read_notes(): Promise<HostNotes>;
  write_notes(notes: HostNotes): Promise<void>;
}

export class AppLink {
  private running_: Promise<CallReply> | undefined;

  constructor(
    private readonly local_: LocalApp,
    private readonly hub_: Hub,
  ) {}

  /** Brings both sides together; the reply's `changed` is set when the app here is another one now. */
  async refresh(): Promise<CallReply> {
    this.running_ ??= this.refresh_().finally(() => {
      this.running_ = undefined;
    });
    return this.running_;
  }

  private async refresh_(): Promise<CallReply> {
    const theirs = await this.hub_.request({ type: "app.get", params: {} });
    if (!theirs.ok) return theirs;
    const mine = await this.local_.request({ type: "app.get", params: {} });
    if (!mine.ok) return mine;
    const hub_app = theirs.result as AppGetReply;
    const local_app = mine.result as AppGetReply;
    if (hub_app.hash === local_app.hash) {
      await this.agree_(hub_app.hash, local_app.hash);
      return { ok: true, result: {} };
    }
    const notes = await this.local_.read_notes();
    const hub_moved = notes.hub_app_hash !== hub_app.hash;
    const local_moved = notes.local_app_hash !== local_app.hash;
    if (!hub_moved && !local_moved) return { ok: true, result: {} };
    if (!hub_moved) return this.hand_over_(local_app.text, hub_app.hash, local_app.hash);
    const taken = await this.local_.request({
      type: "app.save",
      params: { text: above_version(hub_app.text, local_app.version), base_hash: local_app.hash },
    });
    if (taken.ok) await this.agree_(hub_app.hash, (taken.result as AppSaveReply).hash);
    return taken;
  }

  /**
   * A manager's save: first at the hub, so that a clash is told before anything changes here. `own`: this
   * device as the manager may use it, for when the hub is away.
   */
  async publish(
    text: string,
    base_hash: string | undefined,
    own: Pick<LocalApp, "request"> = this.local_,
  ): Promise<CallReply> {
    const before = await this.local_.request({ type: "app.get", params: {} });
    if (!before.ok) return before;
    const local_app = before.result as AppGetReply;
    const notes = await this.local_.read_notes();
    // The hub's document can be another text than ours with the same meaning: translate the base.
    const hub_base =
      notes.hub_app_hash && base_hash === notes.local_app_hash ? notes.hub_app_hash : base_hash;
    const at_hub = await this.hub_.request({ type: "app.save", params: { text, base_hash: hub_base } });
    if (is_unreachable(at_hub)) return publish_here(own, text, base_hash);
    if (!at_hub.ok) {
      // Somebody else saved there: take theirs over first, so that the manager sees it.
      await this.refresh();
      return at_hub;
    }
    const saved = at_hub.result as AppSaveReply;
    const here = await this.local_.request({
      type: "app.save",
      params: { text: above_version(saved.text, local_app.version), base_hash },
    });
    if (here.ok) await this.agree_(saved.hash, (here.result as AppSaveReply).hash);
    return here;
  }

  private async hand_over_(text: string, base_hash: string, local_hash: string): Promise<CallReply> {
    const saved = await this.hub_.request({ type: "app.save", params: { text, base_hash } });
    if (saved.ok) await this.agree_((saved.result as AppSaveReply).hash, local_hash);
    return saved.ok ? { ok: true, result: {} } : saved;
  }

  private async agree_(hub_hash: string, local_hash: string): Promise<void> {
    const notes = await this.local_.read_notes();
    if (notes.hub_app_hash === hub_hash && notes.local_app_hash === local_hash) return;
    await this.local_.write_notes({ ...notes, hub_app_hash: hub_hash, local_app_hash: local_hash });
  }
}

/** A save while the hub that this device knows is away. */
export async function publish_here(
  local: Pick<LocalApp, "request">,
  text: string,
  base_hash: string | undefined,
): Promise<CallReply> {
  const reply = await local.request({ type: "app.save", params: { text, base_hash } });
  return reply.ok ? { ...reply, unsent: true } : reply;
}

/** The same document with a version that a stricter side will accept over `version`. */
export function above_version(text: string, version: number): string {
  // Canonical text has the member at an indent of two; its numbers must not pass through doubles.
  return text.replace(/^( {2}"version": )(\d+)/m, (whole, before: string, digits: string) =>
    Number(digits) > version ? whole : `${before}${version + 1}`,
  );
}
