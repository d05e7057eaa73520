// <tollgate-designer-guide>: how an app is made, in two minutes, and what the designer's words mean.

import { css, html } from "lit";
import { TollgateElement } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { basics, buttons } from "../components/theme.ts";

export class DesignerGuide extends TollgateElement {
  static override styles = [
    basics,
    buttons,
    dialogs,
    css`
      dialog {
        width: min(760px, calc(100vw - 24px));
      }
      h3 {
        margin: 20px 0 8px;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
        gap: 12px 20px;
        margin: 12px 0 0;
        padding: 0;
        list-style: none;
        counter-reset: step;
      }
      ol li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        counter-increment: step;
      }
      ol li::before {
        content: counter(step);
        grid-row: span 2;
        width: 24px;
        height: 24px;
        border-radius: 999px;
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 600;
        text-align: center;
        line-height: 24px;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(7em, auto) minmax(0, 1fr);
        gap: 8px 16px;
        margin: 0;
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
      }
      kbd {
        font: inherit;
      }
      @media (max-width: 560px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 2px;
        }
        dd {
          margin-bottom: 8px;
        }
      }
    `,
  ];

  show(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render() {
    const g = this.t.guide;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${g.title}</h2>
      <section aria-labelledby="start">
        <h3 id="start">${g.start}</h3>
        <p class="soft">${g.start_lead}</p>
        <ol>
          ${g.steps.map(({ title, text }) => html`<li><strong>${title}</strong><span>${text}</span></li>`)}
        </ol>
      </section>
      <section aria-labelledby="keys">
        <h3 id="keys">${g.keys}</h3>
        <dl>${g.key_list.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${text}</dd>`)}</dl>
      </section>
      <section aria-labelledby="glossary">
        <h3 id="glossary">${g.glossary}</h3>
        <dl>
          ${g.terms.map(([term, text, example]) => html`<dt>${term}</dt><dd>${text} <span class="soft">${g.example} ${example}</span></dd>`)}
        </dl>
      </section>
      <div class="foot"><button type="button" class="primary" @click=${this.close_}>${this.t.close}</button></div>
    </dialog>`;
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-designer-guide", DesignerGuide);
