import { describe, expect, it } from "vitest";
import { kPlainList, list_query, parse_list_state } from "./list_state.ts";
import type { ListState } from "./list_state.ts";

const round = (state: ListState) => parse_list_state(new URLSearchParams(list_query(state)));

describe("a list's state in the address", () => {
  it("is nothing for a list as it comes", () => {
    expect(list_query(kPlainList)).toBe("");
    expect(parse_list_state(new URLSearchParams(""))).toMatchObject(kPlainList);
    expect(parse_list_state(new URLSearchParams("look=calendar&week=1")).span).toBe("week");
  });
  it("comes back as it was", () => {
    const state: ListState = {
      search: "武汉 & 协和?", look: "calendar", by: "planned_at", day: "2026-11-30", span: "week",
      sort: { field: "amount", descending: true }, group: "day", unit: "week",
      filters: [
        { field: "stage", kind: "one_of", values: ["lead", "demo"] }, { field: "note", kind: "contains", text: "50%" },
        { field: "amount", kind: "range", from: "1000" }, { field: "at", kind: "period", period: "last_days", days: 30 },
        { field: "deck", kind: "empty" },
      ],
    };
    expect(round(state)).toEqual(state);
  });
  it("takes nothing of the wrong shape", () => {
    const wrong = [
      1, null, { kind: "empty" }, { field: "a", kind: "all" }, { field: "a", kind: "one_of", values: [] }, { field: "a", kind: "one_of", values: [1] },
      { field: "a", kind: "contains" }, { field: "a", kind: "range" }, { field: "a", kind: "period", period: "ever" },
    ];
    for (const filters of [JSON.stringify(wrong), "[", '{"a":1}', "null"]) {
      expect(parse_list_state(new URLSearchParams({ filters })).filters).toEqual([]);
    }
    expect(parse_list_state(new URLSearchParams("look=globe&unit=age&day=tomorrow&span=age"))).toMatchObject({ look: undefined, span: undefined, unit: undefined, day: undefined });
  });
});
