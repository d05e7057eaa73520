import { describe, expect, it } from "vitest";
import { mention_at, mentioned_in, merged, parts_with_mentions } from "./mentions.ts";

const li = { record: "p1", title: "李娜" };
const ann = { record: "p2", title: "Ann" };

describe("naming people", () => {
  it("begins with an @ that is no address", () => {
    expect(mention_at("请 @李", 4)).toEqual({ from: 2, text: "李" });
    expect(mention_at("@", 1)).toEqual({ from: 0, text: "" });
    expect(mention_at("mail ann@firm", 13)).toBeUndefined();
    expect(mention_at("@Ann when", 9)).toBeUndefined();
    expect(mention_at("nobody", 6)).toBeUndefined();
  });

  it("counts those whose name still stands there", () => {
    expect(mentioned_in("@Ann please, @Ann", [ann, li, ann])).toEqual(["p2"]);
  });

  it("is seen in the text", () => {
    expect(parts_with_mentions("请 @李娜 看", [li])).toEqual([
      { text: "请 ", mention: false },
      { text: "@李娜", mention: true },
      { text: " 看", mention: false },
    ]);
  });
});

it("what a device has not sent yet stands among what the hub has", () => {
  const said = (id: string, at: string) => ({ id, at, text: id, mentions: [] });
  const hub = [said("b", "2026-01-01T09:05:00+08:00")];
  const own = [said("a", "2026-01-01T01:00:00Z")];
  expect(merged(own, hub).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(merged(hub, hub)).toHaveLength(1);
});
