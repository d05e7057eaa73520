import { describe, expect, it } from "vitest";
import { is_composing_key, shortcut_beside } from "./keyboard.ts";
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

describe("a shortcut that is pressed beside the canvas", () => {
  const element = (localName: string, open = false) => ({ localName, open }) as unknown as EventTarget;
  const pressed = (key: string, ...path: EventTarget[]) => shortcut_beside({ ctrlKey: true, metaKey: false, altKey: false, key, composedPath: () => path });

  it("is the designer's, but for the undo and the search of a text that is written there", () => {
    const button = element("button");
    const text = element("input");
    expect(pressed("s", button)).toBe("designer");
    expect(pressed("Z", button)).toBe("designer");
    expect(pressed("s", text)).toBe("designer");
    expect(pressed("z", text)).toBe("nobody");
    expect(pressed("c", button)).toBe("nobody");
  });

  it("waits while a dialog asks something, and does not save the page as a file", () => {
    expect(pressed("s", element("button"), element("dialog", true))).toBe("dropped");
    expect(pressed("z", element("button"), element("dialog", true))).toBe("nobody");
    expect(pressed("s", element("button"), element("dialog"))).toBe("designer");
  });
});
