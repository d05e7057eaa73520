// Hears that a stored record changed, and tells this page's own saves from others': an event names the
// form session that saved.

import type { Changed } from "./generated/api.ts";
import type { EngineClient } from "./client.ts";

/** Several changes in a row are looked at once. */
const kPause_ms = 250;

export interface WatchedRecord {
  entity: string;
  record: string;
  /** The page's own session over it. */
  session: string;
}

export class StoredWatch {
  /** Somebody else may have saved since the last look. */
  overtaken = false;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private readonly off_: () => void;

  constructor(
    client: Pick<EngineClient, "on">,
    private readonly subject_: () => WatchedRecord,
    private readonly look_: () => void,
  ) {
    this.off_ = client.on("changed", (changed) => this.on_changed_(changed));
  }

  seen(): void {
    this.overtaken = false;
    clearTimeout(this.timer_);
  }

  stop(): void {
    this.seen();
    this.off_();
  }

  private on_changed_(changed: Changed): void {
    const { entity, record, session } = this.subject_();
    const named = changed.records?.find((each) => each.entity === entity && each.record === record);
    if (named ? named.session === session : !changed.all) return;
    this.overtaken = true;
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(this.look_, kPause_ms);
  }
}
