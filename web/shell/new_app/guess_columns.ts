// What the columns of a table hold, seen from their cells: the field type that takes all of them, or
// text, which takes anything.

export type ColumnType =
  | "text" | "long_text" | "number" | "boolean" | "date" | "date_time" | "choice" | "phone" | "e_mail" | "url";

export interface GuessedColumn {
  header: string;
  type: ColumnType;
  /** Of a choice: what stands in the cells, in the order of their first coming. */
  options: string[];
  /** Every row has it. */
  filled: boolean;
}

/** More rows tell nothing new. */
const kLookedAt = 2000;
const kMaxOptions = 20;
const kLongestOption = 24;
/** So that an amount is one, and a bank card's digits are not. */
const kMaxDigits = 15;
const kLongText = 60;

const kWords = new Set(["是", "否", "有", "无", "对", "错", "√", "×", "yes", "no", "y", "n", "true", "false"]);

export function guess_columns(head: string[], rows: string[][]): GuessedColumn[] {
  const looked_at = rows.slice(0, kLookedAt);
  return head.map((header, index) => {
    const cells = looked_at.map((row) => (row[index] ?? "").trim());
    const values = cells.filter(Boolean);
    const type = type_of(values);
    return {
      header: header.trim(),
      type,
      options: type === "choice" ? [...new Set(rows.map((row) => (row[index] ?? "").trim()).filter(Boolean))] : [],
      filled: values.length > 0 && values.length === cells.length,
    };
  });
}

function type_of(values: string[]): ColumnType {
  if (!values.length) return "text";
  const all = (test: (value: string) => boolean) => values.every(test);
  if (all((value) => kWords.has(value.toLowerCase()))) return "boolean";
  if (all(is_date)) return "date";
  if (all(is_date_time)) return "date_time";
  if (all((value) => /^1[3-9]\d{9}$/.test(value))) return "phone";
  if (all(is_number)) return "number";
  if (all((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))) return "e_mail";
  if (all((value) => /^https?:\/\/\S+$/i.test(value))) return "url";
  if (values.some((value) => value.length > kLongText || value.includes("\n"))) return "long_text";
  return is_choice(values) ? "choice" : "text";
}

/** 007 and the eighteen digits of an identity card are names of something, not amounts. */
function is_number(value: string): boolean {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) return false;
  return value.replace(/\D/g, "").length <= kMaxDigits;
}

function is_date(value: string): boolean {
  return canonical_date(value) !== undefined;
}

function is_date_time(value: string): boolean {
  return canonical_date_time(value) !== undefined;
}

/** 2026-3-1, 2026/03/01, 2026.3.1 and 2026年3月1日 are 2026-03-01. */
function canonical_date(value: string): string | undefined {
  const parts = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(value);
  if (!parts) return undefined;
  const [year, month, day] = [parts[1], parts[2] ?? parts[4], parts[3] ?? parts[5]].map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900) return undefined;
  return date.toISOString().slice(0, 10);
}

function canonical_date_time(value: string): string | undefined {
  const parts = /^(\S+?)[ T]+([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(value);
  const date = parts && canonical_date(parts[1]!);
  return date ? `${date}T${parts[2]!.padStart(2, "0")}:${parts[3]}:${parts[4] ?? "00"}` : undefined;
}

/** A cell as the engine's import reads it. */
export function canonical_cell(type: ColumnType, cell: string): string {
  const text = cell.trim();
  if (type === "date") return canonical_date(text) ?? cell;
  if (type === "date_time") return canonical_date_time(text) ?? cell;
  return type === "long_text" || type === "text" ? cell : text;
}

/** Few words that come again and again; names of people or places do not. */
function is_choice(values: string[]): boolean {
  const different = new Set(values);
  if (different.size > kMaxOptions || values.length < 2 * different.size || values.length < 4) return false;
  return [...different].every((value) => value.length <= kLongestOption);
}
