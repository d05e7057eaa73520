// A chosen file as a table: Excel workbooks (the first sheet) and CSV in any encoding that spreadsheets
// write. All cells are text, as a person reads them.

import { cells_of, decode_text, read_lines } from "../../components/import/table.ts";

export interface Table {
  head: string[];
  rows: string[][];
}

export type TableProblem = "too_large" | "too_many_columns" | "unreadable" | "empty" | "headers_missing" | "headers_twice";

export class TableRefused extends Error {
  constructor(readonly problem: TableProblem) {
    super(problem);
  }
}

const kMaxFileBytes = 20 * 1024 * 1024;
/** What a workbook may unpack to. */
const kMaxUnpackedBytes = 200 * 1024 * 1024;
const kMaxRows = 100_000;
const kMaxColumns = 300;

export async function read_table(name: string, bytes: Uint8Array): Promise<Table> {
  if (bytes.length > kMaxFileBytes) throw new TableRefused("too_large");
  const is_workbook = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const cells = is_workbook ? await workbook_cells(bytes) : text_cells(name, decode_text(bytes));
  return table_of(cells);
}

/** The first row that has more than a title is the head; rows with nothing in them are left out. */
export function table_of(cells: string[][]): Table {
  const filled = cells.filter((row) => row.some((cell) => cell.trim()));
  if (!filled.length) throw new TableRefused("empty");
  if (filled.length > kMaxRows + 1) throw new TableRefused("too_large");
  const width = filled.reduce((most, row) => Math.max(most, last_filled(row)), 0);
  if (width > kMaxColumns) throw new TableRefused("too_many_columns");
  // A line above the head that fills one cell of many is a title over the table.
  const titles = filled.findIndex((row) => width === 1 || row.filter((cell) => cell.trim()).length > 1);
  const lines = filled.slice(Math.max(titles, 0)).map((row) => padded(row, width));
  const used = Array.from({ length: width }, (_, index) => index).filter((index) => lines.some((row) => row[index]!.trim()));
  const two = two_lines_of_head(lines, used);
  const head = two ?? (lines[0] ?? []).map((cell) => cell.trim());
  const rows = lines.slice(two ? 2 : 1);
  if (used.some((index) => !head[index])) throw new TableRefused("headers_missing");
  const names = used.map((index) => head[index]!);
  if (new Set(names).size < names.length) throw new TableRefused("headers_twice");
  return { head: names, rows: rows.map((row) => used.map((index) => row[index]!)) };
}

const is_number_or_day = (cell: string): boolean => /^[-+]?[\d.,]+%?$|^\d{4}[-/年.]\d{1,2}([-/月.]\d{1,2}日?)?([ T]\d{1,2}:\d{2})?$/.test(cell.trim());

/**
 * Names of a head that takes two lines: groups over columns, in merged cells or not, or the same in two
 * languages. A second line of words over columns of numbers or days is one; nothing else shows it.
 */
function two_lines_of_head(lines: string[][], used: number[]): string[] | undefined {
  const [first, second, ...rows] = lines;
  if (!first || !second || rows.length < 2) return undefined;
  if (used.some((index) => is_number_or_day(second[index]!) || !(first[index]!.trim() || second[index]!.trim()))) return undefined;
  const is_over_numbers = (index: number): boolean => {
    const below = rows.map((row) => row[index]!.trim()).filter(Boolean);
    return second[index]!.trim() !== "" && below.length > 1 && below.every(is_number_or_day);
  };
  if (!used.some(is_over_numbers)) return undefined;
  const has_groups = used.some((index) => !first[index]!.trim());
  if (!has_groups && used.some((index) => !second[index]!.trim())) return undefined;
  const children = used.map((index) => second[index]!.trim());
  const is_twice = (name: string): boolean => children.indexOf(name) !== children.lastIndexOf(name);
  let group = "";
  return first.map((cell, index) => {
    const child = second[index]!.trim();
    if (cell.trim()) group = cell.trim();
    if (!child) return cell.trim();
    return has_groups && !is_twice(child) ? child : `${group} ${child}`.trim();
  });
}

function last_filled(row: string[]): number {
  let end = row.length;
  while (end > 0 && !row[end - 1]!.trim()) end--;
  return end;
}

function padded(row: string[], width: number): string[] {
  return Array.from({ length: width }, (_, index) => row[index] ?? "");
}

function text_cells(name: string, text: string): string[][] {
  const file = read_lines(/\.(csv|tsv|txt)$/i.test(name) ? name : "table.csv", text);
  if (!file.head) throw new TableRefused("unreadable");
  return [file.head.cells, ...file.lines.map((line) => cells_of(line.text, file.delimiter))];
}

async function workbook_cells(bytes: Uint8Array): Promise<string[][]> {
  await check_unpacked(bytes);
  try {
    const { default: read } = await import("read-excel-file/universal");
    // In a copy: the reader may keep the buffer.
    const sheets = await read(bytes.slice().buffer);
    return (sheets[0]?.data ?? []).map((row) => row.map(cell_text));
  } catch {
    throw new TableRefused("unreadable");
  }
}

/** The sizes that the archive itself declares; the unpacker gives no part more than it declares. */
async function check_unpacked(bytes: Uint8Array): Promise<void> {
  const { unzipSync } = await import("fflate");
  let unpacked = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
  } catch {
    throw new TableRefused("unreadable");
  }
  if (unpacked > kMaxUnpackedBytes) throw new TableRefused("too_large");
}

/** A day has no time of day in a sheet; Excel's days are those of no time zone. */
function cell_text(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) {
    const text = cell.toISOString();
    return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 16).replace("T", " ");
  }
  if (typeof cell === "number") return plain_number(cell);
  if (typeof cell === "boolean") return cell ? "true" : "false";
  return String(cell);
}

/** 1e21 is no number that people type, and 0.1 + 0.2 is 0.3 to them: fifteen digits, as Excel shows. */
function plain_number(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return text.includes("e") ? value.toFixed(0) : text;
}
