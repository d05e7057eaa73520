import { describe, expect, it } from "vitest";
import { Journal, path_after } from "./journal.ts";

describe("path_after", () => {
  const item = (action: "add" | "remove" | "move", index?: number, to?: number) =>
    ({ kind: "item", path: "list", action, ...(index === undefined ? {} : { index }), ...(to === undefined ? {} : { to }) }) as const;

  it("follows an item that is removed or moved, and those around it", () => {
    expect(path_after("list/1/what", item("remove", 1))).toBeUndefined();
    expect(path_after("list/2/what", item("remove", 1))).toBe("list/1/what");
    expect(path_after("list/0/what", item("remove", 1))).toBe("list/0/what");
    expect(path_after("list/2/what", item("move", 2, 0))).toBe("list/0/what");
    expect(path_after("list/0/what", item("move", 2, 0))).toBe("list/1/what");
    expect(path_after("list/1/what", item("move", 0, 2))).toBe("list/0/what");
    expect(path_after("list/1/what", item("add"))).toBe("list/1/what");
    expect(path_after("other/1/what", item("remove", 0))).toBe("other/1/what");
  });
});

describe("Journal", () => {
  it("never merges a text with one from before items were moved", () => {
    const journal = new Journal();
    journal.note({ kind: "set", path: "list/0/what", value: "a" });
    journal.note({ kind: "item", path: "list", action: "remove", index: 0 });
    journal.note({ kind: "set", path: "list/0/what", value: "b" });
    expect(journal.steps.map(({ kind }) => kind)).toEqual(["set", "item", "set"]);
  });

  it("takes a refused value with its item", () => {
    const journal = new Journal();
    const step = journal.note({ kind: "set", path: "list/1/what", value: "too long" });
    journal.refuse(step, []);
    journal.applied(journal.note({ kind: "item", path: "list", action: "remove", index: 0 }));
    expect(journal.refused.map(({ path }) => path)).toEqual(["list/0/what"]);
  });
});
