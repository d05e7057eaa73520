// <tollgate-account>: whose session this is, and the way out.

import { css, html, nothing } from "lit";
import type { Account } from "../engine/generated/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { basics, buttons } from "../components/theme.ts";
import { forget_session } from "./hub_session.ts";
import { sign_in_address } from "./next_page.ts";

export class AccountMenu extends TollgateElement {
  static override properties = {
    account: { attribute: false },
    site_url: { type: String },
    problem_: { state: true },
  };
  declare account: Account;
  declare site_url: string;
  declare private problem_: string;

  static override styles = [
    basics,
    buttons,
    dialogs,
    css`
      .ways {
        display: grid;
        gap: 8px;
        margin-top: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.problem_ = "";
  }

  show(): void {
    this.problem_ = "";
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${this.t.signed_in_as(this.account.name)}</h2>
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      <div class="ways">
        ${this.account.administrator
          ? html`<a class="button" href="${this.site_url}people.html">${this.t.manage_people}</a>`
          : nothing}
        <button type="button" @click=${this.sign_out_}>${this.t.sign_out}</button>
        <button type="button" class="quiet" @click=${this.close_}>${this.t.close}</button>
      </div>
    </dialog>`;
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };

  private readonly sign_out_ = async (): Promise<void> => {
    try {
      await new HubPeople(this.site_url).request("session.sign_out", {});
    } catch (error) {
      this.problem_ = error_text(error);
      return;
    }
    forget_session(this.site_url);
    location.assign(sign_in_address(this.site_url, location.href));
  };
}
customElements.define("tollgate-account", AccountMenu);
