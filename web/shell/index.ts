// The first page: leads to the three others.

import { css, html } from "lit";
import { TollgateElement } from "../components/element.ts";
import type { IconName } from "../components/icons.ts";
import { icon } from "../components/icons.ts";
import { current_locale, kLocales, set_locale } from "../components/text/index.ts";
import { basics, buttons } from "../components/theme.ts";
import { register_service_worker } from "../platform/register.ts";
import { start_locale } from "./start.ts";

class StartPage extends TollgateElement {
  static override styles = [
    basics,
    buttons,
    css`
      :host {
        max-width: 960px;
        margin: 0 auto;
        padding: max(10vh, 40px) 16px 40px;
      }
      h1 {
        font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem);
        margin-bottom: 8px;
      }
      .lead {
        font-size: 1.125rem;
        margin-bottom: 32px;
      }
      ul {
        display: grid;
        gap: 16px;
      }
      a.card {
        display: grid;
        gap: 8px;
        height: 100%;
        padding: 24px;
        color: inherit;
        text-decoration: none;
        transition:
          border-color 0.15s,
          box-shadow 0.15s;
      }
      a.card:hover {
        border-color: var(--accent-line);
        box-shadow: var(--shadow);
      }
      .sign {
        display: grid;
        place-items: center;
        width: 44px;
        height: 44px;
        border-radius: 12px;
        background: var(--accent-soft);
        color: var(--accent);
        margin-bottom: 8px;
      }
      footer {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-top: 32px;
      }
      footer a {
        padding: 12px 0;
        color: var(--text-soft);
      }
      @media (min-width: 760px) {
        ul {
          grid-template-columns: repeat(3, 1fr);
        }
      }
    `,
  ];

  override render() {
    const other = kLocales.find(({ id }) => id !== current_locale()) ?? kLocales[0];
    const pages: [string, IconName, string, string][] = [
      ["rep.html", "form", this.t.rep_title, this.t.rep_text],
      ["manager.html", "chart", this.t.manager_title, this.t.manager_text],
      ["designer.html", "funnel", this.t.designer_title, this.t.designer_text],
    ];
    return html`<main>
      <h1>${this.t.start_title}</h1>
      <p class="lead soft">${this.t.start_lead}</p>
      <ul>
        ${pages.map(
          ([address, sign, title, text]) =>
            html`<li>
              <a class="card" href=${address}
                ><span class="sign">${icon(sign)}</span>
                <h2>${title}</h2>
                <p class="soft">${text}</p></a
              >
            </li>`,
        )}
      </ul>
      <footer>
        <a href="notices.txt">${this.t.notices}</a>
        <button type="button" lang=${other.id} @click=${() => set_locale(other.id)}>
          ${icon("globe")}${other.name}
        </button>
      </footer>
    </main>`;
  }
}
customElements.define("tollgate-start", StartPage);

start_locale();
document.body.append(new StartPage());
register_service_worker();
