// Carries the engine's messages to its hub and back, in rounds: after each save, when the hub says that
// something changed, when the network comes back, and now and then. What is in them is the engine's
// affair (docs/sync.md).

import type { SyncStatusReply, SyncTakeReply } from "./generated/api.ts";
import type { CallReply } from "./protocol.ts";

export interface SyncLoopParts {
  /** A request of the engine, as the program itself and no person. */
  request(message: { type: string; params: object }): CallReply;
  /** The same a turn at a time: others are answered in between. */
  request_in_turns(message: { type: string; params: object }): Promise<CallReply>;
  /** Before a round: does what must come first. False: the hub can't be reached for it. */
  prepare(): Promise<boolean>;
  /** The hub's response as text, or how it failed. */
  carry(message: string): Promise<Carried>;
  on_reply(reply: CallReply): void;
  on_status(status: SyncStatusReply): void;
  /** A round came to its end: all that the hub has for this device is here. */
  on_whole(): void;
  /** Between two messages, for whoever else needs the engine. */
  wait(): Promise<void>;
}

export type Carried = { reply: string } | { failed: "network" | "hub" };

/** Between saves of somebody who types: one round takes them all. */
const kGather_ms = 300;
const kFirstRetry_ms = 2000;
const kLongestRetry_ms = 60_000;

export class SyncLoop {
  private running_: Promise<boolean> | undefined;
  private wished_ = false;
  private closed_ = false;
  private failures_ = 0;
  private timer_: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts_: SyncLoopParts) {}

  /** A round; true when it came to its end. One that runs already is waited for. */
  round(): Promise<boolean> {
    clearTimeout(this.timer_);
    this.running_ ??= this.round_().finally(() => {
      this.running_ = undefined;
      if (this.wished_) this.later_(kGather_ms);
    });
    return this.running_;
  }

  /** There may be something to send or to fetch. */
  wake(): void {
    this.tell();
    if (this.running_) this.wished_ = true;
    else this.later_(kGather_ms);
  }

  /** The network is back: no need to wait any longer. */
  now(): void {
    this.failures_ = 0;
    if (!this.running_) this.later_(0);
  }

  tell(): void {
    if (this.closed_) return;
    const status = this.parts_.request({ type: "sync.status", params: {} });
    if (status.ok) this.parts_.on_status(status.result as SyncStatusReply);
  }

  close(): void {
    this.closed_ = true;
    clearTimeout(this.timer_);
  }

  private later_(ms: number): void {
    clearTimeout(this.timer_);
    if (!this.closed_) this.timer_ = setTimeout(() => void this.round(), ms);
  }

  private retry_(): void {
    this.later_(Math.min(kFirstRetry_ms * 2 ** this.failures_++, kLongestRetry_ms));
  }

  private async round_(): Promise<boolean> {
    this.wished_ = false;
    if (!(await this.parts_.prepare())) {
      if (this.closed_) return false;
      this.ask_("sync.take", { failed: "network" });
      this.tell();
      this.retry_();
      return false;
    }
    let waits = false;
    for (let begin = true; !this.closed_; begin = false) {
      const next = this.ask_("sync.next", begin ? { begin } : {});
      const message = (next.result as { message?: string } | undefined)?.message;
      if (!next.ok || message === undefined) {
        this.failures_ = 0;
        this.tell();
        if (next.ok) this.parts_.on_whole();
        return next.ok;
      }
      const carrying = this.parts_.carry(message);
      // What came last is written while the hub answers to the next.
      const written = !waits || this.ask_("sync.next", { write: true }).ok;
      if (waits) this.tell();
      const carried = await carrying;
      if (this.closed_) return false;
      if (!written) {
        this.retry_();
        return false;
      }
      // A new document changes much: people go on meanwhile.
      const taken = await this.parts_.request_in_turns({ type: "sync.take", params: carried });
      this.parts_.on_reply(taken);
      if (this.closed_) return false;
      this.tell();
      if ("failed" in carried || !taken.ok) {
        this.retry_();
        return false;
      }
      const { goes_on, waits: waits_now } = taken.result as SyncTakeReply;
      waits = waits_now ?? false;
      if (!goes_on) {
        this.failures_ = 0;
        this.parts_.on_whole();
        return true;
      }
      await this.parts_.wait();
    }
    return false;
  }

  private ask_(type: string, params: object): CallReply {
    const reply = this.parts_.request({ type, params });
    this.parts_.on_reply(reply);
    return reply;
  }
}
