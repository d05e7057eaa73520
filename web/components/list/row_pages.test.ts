import { describe, expect, it } from "vitest";
import type { EngineClient } from "../../engine/client.ts";
import { all_rows, first_rows, more_rows } from "./row_pages.ts";

// A list of `count` rows that gives at most `most` at once, by key or by offset alone.
function engine(count: number, most: number, by_key = true) {
  const asked: Record<string, unknown>[] = [];
  const request = async (_: string, params: { limit: number; offset?: number; after?: string }) => {
    asked.push(params);
    const begin = params.after === undefined ? (params.offset ?? 0) : Number(params.after);
    const end = Math.min(count, begin + Math.min(params.limit, most));
    const rows = Array.from({ length: end - begin }, (_, i) => ({ record: `r${begin + i}` }));
    return { label: "", columns: [], rows, total: count, ...(by_key && end < count ? { next: String(end) } : {}) };
  };
  return { client: { request } as unknown as EngineClient, asked };
}

describe("the rows of a list", () => {
  it("come behind each other by key, and ask for the fields once", async () => {
    const { client, asked } = engine(1200, 500);
    const found = await first_rows(client, { view: "v" }, 700);
    expect(found.rows.length).toBe(700);
    expect(asked.map(({ after, with_fields }) => [after, with_fields])).toEqual([[undefined, true], ["500", undefined]]);
    const more = await more_rows(client, { view: "v" }, found, 30);
    expect([more.rows.length, more.rows[700]?.record, more.next]).toEqual([730, "r700", "730"]);
  });
  it("come by their number where there is no key", async () => {
    const { client, asked } = engine(70, 500, false);
    const found = await first_rows(client, { view: "v" }, 30);
    expect((await more_rows(client, { view: "v" }, found, 30)).rows.map(({ record }) => record)).toHaveLength(60);
    expect(asked[1]).toMatchObject({ offset: 30 });
  });
  it("are all of them, each once, as far as is wanted", async () => {
    expect((await all_rows(engine(1200, 500).client, {}, 5000)).size).toBe(1200);
    expect((await all_rows(engine(1200, 500).client, {}, 600)).size).toBe(600);
    expect((await all_rows(engine(0, 500).client, {}, 600)).size).toBe(0);
  });
});
