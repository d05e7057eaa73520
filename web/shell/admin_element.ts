// What the administrators' pages and their parts do alike: ask the hub for something, show what it says against
// it, read anew, and open a dialog for it.

import type { PropertyDeclarations } from "lit";
import { html, nothing } from "lit";
import { Refused } from "../engine/client.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { site_of } from "./app_place.ts";
import { sign_in_address } from "./next_page.ts";

export abstract class AdminElement extends TollgateElement {
  static override properties: PropertyDeclarations = {
    problem_: { state: true },
  };
  declare protected problem_: unknown;

  /** Reads what is shown from the hub. */
  protected abstract read_(): Promise<void>;

  /** Does it and reads anew. False: it was refused, and `problem_` says why. */
  protected async try_(work: () => Promise<unknown> = async () => undefined): Promise<boolean> {
    this.problem_ = undefined;
    try {
      await work();
      await this.read_();
      return true;
    } catch (error) {
      this.problem_ = error;
      // Signed out meanwhile, on another page or by somebody else.
      const site = site_of(location.href);
      if (error instanceof Refused && error.code === "accounts.not_signed_in") {
        location.replace(sign_in_address(site, location.href));
      }
      return false;
    }
  }

  /** Why the last thing was refused. */
  protected notice_() {
    return this.problem_ ? html`<p class="notice" role="alert">${error_text(this.problem_)}</p>` : nothing;
  }

  /** A dialog of this element, by its selector; what is to stand in it was set before. */
  protected dialog_element_(selector = "dialog"): HTMLDialogElement | null {
    return this.renderRoot.querySelector<HTMLDialogElement>(selector);
  }

  protected async show_dialog_(selector = "dialog"): Promise<void> {
    await this.updateComplete;
    this.dialog_element_(selector)?.showModal();
  }

  protected close_dialog_(selector = "dialog"): void {
    this.dialog_element_(selector)?.close();
  }
}
