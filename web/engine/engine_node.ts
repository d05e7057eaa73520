// One tab's Worker: owner of the engine, or in the queue to become it. Pages never see which.
//
// The owner holds the Web Lock for as long as it lives; the browser frees it when the tab goes, however
// it goes. The next in the queue opens the files, names a new epoch and tells everybody. Each node keeps
// its own calls until they are answered: with a new owner, calls that may be done twice are sent again,
// all others are answered "interrupted", for their sender to look what became of them.

import type { Changed, Principal } from "./generated/api.ts";
import type {
  BetweenTabs,
  Call,
  CallReply,
  EngineStatus,
  FromWorker,
  MemoryReason,
  StartOptions,
  StorageKind,
} from "./protocol.ts";
import { interrupted, is_beginning, is_repeatable, transport_diagnostic } from "./protocol.ts";

/** What a node needs of an owner's engine. */
export interface Owner {
  /** `on_pause`: others may be answered while this call goes on. */
  call(call: Call, principal: Principal, on_pause?: () => void): Promise<CallReply>;
  close(): void;
}

export interface NodeParts {
  id: string;
  /** Null where tabs cannot share: then each has an engine of its own. */
  locks: Pick<LockManager, "request"> | null;
  channel: Pick<BroadcastChannel, "postMessage" | "close"> & {
    onmessage: ((event: MessageEvent) => void) | null;
  };
  /** `app_text`: what to begin with on fresh files, when it is known. */
  open_owner(
    hooks: {
      on_changed(changed: Changed): void;
      on_inbox(): void;
      on_status(part: Partial<EngineStatus>): void;
    },
    app_text?: string,
  ): Promise<Owner>;
  post(message: FromWorker): void;
  new_epoch(): string;
}

/** Of the Web Lock and the BroadcastChannel that an app's tabs share. */
export function name_between_tabs(app_id: string): string {
  return `tollgate-engine.${app_id}`;
}

/** After a crash the engine is opened again, but not for ever. */
const kCrashLimit = 3;

interface Pending {
  call: Call;
  principal: Principal;
  sent_epoch: string;
  /** In this node's own queue, which will answer it whatever happens. */
  queued: boolean;
}

export class EngineNode {
  private status_: EngineStatus;
  private owner_: Owner | undefined;
  private readonly pending_ = new Map<number, Pending>();
  /** Calls of one owner run one after another, in the order they came. */
  private queue_: Promise<unknown> = Promise.resolve();
  private crashes_ = 0;
  private release_lock_: (() => void) | undefined;
  private stopped_ = false;

  constructor(
    private readonly parts_: NodeParts,
    private readonly options_: StartOptions,
  ) {
    const storage: StorageKind = options_.storage;
    this.status_ = {
      phase: "starting",
      epoch: "",
      storage,
      owner: false,
      hub: false,
      ...(options_.memory_reason ? { memory_reason: options_.memory_reason } : {}),
    };
    if (parts_.locks) {
      parts_.channel.onmessage = (event) => this.on_broadcast_(event.data as BetweenTabs);
    }
  }

  start(): void {
    if (!this.parts_.locks) {
      void this.become_owner_();
      return;
    }
    this.parts_.channel.postMessage({ kind: "who" } satisfies BetweenTabs);
    void this.parts_.locks.request(name_between_tabs(this.options_.app_id), async () => {
      if (this.stopped_) return;
      const released = new Promise<void>((done) => {
        this.release_lock_ = done;
      });
      if (await this.become_owner_()) await released;
    });
  }

  call(seq: number, call: Call, principal: Principal): void {
    this.pending_.set(seq, { call, principal, sent_epoch: "", queued: false });
    this.send_(seq);
  }

  stop(): void {
    this.stopped_ = true;
    this.owner_?.close();
    this.owner_ = undefined;
    this.parts_.channel.close();
    this.release_lock_?.();
  }

  private async become_owner_(app_text?: string): Promise<boolean> {
    const epoch = this.parts_.new_epoch();
    this.set_status_({ phase: "starting", epoch, owner: true, hub: false });
    try {
      this.owner_ = await this.parts_.open_owner(
        {
          on_changed: (changed) => this.tell_changed_(changed),
          on_inbox: () => this.tell_inbox_(),
          on_status: (part) => this.set_status_(part),
        },
        app_text,
      );
    } catch (error) {
      if (is_storage_missing(error)) {
        this.parts_.post({ kind: "no_storage", reason: error.reason });
        return false;
      }
      this.fail_(error);
      return true;
    }
    // What the browser threw away while the engine began is told, and stays told.
    if (this.status_.phase !== "lost") this.set_status_({ phase: "ready" });
    this.send_again_();
    return true;
  }

  private send_(seq: number): void {
    const pending = this.pending_.get(seq);
    if (!pending) return;
    if (this.status_.phase === "failed") {
      this.answer_(seq, { ok: false, diagnostics: this.status_.diagnostics ?? [] });
    } else if (this.owner_) {
      pending.queued = true;
      void this.run_(pending.call, pending.principal).then((reply) => this.answer_(seq, reply));
    } else if (!this.status_.owner && (this.status_.phase === "ready" || this.status_.phase === "lost")) {
      pending.sent_epoch = this.status_.epoch;
      this.broadcast_({
        kind: "call",
        epoch: this.status_.epoch,
        from: this.parts_.id,
        seq,
        principal: pending.principal,
        call: pending.call,
      });
    }
    // Otherwise an owner is still starting: send_again_ sends it.
  }

