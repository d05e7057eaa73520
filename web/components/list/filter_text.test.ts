import { describe, expect, it } from "vitest";
import type { ListField, RowFilter } from "../../engine/generated/api.ts";
import { en } from "../text/en.ts";
import { zh_cn } from "../text/zh_cn.ts";
import { filter_words } from "./filter_text.ts";

const stage: ListField = { id: "s", field: "s", label: "阶段", type: "choice", filter: "choice", options: [{ id: "a", label: "线索" }, { id: "b", label: "赢单" }] };
const date: ListField = { id: "d", field: "d", label: "日期", type: "date", filter: "date" };
const amount: ListField = { id: "n", field: "n", label: "金额", type: "number", filter: "number" };
const rep: ListField = { id: "r", field: "r", label: "代表", type: "reference", filter: "reference", entity: "person" };
const visited: ListField = { id: "v", field: "v", label: "到访", type: "boolean", filter: "choice" };
const titles = new Map([["p1", "张伟"]]);
const zh = (filter: RowFilter, field: ListField) => filter_words(filter, field, titles, zh_cn);

describe("how a filter reads", () => {
  it("by choice, person, yes or no", () => {
    expect(zh({ field: "s", kind: "one_of", values: ["b"] }, stage)).toBe("赢单");
    expect(zh({ field: "s", kind: "one_of", values: ["a", "b"] }, stage)).toBe("线索 等 2 项");
    expect(zh({ field: "r", kind: "one_of", values: ["p1"] }, rep)).toBe("张伟");
    expect(zh({ field: "v", kind: "one_of", values: ["false"] }, visited)).toBe("否");
  });
  it("by date and number", () => {
    expect(zh({ field: "d", kind: "period", period: "this_week" }, date)).toBe("本周");
    expect(zh({ field: "d", kind: "period", period: "last_days", days: 30 }, date)).toBe("近 30 天");
    expect(zh({ field: "d", kind: "range", from: "2026-03-01" }, date)).toBe("2026-03-01 起");
    expect(zh({ field: "n", kind: "range", from: "1", to: "5" }, amount)).toBe("1 至 5");
    expect(filter_words({ field: "n", kind: "range", to: "5" }, amount, titles, en)).toBe("≤ 5");
  });
  it("by text, empty, and what is not there any more", () => {
    expect(zh({ field: "x", kind: "contains", text: "CT" }, date)).toBe("含“CT”");
    expect(filter_words({ field: "gone", kind: "empty" }, undefined, titles, en)).toBe("is empty");
    expect(filter_words({ field: "r", kind: "one_of", values: ["p2"] }, rep, titles, en)).toBe("…");
  });
});
