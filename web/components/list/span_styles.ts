// The bar above records along time and on a map: a heading, and which span or day is looked at.

import { css } from "lit";

export const span_styles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-bottom: 12px;
  }
  .bar h2 {
    flex: 1;
    min-width: 120px;
  }
  .spans {
    display: inline-flex;
    border: 1px solid var(--border-strong);
    border-radius: var(--radius);
    overflow: clip;
  }
  .spans button {
    border: 0;
    border-radius: 0;
  }
  .spans button[aria-pressed="true"] {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .spans button:focus-visible {
    outline-offset: -3px;
  }
`;
