import { describe, expect, it } from "vitest";
import type { DataImportRequest, ImportedLine } from "../../engine/generated/api.ts";
import type { EngineClient } from "../../engine/client.ts";
import { fields_of, kept_columns, matching_column } from "./fields.ts";
import { report_text } from "./report.ts";
import { begin, step, undo } from "./steps.ts";
import { read_lines } from "./table.ts";
import { texts } from "../text/index.ts";

type Client = Pick<EngineClient, "request">;

/** An engine that reads as many lines as it is told to, and refuses each line that says so. */
function engine(lines_a_step: number) {
  const sent: DataImportRequest[] = [];
  const request = async (_type: string, params: DataImportRequest) => {
    sent.push(params);
    const all = params.text.split("\n").slice(0, -1);
    const read = all.slice(0, lines_a_step);
    const lines: ImportedLine[] = read.flatMap((text, index): ImportedLine[] => {
      const line = (params.first_line ?? 1) + index;
      if (!text) return [];
      if (!text.includes("bad")) return [{ line, outcome: "imported", entity: "c", record: `c${line}` }];
      const message = { "zh-CN": "不对", en: "wrong" };
      const finding = { code: "x.y", severity: "error" as const, message, place: { pointer: "/values/name" } };
      return [{ line, outcome: "refused", findings: [finding] }];
    });
    const refused = lines.filter(({ outcome }) => outcome === "refused").length;
    const counts = { imported_as_draft: 0, updated: 0, unchanged: 0, refused, imported: lines.length - refused };
    return { batch: "import-1", lines_read: read.length, ...counts, lines };
  };
  return { sent, client: { request } as unknown as Client };
}

const settings = { entity: "c", columns: undefined, key: "", keep_existing: false };

describe("an import", () => {
  it("goes on behind what a step read, in the same batch, and keeps the lines' numbers", async () => {
    const file = read_lines("c.jsonl", "one\n\nbad\nfour\nfive\n".replaceAll(/(\w+)/g, '{"id":"$1"}'));
    const { sent, client } = engine(2);
    const run = begin(file, false);
    while (!run.finished) await step(client, file, settings, run);
    expect(run.counts).toMatchObject({ imported: 3, refused: 1 });
    expect(run.lines.map(({ result }) => result.line)).toEqual([1, 3, 4, 5]);
    expect(run.lines[1]!.text).toBe('{"id":"bad"}');
    expect(sent.map(({ batch, first_line }) => [batch, first_line])).toEqual([
      [undefined, 1],
      ["import-1", 3],
      ["import-1", 5],
    ]);
    expect(sent[0]).not.toHaveProperty("preview");
  });

  it("says so where nothing is read, instead of asking for ever", async () => {
    const file = read_lines("c.jsonl", '{"id":"a"}\n');
    await expect(step(engine(0).client, file, settings, begin(file, true))).rejects.toThrow("does not go on");
  });

  it("sends what the columns hold, and reports each line beside what became of it", async () => {
    const file = read_lines("c.csv", 'name,"city"\na,b\n=bad,"x,y"\n');
    const { sent, client } = engine(10);
    const run = begin(file, true);
    await step(client, file, { ...settings, columns: ["name", ""], key: "name", keep_existing: true }, run);
    expect(sent[0]).toMatchObject({ columns: ["name", ""], delimiter: ",", first_line: 2, preview: true });
    expect(sent[0]).toMatchObject({ key: "name", keep_existing: true, source: "c.csv", entity: "c" });
    const rows = report_text(texts(), file, run).replace("\uFEFF", "").split("\r\n");
    expect(rows[0]!.endsWith(',name,"city"')).toBe(true);
    expect(rows[1]).toMatch(/^2,.*,c2,,a,b$/);
    expect(rows[2]).toMatch(/^3,.*,,name: .*,=bad,"x,y"$/);
  });

  it("is taken back to its end", async () => {
    const asked: unknown[] = [];
    const client = {
      request: async (_type: string, params: object) => {
        asked.push(params);
        return { restored: 2, kept: [], ...(asked.length < 3 ? { next: 10 - asked.length } : {}) };
      },
    } as unknown as Client;
    expect(await undo(client, "b")).toEqual({ restored: 6, kept: [] });
    expect(asked).toEqual([{ batch: "b" }, { batch: "b", before: 9 }, { batch: "b", before: 8 }]);
  });
});

describe("what columns hold", () => {
  const fields = fields_of(
    JSON.stringify({
      locales: ["zh-CN", "en"],
      entities: [
        {
          id: "c",
          fields: [
            { id: "name", type: "text", label: { "zh-CN": "名称", en: "Name" } },
            { id: "beds", type: "number", label: { "zh-CN": "床位", en: "Beds" } },
            { id: "twice", type: "number", label: { "zh-CN": "两倍" }, computed: "beds * 2" },
          ],
        },
      ],
    }),
    "c",
    "en-GB",
  );

  it("is found by id or label in any language; what is computed is not offered", () => {
    expect(fields.map(({ id, label, is_key }) => [id, label, is_key])).toEqual([
      ["name", "Name", true],
      ["beds", "Beds", false],
    ]);
    expect(["名称", " BEDS ", "id", "两倍", ""].map((name) => matching_column(fields, name))).toEqual([
      "name",
      "beds",
      "id",
      "",
      "",
    ]);
    expect(kept_columns(["name", "", "name", "id"])).toEqual(["name", "", "", "id"]);
  });
});
