// The clock of an engine that follows no hub: lets come what its automations wait for while the app is
// open. A hub's own clock does it for those that follow one; the engine knows which it is.

import type { TimersRunReply } from "./generated/api.ts";
import type { CallReply } from "./protocol.ts";

export interface DueLoopParts {
  /** One step (timers.run), as the program itself; what it changed is told and kept. */
  run(): Promise<CallReply>;
  now(): number;
}

/** What people wait for comes first. */
const kFirst_ms = 3000;
/** A save may bring an earlier time than the one that was named. */
const kAtLeastEvery_ms = 30_000;

export class DueLoop {
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private closed_ = false;

  constructor(private readonly parts_: DueLoopParts) {
    this.later_(kFirst_ms);
  }

  close(): void {
    this.closed_ = true;
    clearTimeout(this.timer_);
  }

  private later_(ms: number): void {
    if (!this.closed_) this.timer_ = setTimeout(() => void this.step_(), ms);
  }

  private async step_(): Promise<void> {
    const reply = await this.parts_.run();
    if (this.closed_) return;
    const step = reply.ok ? (reply.result as TimersRunReply) : undefined;
    // Lets messages of pages in between.
    if (step?.more) return this.later_(0);
    const until_ms = (step?.next_ms ?? Infinity) - this.parts_.now();
    this.later_(Math.max(0, Math.min(until_ms, kAtLeastEvery_ms)));
  }
}
