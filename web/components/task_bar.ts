// A bar for what takes long, with what it is and a button that stops it.

import { css, html, nothing } from "lit";
import type { TaskProgress } from "../engine/tasks.ts";
import { current_locale } from "./text/index.ts";
import type { Texts } from "./text/index.ts";

export interface ShownTask {
  label: string;
  /** undefined: nothing is known but that it goes on. */
  progress?: TaskProgress | undefined;
  seconds?: number;
  stop?: AbortController;
  /** The button was used. */
  on_stop: () => void;
}

export function task_bar(t: Texts, { label, progress, seconds, stop, on_stop }: ShownTask) {
  const share = progress?.of ? Math.min(progress.done / progress.of, 1) : undefined;
  const percent = new Intl.NumberFormat(current_locale(), { style: "percent" });
  const stop_it = () => {
    stop?.abort();
    on_stop();
  };
  return html`<div class="task">
    <span class="task-label" role="status">${label}</span>
    <span class="soft small number">
      ${share === undefined ? nothing : percent.format(share)}
      ${seconds === undefined ? nothing : html`· ${t.seconds(seconds)}`}
    </span>
    <progress aria-label=${label} value=${share ?? nothing}></progress>
    ${stop
      ? html`<button type="button" class="quiet" ?disabled=${stop.signal.aborted} @click=${stop_it}>
          ${t.stop}
        </button>`
      : nothing}
  </div>`;
}

export const task_styles = css`
  .task {
    display: grid;
    grid-template-columns: 1fr auto auto;
    align-items: center;
    gap: 6px 12px;
  }
  .task progress {
    grid-column: 1 / 3;
    width: 100%;
    height: 8px;
    border: 0;
    border-radius: 4px;
    appearance: none;
    overflow: hidden;
    background: var(--pressed);
  }
  .task progress::-webkit-progress-bar {
    background: var(--pressed);
  }
  .task progress::-webkit-progress-value {
    background: var(--accent);
    border-radius: 4px;
  }
  .task progress::-moz-progress-bar {
    background: var(--accent);
  }
  .counting {
    max-width: 560px;
    margin: 0 auto 16px;
    padding: 16px 0;
  }
  .task button {
    grid-column: 3;
    grid-row: 1 / span 2;
  }
`;
