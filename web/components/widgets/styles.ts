// How widgets look. Widths come from custom properties, colours always go with words.

import { css } from "lit";

export const widget_styles = css`
  .widget h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--text-soft);
  }
  .widget > h2 {
    margin-bottom: 10px;
    color: var(--text);
  }
  .nothing {
    padding: 12px 0;
  }
  .metric {
    container-type: inline-size;
    position: relative;
    display: grid;
    gap: 8px;
    grid-template-rows: minmax(2.75em, auto) auto auto;
    align-content: start;
    height: 100%;
  }
  .metric .label {
    padding-inline-end: 24px;
  }
  /* As large as fits one line of its tile: a digit is 0.6 em wide. */
  .value {
    font-size: clamp(1.125rem, 100cqi / (0.62 * var(--characters)), 2.125rem);
    font-weight: 680;
    letter-spacing: -0.02em;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  .value.good {
    color: var(--good);
  }
  .value.warning {
    color: var(--warning);
  }
  .value.risk {
    color: var(--danger);
  }
  .cover {
    position: absolute;
    inset: -16px;
    justify-content: flex-end;
    align-items: flex-start;
    padding: 14px 12px;
    border: 0;
    border-radius: var(--radius-large);
    background: transparent;
    color: var(--text-faint);
  }
  .cover:hover {
    background: transparent;
    box-shadow: inset 0 0 0 1px var(--accent-line);
    color: var(--accent);
  }
  .cover:active {
    background: transparent;
  }
  .bars {
    display: grid;
    gap: 2px;
  }
  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 5px 12px;
    width: 100%;
    min-height: 44px;
    padding: 7px 8px;
    margin-inline: -8px;
    width: calc(100% + 16px);
    border: 0;
    background: transparent;
    font-weight: 450;
    text-align: start;
    align-items: baseline;
    font-size: 0.9375rem;
  }
  .bar .name {
    overflow-wrap: anywhere;
    justify-self: start;
    text-align: start;
  }
  .bar .amount {
    font-weight: 600;
  }
  [aria-current="date"] .name {
    font-weight: 650;
  }
  .track {
    grid-column: 1 / -1;
    height: 8px;
    border-radius: 4px;
    background: var(--hover);
    overflow: hidden;
  }
  .track i {
    display: block;
    width: var(--share, 0%);
    height: 100%;
    padding: 0;
    border-radius: 4px;
    background: var(--accent-bar);
    transition: width 0.25s;
  }
  .track i.good {
    background: var(--good);
  }
  .track i.warning {
    background: var(--warning-line);
  }
  .track i.risk {
    background: var(--danger);
  }
  /* Begins at its end, where now is: the start of a reversed row is its right edge. */
  .timeline {
    --plot: 112px;
    display: flex;
    flex-direction: row-reverse;
    overflow-x: auto;
  }
  .canvas {
    position: relative;
    flex: 1 0 auto;
  }
  .path {
    position: absolute;
    inset: 8px 0 auto;
    width: 100%;
    height: var(--plot);
    overflow: visible;
    border-block-end: 1px solid var(--border);
    pointer-events: none;
  }
  .path path {
    fill: none;
    stroke: var(--accent-bar);
    stroke-width: 2px;
    stroke-linejoin: round;
  }
  .points {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(84px, 1fr);
  }
  .point {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 4px;
    width: 100%;
    height: 100%;
    padding: 8px 4px;
    border: 0;
    border-radius: var(--radius-large);
    background: transparent;
    font-size: 0.875rem;
    font-weight: 450;
    text-align: center;
  }
  .point .name {
    color: var(--text-soft);
    overflow-wrap: anywhere;
  }
  .plot {
    position: relative;
    width: 100%;
    height: var(--plot);
  }
  .plot i {
    position: absolute;
    inset-inline-start: calc(50% - 5px);
    bottom: calc(var(--height) * 100% - 5px);
    width: 10px;
    height: 10px;
    padding: 0;
    border: 2px solid var(--surface, Canvas);
    border-radius: 50%;
    background: var(--accent);
  }
  .plot i.good {
    background: var(--good);
  }
  .plot i.warning {
    background: var(--warning-line);
  }
  .plot i.risk {
    background: var(--danger);
  }
  tbody th {
    font-size: inherit;
    font-weight: 450;
    color: inherit;
    border-bottom: 1px solid var(--border);
  }
  button.link {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-align: start;
  }
  button.link:hover {
    text-decoration: underline;
  }
`;
