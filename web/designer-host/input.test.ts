import { describe, expect, it } from "vitest";
import { is_composing_key } from "./keyboard.ts";
import { can_scroll } from "./pointer.ts";

describe("keys of an input method", () => {
  it("are left to it, also the Enter that Safari reports after the composition", () => {
    expect(is_composing_key({ isComposing: false, key: "Enter", keyCode: 229 })).toBe(true);
    expect(is_composing_key({ isComposing: true, key: "Enter", keyCode: 13 })).toBe(true);
    expect(is_composing_key({ isComposing: false, key: "Process", keyCode: 0 })).toBe(true);
    expect(is_composing_key({ isComposing: false, key: "Enter", keyCode: 13 })).toBe(false);
  });
});

describe("the wheel over a text that is edited", () => {
  it("scrolls it while there is more to see", () => {
    const box = { scrollHeight: 300, clientHeight: 100 };
    expect(can_scroll({ ...box, scrollTop: 0 }, 50)).toBe(true);
    expect(can_scroll({ ...box, scrollTop: 0 }, -50)).toBe(false);
    expect(can_scroll({ ...box, scrollTop: 200 }, 50)).toBe(false);
    expect(can_scroll({ ...box, scrollTop: 200 }, -50)).toBe(true);
    expect(can_scroll({ scrollHeight: 100, clientHeight: 100, scrollTop: 0 }, 50)).toBe(false);
  });
});
