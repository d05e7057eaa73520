import { describe, expect, it } from "vitest";
import { Refused } from "./client.ts";
import type { Changed } from "./generated/api.ts";
import { FormSession } from "./form_session.ts";
import type { SessionClient } from "./form_session.ts";
import type { Diagnostic, FieldState, Json } from "./generated/api.ts";

const refusal = (code: string): Refused =>
  new Refused([{ code, severity: "error", message: { "zh-CN": code, en: code } } as Diagnostic]);

/** An engine of sessions over plain values: enough to see what is asked of it, and what is lost with it. */
class FakeEngine {
  readonly log: string[] = [];
  readonly stored = new Map<string, Record<string, Json>>();
  /** Complete records, and whether changes lie beside them. */
  readonly complete = new Map<string, { unsubmitted: boolean }>();
  sessions = new Map<string, { record: string; values: Record<string, Json> }>();
  pause: Promise<void> | undefined;
  private next_ = 1;
  /** The next requests of these types are answered with these codes instead. */
  readonly refuse: { type: string; code: string }[] = [];
  private on_epoch_: (() => void) | undefined;
  private on_changed_: ((changed: Changed) => void) | undefined;

  readonly client: SessionClient = {
    pinned: () => this.client,
    on: ((name: string, listener: (detail?: Changed) => void) => {
      if (name === "epoch") this.on_epoch_ = listener;
      if (name === "changed") this.on_changed_ = listener;
      return () => {};
    }) as SessionClient["on"],
    request: (async (type: string, params: Record<string, Json>) => {
      await this.pause;
      const refused = this.refuse.findIndex((each) => each.type === type);
      if (refused >= 0) throw refusal(this.refuse.splice(refused, 1)[0]!.code);
      return this.handle(type, params);
    }) as unknown as SessionClient["request"],
  };

  /** The owner went and another took over: sessions are gone, what was stored is not. */
  hand_over(): void {
    this.sessions = new Map();
    this.log.push("hand-over");
    this.on_epoch_?.();
  }

  /** A save of another page. */
  save_elsewhere(record: string, values: Record<string, Json>): void {
    this.stored.set(record, { ...this.stored.get(record), ...values });
    this.on_changed_?.({ records: [{ entity: "visit", record }] });
  }

  private status_(record: string, stored: boolean): object {
    const complete = this.complete.get(record);
    if (!complete) return { status: stored ? "draft" : "new" };
    return { status: "complete", ...(complete.unsubmitted ? { unsubmitted: true } : {}) };
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
        return { session, form: "visit", entity: "visit", record, ...this.status_(record, Boolean(stored)), title: "", label: "", sections: [], state: { fields } };
      }
      case "form.set": {
        const path = params["path"] as string;
        of().values[path] = params["value"]!;
        this.log.push(`set ${path}=${JSON.stringify(params["value"])}`);
        const fields: FieldState[] = [{ path, value: params["value"]! }];
        return { changes: { fields } };
      }
      case "form.save": {
        const { record, values } = of();
        const same = JSON.stringify(this.stored.get(record)) === JSON.stringify(values);
        this.stored.set(record, { ...values });
        const completes = params["complete"] === true;
        if (completes || this.complete.has(record)) this.complete.set(record, { unsubmitted: !completes });
        this.log.push("save");
        // Nothing changed: nobody is told.
        const session = params["session"] as string;
        if (!same) this.on_changed_?.({ records: [{ entity: "visit", record, session }] });
        return { record, ...this.status_(record, true), saved: true, changes: { fields: [] }, scores: [], effects: [] };
      }
      case "record.discard":
        this.stored.delete(params["record"] as string);
        this.log.push("discard");
        return {};
      case "form.item": {
        const list = (of().values[params["path"] as string] ??= []) as Json[];
        if (params["action"] === "add") list.push({});
        else list.splice(params["index"] as number, 1);
        this.log.push(`${params["action"]} ${params["path"]}`);
        return { changes: { fields: [{ path: params["path"], item_count: list.length }] } };
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

  const texts = (engine: FakeEngine) => [...engine.stored.values()];

  it("sends again what did not get through, before anything is called saved", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    engine.refuse.push({ type: "form.set", code: "transport.unreachable" });
    await expect(session.set("note", "typed while away")).rejects.toThrow();
    expect(session.dirty).toBe(true);
    engine.refuse.push({ type: "form.set", code: "transport.unreachable" });
    await expect(session.save(false)).rejects.toThrow();
    expect(texts(engine)).toEqual([]);
    await session.save(false);
    expect(texts(engine)).toEqual([{ note: "typed while away" }]);
    expect(session.dirty).toBe(false);
  });

