// <tollgate-demo-strip>: one line on top of each page of a hub where nobody signs in.

import { css, html } from "lit";
import { TollgateElement } from "../components/element.ts";
import { basics } from "../components/theme.ts";
import { session_of } from "./hub_session.ts";

/** What pages that are as high as the window leave to it. */
const kHeight = "--strip-height";

class DemoStrip extends TollgateElement {
  private readonly watch_ = new ResizeObserver(() => this.tell_height_(this.offsetHeight));

  static override styles = [
    basics,
    css`
      :host {
        display: block;
      }
      aside {
        padding: 3px var(--gutter);
        background: var(--warning-soft);
        color: var(--warning);
        font-size: 0.8125rem;
        text-align: center;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch_.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch_.disconnect();
    this.tell_height_(0);
  }

  override render() {
    return html`<aside aria-label=${this.t.demo}>${this.t.demo_strip}</aside>`;
  }

  private tell_height_(height_px: number): void {
    document.documentElement.style.setProperty(kHeight, `${height_px}px`);
  }
}
customElements.define("tollgate-demo-strip", DemoStrip);

/** Puts the line there where the hub says that it is a demo. */
export async function tell_of_demo(site_url: string): Promise<void> {
  const session = await session_of(site_url);
  if (session?.way === "demo") document.body.prepend(new DemoStrip());
}
