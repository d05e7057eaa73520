import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Press } from "./press.ts";

/** The window, as far as a press is concerned. */
class Page extends EventTarget {
  readonly press = new Press(this);
  tell(name: string, members: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(name), { button: 0, isPrimary: true, pointerId: 1, clientX: 100, clientY: 100, ...members }));
  }
  get waits(): boolean {
    return this.press.ended !== undefined;
  }
}

vi.stubGlobal("Element", class {});
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("what is drawn while somebody presses", () => {
  it("waits until the press is a click and those who hear it are done", async () => {
    const page = new Page();
    expect(page.waits).toBe(false);
    page.tell("pointerdown");
    const ended = vi.fn();
    void page.press.ended!.then(ended);
    await vi.advanceTimersByTimeAsync(400);
    page.tell("pointerup");
    page.tell("click");
    expect(page.waits).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toHaveBeenCalledOnce();
    expect(page.waits).toBe(false);
  });

  it("waits for a finger's click, which comes behind the release", async () => {
    const page = new Page();
    page.tell("pointerdown");
    page.tell("pointerup");
    await vi.advanceTimersByTimeAsync(40);
    expect(page.waits).toBe(true);
    page.tell("click");
    await vi.advanceTimersByTimeAsync(0);
    expect(page.waits).toBe(false);
  });

  it("goes on after a release that becomes no click", async () => {
    const page = new Page();
    page.tell("pointerdown");
    page.tell("pointerup");
    await vi.advanceTimersByTimeAsync(100);
    expect(page.waits).toBe(false);
  });

  it("does not wait for a drag, for scrolling, or for whoever holds on", async () => {
    const page = new Page();
    page.tell("pointerdown");
    page.tell("pointermove", { clientX: 104 });
    expect(page.waits).toBe(true);
    page.tell("pointermove", { clientX: 110 });
    expect(page.waits).toBe(false);
    page.tell("pointerdown");
    page.tell("pointercancel");
    expect(page.waits).toBe(false);
    page.tell("pointerdown");
    await vi.advanceTimersByTimeAsync(2000);
    expect(page.waits).toBe(false);
  });

  it("does not wait for other buttons and a second finger", () => {
    const page = new Page();
    page.tell("pointerdown", { button: 2 });
    page.tell("pointerdown", { isPrimary: false, pointerId: 2 });
    expect(page.waits).toBe(false);
  });

  it("lets whoever waits go on when another press begins", async () => {
    const page = new Page();
    page.tell("pointerdown");
    const first = page.press.ended!;
    page.tell("pointerdown");
    await first;
    expect(page.waits).toBe(true);
  });
});