  private send_again_(): void {
    for (const [seq, { call, sent_epoch, queued }] of [...this.pending_]) {
      if (queued || sent_epoch === this.status_.epoch) continue;
      if (sent_epoch === "" || is_repeatable(call)) this.send_(seq);
      else this.answer_(seq, interrupted());
    }
  }

  /** With an epoch: only while that is the owner's, for its sender settles the rest. */
  private run_(call: Call, principal: Principal, epoch?: string): Promise<CallReply> {
    let let_others = () => {};
    const paused = new Promise<void>((done) => (let_others = done));
    const result = this.queue_.then(() =>
      epoch === undefined || epoch === this.status_.epoch
        ? this.run_now_(call, principal, let_others)
        : interrupted(),
    );
    // What takes long goes on between the others.
    this.queue_ = Promise.race([result.catch(() => undefined), paused]);
    return result;
  }

  private async run_now_(call: Call, principal: Principal, on_pause: () => void): Promise<CallReply> {
    const owner = this.owner_;
    if (!owner) return interrupted();
    try {
      if (call.kind === "restart") {
        // The engine still holds the app that the browser threw away.
        const app = await owner.call({ kind: "request", type: "app.get", params: {} }, {});
        await this.reopen_((app.result as { text?: string } | undefined)?.text);
        return { ok: true, result: {} };
      }
      return await owner.call(call, principal, on_pause);
    } catch (error) {
      // A trap leaves the module's memory in an unknown state: only a new one may touch the data.
      console.error(error);
      if (++this.crashes_ <= kCrashLimit) await this.reopen_();
      else this.fail_(error);
      return is_repeatable(call) && this.crashes_ <= 1 && this.owner_
        ? this.owner_.call(call, principal).catch(() => interrupted())
        : interrupted();
    }
  }

  private async reopen_(app_text?: string): Promise<void> {
    try {
      this.owner_?.close();
    } catch {
      // A crashed engine may not be able to close; its files are closed all the same.
    }
    this.owner_ = undefined;
    await this.become_owner_(app_text);
  }

  private answer_(seq: number, reply: CallReply): void {
    if (!this.pending_.delete(seq)) return;
    this.parts_.post({ kind: "reply", seq, epoch: this.status_.epoch, reply });
  }

  private on_broadcast_(message: BetweenTabs): void {
    switch (message.kind) {
      case "who":
        if (this.status_.owner) this.announce_();
        break;
      case "owner":
        if (this.status_.owner) break;
        this.status_ = { ...message.status, owner: false };
        this.parts_.post({ kind: "status", status: this.status_ });
        if (!is_beginning(this.status_.phase)) this.send_again_();
        break;
      case "call":
        if (!this.owner_ || message.epoch !== this.status_.epoch) break;
        void this.run_(message.call, message.principal, message.epoch).then((reply) =>
          this.broadcast_({
            kind: "reply",
            epoch: message.epoch,
            to: message.from,
            seq: message.seq,
            reply,
          }),
        );
        break;
      case "reply":
        if (message.to === this.parts_.id) this.answer_(message.seq, message.reply);
        break;
      case "changed":
        this.parts_.post({ kind: "changed", changed: message.changed });
        break;
      case "inbox":
        this.parts_.post({ kind: "inbox" });
        break;
    }
  }

  private tell_changed_(changed: Changed): void {
    this.parts_.post({ kind: "changed", changed });
    this.broadcast_({ kind: "changed", epoch: this.status_.epoch, changed });
  }

  private tell_inbox_(): void {
    this.parts_.post({ kind: "inbox" });
    this.broadcast_({ kind: "inbox" });
  }

  private set_status_(part: Partial<EngineStatus>): void {
    this.status_ = { ...this.status_, ...part };
    if (this.status_.phase !== "importing" && this.status_.phase !== "filling") delete this.status_.progress;
    this.parts_.post({ kind: "status", status: this.status_ });
    this.announce_();
  }

  private announce_(): void {
    this.broadcast_({ kind: "owner", epoch: this.status_.epoch, status: this.status_ });
  }

  private broadcast_(message: BetweenTabs): void {
    if (this.parts_.locks && !this.stopped_) this.parts_.channel.postMessage(message);
  }

  private fail_(error: unknown): void {
    const reply = (error as { reply?: CallReply }).reply;
    const text = error instanceof Error ? error.message : String(error);
    this.set_status_({
      phase: "failed",
      diagnostics: reply?.diagnostics ?? [
        transport_diagnostic(
          "transport.failed",
          `应用无法启动：${text}`,
          `The app could not be started: ${text}`,
        ),
      ],
    });
    for (const seq of [...this.pending_.keys()]) this.send_(seq);
  }
}

function is_storage_missing(error: unknown): error is { reason: MemoryReason } {
  return error instanceof Error && typeof (error as { reason?: unknown }).reason === "string";
}
