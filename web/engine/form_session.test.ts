import { describe, expect, it } from "vitest";
import { Refused } from "./client.ts";
import { FormSession } from "./form_session.ts";
import type { SessionClient } from "./form_session.ts";
import type { Diagnostic, FieldState, Json } from "./generated/api.ts";

const refusal = (code: string): Refused =>
  new Refused([{ code, severity: "error", message: { "zh-CN": code, en: code } } as Diagnostic]);

/** An engine of sessions over plain values: enough to see what is asked of it, and what is lost with it. */
class FakeEngine {
  readonly log: string[] = [];
  readonly stored = new Map<string, Record<string, Json>>();
  sessions = new Map<string, { record: string; values: Record<string, Json> }>();
  pause: Promise<void> | undefined;
  private next_ = 1;
  private on_epoch_: (() => void) | undefined;

  readonly client: SessionClient = {
    on: ((name: string, listener: () => void) => {
      if (name === "epoch") this.on_epoch_ = listener;
      return () => {};
    }) as SessionClient["on"],
    request: (async (type: string, params: Record<string, Json>) => {
      await this.pause;
      return this.handle(type, params);
    }) as unknown as SessionClient["request"],
  };

  /** The owner went and another took over: sessions are gone, what was stored is not. */
  hand_over(): void {
    this.sessions = new Map();
    this.log.push("hand-over");
    this.on_epoch_?.();
  }

  private handle(type: string, params: Record<string, Json>): unknown {
    const of = () => {
      const session = this.sessions.get(params["session"] as string);
      if (!session) throw refusal("engine.unknown_session");
      return session;
    };
    switch (type) {
      case "form.open": {
        const record = (params["record"] as string) ?? `record-${this.next_}`;
        const stored = this.stored.get(record);
        if (params["record"] && !stored) throw refusal("engine.unknown_record");
        const session = `s${this.next_++}`;
        const values = { ...stored, ...(params["values"] as Record<string, Json>) };
        this.sessions.set(session, { record, values });
        this.log.push(`open ${stored ? record : "new"}`);
        const fields = Object.entries(values).map(([path, value]) => ({ path, value }));
        return { session, form: "visit", entity: "visit", record, status: stored ? "draft" : "new", title: "", label: "", sections: [], state: { fields } };
      }
      case "form.set": {
        const path = params["path"] as string;
        of().values[path] = params["value"]!;
        this.log.push(`set ${path}=${JSON.stringify(params["value"])}`);
        const fields: FieldState[] = [{ path, value: params["value"]! }];
        return { changes: { fields } };
      }
      case "form.save": {
        const session = of();
        this.stored.set(session.record, { ...session.values });
        this.log.push("save");
        return { record: session.record, status: "draft", saved: true, changes: { fields: [] }, scores: [], effects: [] };
      }
      default:
        return {};
    }
  }
}

describe("FormSession", () => {
  it("brings a session back that was never saved, with everything typed", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit", values: { rep: "r1" } });
    await session.set("note", "你好");
    engine.hand_over();
    await session.set("city", "sh");
    expect(engine.log).toEqual([
      "open new",
      'set note="你好"',
      "hand-over",
      "open new",
      'set note="你好"',
      'set city="sh"',
      'set city="sh"',
    ]);
    expect(session.state("note").value).toBe("你好");
    expect(session.state("rep").value).toBe("r1");
  });

  it("opens the stored draft again and repeats only what was not acknowledged", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    await session.set("note", "saved");
    await session.save(false);
    await session.set("city", "sh");
    engine.log.length = 0;
    engine.hand_over();
    await session.save(false);
    expect(engine.log).toEqual(["hand-over", "open record-1", 'set city="sh"', "save"]);
    expect(engine.stored.get("record-1")).toEqual({ note: "saved", city: "sh" });
    expect(session.dirty).toBe(false);
  });

  it("saves again when the owner went during the save: once stored, never twice as another record", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    await session.set("note", "a");
    await session.save(false);
    await session.set("note", "b");
    engine.sessions = new Map();
    await session.save(false);
    expect([...engine.stored]).toEqual([["record-1", { note: "b" }]]);
  });

  it("begins anew with what the page holds when stored data is gone too", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    await session.set("note", "kept on the page");
    await session.save(false);
    engine.stored.clear();
    engine.hand_over();
    await session.save(false);
    expect([...engine.stored.values()]).toEqual([{ note: "kept on the page" }]);
  });

  it("sends only the newest of texts that wait", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    let go = () => {};
    engine.pause = new Promise((done) => (go = done));
    const all = ["h", "he", "hel", "hell", "hello"].map((text) => session.set("note", text));
    go();
    await Promise.all(all);
    expect(engine.log).toEqual(["open new", 'set note="hello"']);
  });

  it("counts what is typed during a save as not saved", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    await session.set("note", "a");
    let go = () => {};
    engine.pause = new Promise((done) => (go = done));
    const saving = session.save(false);
    await Promise.resolve();
    await Promise.resolve();
    const typing = session.set("note", "ab");
    go();
    await saving;
    expect(session.dirty).toBe(true);
    await typing;
    await session.save(false);
    expect(session.dirty).toBe(false);
    expect(engine.stored.get("record-1")).toEqual({ note: "ab" });
  });
});
