// Large numbers as people say them: 469,376,000 元 is 4.69亿元, and 469M CNY in English. The whole number
// stands beside them.

import { current_locale } from "./text/index.ts";

/** From here on a number is read by its size and not by its digits. */
const kLarge = { zh: 100_000, other: 1_000_000 };
const kNumber = /-?\d[\d,]*(\.\d+)?/;

/** The engine's text with its number made short; undefined where it is short enough, or holds no number. */
export function compact_text(text: string, locale = current_locale()): string | undefined {
  const found = kNumber.exec(text);
  if (!found) return undefined;
  const number = Number(found[0].replaceAll(",", ""));
  const zh = locale.startsWith("zh");
  if (!Number.isFinite(number) || Math.abs(number) < (zh ? kLarge.zh : kLarge.other)) return undefined;
  const short = new Intl.NumberFormat(zh ? "zh-CN" : "en-US", { notation: "compact", maximumSignificantDigits: 3 }).format(number);
  const said = text.replace(found[0], short);
  // 4.69亿元 is one word.
  return zh ? said.replace(/([万亿]) (?=\p{Script=Han})/u, "$1") : said;
}

/** The number of an axis or a mark, short and without a unit. */
export function axis_text(value: number, format: string | undefined, locale = current_locale()): string {
  const language = locale.startsWith("zh") ? "zh-CN" : "en-US";
  if (format === "percent") return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat(language, { notation: "compact", maximumSignificantDigits: 3 }).format(value);
}
