// The page where people sign in or take up an invitation (#invitation=SECRET). The secret stands behind
// the #, which no server and no log ever sees.

import { html, nothing } from "lit";
import { Refused } from "../engine/client.ts";
import type { Way } from "../engine/generated/sign_in.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { icon } from "../components/icons.ts";
import { current_locale, kLocales, set_locale } from "../components/text/index.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import { site_of } from "./app_place.ts";
import { card_page } from "./card_styles.ts";
import { next_page } from "./next_page.ts";
import { tell_of_demo } from "./demo_strip.ts";
import { start_page } from "./start.ts";

/** A code of the hub's, and nothing else that anybody could write into an address. */
const kCode = /^(sign_in|accounts)\.[a-z_]{1,40}$/;

interface Invited {
  token: string;
  name: string;
}

class SignIn extends TollgateElement {
  static override properties = {
    phase_: { state: true },
    problem_: { state: true },
    busy_: { state: true },
    shown_: { state: true },
    invited_: { state: true },
    ways_: { state: true },
  };
  declare private phase_: "looking" | "sign_in" | "invited" | "demo";
  declare private problem_: unknown;
  declare private busy_: boolean;
  declare private shown_: boolean;
  declare private invited_: Invited | undefined;
  declare private ways_: Way[];
  private readonly people_ = new HubPeople(site_of(location.href));

  static override styles = [basics, buttons, inputs, card_page];

  constructor() {
    super();
    this.phase_ = "looking";
    this.busy_ = this.shown_ = false;
    this.ways_ = [];
    void this.look_();
  }

  private async look_(): Promise<void> {
    const token = new URLSearchParams(location.hash.slice(1)).get("invitation");
    try {
      const session = await this.people_.session();
      if (session?.way === "demo") {
        this.phase_ = "demo";
        return;
      }
      if (token) {
        const { name } = await this.people_.request("invitation.read", { token });
        this.invited_ = { token, name };
        this.phase_ = "invited";
        return;
      }
      if (session?.account) return this.leave_();
      await this.look_elsewhere_();
    } catch (error) {
      this.problem_ = error;
    }
    this.phase_ = "sign_in";
  }

  /** The other ways to sign in, and why one of them came to nothing. */
  private async look_elsewhere_(): Promise<void> {
    this.ways_ = (await this.people_.request("sign_in.ways", {})).ways;
    const code = new URLSearchParams(location.hash.slice(1)).get("problem") ?? "";
    if (kCode.test(code)) await this.people_.request("sign_in.problem", { code });
  }

  private way_(way: Way) {
    const next = new URLSearchParams(location.search).get("next") ?? "";
    const query = next ? `?next=${encodeURIComponent(next)}` : "";
    const label = way.kind === "wecom" ? this.t.wecom : way.label;
    return html`<a class="button" href="hub/sign_in/${way.kind}${query}">${this.t.sign_in_with(label)}</a>`;
  }

  private leave_(): void {
    location.replace(next_page(site_of(location.href), location.search));
  }

  override render() {
    const other = kLocales.find(({ id }) => id !== current_locale()) ?? kLocales[0];
    document.title = `${this.phase_ === "invited" ? this.t.invited_title : this.t.sign_in} · Tollgate`;
    return html`<main>
      <div class="card">${this.content_()}</div>
      <footer>
        <span class="soft small">Tollgate</span>
        <button type="button" class="quiet" lang=${other.id} @click=${() => set_locale(other.id)}>
          ${icon("globe")}${other.name}
        </button>
      </footer>
    </main>`;
  }

  private content_() {
    if (this.phase_ === "looking") return html`<p role="status">${this.t.loading}</p>`;
    if (this.phase_ === "demo") {
      return html`<h1>${this.t.sign_in}</h1>
        <p class="lead soft">${this.t.demo_no_accounts}</p>
        <a class="button primary" href="./">${this.t.apps}</a>`;
    }
    const invited = this.phase_ === "invited";
    const name = this.invited_?.name ?? "";
    const lead = !invited ? this.t.sign_in_lead : name ? this.t.invited_lead(name) : this.t.invited_first;
    return html`<h1>${invited ? this.t.invited_title : this.t.sign_in}</h1>
      <p class="lead soft">${lead}</p>
      ${this.problem_ ? html`<p class="notice" role="alert">${error_text(this.problem_)}</p>` : nothing}
      <form @submit=${this.on_submit_}>
        <div class="entry">
          <label for="name">${this.t.account_name}</label>
          <input
            id="name"
            name="name"
            type="text"
            required
            maxlength="64"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            .value=${name}
          />
        </div>
        <div class="entry">
          <label for="password">${this.t.password}</label>
          <input
            id="password"
            name="password"
            type=${this.shown_ ? "text" : "password"}
            required
            autocomplete=${invited ? "new-password" : "current-password"}
            aria-describedby=${invited ? "hint" : nothing}
          />
          ${invited ? html`<p id="hint" class="soft small">${this.t.password_hint}</p>` : nothing}
          <label class="check">
            <input
              type="checkbox"
              .checked=${this.shown_}
              @change=${(event: Event) => (this.shown_ = (event.target as HTMLInputElement).checked)}
            />
            ${this.t.password_show}
          </label>
        </div>
        <button class="primary" ?disabled=${this.busy_}>
          ${invited ? this.t.accept_invitation : this.t.sign_in}
        </button>
      </form>
      ${invited || !this.ways_.length
        ? nothing
        : html`<div class="ways">${this.ways_.map((way) => this.way_(way))}</div>`}`;
  }

  private readonly on_submit_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy_) return;
    const data = new FormData(event.target as HTMLFormElement);
    const name = String(data.get("name")).trim();
    const password = String(data.get("password"));
    this.busy_ = true;
    this.problem_ = undefined;
    try {
      if (this.invited_) {
        await this.people_.request("invitation.accept", { token: this.invited_.token, name, password });
      } else {
        await this.people_.request("session.sign_in", { name, password });
      }
      this.leave_();
    } catch (error) {
      this.problem_ = error;
      // A used link leaves the way of whoever has a password already.
      if (error instanceof Refused && error.code.startsWith("accounts.invitation")) {
        this.invited_ = undefined;
        this.phase_ = "sign_in";
      }
      this.busy_ = false;
    }
  };
}
customElements.define("tollgate-sign-in", SignIn);

start_page();
document.body.append(new SignIn());
void tell_of_demo(site_of(location.href));
