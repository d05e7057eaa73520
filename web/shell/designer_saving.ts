// Where the document in edit stands: what it is based on, and what hinders or delays its being saved.

import type { AppGetReply, Diagnostic } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { Refused } from "../engine/client.ts";
import { above_version } from "../engine/app_link.ts";

const kRetry_ms = 5_000;

export type AppClient = Pick<EngineClient, "request" | "publish_app" | "call">;

export class Saving {
  /** Another version is in force than the one in edit is based on. */
  conflict: AppGetReply | undefined;
  /** Why the last save was refused. */
  refused: Diagnostic[] = [];
  /** The text of which `refused` speaks. */
  refused_text = "";
  /** Saved on this device only: the hub is away. */
  unsent = false;
  private running_: Promise<unknown> | undefined;
  /** The base's text is not that of its hash: unsaved changes of an earlier visit began with it. */
  private only_hash_ = false;
  private retry_timer_: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client_: AppClient,
    /** What the device has in force. */
    private base_: AppGetReply,
    private readonly events_: { changed(): void; sent(): void },
    private readonly retry_ms_ = kRetry_ms,
  ) {}

  get base(): AppGetReply {
    return this.base_;
  }

  /** What is in edit began with this text; undefined where only its hash is known. */
  get base_text(): string | undefined {
    return this.only_hash_ ? undefined : this.base_.text;
  }

  /** The version under which the text is stored now; undefined: it is not, and the members above say why. */
  save(text: string): Promise<number | undefined> {
    const saving = this.save_(text).finally(() => {
      this.running_ = undefined;
      this.events_.changed();
    });
    this.running_ = saving.catch(() => undefined);
    return saving;
  }

  private async save_(text: string): Promise<number | undefined> {
    const base = this.base_;
    try {
      const saved = await this.client_.publish_app(above_version(text, base.version), base.hash);
      this.base_ = { ...base, text: saved.text, version: saved.version, hash: saved.hash };
      this.only_hash_ = false;
      this.conflict = undefined;
      this.refused = [];
      this.unsent = saved.unsent;
      if (saved.unsent) this.retry_later_();
      return saved.version;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === "app.base_changed") {
        this.refused = [];
        this.conflict = await this.client_.request("app.get", {});
      } else {
        this.refused = error.diagnostics;
        this.refused_text = text;
      }
      return undefined;
    }
  }

  /** Whether a save of an earlier visit still waits for the hub. */
  async look_back(): Promise<void> {
    const reply = await this.client_.call({ kind: "app_refresh" });
    if (!reply.unsent || this.unsent) return;
    this.unsent = true;
    this.retry_later_();
    this.events_.changed();
  }

  /** The version in force when it is not the one in edit is based on. */
  async newer(): Promise<AppGetReply | undefined> {
    for (;;) {
      // A save of this page is no news.
      await this.running_;
      const base = this.base_;
      const now = await this.client_.request("app.get", {});
      if (!this.running_ && base === this.base_) return now.hash === base.hash ? undefined : now;
    }
  }

  /** Somebody has to decide between what is in edit and this version. */
  clash(theirs: AppGetReply): void {
    this.conflict = theirs;
    this.events_.changed();
  }

  /** What is in edit is based on this version from now on: it is shown, or is saved over on purpose. */
  rebase(theirs: AppGetReply): void {
    this.base_ = theirs;
    this.only_hash_ = false;
    this.conflict = undefined;
    this.refused = [];
    this.unsent = false;
    clearTimeout(this.retry_timer_);
    this.events_.changed();
  }

  /** Unsaved changes of an earlier visit are in edit, which were based on that version. */
  resume(base_hash: string): void {
    if (base_hash === this.base_.hash) return;
    const now = this.base_;
    this.base_ = { ...now, hash: base_hash };
    this.only_hash_ = true;
    this.clash(now);
  }

  dismiss_refusal(): void {
    this.refused = [];
    this.events_.changed();
  }

  close(): void {
    clearTimeout(this.retry_timer_);
  }

  private retry_later_(): void {
    clearTimeout(this.retry_timer_);
    this.retry_timer_ = setTimeout(() => void this.retry_(), this.retry_ms_);
  }

  private async retry_(): Promise<void> {
    const reply = await this.client_.call({ kind: "app_refresh" });
    if (!this.unsent) return;
    if (!reply.ok) return this.retry_later_();
    this.unsent = false;
    // The hub's own may have changed meanwhile; then that one is in force here.
    const theirs = await this.newer();
    if (theirs) return this.clash(theirs);
    this.events_.changed();
    this.events_.sent();
  }
}
