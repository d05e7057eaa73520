// Intervals drawn on a line: a dot with its reach, and where "no difference" lies.

import { css, html, nothing, svg } from "lit";

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export interface Scale {
  low: number;
  high: number;
  /** Ratios are as far from 1 up as down. */
  log: boolean;
  neutral: number;
}

/** A scale on which all of them can be seen; what reaches out further is cut there. */
export function ratio_scale(intervals: Interval[]): Scale {
  const reach = Math.max(2, ...intervals.flatMap(({ value, low, high }) => [value, 1 / value, Math.min(high, 8), Math.min(1 / low, 8)]).filter(Number.isFinite));
  const most = Math.min(8, reach * 1.1);
  return { low: 1 / most, high: most, log: true, neutral: 1 };
}

export function difference_scale(intervals: Interval[]): Scale {
  const reach = Math.max(...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]).filter(Number.isFinite), 1e-9);
  return { low: -reach * 1.1, high: reach * 1.1, log: false, neutral: 0 };
}

/** Where a number lies on the scale, from 0 to 1. */
export function place_on(scale: Scale, number: number): number {
  const at = (n: number) => (scale.log ? Math.log(Math.max(n, 1e-9)) : n);
  const share = (at(number) - at(scale.low)) / (at(scale.high) - at(scale.low));
  return Math.min(1, Math.max(0, share));
}

const kWidth = 240;
const kHeight = 28;

export function interval_view(interval: Interval | undefined, scale: Scale, kind: string) {
  const x = (number: number) => 6 + place_on(scale, number) * (kWidth - 12);
  const middle = kHeight / 2;
  return html`<svg class="interval ${kind}" viewBox="0 0 ${kWidth} ${kHeight}" aria-hidden="true" focusable="false">
    <line class="neutral" x1=${x(scale.neutral)} x2=${x(scale.neutral)} y1="2" y2=${kHeight - 2}></line>
    ${interval
      ? svg`<line class="reach" x1=${x(interval.low)} x2=${x(interval.high)} y1=${middle} y2=${middle}></line>
          <circle cx=${x(interval.value)} cy=${middle} r="5"></circle>`
      : nothing}
  </svg>`;
}

export const interval_styles = css`
  .interval {
    display: block;
    width: 100%;
    max-width: 240px;
    height: 28px;
    overflow: visible;
  }
  .interval .neutral {
    stroke: var(--border-strong);
    stroke-dasharray: 3 3;
  }
  .interval .reach {
    stroke: var(--text-soft);
    stroke-width: 3;
    stroke-linecap: round;
  }
  .interval circle {
    fill: var(--text-soft);
  }
  .interval.raises .reach,
  .interval.better .reach {
    stroke: var(--good);
  }
  .interval.raises circle,
  .interval.better circle {
    fill: var(--good);
  }
  .interval.lowers .reach,
  .interval.worse .reach {
    stroke: var(--warning);
  }
  .interval.lowers circle,
  .interval.worse circle {
    fill: var(--warning);
  }
`;
