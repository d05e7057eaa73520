import { describe, expect, it } from "vitest";
import type { Row } from "../../engine/generated/api.ts";
import { columns_of, entry_of, placed, read_plan } from "./plan.ts";
import type { PlanEntry } from "./plan.ts";

const fields = { date: "planned", end: "until", actual: "arrived", colour: "kind" };
const row = (record: string, texts: string[], kind = "a"): Row => ({
  record, entity: "visit", title: record, status: "complete", updated_at: "",
  cells: [...texts.map((text) => ({ text, value: text || null })), { text: kind.toUpperCase(), value: kind }],
});
const entry = (time: string, end_time?: string): PlanEntry => ({
  row: row(time, []), day: "2026-11-30", time, end_day: end_time ? "2026-11-30" : undefined, end_time, happened: false, colour: 0, colour_label: "",
});

describe("records as entries of a calendar", () => {
  it("stand where they are planned, or where they happened", () => {
    expect(columns_of(fields)).toEqual(["planned", "until", "arrived", "kind"]);
    expect(entry_of(row("v", ["2026-11-30 09:00", "2026-11-30 10:00", ""], "b"), fields, ["a", "b"])).toMatchObject({
      day: "2026-11-30", time: "09:00", end_time: "10:00", happened: false, colour: 2, colour_label: "B",
    });
    expect(entry_of(row("v", ["2026-11-30 09:00", "", "2026-12-01 11:20"]), fields, ["a"])).toMatchObject({ day: "2026-12-01", time: "11:20", happened: true });
    expect(entry_of(row("v", ["", "", ""]), fields, [])).toBeUndefined();
  });
  it("end no earlier than they begin", () => {
    expect(entry_of(row("v", ["2026-11-30 09:00", "2026-11-29 10:00", ""]), fields, [])?.end_day).toBeUndefined();
  });
  it("stand beside each other where they overlap", () => {
    const lanes = placed([entry("09:00", "10:30"), entry("09:30", "10:00"), entry("10:15"), entry("14:00")], "2026-11-30");
    expect(lanes.map(({ lane, lanes }) => [lane, lanes])).toEqual([[0, 2], [1, 2], [1, 2], [0, 1]]);
  });
  it("asks for what is planned, what happened and what goes on in these days, and shows each once", async () => {
    const asked: unknown[] = [];
    const both = row("both", ["2026-11-30 09:00", "", "2026-11-30 09:10"]);
    const elsewhere = row("elsewhere", ["2026-11-30 09:00", "", "2026-12-24 09:10"]);
    const client = {
      request: async (_: string, params: { filters: unknown[] }) => {
        asked.push(params.filters);
        return { rows: [both, elsewhere], columns: [], label: "", total: 2 };
      },
    };
    const { entries } = await read_plan(client as never, {}, fields, [], "2026-11-30", "2026-12-06");
    expect(entries.map((each) => each.row.record)).toEqual(["both"]);
    expect(asked).toEqual([
      [{ field: "planned", kind: "range", from: "2026-11-30", to: "2026-12-06" }],
      [{ field: "arrived", kind: "range", from: "2026-11-30", to: "2026-12-06" }],
      [{ field: "until", kind: "range", from: "2026-11-30" }, { field: "planned", kind: "range", to: "2026-11-30" }],
    ]);
  });
});
