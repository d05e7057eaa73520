// <tollgate-account>: whose session this is, and the way out.

import { css, html, nothing } from "lit";
import type { Account } from "../engine/generated/hub.ts";
import type { Channel, ContactGetReply } from "../engine/generated/delivery.ts";
import { HubDelivery } from "../engine/hub_delivery.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import { forget_session } from "./hub_session.ts";
import { sign_in_address } from "./next_page.ts";

export class AccountMenu extends TollgateElement {
  static override properties = {
    account: { attribute: false },
    site_url: { type: String },
    app: { type: String },
    problem_: { state: true },
    said_: { state: true },
    contact_: { state: true },
    channels_: { state: true },
  };
  declare account: Account;
  declare site_url: string;
  declare app: string;
  declare private problem_: string;
  declare private said_: string;
  /** How messages reach the person; undefined: nothing to say of it. */
  declare private contact_: ContactGetReply | undefined;
  declare private channels_: Channel[];

  static override styles = [
    basics,
    buttons,
    inputs,
    dialogs,
    css`
      .entry {
        margin-top: 16px;
      }
      .entry label {
        display: block;
        margin-bottom: 6px;
        font-weight: 550;
      }
      .entry select {
        width: 100%;
      }
      .ways {
        display: grid;
        gap: 8px;
        margin-top: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.problem_ = this.said_ = "";
    this.channels_ = [];
  }

  show(): void {
    this.problem_ = this.said_ = "";
    this.renderRoot.querySelector("dialog")?.showModal();
    void this.read_channels_();
  }

  /** Where somebody is nobody in this app, or the hub delivers nothing, there is nothing to choose. */
  private async read_channels_(): Promise<void> {
    const delivery = new HubDelivery(this.site_url);
    try {
      const contact = await delivery.request("contact.get", { app: this.app });
      this.channels_ = (await delivery.request("channel.list", {})).channels.filter(({ enabled }) => enabled);
      this.contact_ = contact;
    } catch {
      this.contact_ = undefined;
    }
  }

  private my_channel_() {
    const contact = this.contact_;
    if (!contact) return nothing;
    const first = contact.channels[0] ?? "";
    const choices = [
      { id: "", label: this.t.my_channel_default },
      { id: "in_app", label: this.t.channel_kinds.in_app! },
      ...this.channels_,
    ];
    return html`<div class="entry">
      <label for="channel">${this.t.my_channel}</label>
      <select id="channel" @change=${this.choose_channel_}>
        ${choices.map(({ id, label }) => html`<option value=${id} .selected=${id === first}>${label}</option>`)}
      </select>
      <span class="soft small" role="status">${this.said_}</span>
    </div>`;
  }

  private readonly choose_channel_ = async (event: Event): Promise<void> => {
    const chosen = (event.target as HTMLSelectElement).value;
    const channels = chosen ? [chosen] : [];
    try {
      const locale = this.contact_?.locale ?? "";
      await new HubDelivery(this.site_url).request("contact.save", { app: this.app, channels, locale });
      this.contact_ = { channels, locale };
      this.said_ = this.t.saved_short;
      this.problem_ = "";
    } catch (error) {
      this.problem_ = error_text(error);
    }
  };

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${this.t.signed_in_as(this.account.name)}</h2>
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${this.my_channel_()}
      <div class="ways">
        ${this.account.administrator
          ? html`<a class="button" href="${this.site_url}people.html">${this.t.manage_people}</a>
              <a class="button" href="${this.site_url}channels.html">${this.t.manage_channels}</a>
              <a class="button" href="${this.site_url}hub.html">${this.t.manage_hub}</a>`
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
