import { describe, expect, it } from "vitest";
import { moved_caret, write_text } from "./field_text.ts";

function field(value: string, caret: number) {
  return {
    value,
    selectionStart: caret,
    selectionEnd: caret,
    writes: 0,
    setSelectionRange(start: number, end: number) {
      this.selectionStart = start;
      this.selectionEnd = end;
      this.writes++;
    },
  };
}

describe("the caret when a text changes under it", () => {
  it.each([
    ["in front of the change", "visit of hospital", "visit of clinic", 5, 5],
    ["behind the change", "ab cd", "ab x cd", 5, 7],
    ["within what went", "abcdef", "af", 3, 1],
    ["in a text that is emptied", "abc", "", 2, 0],
    ["at the end of an undone word", "地址一", "地址", 3, 2],
  ])("%s", (_, before, after, at, expected) => {
    expect(moved_caret(before, after, at)).toBe(expected);
  });
});

describe("writing into a field", () => {
  it("leaves an equal text and its caret alone", () => {
    const same = field("abc", 1);
    write_text(same, "abc", true);
    expect(same.writes).toBe(0);
    expect(same.selectionStart).toBe(1);
  });
  it("keeps the caret only where somebody edits", () => {
    const edited = field("ab cd", 2);
    write_text(edited, "ab cd ef", true);
    expect([edited.value, edited.selectionStart]).toEqual(["ab cd ef", 2]);
    const resting = field("ab", 2);
    write_text(resting, "x", false);
    expect([resting.value, resting.writes]).toEqual(["x", 0]);
  });
});
