// Keeps a draft as people type: a moment after the last change, and at once when the page may be going.
// A draft over a finished record lies beside it: the record counts as it was until it is submitted again.

import type { FormSession } from "../engine/form_session.ts";

const kPause_ms = 700;
/** However often it failed, the next try is not further away. */
const kLongestPause_ms = 10_000;

export class Autosave {
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private running_: Promise<void> | undefined;
  private failures_ = 0;
  private stopped_ = false;
  private readonly off_: (() => void)[] = [];

  constructor(
    private readonly session_: FormSession,
    private readonly on_failed_: (error: unknown) => void,
    private readonly pause_ms_: number = kPause_ms,
  ) {
    this.off_.push(session_.on("changes", () => this.later_()));
    this.off_.push(session_.on("dirty", (dirty) => dirty && this.later_()));
    if (typeof document !== "undefined") this.watch_page_();
  }

  /** What was typed until now is saved when it resolves, unless saving failed. */
  async flush(): Promise<void> {
    await this.running_;
    clearTimeout(this.timer_);
    this.timer_ = undefined;
    if (!this.session_.can_save || this.stopped_) return;
    // Somebody who waited too may have begun.
    this.running_ ??= this.save_().finally(() => (this.running_ = undefined));
    await this.running_;
  }

  stop(): void {
    this.stopped_ = true;
    clearTimeout(this.timer_);
    for (const off of this.off_) off();
  }

  private async save_(): Promise<void> {
    try {
      await this.session_.save(false);
      this.failures_ = 0;
    } catch (error) {
      this.failures_++;
      this.on_failed_(error);
    }
    this.later_(Math.min(this.pause_ms_ * 2 ** Math.max(0, this.failures_ - 1), kLongestPause_ms));
  }

  private later_(pause_ms = this.pause_ms_): void {
    if (!this.session_.can_save || this.stopped_) return;
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => void this.flush(), pause_ms);
  }

  private watch_page_(): void {
    const at_once = () => void this.flush();
    const when_hidden = () => {
      if (document.visibilityState === "hidden") at_once();
    };
    document.addEventListener("visibilitychange", when_hidden);
    addEventListener("pagehide", at_once);
    addEventListener("online", at_once);
    this.off_.push(() => {
      document.removeEventListener("visibilitychange", when_hidden);
      removeEventListener("pagehide", at_once);
      removeEventListener("online", at_once);
    });
  }
}
