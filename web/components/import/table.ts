// A chosen file as lines: its encoding, whether it is a table or JSON lines, and where its rows end.
// Rows are cut as the engine reads them (runtime/base csv.h); what stands in them is the engine's to read.

/** Larger ones are for the command line. */
export const kMaxFileBytes = 64 * 1024 * 1024;

export interface FileLine {
  text: string;
  /** Its number in the file, from 1. */
  line: number;
  /** How many lines of the file it takes. */
  line_count: number;
}

export interface ReadFile {
  name: string;
  /** Of a table: the names of its columns, and its first line as it stands. */
  head: { cells: string[]; text: string } | undefined;
  delimiter: string;
  lines: FileLine[];
}

/** Chinese spreadsheets write GB 18030 where nobody asks for UTF-8. */
export function decode_text(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

export function read_lines(name: string, text: string): ReadFile {
  if (is_json(name, text)) {
    const lines = text.split("\n").map((line, index) => ({ text: line, line: index + 1, line_count: 1 }));
    return { name, head: undefined, delimiter: ",", lines: lines.filter(({ text: line }) => line.trim()) };
  }
  const delimiter = delimiter_of(text);
  const [head, ...lines] = table_rows(text, delimiter);
  if (!head) return { name, head: { cells: [], text: "" }, delimiter, lines: [] };
  return { name, head: { cells: cells_of(head.text, delimiter), text: head.text }, delimiter, lines };
}

function is_json(name: string, text: string): boolean {
  return /\.(jsonl|ndjson|json)$/i.test(name) || (!/\.(csv|tsv)$/i.test(name) && /^\s*\{/.test(text));
}

/** Excel writes semicolons or tabs in some languages. */
function delimiter_of(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const count = (mark: string) => head.split(mark).length;
  return [",", ";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Where the row that begins at `at` ends: behind its line break. */
function row_end(text: string, at: number, delimiter: string): number {
  let at_cell = true;
  for (let i = at; i < text.length; ) {
    if (at_cell && text[i] === '"') {
      i = quoted_end(text, i + 1);
      at_cell = false;
      continue;
    }
    const c = text[i]!;
    if (c === "\n") return i + 1;
    if (c === "\r") return text[i + 1] === "\n" ? i + 2 : i + 1;
    at_cell = c === delimiter;
    i++;
  }
  return text.length;
}

function quoted_end(text: string, at: number): number {
  for (let i = at; ; ) {
    const quote = text.indexOf('"', i);
    if (quote < 0) return text.length;
    if (text[quote + 1] !== '"') return quote + 1;
    i = quote + 2;
  }
}

export function table_rows(text: string, delimiter: string): FileLine[] {
  const rows: FileLine[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const end = row_end(text, at, delimiter);
    const row = text.slice(at, end).replace(/\r?\n$|\r$/, "");
    const line_count = row.split("\n").length;
    rows.push({ text: row, line, line_count });
    line += line_count;
    at = end;
  }
  return rows;
}

/** The cells of one row. */
export function cells_of(row: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    let cell = "";
    if (row[at] === '"') {
      const end = quoted_end(row, at + 1);
      const closed = end > at + 1 && row[end - 1] === '"';
      cell = row.slice(at + 1, closed ? end - 1 : end).replaceAll('""', '"');
      at = end;
    }
    const next = row.indexOf(delimiter, at);
    cells.push(cell + (next < 0 ? row.slice(at) : row.slice(at, next)));
    if (next < 0) return cells;
    at = next + 1;
  }
}

export function csv_cell(text: string): string {
  return /[,;\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet program takes a cell that begins so for a formula. */
export function safe_cell(text: string): string {
  return csv_cell(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}
