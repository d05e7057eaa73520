// How widgets look. Widths come from custom properties, colours always go with words.

import { css } from "lit";

export const widget_styles = css`
  .widget h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--text-soft);
  }
  .as-table {
    float: inline-end;
    width: 32px;
    min-height: 32px;
    margin: -6px -6px 0 6px;
    color: var(--text-faint);
  }
  .as-table[aria-pressed="true"] {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .widget > h2 {
    display: flow-root;
    margin-bottom: 10px;
    color: var(--text);
  }
  .widget h2,
  .metric {
    min-width: 0;
    hyphens: auto;
    overflow-wrap: anywhere;
  }
  .widget {
    --plot: 132px;
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
  /* Two beside each other on a phone: longer words still fit their line. */
  @container (max-width: 160px) {
    .metric .label h2 {
      font-size: 0.8125rem;
    }
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
  /* A long name over short numbers would push them out of view. */
  thead th {
    vertical-align: bottom;
  }
  thead th.number {
    min-width: 5.5em;
    white-space: normal;
  }
  .checks {
    width: 100%;
  }
  .checks th[scope="row"],
  .checks td {
    vertical-align: top;
    padding-block: 14px;
    white-space: normal;
  }
  .checks th[scope="row"] {
    max-width: 22rem;
    font-weight: 600;
  }
  .checks .help,
  .checks .since {
    display: block;
    margin-top: 4px;
    font-weight: 400;
  }
  .proposals {
    padding: 4px 0 12px 12px;
    margin-inline-start: 4px;
    border-inline-start: 3px solid var(--border);
  }
  .proposals ul {
    display: grid;
    gap: 4px;
    margin-top: 4px;
  }
  .proposals li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
  }
  .proposals .who {
    flex: 1 1 16rem;
  }
  .proposals svg {
    width: 16px;
  }
  .figures {
    display: grid;
    gap: 4px;
    margin: 0;
  }
  .figures div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    color: var(--text-soft);
  }
  .figures .first {
    color: var(--text);
    font-weight: 600;
  }
  .figures dd {
    margin: 0;
    white-space: nowrap;
  }
  .checks .who button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    text-align: start;
  }
  .checks .who svg {
    width: 16px;
  }
  /* On a phone each row is a card of its own: a table of four columns would be cut. */
  @media (max-width: 799px) {
    .checks thead {
      position: absolute;
      clip-path: inset(50%);
      width: 1px;
      height: 1px;
      overflow: hidden;
    }
    .checks tbody,
    .checks tr,
    .checks th[scope="row"],
    .checks td {
      display: block;
      max-width: none;
      padding-inline: 0;
    }
    .checks tr {
      padding: 12px 0;
      border-top: 1px solid var(--border);
    }
    .checks tr:first-child {
      border-top: 0;
    }
    .checks th[scope="row"],
    .checks td {
      padding-block: 4px;
      border: 0;
    }
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
    pointer-events: none;
  }
  .curve {
    fill: none;
    stroke: var(--part);
    stroke-width: 2px;
    stroke-linejoin: round;
  }
  .area {
    fill: color-mix(in srgb, var(--part) 28%, transparent);
    stroke: none;
  }
  .grid {
    stroke: var(--border);
    stroke-width: 1px;
  }
  .chart {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 6px;
  }
  .ticks {
    position: relative;
    height: var(--plot);
    margin-top: 8px;
    min-width: 3.2em;
    font-size: 0.75rem;
    color: var(--text-faint);
    font-variant-numeric: tabular-nums;
  }
  .ticks li {
    position: absolute;
    inset-inline-end: 0;
    bottom: calc(var(--height) * 100%);
    transform: translateY(50%);
    line-height: 1;
    white-space: nowrap;
  }
  /* The parts of groups: told apart by colour, and named in the legend in the same order. */
  .s1 {
    --part: var(--series-1);
  }
  .s2 {
    --part: var(--series-2);
  }
  .s3 {
    --part: var(--series-3);
  }
  .s4 {
    --part: var(--series-4);
  }
  .s5 {
    --part: var(--series-5);
  }
  .s6 {
    --part: var(--series-6);
  }
  .s7 {
    --part: var(--series-7);
  }
  .s8 {
    --part: var(--series-8);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin-bottom: 10px;
    font-size: 0.8125rem;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 6px;
    overflow-wrap: anywhere;
  }
  .swatch {
    flex: none;
    width: 12px;
    height: 12px;
    border-radius: 3px;
    background: var(--part);
  }
  .track.parts {
    display: flex;
    gap: 1px;
    height: 14px;
  }
  .track.parts i {
    flex: none;
    border-radius: 0;
  }
  .track i:is(.s1, .s2, .s3, .s4, .s5, .s6, .s7, .s8) {
    background: var(--part);
  }
  .side-by-side {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 3px 8px;
  }
  .side-by-side .track {
    grid-column: 1;
  }
  .plot i:is(.s1, .s2, .s3, .s4, .s5, .s6, .s7, .s8) {
    background: var(--part);
  }
  .spark {
    position: relative;
    flex: 1 1 56px;
    min-width: 40px;
    max-width: 96px;
    height: 30px;
    margin-inline-start: auto;
  }
  .spark svg {
    width: 100%;
    height: 100%;
    overflow: visible;
  }
  .spark i {
    position: absolute;
    inset-inline-end: calc(var(--side) - 3px);
    bottom: calc(var(--height) * 100% - 3px);
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: var(--series-1);
  }
  .change {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
  .target {
    display: grid;
    gap: 4px;
  }
  .target progress {
    width: 100%;
    height: 8px;
    border: 0;
    border-radius: 4px;
    appearance: none;
    overflow: hidden;
    background: var(--pressed);
  }
  .target progress::-webkit-progress-bar {
    background: var(--pressed);
  }
  .target progress::-webkit-progress-value {
    background: var(--accent-bar);
  }
  .target progress::-moz-progress-bar {
    background: var(--accent-bar);
  }
  .funnel .stage {
    display: grid;
    grid-template-columns: minmax(94px, 3fr) minmax(0, 6fr) minmax(64px, 2fr);
    align-items: center;
    gap: 10px;
    width: calc(100% + 16px);
    min-height: 44px;
    margin-inline: -8px;
    padding: 0 8px;
    border: 0;
    background: transparent;
    font-size: 0.9375rem;
    font-weight: 450;
    text-align: start;
  }
  .funnel .name {
    overflow-wrap: anywhere;
  }
  .shape {
    position: relative;
    display: grid;
    place-items: center;
    height: 44px;
  }
  .shape i {
    position: absolute;
    inset: 0;
    padding: 0;
    background: color-mix(in srgb, var(--accent-bar) 42%, var(--surface));
    clip-path: polygon(
      calc(50% - var(--from) / 2) 0,
      calc(50% + var(--from) / 2) 0,
      calc(50% + var(--to) / 2) 100%,
      calc(50% - var(--to) / 2) 100%
    );
  }
  .shape b {
    position: relative;
  }
  .funnel .step {
    display: grid;
    grid-template-columns: minmax(94px, 3fr) minmax(0, 6fr) minmax(64px, 2fr);
    gap: 10px;
    font-size: 0.8125rem;
    color: var(--text-soft);
  }
  .funnel .step span {
    grid-column: 2;
    text-align: center;
  }
  .heat {
    background: color-mix(in srgb, var(--accent-bar) var(--heat, 0%), transparent);
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
  .points li,
  .point {
    min-width: 0;
  }
  .point .pill {
    max-width: 100%;
    white-space: normal;
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
  tbody tr:last-child th {
    border-bottom: 0;
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
