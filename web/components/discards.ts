// Discarding takes a moment, in which it can be taken back: nobody has to be asked whether they are sure.
//
//   discards.begin({ record, text: "正在删除草稿…", act: () => client.request("record.discard", …) });
//   discards.undo();
//
// One at a time: the next one does the one before at once, and so does leaving the page.

const kMoment_ms = 6000;

export interface Discard {
  /** Its id; lists of drafts leave it out from now on. */
  record: string;
  /** What is about to happen, for the person. */
  text: string;
  act: () => Promise<unknown>;
  /** Where the person was; taking it back leads there. */
  back_to?: string;
}

export class Discards {
  private waiting_: Discard | undefined;
  private refusal_: unknown;
  private readonly done_ = new Set<string>();
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private readonly changes_ = new EventTarget();

  get waiting(): Discard | undefined {
    return this.waiting_;
  }
  /** Why the last one was not done, until the next one begins. */
  get refusal(): unknown {
    return this.refusal_;
  }

  /** Whether a record is going or gone. */
  hides(record: string): boolean {
    return this.waiting_?.record === record || this.done_.has(record);
  }

  /** Calls back when another one waits, none does any more, or one was refused. */
  on(listener: () => void): () => void {
    this.changes_.addEventListener("change", listener);
    return () => this.changes_.removeEventListener("change", listener);
  }

  begin(discard: Discard): void {
    void this.finish();
    this.refusal_ = undefined;
    this.waiting_ = discard;
    this.timer_ = setTimeout(() => void this.finish(), kMoment_ms);
    this.tell_();
  }

  undo(): Discard | undefined {
    const undone = this.waiting_;
    this.stop_();
    this.tell_();
    return undone;
  }

  /** Does it at once. */
  async finish(): Promise<void> {
    const discard = this.waiting_;
    if (!discard) return;
    clearTimeout(this.timer_);
    this.done_.add(discard.record);
    try {
      await discard.act();
    } catch (error) {
      this.refusal_ = error;
      this.done_.delete(discard.record);
    }
    // Another one may have begun meanwhile.
    if (this.waiting_ === discard) this.stop_();
    this.tell_();
  }

  private stop_(): void {
    clearTimeout(this.timer_);
    this.waiting_ = undefined;
  }

  private tell_(): void {
    this.changes_.dispatchEvent(new Event("change"));
  }
}

/** Of the page. */
export const discards = new Discards();
