// What an app still needs before anybody can work with it: shown in place of an empty page.

import { html, nothing } from "lit";
import type { AppSummary } from "../engine/generated/api.ts";
import { icon } from "../components/icons.ts";
import type { Texts } from "../components/text/index.ts";

export interface FirstStep {
  question: string;
  answer: string;
  done: boolean;
}

/** In the order in which they build on each other. */
export function first_steps(t: Texts, app: AppSummary): FirstStep[] {
  const steps = t.first_steps;
  return [
    { ...steps.record, done: app.entities.length > 0 && app.forms.length > 0 },
    { ...steps.people, done: app.roles.length > 0 && app.users_entity !== undefined },
    { ...steps.gates, done: app.workflows.length > 0 },
    { ...steps.figures, done: app.views.length > 0 || app.dashboards.length > 0 },
  ];
}

/** Whether nothing can be recorded or looked at yet. */
export function has_nothing_to_show(app: AppSummary): boolean {
  return !app.forms.length && !app.views.length && !app.dashboards.length;
}

export function first_steps_view(t: Texts, app: AppSummary, designer_url: string) {
  const steps = first_steps(t, app);
  const next = steps.findIndex(({ done }) => !done);
  return html`<div class="first-steps">
    <h1 tabindex="-1">${t.first_steps_title(app.label)}</h1>
    <p class="soft">${t.first_steps_lead}</p>
    <ol>
      ${steps.map(
        ({ question, answer, done }, index) =>
          html`<li class="card" ?data-done=${done} aria-current=${index === next ? "step" : nothing}>
            <span class="sign" aria-hidden="true">${done ? icon("check") : index + 1}</span>
            <div>
              <h2>${question}${done ? html` <span class="visually-hidden">${t.first_step_done}</span>` : nothing}</h2>
              <p class="soft">${answer}</p>
            </div>
          </li>`,
      )}
    </ol>
    <a class="button primary" href=${designer_url}>${icon("form")}${t.first_steps_go}</a>
  </div>`;
}
