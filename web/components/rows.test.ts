import { describe, expect, it } from "vitest";
import { next_sort } from "./rows.ts";

describe("a list's head", () => {
  it("sorts up, then down, then gives the view's own order back", () => {
    const up = next_sort("amount", undefined);
    expect(up).toEqual({ field: "amount" });
    const down = next_sort("amount", up);
    expect(down).toEqual({ field: "amount", descending: true });
    expect(next_sort("amount", down)).toBeUndefined();
  });
  it("begins anew at another column", () => {
    expect(next_sort("due", { field: "amount", descending: true })).toEqual({ field: "due" });
  });
});
