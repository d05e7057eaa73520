import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Changed } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { LiveElement } from "./live_element.ts";

class FakeClient {
  private readonly listeners_ = new Map<string, (detail: unknown) => void>();
  on(name: string, listener: (detail: unknown) => void): () => void {
    this.listeners_.set(name, listener);
    return () => this.listeners_.delete(name);
  }
  change(changed: Partial<Changed> = { all: true }): void {
    this.listeners_.get("changed")?.(changed);
  }
}

/** Shows what it was answered last; nothing is drawn. */
class Shown extends LiveElement {
  asked = 0;
  shown: number[] = [];
  about = "a";
  answers: (() => void)[] = [];
  override get isConnected(): boolean {
    return true;
  }
  override get updateComplete(): Promise<boolean> {
    return Promise.resolve(true);
  }
  override requestUpdate(): void {}
  protected override subject(): string {
    return this.about;
  }
  protected override async load(is_current: () => boolean): Promise<void> {
    const number = ++this.asked;
    await new Promise<void>((done) => this.answers.push(done));
    if (is_current()) this.shown.push(number);
  }
  async answer(): Promise<void> {
    this.answers.shift()!();
    await vi.advanceTimersByTimeAsync(0);
  }
}
customElements.define("test-shown", Shown);

function begin() {
  const client = new FakeClient();
  const element = new Shown();
  element.client = client as unknown as EngineClient;
  element.willUpdate();
  return { client, element };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("an element that shows what the engine knows", () => {
  it("shows an answer although changes come faster than answers, and then reads once more", async () => {
    const { client, element } = begin();
    for (let time_ms = 0; time_ms < 2000; time_ms += 200) {
      client.change();
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(element.asked).toBe(1);
    await element.answer();
    expect(element.shown).toEqual([1]);
    await vi.advanceTimersByTimeAsync(200);
    expect(element.asked).toBe(2);
    await element.answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(element.asked).toBe(2);
  });

  it("reads while changes never rest", async () => {
    const { client, element } = begin();
    await element.answer();
    for (let time_ms = 0; time_ms < 500; time_ms += 50) {
      client.change();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(element.asked).toBe(2);
  });

  it("reads several changes in a row once", async () => {
    const { client, element } = begin();
    await element.answer();
    for (let change = 0; change < 5; ++change) client.change();
    await vi.advanceTimersByTimeAsync(200);
    expect(element.asked).toBe(2);
  });

  it("drops what is being read when something else is asked, and when the app is another", async () => {
    const { client, element } = begin();
    element.about = "b";
    element.willUpdate();
    expect(element.asked).toBe(2);
    client.change({ app: true } as Partial<Changed>);
    await vi.advanceTimersByTimeAsync(200);
    expect(element.asked).toBe(3);
    while (element.answers.length) await element.answer();
    expect(element.shown).toEqual([3]);
  });
});
