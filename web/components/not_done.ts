// What a save or a move should have set off and could not: the record is stored all the same, and
// whoever saved it is told, because a message that nobody got is nobody's fault and somebody's loss.

import { css, html, nothing } from "lit";
import type { Diagnostic } from "../engine/generated/api.ts";
import { diagnostic_text } from "./element.ts";
import { icon } from "./icons.ts";
import type { Texts } from "./text/index.ts";

export const not_done_styles = css`
  .not-done {
    display: flex;
    gap: 12px;
    margin-block: 12px 16px;
    padding: 12px 16px;
    border: 1px solid var(--warning-line);
    border-radius: var(--radius-large);
    background: var(--warning-soft);
    color: var(--warning);
  }
  .not-done svg {
    flex: none;
    width: 20px;
  }
  .not-done ul {
    margin: 4px 0 0;
    padding-inline-start: 20px;
    list-style: disc;
  }
`;

export function not_done_notice(t: Texts, problems: readonly Diagnostic[] | undefined) {
  if (!problems?.length) return nothing;
  return html`<div class="not-done" role="alert">
    ${icon("alert")}
    <div class="grow">
      <p>${t.not_done(problems.length)}</p>
      <ul>
        ${problems.map((problem) => html`<li>${diagnostic_text(problem)}</li>`)}
      </ul>
    </div>
  </div>`;
}
