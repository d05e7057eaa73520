// What a person must know about the form as a whole: a draft that came back, changes that do not count
// yet, a record that somebody else changed or discarded, and what hinders a submission.

import { html, nothing } from "lit";
import type { FormSession } from "../engine/form_session.ts";
import { diagnostic_text, error_text } from "./element.ts";
import type { Problem } from "./form_problems.ts";
import { icon } from "./icons.ts";
import type { Texts } from "./text/index.ts";

export interface FormNews {
  session: FormSession;
  /** Somebody else changed the record while it was open here. */
  overtaken: boolean;
  saved_here: boolean;
  on_overtaken_read: () => void;
  on_save_as_new: () => void;
  on_discard: () => void;
}

export function form_notices(t: Texts, news: FormNews) {
  const { session } = news;
  return html`${session.discarded !== undefined
    ? html`<div class="notice danger" role="alert">
        ${icon("alert")}
        <p class="grow">${error_text(session.discarded)} ${t.discarded_elsewhere}</p>
        <button type="button" @click=${news.on_save_as_new}>${t.save_as_new}</button>
      </div>`
    : nothing}
  ${news.overtaken
    ? html`<div class="notice warning" role="alert">
        ${icon("alert")}
        <p class="grow">${t.overtaken}</p>
        <button type="button" class="quiet" @click=${news.on_overtaken_read}>${t.close}</button>
      </div>`
    : nothing}
  ${session.unsubmitted
    ? html`<div class="notice warning" role="status">
        ${icon("form")}
        <p class="grow">${t.unsubmitted_hint}</p>
        <button type="button" class="quiet danger" @click=${news.on_discard}>
          ${t.discard_changes}
        </button>
      </div>`
    : session.opened.status === "draft" && !news.saved_here
      ? html`<p class="notice" role="status">${icon("form")}${t.draft_restored}</p>`
      : nothing}`;
}

export function problem_summary(
  t: Texts,
  problems: Problem[],
  on_problem: (event: Event, path: string) => void,
) {
  const text = ({ label, diagnostic }: Problem) => {
    const said = diagnostic_text(diagnostic);
    return html`${label && !said.includes(label) ? html`<b>${label}</b> ` : nothing}${said}`;
  };
  return html`<div class="notice danger summary" role="alert" tabindex="-1" id="summary">
    <p><strong>${t.error_summary(problems.length)}</strong></p>
    <ul>
      ${problems.map(
        (problem) => html`<li>
          ${problem.path
            ? html`<a href="#" @click=${(event: Event) => on_problem(event, problem.path)}
                >${text(problem)}</a
              >`
            : diagnostic_text(problem.diagnostic)}
        </li>`,
      )}
    </ul>
  </div>`;
}
