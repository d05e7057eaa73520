// <tollgate-sign-in-ways>: administrators say how people may sign in elsewhere.

import { css, html, nothing } from "lit";
import type { SignInSettingsReply } from "../engine/generated/sign_in.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import { admin_parts } from "./admin_styles.ts";
import { BadRule, rules_of_text, text_of_rules } from "./group_rules.ts";

const kAdministrators = ["administrator", "管理员"];

export class SignInWays extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    settings_: { state: true },
    problem_: { state: true },
    said_: { state: true },
  };
  declare site_url: string;
  declare private settings_: SignInSettingsReply | undefined;
  declare private problem_: string;
  declare private said_: string;

  static override styles = [
    basics,
    buttons,
    inputs,
    admin_parts,
    css`
      section {
        margin-top: 32px;
      }
      details {
        margin-top: 12px;
        padding: 12px 16px;
      }
      summary {
        font-weight: 600;
        cursor: pointer;
        line-height: 28px;
      }
      label {
        display: block;
        margin-bottom: 6px;
        font-weight: 550;
      }
      textarea {
        min-height: 88px;
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.problem_ = this.said_ = "";
  }

  override firstUpdated(): void {
    void this.try_(async () => undefined);
  }

  private get hub_(): HubPeople {
    return new HubPeople(this.site_url);
  }

  /** Does it, and shows how things are then. */
  private async try_(work: () => Promise<unknown>, said = ""): Promise<void> {
    this.problem_ = this.said_ = "";
    try {
      await work();
      this.settings_ = await this.hub_.request("sign_in.settings", {});
      this.said_ = said;
    } catch (error) {
      this.problem_ = error instanceof BadRule ? this.t.group_rule_bad(error.message) : error_text(error);
    }
  }

  override render() {
    const { settings_: settings } = this;
    return html`<section aria-labelledby="title">
      <h2 id="title">${this.t.sign_in_ways}</h2>
      <p class="soft small">${this.t.sign_in_ways_lead}</p>
      ${this.problem_ ? html`<p class="notice" role="alert">${this.problem_}</p>` : nothing}
      <p role="status">${this.said_}</p>
      ${settings ? [this.oidc_(settings), this.wecom_(settings)] : nothing}
    </section>`;
  }

  private entry_(name: string, label: string, value: string, more: { secret?: boolean; required?: boolean; hint?: string } = {}) {
    return html`<div class="entry">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type=${more.secret ? "password" : "text"}
        autocomplete="off"
        spellcheck="false"
        ?required=${more.required ?? false}
        placeholder=${more.hint ?? nothing}
        .value=${value}
      />
    </div>`;
  }

  private foot_(address: string | undefined, remove: (() => void) | undefined, sign_out?: string) {
    return html`<p class="soft small">${this.t.return_address}: <code>${address}</code></p>
      ${sign_out ? html`<p class="soft small">${this.t.sign_out_address}: <code>${sign_out}</code></p>` : nothing}
      <div class="foot">
        ${remove ? html`<button type="button" class="quiet danger" @click=${remove}>${this.t.sign_in_way_remove}</button>` : nothing}
        <button class="primary">${this.t.save_changes}</button>
      </div>`;
  }

  private oidc_({ oidc, oidc_secret_set, return_addresses, sign_out_address }: SignInSettingsReply) {
    const rules = text_of_rules(oidc?.groups ?? [], this.t.group_administrator);
    const remove = oidc && (() => void this.try_(() => this.hub_.request("sign_in.configure", { oidc_off: true }), this.t.saved));
    return html`<details class="card" ?open=${oidc !== undefined}>
      <summary>${this.t.oidc}</summary>
      <form @submit=${this.on_oidc_}>
        ${this.entry_("issuer", this.t.issuer, oidc?.issuer ?? "", { required: true, hint: "https://login.example.com" })}
        ${this.entry_("client_id", this.t.client_id, oidc?.client_id ?? "", { required: true })}
        ${this.entry_("oidc_secret", this.t.client_secret, "", { secret: true, hint: oidc_secret_set ? this.t.secret_kept : "" })}
        ${this.entry_("groups_claim", this.t.groups_claim, oidc?.groups_claim ?? "")}
        ${this.entry_("person_claim", this.t.person_claim, oidc?.person_claim ?? "")}
        <div class="entry">
          <label for="groups">${this.t.group_rules}</label>
          <textarea id="groups" name="groups" spellcheck="false" aria-describedby="rules_hint" .value=${rules}></textarea>
          <p id="rules_hint" class="soft small">${this.t.group_rules_hint}</p>
        </div>
        ${this.foot_(return_addresses[0], remove, sign_out_address)}
      </form>
    </details>`;
  }

  private wecom_({ wecom, wecom_secret_set, return_addresses }: SignInSettingsReply) {
    const remove = wecom && (() => void this.try_(() => this.hub_.request("sign_in.configure", { wecom_off: true }), this.t.saved));
    return html`<details class="card" ?open=${wecom !== undefined}>
      <summary>${this.t.wecom}</summary>
      <form @submit=${this.on_wecom_}>
        ${this.entry_("corp_id", this.t.corp_id, wecom?.corp_id ?? "", { required: true })}
        ${this.entry_("agent_id", this.t.agent_id, wecom?.agent_id ?? "", { required: true })}
        ${this.entry_("wecom_secret", this.t.corp_secret, "", { secret: true, hint: wecom_secret_set ? this.t.secret_kept : "" })}
        ${this.foot_(return_addresses[1], remove)}
      </form>
    </details>`;
  }

  private readonly on_oidc_ = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    void this.try_(async () => {
      const oidc = {
        ...this.settings_?.oidc,
        issuer: text("issuer"),
        client_id: text("client_id"),
        groups_claim: text("groups_claim") || undefined,
        person_claim: text("person_claim") || undefined,
        groups: rules_of_text(text("groups"), kAdministrators),
      };
      const secret = text("oidc_secret");
      await this.hub_.request("sign_in.configure", { oidc, ...(secret ? { oidc_secret: secret } : {}) });
    }, this.t.saved);
  };

  private readonly on_wecom_ = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    void this.try_(async () => {
      const wecom = { ...this.settings_?.wecom, corp_id: text("corp_id"), agent_id: text("agent_id") };
      const secret = text("wecom_secret");
      await this.hub_.request("sign_in.configure", { wecom, ...(secret ? { wecom_secret: secret } : {}) });
    }, this.t.saved);
  };
}
customElements.define("tollgate-sign-in-ways", SignInWays);
