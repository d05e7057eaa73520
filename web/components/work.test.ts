import { describe, expect, it } from "vitest";
import type { RecordGetReply } from "../engine/generated/api.ts";
import type { AppSummary } from "../engine/generated/api.ts";
import { days_from, due_items, read_work, today_in } from "./work.ts";

const cell = (text: string) => ({ value: text, text });

it("knows the day where the app's people are", () => {
  const late = new Date("2026-11-30T17:30:00Z");
  expect(today_in("Asia/Shanghai", late)).toBe("2026-12-01");
  expect(today_in("America/New_York", late)).toBe("2026-11-30");
  expect(days_from("2026-03-01", -1)).toBe("2026-02-28");
});

describe("items of a list", () => {
  const found = {
    row: { record: "v1", entity: "visit", title: "Clinic", status: "complete", cells: [] },
    fields: [
      {
        id: "items",
        label: "Items",
        type: "list",
        cell: cell("3"),
        columns: [
          { id: "what", label: "What", type: "text" },
          { id: "who", label: "Who", type: "text" },
          { id: "on", label: "Until", type: "date" },
        ],
        items: [
          { cells: [cell("Send prices"), cell("Ann"), cell("2026-11-28")] },
          { cells: [cell("Call"), cell(""), cell("2026-12-02")] },
          { cells: [cell("Much later"), cell("Ann"), cell("2027-01-01")] },
        ],
      },
    ],
  } as unknown as RecordGetReply;

  it("are due by the day that stands in them, and overdue before today", () => {
    const due = due_items(found, "2026-11-16", "2026-11-30", "2026-12-07");
    expect(due.map(({ what, more, on, overdue }) => [what, more, on, overdue])).toEqual([
      ["Send prices", ["Ann"], "2026-11-28", true],
      ["Call", [], "2026-12-02", false],
    ]);
  });

  it("that are ticked off are due no more, and each says where it is ticked", () => {
    const columns = [{ id: "what", label: "What", type: "text" }, { id: "on", label: "Until", type: "date" }, { id: "done", label: "Done", type: "boolean" }];
    const item = (what: string, done: boolean | null) => ({ cells: [cell(what), cell("2026-12-01"), { value: done, text: "" }] });
    const ticked = { ...found, form: "visit", fields: [{ ...found.fields[0], id: "items", columns, items: [item("Call", true), item("Send", null)] }] } as unknown as RecordGetReply;
    const due = due_items(ticked, "2026-11-16", "2026-11-30", "2026-12-07");
    expect(due.map(({ what, tick }) => [what, tick])).toEqual([["Send", { form: "visit", path: "items/1/done" }]]);
  });
});

it("records at stages that wait for the reader's decision are told, with how many there are", async () => {
  const row = (record: string) => ({ record, entity: "leave", title: record, status: "complete", cells: [] });
  const app = {
    time_zone: "Asia/Shanghai", views: [], entities: [],
    workflows: [{ id: "leave", entity: "leave", label: "Leave", decides: ["asked"] }, { id: "other", entity: "leave", label: "Other" }],
  } as unknown as AppSummary;
  const asked: string[] = [];
  const client = {
    request: async (type: string, params: { workflow: string }) => {
      asked.push(`${type} ${params.workflow}`);
      const stage = (id: string, label: string, rows: unknown[], count = rows.length) => ({ id, label, kind: "open", count, rows });
      return { label: "Leave", columns: [], stages: [stage("asked", "Asked", [row("a"), row("b")], 7), stage("agreed", "Agreed", [row("c")])] };
    },
  };
  const { decisions } = await read_work(client as never, app, []);
  expect(asked).toEqual(["workflow.board leave"]);
  expect(decisions.map(({ workflow, count, rows }) => [workflow, count, rows.map((each) => [each.stage, each.row.record])])).toEqual([
    ["leave", 7, [["Asked", "a"], ["Asked", "b"]]],
  ]);
});
