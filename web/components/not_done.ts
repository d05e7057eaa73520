// What a save or a move should have set off and could not: the record is stored all the same, and
// whoever saved it is told, because a message that nobody got is nobody's fault and somebody's loss.

import { css, html, nothing } from "lit";
import type { Diagnostic, KeptProblem } from "../engine/generated/api.ts";
import { diagnostic_text } from "./element.ts";
import { icon } from "./icons.ts";
import type { Texts } from "./text/index.ts";
import { short_time } from "./time_text.ts";

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
  .kept-problems li {
    display: grid;
    grid-template-columns: 22px minmax(0, 1fr);
    gap: 4px 12px;
    padding: 10px 0;
    border-bottom: 1px solid var(--border);
    overflow-wrap: anywhere;
  }
  .kept-problems li:last-child {
    border-bottom: 0;
  }
  .kept-problems svg {
    color: var(--warning);
  }
  .kept-problems .where {
    grid-column: 2;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    font-size: 0.875rem;
    color: var(--text-soft);
  }
`;

/** What is kept of it, for those who look after the app. `linked`: with the way to the record. */
export function kept_problems_view(t: Texts, problems: readonly KeptProblem[], linked: boolean) {
  return html`<ul class="kept-problems">
    ${problems.map(
      ({ at, entity, record, title, diagnostic }) =>
        html`<li>
          ${icon("alert")}
          <span class="grow">${diagnostic_text(diagnostic)}</span>
          <span class="where">
            <time class="number" datetime=${at}>${short_time(at)}</time>
            ${linked ? html`<a href="#/record/${entity}/${record}">${title || t.open}</a>` : nothing}
          </span>
        </li>`,
    )}
  </ul>`;
}

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
