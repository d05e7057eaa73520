import { describe, expect, it } from "vitest";
import { cells_of, csv_cell, decode_text, read_lines, safe_cell, table_rows } from "./table.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

describe("a chosen file", () => {
  it("is read in the encodings that spreadsheets write", () => {
    const utf8 = new TextEncoder().encode("名称");
    expect(decode_text(utf8)).toBe("名称");
    expect(decode_text(bytes(0xef, 0xbb, 0xbf, ...utf8))).toBe("名称");
    expect(decode_text(bytes(0xc3, 0xfb, 0xb3, 0xc6))).toBe("名称");
    expect(decode_text(bytes(0xff, 0xfe, 0x0d, 0x54))).toBe("名");
  });

  it("is a table with a head, by whatever stands between its cells", () => {
    for (const mark of [",", ";", "\t"]) {
      const file = read_lines("客户.csv", `名称${mark}"城${mark}市"\r\n协和${mark}武汉\r\n`);
      expect(file.head?.cells).toEqual(["名称", `城${mark}市`]);
      expect(file.delimiter).toBe(mark);
      expect(file.lines).toEqual([{ text: `协和${mark}武汉`, line: 2, line_count: 1 }]);
    }
  });

  it("is JSON lines by its name or its look, and blank ones are none", () => {
    for (const name of ["a.jsonl", "a.txt"]) {
      const file = read_lines(name, '{"id":"a"}\n\n{"id":"b"}\n');
      expect(file.head).toBeUndefined();
      expect(file.lines.map(({ line }) => line)).toEqual([1, 3]);
    }
    expect(read_lines("a.csv", '{"a"},b\n1,2').head?.cells).toEqual(['{"a"}', "b"]);
    expect(read_lines("a.csv", "").lines).toEqual([]);
  });

  it("keeps rows together whose cells break lines, and counts on behind them", () => {
    const rows = table_rows('"one\ntwo",x\n"say ""yes"",\nno",y\rlast', ",");
    expect(rows).toEqual([
      { text: '"one\ntwo",x', line: 1, line_count: 2 },
      { text: '"say ""yes"",\nno",y', line: 3, line_count: 2 },
      { text: "last", line: 5, line_count: 1 },
    ]);
    expect(cells_of(rows[1]!.text, ",")).toEqual(['say "yes",\nno', "y"]);
    expect(table_rows('"open,\nto the end', ",")).toHaveLength(1);
  });

  it("gives cells back as they were", () => {
    for (const cell of ["plain", 'say "x"', "a,b", "two\nlines", "", '"']) {
      expect(cells_of(`${csv_cell(cell)},${csv_cell(cell)}`, ",")).toEqual([cell, cell]);
    }
  });

  it("writes no formulas", () => {
    expect(safe_cell("=1+1")).toBe("'=1+1");
    expect(safe_cell("@SUM(A1,A2)")).toBe(`"'@SUM(A1,A2)"`);
    expect(safe_cell("c-1")).toBe("c-1");
  });
});
