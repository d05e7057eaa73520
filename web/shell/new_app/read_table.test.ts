import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { TableProblem } from "./read_table.ts";
import { read_table, table_of } from "./read_table.ts";

const refused = async (make: () => unknown): Promise<TableProblem | undefined> => {
  try {
    await make();
    return undefined;
  } catch (error) {
    return (error as { problem: TableProblem }).problem;
  }
};

/** A workbook with one sheet, as spreadsheets write it. */
function workbook(rows: (string | number)[][]): Uint8Array {
  const cell = (value: string | number) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`);
  const sheet = rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value).replace("<c", `<c r="${String.fromCharCode(65 + c)}${r + 1}"`)).join("")}</row>`).join("");
  return zipSync({
    "[Content_Types].xml": xml(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`),
    "xl/workbook.xml": xml(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    "xl/_rels/workbook.xml.rels": xml(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    "xl/worksheets/sheet1.xml": xml(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`),
  });
}

describe("a table out of a file", () => {
  test("a workbook: numbers as people see them, leading zeros and long numbers as they stand", async () => {
    const table = await read_table("门店.xlsx", workbook([["门店", "编号", "面积"], ["一店", "007", 120.5], ["二店", "110101199003071234", 0.1 + 0.2]]));
    expect(table).toEqual({
      head: ["门店", "编号", "面积"],
      rows: [["一店", "007", "120.5"], ["二店", "110101199003071234", "0.3"]],
    });
  });

  test("CSV in UTF-8 and in GB 18030, with quotes and a byte order mark", async () => {
    const text = '门店,备注\r\n一店,"a,b\n""c"""\r\n';
    expect(await read_table("a.csv", new TextEncoder().encode("\ufeff" + text))).toEqual({ head: ["门店", "备注"], rows: [["一店", 'a,b\n"c"']] });
    const gb = Uint8Array.of(0xc3, 0xc5, 0xb5, 0xea, 0x0a, 0xd2, 0xbb, 0xb5, 0xea, 0x0a);
    expect(await read_table("a.csv", gb)).toEqual({ head: ["门店"], rows: [["一店"]] });
  });

  test("a title above the head, empty rows and empty columns are left out", () => {
    expect(table_of([["2026 年门店清单", "", ""], ["", "", ""], ["门店", "", "城市"], ["一店", "", "北京"], ["", "", ""]])).toEqual({
      head: ["门店", "城市"],
      rows: [["一店", "北京"]],
    });
  });

  test("a head of two lines: groups over columns, or two languages", () => {
    const rows = [["一店", "北京", "5", "4"], ["二店", "上海", "3", "5"]];
    expect(table_of([["基本信息", "", "评分", ""], ["门店", "城市", "卫生", "陈列"], ...rows])).toEqual({ head: ["门店", "城市", "卫生", "陈列"], rows });
    // A cell merged downwards, and columns of the same name in two groups.
    expect(table_of([["门店", "一月", "", "二月"], ["", "销售", "目标", "销售"], ["一店", "5", "6", "7"], ["二店", "1", "2", "3"]]).head).toEqual(["门店", "一月 销售", "目标", "二月 销售"]);
    expect(table_of([["门店", "面积"], ["Store", "Area"], ["一店", "12"], ["二店", "15.5"]]).head).toEqual(["门店 Store", "面积 Area"]);
    // A row of words in a table of words is a row.
    expect(table_of([["门店", "城市"], ["一店", "北京"], ["二店", "上海"], ["三店", "南京"]]).rows).toHaveLength(3);
    expect(table_of([["门店", "面积"], ["一店", "12"], ["二店", "15"], ["三店", "无"]]).rows).toHaveLength(3);
  });

  test("formulas are their results, those that failed are empty, and markup is text", async () => {
    const bytes = workbook([["门店", "面积"], ["&lt;b&gt;一店&lt;/b&gt;", 3], ["二店", 4]]);
    const { unzipSync } = await import("fflate");
    const files = unzipSync(bytes);
    const name = "xl/worksheets/sheet1.xml";
    const sheet = new TextDecoder().decode(files[name]);
    files[name] = strToU8(
      sheet
        .replace('<c r="B2"><v>3</v></c>', '<c r="B2"><f>1+2</f><v>3</v></c>')
        .replace('<c r="B3"><v>4</v></c>', '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
        .replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:A1"/></mergeCells>'),
    );
    const table = await read_table("a.xlsx", zipSync(files));
    expect(table.rows[0]).toEqual(["<b>一店</b>", "3"]);
    expect(table.rows[1]).toEqual(["二店", ""]);
  });

  test("as many rows and columns as are allowed are read in a moment", async () => {
    const started = Date.now();
    const tall = table_of([["门店", "面积"], ...Array.from({ length: 100_000 }, (_, i) => [`第${i}店`, `${i}`])]);
    expect(tall.rows).toHaveLength(100_000);
    const wide = table_of([Array.from({ length: 300 }, (_, i) => `列${i}`), ...Array.from({ length: 200 }, (_, r) => Array.from({ length: 300 }, (_, c) => `${r * c}`))]);
    expect(wide.head).toHaveLength(300);
    expect(Date.now() - started).toBeLessThan(20_000);
  }, 60_000);

  test("what is no table is refused with the reason", async () => {
    expect(await refused(() => table_of([]))).toBe("empty");
    expect(await refused(() => table_of([["a", ""], ["1", "2"], ["3", "4"]]))).toBe(undefined);
    expect(await refused(() => table_of([["a", "b", ""], ["1", "2", "3"]]))).toBe("headers_missing");
    expect(await refused(() => table_of([["a", "a"], ["1", "2"]]))).toBe("headers_twice");
    expect(await refused(() => table_of([Array.from({ length: 301 }, (_, i) => `c${i}`)]))).toBe("too_many_columns");
    expect(await refused(() => table_of(Array.from({ length: 100_002 }, () => ["x", "y"])))).toBe("too_large");
    expect(await refused(() => read_table("a.csv", new Uint8Array(21 * 1024 * 1024)))).toBe("too_large");
    const whole = workbook([["a"], ["1"]]);
    expect(await refused(() => read_table("a.xlsx", whole.slice(0, whole.length / 2)))).toBe("unreadable");
    expect(await refused(() => read_table("a.xlsx", zipSync({ "a.txt": strToU8("x") })))).toBe("unreadable");
    // A bomb says how large it gets.
    const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(201 * 1024 * 1024) }, { level: 1 });
    expect(await refused(() => read_table("a.xlsx", bomb))).toBe("too_large");
    // Making the bomb takes seconds where much else runs.
  }, 60_000);
});
