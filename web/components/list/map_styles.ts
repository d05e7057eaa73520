// How a map of records looks.

import { css } from "lit";

export const map_styles = css`
  .days {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 12px;
  }
  .days input {
    width: auto;
  }
  .frame {
    position: relative;
    height: min(62vh, 560px);
    min-height: 320px;
    border: 1px solid var(--border);
    border-radius: var(--radius-large);
    background: var(--surface-soft);
    overflow: clip;
  }
  .frame > svg {
    position: absolute;
    inset: 0;
    display: block;
    cursor: grab;
    touch-action: pan-y;
  }
  .frame > svg:focus-visible {
    outline-offset: -3px;
  }
  .credit {
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    max-width: 60%;
    padding: 2px 8px;
    border-start-end-radius: var(--radius);
    background: var(--surface);
    color: var(--text-soft);
    font-size: 0.75rem;
    overflow-wrap: anywhere;
  }
  .ground image {
    pointer-events: none;
    user-select: none;
  }
  .grid line {
    stroke: var(--border-strong);
    stroke-width: 1;
    stroke-dasharray: 2 4;
  }
  text {
    font-size: 12px;
    fill: var(--text);
  }
  .grid text {
    font-size: 11px;
    fill: var(--text-soft);
  }
  /* On pictures of any colour. */
  .ground ~ .scale {
    filter: drop-shadow(0 0 2px var(--surface)) drop-shadow(0 0 1px var(--surface));
  }
  .scale path {
    fill: none;
    stroke: var(--text);
    stroke-width: 1.5;
  }
  .pin {
    fill: var(--accent);
    stroke: var(--surface);
    stroke-width: 1.2;
  }
  .eye {
    fill: var(--on-accent);
  }
  .route {
    fill: none;
    stroke: var(--accent);
    stroke-width: 2.5;
    stroke-linejoin: round;
    stroke-dasharray: 7 5;
  }
  .stop circle,
  .cluster circle {
    fill: var(--accent);
    stroke: var(--surface);
    stroke-width: 2;
  }
  .cluster {
    cursor: pointer;
  }
  .cluster text,
  .stop .number {
    fill: var(--on-accent);
    font-weight: 650;
  }
  .stop.happened circle {
    fill: var(--good);
  }
  .name {
    font-weight: 550;
    paint-order: stroke;
    stroke: var(--surface-soft);
    stroke-width: 3.5px;
  }
  a:focus-visible,
  .cluster:focus-visible {
    outline: none;
  }
  a:focus-visible .pin,
  a:focus-visible circle,
  .cluster:focus-visible circle {
    stroke: var(--text);
    stroke-width: 3;
  }
  .tools {
    position: absolute;
    inset-inline-end: 12px;
    top: 12px;
    display: grid;
    gap: 6px;
  }
  .tools button {
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .here {
    position: absolute;
    inset-inline-start: 12px;
    bottom: 12px;
    width: min(320px, calc(100% - 24px));
    max-height: 60%;
    padding: 10px 14px;
    overflow: auto;
    box-shadow: var(--shadow);
  }
  .here header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .here li,
  .stops li {
    padding: 8px 0;
    border-top: 1px solid var(--border);
    overflow-wrap: anywhere;
  }
  .stops {
    margin-top: 12px;
    padding: 8px 16px;
  }
  .stops li {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    align-items: baseline;
  }
  .stops li:first-child {
    border-top: 0;
  }
  @media print {
    .tools,
    .days {
      display: none;
    }
  }
`;
