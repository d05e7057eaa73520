// Elements that show what the engine knows, and read it again when it changed.

import { html } from "lit";
import type { Changed } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { TollgateElement, error_text, tell } from "./element.ts";

/** Several changes in a row are read once. */
const kPause_ms = 120;

export abstract class LiveElement extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    problem_: { state: true },
    loading_: { state: true },
  };
  declare client: EngineClient;
  declare protected problem_: string;
  declare protected loading_: boolean;
  private loaded_for_: string | undefined;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private off_: (() => void)[] = [];
  private turn_ = 0;

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
    clearTimeout(this.timer_);
    for (const off of this.off_) off();
    this.off_ = [];
    this.turn_++;
  }

  override willUpdate(): void {
    if (!this.client) return;
    if (!this.off_.length && this.isConnected) {
      this.off_ = [
        this.client.on("changed", (changed) => {
          if (changed.all || changed.app || this.concerns(changed)) this.refresh_soon();
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

  refresh_soon(): void {
    clearTimeout(this.timer_);
    this.timer_ = setTimeout(() => void this.refresh(), kPause_ms);
  }

  async refresh(): Promise<void> {
    if (!this.client) return;
    const turn = ++this.turn_;
    this.loading_ = true;
    try {
      await this.load(() => turn === this.turn_);
      if (turn === this.turn_) await this.on_loaded_();
    } catch (error) {
      if (turn === this.turn_) this.problem_ = error_text(error);
    } finally {
      if (turn === this.turn_) this.loading_ = false;
    }
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
    return html`<p class="empty" role="status">${this.t.loading}</p>`;
  }
}
