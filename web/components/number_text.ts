// Counts as the engine words its numbers: digits in groups of three.

/** 1439 → "1,439" */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
