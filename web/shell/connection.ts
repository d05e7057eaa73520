// The page that says what does not work at this address, and what to ask IT for.

import { css, html, nothing } from "lit";
import { TollgateElement } from "../components/element.ts";
import { basics, buttons } from "../components/theme.ts";
import { abilities } from "./abilities.ts";
import { site_of } from "./app_place.ts";
import { start_page } from "./start.ts";

class ConnectionPage extends TollgateElement {
  static override properties = { has_guide_: { state: true } };
  declare private has_guide_: boolean;
  private readonly site_ = site_of(location.href);

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        max-width: 720px;
        margin: 0 auto;
        padding: max(5vh, 24px) 16px 48px;
      }
      ul {
        list-style: none;
        padding: 0;
        margin: 20px 0 32px;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        padding: 12px 16px;
        border-top: 1px solid var(--border);
      }
      li:first-child {
        border-top: 0;
      }
      li > span:last-child {
        flex: none;
        font-weight: 600;
      }
      .off {
        color: var(--danger);
      }
      code {
        overflow-wrap: anywhere;
      }
      section li {
        display: list-item;
        overflow-wrap: anywhere;
        padding: 4px 0;
        border: 0;
      }
      section ul {
        list-style: disc;
        padding-inline-start: 20px;
      }
    `,
  ];

  constructor() {
    super();
    this.has_guide_ = false;
    // Only a hub with a certificate of its own has it; a folder of files answers something else.
    void fetch(`${this.site_}certificate/hub.crt`, { method: "HEAD" })
      .then((response) => (this.has_guide_ = response.ok && (response.headers.get("Content-Type") ?? "").includes("x509")))
      .catch(() => undefined);
  }

  override render() {
    document.title = `${this.t.connection_title} · Tollgate`;
    const told = abilities(window);
    const origin = new URL(this.site_).origin;
    return html`<main>
      <h1>${this.t.connection_title}</h1>
      <p class="soft">${window.isSecureContext ? this.t.connection_secure : this.t.connection_insecure(origin)}</p>
      <ul class="card">
        ${told.map(
          ({ ability, works }) =>
            html`<li>
              <span>${this.t.abilities[ability]}</span>
              <span class=${works ? "" : "off"}>${works ? this.t.ability_works : this.t.ability_off}</span>
            </li>`,
        )}
      </ul>
      ${window.isSecureContext
        ? nothing
        : html`<section aria-labelledby="ask">
            <h2 id="ask">${this.t.connection_ask}</h2>
            <ul>
              ${this.t.connection_wishes(origin).map((wish) => html`<li>${wish}</li>`)}
            </ul>
            ${this.has_guide_ ? html`<p><a href="${this.site_}certificate">${this.t.connection_guide}</a></p>` : nothing}
          </section>`}
      <p><a class="button" href=${this.site_}>${this.t.apps}</a></p>
    </main>`;
  }
}
customElements.define("tollgate-connection-page", ConnectionPage);

start_page();
document.body.append(document.createElement("tollgate-connection-page"));
