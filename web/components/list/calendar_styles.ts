// How a calendar looks: a month by days, a week and a day by hours, and as a list.

import { css } from "lit";

export const calendar_styles = css`
  .said:empty {
    display: none;
  }
  .said,
  .refused {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    margin-bottom: 12px;
  }
  .refused {
    padding: 12px 14px;
    border: 1px solid var(--danger-line);
    border-radius: var(--radius);
    background: var(--danger-soft);
  }
  .refused ul {
    flex-basis: 100%;
    padding-inline-start: 1.2em;
    list-style: disc;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    margin-bottom: 10px;
    font-size: 0.8125rem;
  }
  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .legend i {
    width: 10px;
    height: 10px;
    border-radius: 3px;
    background: var(--colour, var(--accent));
  }
  .names,
  .days {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
  }
  .names span {
    padding: 4px 8px;
    font-size: 0.8125rem;
    color: var(--text-soft);
  }
  .days {
    border: 1px solid var(--border);
    border-radius: var(--radius-large);
    background: var(--surface);
    overflow: clip;
  }
  .day {
    min-width: 0;
    min-height: 108px;
    padding: 6px;
    border-inline-start: 1px solid var(--border);
    border-top: 1px solid var(--border);
    margin: -1px 0 0 -1px;
  }
  .day.beside {
    background: var(--surface-soft);
  }
  [data-slot].over {
    box-shadow: inset 0 0 0 2px var(--accent);
    background: var(--accent-soft);
  }
  .date {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-width: 26px;
    height: 26px;
    padding: 0 4px;
    border-radius: 99px;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .beside .date {
    color: var(--text-soft);
  }
  .now .date {
    background: var(--accent);
    color: var(--on-accent);
  }
  .entries {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 3px;
    margin-top: 4px;
  }
  .item {
    position: relative;
    min-width: 0;
  }
  .entry {
    display: block;
    padding: 3px 6px;
    border-inline-start: 3px solid var(--colour, var(--accent-bar));
    border-radius: 6px;
    background: var(--accent-soft);
    color: var(--text);
    font-size: 0.8125rem;
    line-height: 1.35;
    text-decoration: none;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    touch-action: pan-y;
  }
  .entry:hover {
    background: var(--pressed);
  }
  .entry.happened {
    background: var(--surface-soft);
  }
  .entry.planned {
    cursor: grab;
  }
  .entry .time {
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
  }
  .item.moving {
    opacity: 0.45;
  }
  .item.carried {
    box-shadow: var(--shadow);
  }
  .carrying .entry {
    pointer-events: none;
  }
  .item .move {
    position: absolute;
    inset-inline-end: 1px;
    top: 1px;
    width: 24px;
    min-height: 24px;
    padding: 0;
    border-color: transparent;
    background: var(--surface);
    opacity: 0;
  }
  .item:hover .move,
  .item .move:focus-visible,
  .entry:focus-visible + .move {
    opacity: 1;
  }
  .new {
    width: 26px;
    min-height: 26px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--accent);
    opacity: 0;
  }
  .day .new {
    float: inline-end;
  }
  .slot .new {
    position: absolute;
    inset-inline-end: 2px;
    z-index: 0;
  }
  .agenda .new,
  .day:hover .new,
  .slot:hover .new,
  .new:focus-visible {
    opacity: 1;
  }
  @media (hover: none) {
    .slot .new {
      opacity: 0.6;
    }
  }
  .agenda h3 .new {
    align-self: center;
    width: 36px;
    min-height: 36px;
    margin-inline-start: auto;
  }
  .more {
    min-height: 28px;
    padding: 0 6px;
    font-size: 0.8125rem;
  }

  .hours {
    border: 1px solid var(--border);
    border-radius: var(--radius-large);
    background: var(--surface);
    overflow: clip;
  }
  .heads,
  .whole,
  .grid {
    display: grid;
    grid-template-columns: 52px repeat(var(--days), minmax(0, 1fr));
  }
  .heads > *,
  .whole > *,
  .grid > .column {
    border-inline-start: 1px solid var(--border);
    min-width: 0;
  }
  .heads > :first-child,
  .whole > :first-child {
    border-inline-start: 0;
  }
  .heads button {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0 6px;
    width: 100%;
    border: 0;
    border-radius: 0;
    background: none;
    font-weight: 500;
  }
  .heads .now {
    color: var(--accent);
  }
  .whole {
    border-top: 1px solid var(--border);
    min-height: 34px;
  }
  .whole > * {
    padding: 3px;
  }
  .whole > :first-child {
    padding: 6px 4px;
    font-size: 0.75rem;
    color: var(--text-soft);
    text-align: end;
  }
  .grid {
    border-top: 1px solid var(--border);
    max-height: 70vh;
    overflow-y: auto;
  }
  .scale span {
    display: block;
    height: 48px;
    padding: 2px 6px 0 0;
    font-size: 0.75rem;
    text-align: end;
    color: var(--text-soft);
    font-variant-numeric: tabular-nums;
  }
  .column {
    position: relative;
  }
  .slot {
    height: 24px;
  }
  .slot:nth-child(2n + 1) {
    border-top: 1px solid var(--border);
  }
  .slot:first-child {
    border-top: 0;
  }
  .column .at {
    position: absolute;
    padding: 0 2px 1px 1px;
  }
  .column .item {
    height: 100%;
  }
  .column .entry {
    height: 100%;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .line {
    position: absolute;
    inset-inline: 0;
    border-top: 2px solid var(--danger);
    pointer-events: none;
  }

  .agenda h3 {
    display: flex;
    gap: 8px;
    align-items: baseline;
    margin: 18px 0 6px;
  }
  .agenda .item {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 6px;
    align-items: stretch;
  }
  .agenda .entry {
    padding: 12px;
    font-size: 0.9375rem;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .agenda .item .move {
    position: static;
    width: 44px;
    min-height: 44px;
    border-color: var(--border);
    opacity: 1;
  }
  .below {
    display: none;
    margin-top: 16px;
  }
  .pick {
    display: none;
  }
  @media (max-width: 799px) {
    .bar h2 {
      flex: 1 1 180px;
      font-size: 1rem;
    }
    .bar button {
      padding: 0 10px;
    }
    .bar button.icon {
      padding: 0;
    }
    .day {
      min-height: 0;
      padding: 0;
    }
    .day > .name,
    .day > .new,
    .day .entries,
    .day .date {
      display: none;
    }
    .names span {
      padding: 4px 0;
      text-align: center;
    }
    .below {
      display: block;
    }
    .pick {
      display: grid;
      width: 100%;
      min-height: 48px;
      padding: 4px 0;
      gap: 0;
      border: 0;
      border-radius: 0;
      background: none;
      font-weight: 400;
      justify-items: center;
      align-content: center;
    }
    .pick .dot {
      font-size: 0.6875rem;
      min-height: 14px;
      line-height: 14px;
      color: var(--accent);
      font-weight: 600;
    }
    .pick[aria-pressed="true"] {
      background: var(--accent-soft);
    }
    .now .pick {
      color: var(--accent);
      font-weight: 650;
    }
    .beside .pick {
      color: var(--text-soft);
    }
    .hours.week {
      display: none;
    }
    .grid {
      max-height: none;
    }
  }
  @media (min-width: 800px) {
    .week-list {
      display: none;
    }
  }
  @media print {
    .bar button,
    .spans,
    .move {
      display: none;
    }
  }
`;
