// Counts as the engine words its numbers: digits in groups of three.

/** How much room a number takes in a line, in digits: a sign such as 元 takes more than one. */
export function digits_wide(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 1.7 : 1), 0);
}

/** "4,990,000 元" with a blank that no line is broken at. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=[^\d\s]+$)/, "$1\u00a0");
}

/** 1439 → "1,439" */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
