// The outline of what is still to come, in place of a spinner: the page keeps its shape.

import { html } from "lit";
import type { Texts } from "./text/index.ts";

/** Lines of the outline; the last is shorter, as the last line of a text is. */
const kLines = 4;

/** Its looks are in theme.ts (basics). What is read out are the words. */
export function skeleton(t: Texts, lines = kLines) {
  return html`<div class="skeleton" role="status">
    <span class="visually-hidden">${t.loading}</span>
    ${Array.from({ length: lines }, () => html`<i aria-hidden="true"></i>`)}
  </div>`;
}
