import { beforeEach, describe, expect, it, vi } from "vitest";
import { ListMemory, same_query } from "./list_memory.ts";

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});

describe("what is kept of a list", () => {
  it("is each person's own", () => {
    new ListMemory("visits.ann", "all").columns = ["customer", "amount"];
    expect(new ListMemory("visits.ann", "all").columns).toEqual(["customer", "amount"]);
    expect(new ListMemory("visits.ben", "all").columns).toBeUndefined();
    expect(new ListMemory("visits.ann", "mine").columns).toBeUndefined();
  });
  it("a view under a name that there is takes its place", () => {
    const memory = new ListMemory("a", "b");
    memory.save({ name: "Large", query: "?q=1" });
    memory.save({ name: "Small", query: "?q=2" });
    memory.save({ name: "Large", query: "?q=3", columns: ["amount"] });
    expect(memory.views).toEqual([{ name: "Small", query: "?q=2" }, { name: "Large", query: "?q=3", columns: ["amount"] }]);
    memory.remove("Small");
    expect(memory.views.map(({ name }) => name)).toEqual(["Large"]);
  });
  it("is nothing where the device holds something else", () => {
    kept.set("tollgate.list.a.b.views", '[1,{"name":""},{"name":"x"}]');
    kept.set("tollgate.list.a.b.columns", "{");
    expect(new ListMemory("a", "b").views).toEqual([]);
    expect(new ListMemory("a", "b").columns).toBeUndefined();
  });
  it("says where the device keeps nothing", () => {
    vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => { throw new Error("full"); } });
    expect(new ListMemory("a", "b").save({ name: "x", query: "" })).toBe(false);
  });
});

it("the order in which an address says things does not matter", () => {
  expect(same_query("?sort=a&q=b", "?q=b&sort=a")).toBe(true);
  expect(same_query("?q=b", "")).toBe(false);
});
