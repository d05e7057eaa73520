// Where values lie in a drawing: an axis with round steps, and parts that stand on each other.

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

/** Round steps (1, 2, 2.5, 5 times a power of ten) over all values; nothing is always within. */
export function axis_of(values: number[], wanted = 4): Axis {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === high) return { low: 0, high: 1, ticks: [0, 1] };
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  for (let i = first; i <= last; ++i) ticks.push(Number((i * step).toPrecision(12)));
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks };
}

/** From 0 (the axis' foot) to 1. */
export function height_on({ low, high }: Axis, value: number): number {
  return (value - low) / (high - low);
}

/** For each row its parts as [from, to], standing on each other; what is missing has no height. */
export function stacked(rows: (number | null)[][]): [number, number][][] {
  return rows.map((row) => {
    let top = 0;
    return row.map((value) => {
      const from = top;
      top += Math.max(0, value ?? 0);
      return [from, top];
    });
  });
}
