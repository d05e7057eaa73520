import { describe, expect, it } from "vitest";
import { Refused } from "../../engine/client.ts";
import type { EngineClient } from "../../engine/client.ts";
import type { Row } from "../../engine/generated/api.ts";
import { do_with_each, move_act } from "./bulk_acts.ts";

const rows: Row[] = ["a", "b", "c", "d"].map((record) => ({ record, entity: "deal", title: record, status: "complete", cells: [] }));
const watch = () => {
  const stop = new AbortController();
  const seen: string[] = [];
  return { stop, seen, signal: stop.signal, on_progress: (done: number, of: number) => void seen.push(`${done}/${of}`) };
};

describe("what is done with many records", () => {
  it("goes on after a refusal and tells why", async () => {
    const client = {
      request: async (_: string, { record }: { record: string }) => {
        if (record === "b") throw new Refused([{ severity: "error", code: "x", message: { "zh-CN": "不行", en: "no" } }]);
        return { advanced: record !== "c", missing: [{ id: "m", label: "Deck", met: false, message: "" }] };
      },
    } as unknown as EngineClient;
    const watched = watch();
    const report = await do_with_each(rows, move_act(client, "funnel", "won"), watched);
    expect(report.done.map(({ record }) => record)).toEqual(["a", "d"]);
    expect(report.refused.map(({ row, reasons }) => [row.record, reasons])).toEqual([["b", ["不行"]], ["c", ["Deck"]]]);
    expect(watched.seen).toEqual(["0/4", "1/4", "2/4", "3/4", "4/4"]);
  });
  it("stops between two records", async () => {
    const watched = watch();
    const report = await do_with_each(rows, async ({ record }) => {
      if (record === "b") watched.stop.abort();
      return [];
    }, watched);
    expect([report.done.length, report.left.map(({ record }) => record)]).toEqual([2, ["c", "d"]]);
  });
});
