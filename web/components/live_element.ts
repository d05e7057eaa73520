// Elements that show what the engine knows, and read it again when it changed.

import { html, nothing } from "lit";
import type { Changed, Requests } from "../engine/generated/api.ts";
import type { EngineClient, RequestType } from "../engine/client.ts";
import type { TaskProgress } from "../engine/tasks.ts";
import { TollgateElement, error_text, tell } from "./element.ts";
import { skeleton } from "./skeleton.ts";
import { task_bar } from "./task_bar.ts";

/** Several changes in a row are read once. */
const kPause_ms = 120;

export abstract class LiveElement extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    problem_: { state: true },
    loading_: { state: true },
    task_: { state: true },
  };
  declare client: EngineClient;
  declare protected problem_: string;
  declare protected loading_: boolean;
  /** What is read takes long, and so far it is. */
  declare protected task_: { progress: TaskProgress; stop: AbortController } | undefined;
  private reading_ = new AbortController();
  private loaded_for_: string | undefined;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private off_: (() => void)[] = [];
  private turn_ = 0;
  /** A newest read is on its way. */
  private is_reading_ = false;
  /** Something changed since it began. */
  private is_outdated_ = false;

  constructor() {
    super();
    this.problem_ = "";
    this.loading_ = false;
  }

  /** What is shown, as a key: another key is read at once. */
  protected abstract subject(): string;
  /** Reads; a newer read makes `is_current()` false, then nothing may be shown. */
  protected abstract load(is_current: () => boolean): Promise<void>;
  /** Whether a change can concern what is shown. */
  protected concerns(_changed: Changed): boolean {
    return true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.loaded_for_ = undefined;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop_timer_();
    for (const off of this.off_) off();
    this.off_ = [];
    this.turn_++;
    this.is_reading_ = false;
    this.reading_.abort();
  }

  override willUpdate(): void {
    if (!this.client) return;
    if (!this.off_.length && this.isConnected) {
      this.off_ = [
        this.client.on("changed", (changed) => {
          if (changed.app) this.refresh_soon();
          else if (changed.all || this.concerns(changed)) this.follow_change_();
        }),
        this.client.on("epoch", () => this.refresh_soon()),
      ];
    }
    const subject = this.subject();
    if (subject !== this.loaded_for_) {
      this.loaded_for_ = subject;
      void this.refresh();
    }
  }

  protected override on_locale(): void {
    super.on_locale();
    void this.refresh();
  }

  /**
   * What is being read is read to its end first and shown: where changes come faster than answers, one that
   * begins anew with each change would never arrive.
   */
  private follow_change_(): void {
    if (this.is_reading_) this.is_outdated_ = true;
    else this.refresh_soon();
  }

  refresh_soon(): void {
    // One that is due is not put off: changes may never stop coming.
    this.timer_ ??= setTimeout(() => void this.refresh(), kPause_ms);
  }

  private stop_timer_(): void {
    clearTimeout(this.timer_);
    this.timer_ = undefined;
  }

  async refresh(): Promise<void> {
    this.stop_timer_();
    if (!this.client) return;
    const turn = ++this.turn_;
    this.loading_ = this.is_reading_ = true;
    this.is_outdated_ = false;
    this.ariaBusy = "true";
    // Nobody waits for the one before any more.
    this.reading_.abort();
    this.reading_ = new AbortController();
    try {
      await this.load(() => turn === this.turn_);
      if (turn === this.turn_) await this.on_loaded_();
    } catch (error) {
      if (turn === this.turn_) this.problem_ = error_text(error);
    } finally {
      if (turn === this.turn_) {
        this.loading_ = this.is_reading_ = false;
        this.ariaBusy = null;
        this.task_ = undefined;
        if (this.is_outdated_) this.refresh_soon();
      }
    }
  }

  /** A question that may look at all records: its progress is shown, and it can be stopped. */
  protected ask<K extends RequestType>(type: K, params: Requests[K]["params"]): Promise<Requests[K]["result"]> {
    const stop = this.reading_;
    const on_progress = (progress: TaskProgress) => {
      if (stop === this.reading_) this.task_ = { progress, stop };
    };
    return this.client.request_watched(type, params, { on_progress, signal: stop.signal });
  }

  /** How far it is, where that is worth telling. */
  protected task_view() {
    if (!this.task_) return nothing;
    const { progress, stop } = this.task_;
    const bar = task_bar(this.t, { label: this.t.counting, progress, stop, on_stop: () => this.requestUpdate() });
    return html`<div class="counting">${bar}</div>`;
  }

  /** The page knows then that its content stands: it can name itself and scroll to where it was. */
  private async on_loaded_(): Promise<void> {
    this.problem_ = "";
    await this.updateComplete;
    tell(this, "tollgate-loaded");
  }

  /** In place of content that is not there (yet). */
  protected placeholder() {
    if (this.problem_) {
      return html`<div class="empty" role="alert">
        <p>${this.problem_}</p>
        <p><button type="button" class="quiet" @click=${() => this.refresh()}>${this.t.retry}</button></p>
      </div>`;
    }
    if (this.task_) return this.task_view();
    return skeleton(this.t);
  }
}
