// What changed in a short while, told at once: while many records arrive, pages that read again at each
// of them would do nothing else, and what they read would be old before it stands.

import type { Changed, ChangedRecord } from "./generated/api.ts";

const kFirst_ms = 400;
/** The longer it takes, the less often somebody looks. */
const kLongest_ms = 1000;

export class GatheredChanges {
  private records_ = new Map<string, ChangedRecord>();
  private app_ = false;
  private all_ = false;
  private pause_ms_ = kFirst_ms;
  private told_at_ms_ = 0;
  private timer_: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell_: (changed: Changed) => void) {}

  /** Told soon, with what comes until then. */
  add(changed: Changed): void {
    this.take_in_(changed);
    if (this.timer_ !== undefined) return;
    // What comes seldom is told soon.
    const wait_ms = Math.max(kFirst_ms, this.told_at_ms_ + this.pause_ms_ - Date.now());
    this.timer_ = setTimeout(() => {
      this.pause_ms_ = Math.min(this.pause_ms_ * 2, kLongest_ms);
      this.flush_();
    }, wait_ms);
  }

  /** What waits is told now. */
  flush(): void {
    this.pause_ms_ = kFirst_ms;
    this.flush_();
  }

  close(): void {
    clearTimeout(this.timer_);
  }

  private take_in_({ records, app, all }: Changed): void {
    for (const record of records ?? []) this.records_.set(`${record.entity}/${record.record}`, record);
    this.app_ ||= app ?? false;
    this.all_ ||= all ?? false;
  }

  private flush_(): void {
    clearTimeout(this.timer_);
    this.timer_ = undefined;
    this.told_at_ms_ = Date.now();
    const records = [...this.records_.values()];
    if (!records.length && !this.app_ && !this.all_) return;
    const changed: Changed = {
      ...(records.length ? { records } : {}),
      ...(this.app_ ? { app: true } : {}),
      ...(this.all_ ? { all: true } : {}),
    };
    this.records_ = new Map();
    this.app_ = this.all_ = false;
    this.tell_(changed);
  }
}