  it("keeps the order of what did not get through", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    engine.refuse.push({ type: "form.item", code: "transport.unreachable" });
    await session.item("actions", "add").catch(() => undefined);
    await session.set("note", "a");
    expect(engine.log).toEqual(["open new", "add actions", 'set note="a"']);
  });

  it("says why an item was refused, to whoever asked for it, and goes on", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    engine.refuse.push({ type: "form.item", code: "form.too_many_items" });
    const adding = session.item("actions", "add");
    const typing = session.set("note", "a");
    await expect(adding).rejects.toMatchObject({ code: "form.too_many_items" });
    await typing;
    expect(engine.log).toEqual(["open new", 'set note="a"']);
  });

  it("adds an item once when the session went in between", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    engine.sessions = new Map();
    await session.item("actions", "add");
    await session.save(false);
    expect(texts(engine)).toEqual([{ actions: [{}] }]);
  });

  it("takes what is typed while a save waits for its turn into that save", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    let go = () => {};
    engine.pause = new Promise((done) => (go = done));
    void session.set("note", "1");
    const saving = session.save(false);
    const typing = session.set("city", "typed behind the save");
    engine.pause = undefined;
    go();
    await Promise.all([saving, typing]);
    expect(session.dirty).toBe(false);
    expect(texts(engine)).toEqual([{ note: "1", city: "typed behind the save" }]);
  });

  it("keeps a refused text with its error, and neither submits nor calls it saved", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    await session.set("note", "short");
    engine.refuse.push({ type: "form.set", code: "form.too_long" });
    await session.set("note", "much too long");
    expect(session.state("note")).toMatchObject({ text: "much too long", value: null, refused: true });
    expect(session.state("note").diagnostics?.[0]?.code).toBe("form.too_long");
    const reply = await session.save(true);
    expect(reply.saved).toBe(false);
    expect(session.dirty).toBe(true);
    expect(session.can_save).toBe(false);
    await session.set("note", "shorter");
    expect(session.state("note")).toMatchObject({ value: "shorter" });
    await session.save(false);
    expect(session.dirty).toBe(false);
    expect(texts(engine)).toEqual([{ note: "shorter" }]);
  });

  it("holds half an answer on the page until something is chosen", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit", values: { customer: "c1" } });
    const problem = refusal("page.not_chosen").diagnostics[0]!;
    await session.hold("customer", "half", problem);
    expect(session.state("customer")).toMatchObject({ text: "half", refused: true });
    await session.save(false);
    expect(texts(engine)).toEqual([{ customer: null }]);
    await session.set("customer", "c2");
    expect(session.state("customer").refused).toBeUndefined();
    await session.save(false);
    expect(texts(engine)).toEqual([{ customer: "c2" }]);
  });

  it("takes over what another page saved, and keeps what is being typed here", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit", values: { note: "", city: "sh" } });
    await session.set("note", "mine");
    await session.save(false);
    const overtaken: string[][] = [];
    session.on("overtaken", ({ paths }) => overtaken.push(paths));
    await session.set("note", "mine, longer");
    engine.save_elsewhere(session.record, { city: "bj", note: "theirs" });
    await session.save(false);
    expect(overtaken).toEqual([["note", "city"]]);
    expect(session.state("city").value).toBe("bj");
    expect(texts(engine)).toEqual([{ note: "mine, longer", city: "bj" }]);
  });

  it("does not take its own saves for another page's", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    for (const text of ["a", "ab", "abc"]) {
      await session.set("note", text);
      await session.save(false);
    }
    expect(engine.log.filter((each) => each.startsWith("open"))).toEqual(["open new"]);
  });

  it("takes another page's save for one right behind a save of its own that changed nothing", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit", values: { city: "sh" } });
    await session.save(false);
    await session.save(false);
    const overtaken: string[][] = [];
    session.on("overtaken", ({ paths }) => overtaken.push(paths));
    engine.save_elsewhere(session.record, { city: "bj" });
    await session.save(false);
    expect(overtaken).toEqual([["city"]]);
    expect(texts(engine)).toEqual([{ city: "bj" }]);
  });

  it("says that changes beside a complete record wait, until they are submitted", async () => {
    const engine = new FakeEngine();
    engine.stored.set("r1", { note: "changed" });
    engine.complete.set("r1", { unsubmitted: true });
    const session = await FormSession.open(engine.client, { form: "visit", record: "r1" });
    expect(session.unsubmitted).toBe(true);
    await session.save(true);
    expect(session.unsubmitted).toBe(false);
    await session.set("note", "changed again");
    await session.save(false);
    expect(session.unsubmitted).toBe(true);
    engine.hand_over();
    await session.save(true);
    expect(session.unsubmitted).toBe(false);
  });

  it("offers what was typed as a new draft when the draft was discarded elsewhere", async () => {
    const engine = new FakeEngine();
    const session = await FormSession.open(engine.client, { form: "visit" });
    await session.set("note", "kept");
    await session.save(false);
    const [first] = engine.stored.keys();
    engine.stored.clear();
    engine.refuse.push({ type: "form.save", code: "form.discarded" });
    await session.set("note", "kept on");
    await expect(session.save(false)).rejects.toThrow("form.discarded");
    expect(session.can_save).toBe(false);
    expect(session.state("note").value).toBe("kept on");
    await session.save_as_new();
    expect(texts(engine)).toEqual([{ note: "kept on" }]);
    expect([...engine.stored.keys()]).not.toContain(first);
    expect(session.dirty).toBe(false);
  });
});
