// <tollgate-theme-choice>: how the pages look, chosen for this device.

import { css, html } from "lit";
import { TollgateElement } from "../components/element.ts";
import { basics, inputs } from "../components/theme.ts";
import type { Theme } from "./theme.ts";
import { choose_theme, chosen_theme, kThemes, on_theme_change } from "./theme.ts";

export class ThemeChoice extends TollgateElement {
  private off_theme_: (() => void) | undefined;

  static override styles = [
    basics,
    inputs,
    css`
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      select {
        flex: 1 1 120px;
        width: auto;
        min-height: 44px;
        padding-block: 6px;
        font-size: 0.875rem;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.off_theme_ = on_theme_change(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.off_theme_?.();
  }

  override render() {
    const chosen = chosen_theme();
    return html`<label
      >${this.t.theme}<select @change=${(event: Event) => choose_theme((event.target as HTMLSelectElement).value as Theme)}>
        ${kThemes.map(
          (theme) => html`<option value=${theme} .selected=${theme === chosen}>${this.t.themes[theme]}</option>`,
        )}
      </select></label
    >`;
  }
}
customElements.define("tollgate-theme-choice", ThemeChoice);
