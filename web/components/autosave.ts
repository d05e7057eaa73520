// Keeps a draft as people type: a moment after the last change, and at once when the page may be going.
// A draft over a finished record lies beside it: the record counts as it was until it is submitted again.

import type { FormSession } from "../engine/form_session.ts";

const kPause_ms = 700;

export class Autosave {
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private running_ = false;
  private readonly off_: (() => void)[] = [];

  constructor(
    private readonly session_: FormSession,
    private readonly on_failed_: (error: unknown) => void,
    private readonly pause_ms_: number = kPause_ms,
  ) {
    this.off_.push(session_.on("changes", () => this.later_()));
    this.off_.push(session_.on("dirty", (dirty) => dirty && this.later_()));
    if (typeof document !== "undefined") {
      const at_once = () => {
        if (document.visibilityState === "hidden") void this.flush();
      };
      document.addEventListener("visibilitychange", at_once);
      addEventListener("pagehide", at_once);
      this.off_.push(() => {
        document.removeEventListener("visibilitychange", at_once);
        removeEventListener("pagehide", at_once);
      });
    }
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer_);
    this.timer_ = undefined;
    if (!this.session_.dirty || this.running_) return;
    this.running_ = true;
    try {
      await this.session_.save(false);
    } catch (error) {
      this.on_failed_(error);
    } finally {
      this.running_ = false;
      if (this.session_.dirty) this.later_();
    }
  }

  stop(): void {
    clearTimeout(this.timer_);
    for (const off of this.off_) off();
  }

  private later_(): void {
    if (!this.session_.dirty) return;
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => void this.flush(), this.pause_ms_);
  }
}
