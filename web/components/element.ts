// What all elements here share: the reader's language and how diagnostics read in it.

import { LitElement } from "lit";
import type { Diagnostic } from "../engine/generated/api.ts";
import { Refused } from "../engine/client.ts";
import { current_locale, on_locale_change, texts } from "./text/index.ts";
import type { Texts } from "./text/index.ts";
import { press_ended } from "./press.ts";

export abstract class TollgateElement extends LitElement {
  private off_locale_: (() => void) | undefined;

  get t(): Texts {
    return texts();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.off_locale_ = on_locale_change(() => this.on_locale());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off_locale_?.();
  }

  /** What is pressed stays where it is until the press is a click. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const pressed = press_ended();
    return pressed ? this.after_(pressed) : super.scheduleUpdate();
  }

  private async after_(pressed: Promise<void>): Promise<void> {
    await pressed;
    // Who presses again at once waits on; who was taken away meanwhile draws as any other does.
    await this.scheduleUpdate();
  }

  /** Elements that show the engine's texts read them again. */
  protected on_locale(): void {
    this.requestUpdate();
  }
}

export function diagnostic_text(diagnostic: Diagnostic): string {
  const { message } = diagnostic;
  return current_locale().startsWith("zh") ? message["zh-CN"] : message.en;
}

export function error_text(error: unknown): string {
  if (error instanceof Refused && error.diagnostics.length) {
    return error.diagnostics.map(diagnostic_text).join(" ");
  }
  return texts().unexpected(error instanceof Error ? error.message : String(error));
}

/** Tells an ancestor something; crosses shadow roots. */
export function tell(from: HTMLElement, name: string, detail?: unknown): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
