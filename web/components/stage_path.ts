// The way of a record through its stages: what lies behind it, where it stands, what comes, and what the
// next stage still asks for.

import { css, html, nothing } from "lit";
import type { WorkflowState } from "../engine/generated/api.ts";
import { icon } from "./icons.ts";
import type { Texts } from "./text/index.ts";

/** The first stage that it can go on to. */
export function next_move(state: WorkflowState) {
  return state.moves.find(({ backward }) => !backward);
}

/** `to_gate` leads to what is missing. Nothing is drawn of a workflow that does not say its stages. */
export function stage_path(state: WorkflowState, t: Texts, to_gate: () => void) {
  const { stages } = state;
  if (!stages?.length) return nothing;
  const here = stages.findIndex(({ id }) => id === state.stage);
  const next = next_move(state);
  const missing = next?.requirements.filter(({ met }) => !met).length ?? 0;
  return html`<section class="stage-path card" aria-label=${t.stage_path}>
    <ol tabindex="0" aria-label=${t.stage_path}>
      ${stages.map(({ label }, index) => {
        const kind = index < here ? "behind" : index === here ? "here" : "ahead";
        return html`<li class=${kind} aria-current=${kind === "here" ? "step" : nothing}>
          <span class="dot" aria-hidden="true">${kind === "behind" ? icon("check") : index + 1}</span>
          <span class="step">${label}</span>
          ${kind === "here" ? nothing : html`<span class="visually-hidden">${t.stage_steps[kind]}</span>`}
        </li>`;
      })}
    </ol>
    ${next
      ? html`<p class="row">
          <span>${missing ? t.stage_next_missing(next.label, missing) : t.stage_next_open(next.label)}</span>
          <button type="button" class="quiet" @click=${to_gate}>${t.stage_show_gate}</button>
        </p>`
      : nothing}
  </section>`;
}

export const stage_path_styles = css`
  .stage-path {
    margin-bottom: 16px;
    padding: 16px 16px 10px;
  }
  .stage-path ol {
    display: flex;
    overflow-x: auto;
    padding-block: 2px;
  }
  .stage-path li {
    flex: 1 0 min-content;
    min-width: 62px;
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 6px;
    position: relative;
    padding-inline: 2px;
    font-size: 0.8125rem;
    line-height: 1.3;
    text-align: center;
    color: var(--text-soft);
  }
  .stage-path li:not(:first-child)::before {
    content: "";
    position: absolute;
    top: 12px;
    inset-inline: calc(-50% + 18px) calc(50% + 18px);
    border-top: 3px solid var(--border-strong);
  }
  .stage-path li.behind::before,
  .stage-path li.here::before {
    border-color: var(--good);
  }
  .stage-path .dot {
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    border: 2px solid var(--border-strong);
    border-radius: 50%;
    background: var(--surface);
    font-size: 0.8125rem;
    font-weight: 650;
  }
  .stage-path .dot svg {
    width: 16px;
  }
  .stage-path .behind .dot {
    border-color: var(--good);
    color: var(--good);
  }
  .stage-path .here {
    color: var(--text);
    font-weight: 650;
  }
  .stage-path .here .dot {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .stage-path .step {
    hyphens: auto;
    /* A word that fits its line is not cut where no hyphen is known. */
    overflow-wrap: break-word;
  }
  .stage-path p {
    justify-content: center;
    margin-top: 6px;
    font-size: 0.9375rem;
  }
  @media (max-width: 479px) {
    .stage-path li {
      font-size: 0.75rem;
    }
  }
`;
