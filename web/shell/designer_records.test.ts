import { describe, expect, it } from "vitest";
import { copy_records, has_records, in_order, type RecordClient } from "./designer_records.ts";

const text = JSON.stringify({
  entities: [
    { id: "visit", fields: [{ id: "shop", entity: "shop" }, { id: "points" }, { id: "late", computed: "points < 3" }] },
    { id: "shop", fields: [{ id: "name" }] },
  ],
});

const records: Record<string, Record<string, unknown>[]> = {
  shop: [{ id: "s1", name: "东门店" }],
  visit: [
    { id: "v1", shop: "s1", points: "4" },
    { id: "v2", points: "1" },
    { id: "v3", points: null },
  ],
};

class App {
  lines: { entity: string; id: string; values: Record<string, unknown> }[] = [];
  request = (async (type: string, params: Record<string, unknown>) => {
    if (type === "data.import") {
      const lines = (params["text"] as string).trim().split("\n");
      this.lines.push(...lines.map((line) => JSON.parse(line)));
      return { batch: "b", lines_read: lines.length, imported: lines.length, imported_as_draft: 0, updated: 0, unchanged: 0, refused: 0, lines: [] };
    }
    const all = records[params["entity"] as string]!;
    const columns = (params["columns"] as string[] | undefined) ?? [];
    const offset = (params["offset"] as number | undefined) ?? 0;
    return {
      label: "",
      columns: columns.map((id) => ({ id, field: id, label: id, type: "text" })),
      rows: all.slice(offset, offset + (params["limit"] as number)).map((record) => ({
        record: record["id"],
        cells: columns.map((id) => ({ value: record[id] ?? null, text: "" })),
      })),
      total: all.length,
    };
  }) as unknown as RecordClient["request"];
}

describe("the records beside the designer", () => {
  it("come with what they refer to before them, and nothing computed", async () => {
    expect(in_order(JSON.parse(text).entities).map(({ id }) => id)).toEqual(["shop", "visit"]);
    const copy = new App();
    expect(await copy_records(new App(), copy, text, 100)).toEqual({ records: 4, partial: false });
    expect(copy.lines).toEqual([
      { entity: "shop", id: "s1", values: { name: "东门店" } },
      { entity: "visit", id: "v1", values: { shop: "s1", points: "4" } },
      { entity: "visit", id: "v2", values: { points: "1" } },
      { entity: "visit", id: "v3", values: {} },
    ]);
  });
  it("are a part of many, and that is said", async () => {
    const copy = new App();
    expect((await copy_records(new App(), copy, text, 2)).partial).toBe(true);
    expect(copy.lines).toHaveLength(3);
  });
  it("may not be there yet", async () => {
    expect(await has_records(new App(), text)).toBe(true);
    expect(await has_records(new App(), JSON.stringify({ entities: [] }))).toBe(false);
  });
  it("that refer to each other in a ring come all the same", () => {
    const ring = [
      { id: "a", fields: [{ id: "b", entity: "b" }] },
      { id: "b", fields: [{ id: "a", entity: "a" }] },
    ];
    expect(in_order(ring)).toHaveLength(2);
  });
});
