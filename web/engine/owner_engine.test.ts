import { describe, expect, it } from "vitest";
import type { Files } from "./opfs.ts";
import { OwnerEngine } from "./owner_engine.ts";
import type { CallReply, EngineStatus, StartOptions } from "./protocol.ts";
import type { EngineModule } from "./wasm_engine.ts";
import { EngineRefused } from "./wasm_engine.ts";

const refusal = (...codes: string[]): CallReply => ({
  ok: false,
  diagnostics: codes.map((code) => ({ code, severity: "error", message: { "zh-CN": code, en: code } })),
});

/** The module as OwnerEngine meets it: a database that opens, or does not until it was rebuilt. */
class FakeModule implements EngineModule {
  HEAPU8 = new Uint8Array(1 << 16);
  /** What happened, in order. */
  readonly done: string[] = [];
  notices: CallReply["diagnostics"];
  private reply_ = new Uint8Array();
  private log_only_ = false;

  constructor(
    private refusal_: CallReply | undefined,
    private readonly rebuilt_: CallReply = { ok: true, result: {} },
  ) {}

  _tg_create(at: number, size: number): number {
    const options = this.read_(at, size) as { log_only?: boolean };
    this.log_only_ = options.log_only === true;
    this.done.push(this.log_only_ ? "open the log" : "open");
    if (this.refusal_ && !this.log_only_) return this.answer_(this.refusal_, 0);
    return this.answer_({ ok: true }, 1);
  }
  _tg_request(_engine: number, _who: number, _who_size: number, at: number, size: number): number {
    const { type } = this.read_(at, size) as { type: string };
    this.done.push(type);
    const result = { app_id: "a", text: "{}", ...(this.notices ? { notices: this.notices } : {}) };
    if (type !== "log.rebuild") return this.answer_({ ok: true, result }, 1);
    if (this.rebuilt_.ok) this.refusal_ = undefined;
    return this.answer_(this.rebuilt_, 1);
  }
  _tg_begin(engine: number, who: number, who_size: number, at: number, size: number): number {
    return this._tg_request(engine, who, who_size, at, size);
  }
  _tg_go_on(): number {
    return 0;
  }
  _tg_destroy(): void {
    this.done.push(this.log_only_ ? "close the log" : "close");
  }
  _tg_blob_put = () => 0;
  _tg_blob_get = () => 0;
  _tg_reply(): number {
    this.HEAPU8.set(this.reply_, 0);
    return 0;
  }
  _tg_reply_size = () => this.reply_.length;
  _tg_allocate = () => 1 << 12;
  _tg_free(): void {}

  private read_(at: number, size: number): unknown {
    return JSON.parse(new TextDecoder().decode(this.HEAPU8.subarray(at, at + size)));
  }
  private answer_(reply: CallReply, result: number): number {
    this.reply_ = new TextEncoder().encode(JSON.stringify(reply));
    return result;
  }
}

async function start(module: FakeModule): Promise<Partial<EngineStatus>[]> {
  const heard: Partial<EngineStatus>[] = [];
  const files: Files = {
    open: { names: ["tollgate.db"], handles: [{ getSize: () => 4096 } as FileSystemSyncAccessHandle] },
    still_there: async () => true,
    read_notes: async () => ({}),
    write_notes: async () => {},
    close() {},
  };
  const options: StartOptions = { app_id: "a", engine_url: "/", storage: "opfs", sample: false };
  const fetch_nothing: typeof fetch = async () => new Response("", { status: 404 });
  await OwnerEngine.start(
    options,
    { files, load_module: async () => async () => module, fetch: fetch_nothing },
    { on_changed: () => {}, on_inbox: () => {}, on_status: (part) => heard.push(part) },
  );
  return heard;
}

describe("OwnerEngine", () => {
  it("opens a sound database without a word", async () => {
    const module = new FakeModule(undefined);
    expect(await start(module)).toEqual([]);
    expect(module.done).toEqual(["open", "engine.info"]);
  });

  it("says at the start that the clock is behind what was saved", async () => {
    const module = new FakeModule(undefined);
    module.notices = refusal("engine.clock_behind").diagnostics;
    const heard = await start(module);
    expect(heard).toMatchObject([{ diagnostics: [{ code: "engine.clock_behind" }] }]);
  });

  it("makes damaged derived data again from the log, and says so", async () => {
    const module = new FakeModule(refusal("engine.derived_unreadable", "store.failed"));
    const heard = await start(module);
    expect(module.done).toEqual(["open", "open the log", "log.rebuild", "close the log", "open", "engine.info"]);
    expect(heard).toHaveLength(1);
    expect(heard[0]!.diagnostics).toMatchObject([{ code: "storage.rebuilt", severity: "warning" }]);
  });

  it("refuses a log that is not sound, and leaves it as it is", async () => {
    const module = new FakeModule(
      refusal("engine.derived_unreadable"),
      refusal("engine.log_broken", "engine.rebuild_refused"),
    );
    const refused = await start(module).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EngineRefused);
    expect((refused as EngineRefused).reply.diagnostics?.[0]?.code).toBe("engine.log_broken");
    expect(module.done).toEqual(["open", "open the log", "log.rebuild", "close the log"]);
  });

  it("rebuilds for no other reason", async () => {
    const module = new FakeModule(refusal("store.corrupt"));
    await expect(start(module)).rejects.toBeInstanceOf(EngineRefused);
    expect(module.done).toEqual(["open"]);
  });

  it("says that data is gone only as long as it is not found, and saves again when it is", async () => {
    const heard: Partial<EngineStatus>[] = [];
    let there = true;
    const files: Files = { open: undefined, still_there: async () => there, read_notes: async () => ({ sample_imported: true }), write_notes: async () => {}, close() {} };
    const owner = await OwnerEngine.start(
      { app_id: "a", engine_url: "/", storage: "opfs", sample: false },
      { files, load_module: async () => async () => new FakeModule(undefined), fetch: async () => new Response("", { status: 404 }) },
      { on_changed: () => {}, on_inbox: () => {}, on_status: (part) => heard.push(part) },
    );
    const save = { kind: "request", type: "form.save", params: {} } as const;
    expect((await owner.call(save)).ok).toBe(true);
    there = false;
    expect((await owner.call(save)).diagnostics?.[0]?.code).toBe("storage.lost");
    expect(heard.at(-1)).toMatchObject({ phase: "lost" });
    expect((await owner.call(save)).diagnostics?.[0]?.code).toBe("storage.lost");
    there = true;
    expect((await owner.call(save)).ok).toBe(true);
    expect(heard.at(-1)).toEqual({ phase: "ready", diagnostics: [] });
    owner.close();
  });

  it("says of an engine that was closed meanwhile that it was interrupted, not that data is gone", async () => {
    const heard: Partial<EngineStatus>[] = [];
    let asked = () => {};
    const looking = new Promise<void>((done) => (asked = done));
    let answer = (_there: boolean) => {};
    const files: Files = {
      open: undefined,
      still_there: () => {
        asked();
        return new Promise((done) => (answer = done));
      },
      read_notes: async () => ({ sample_imported: true }),
      write_notes: async () => {},
      close() {},
    };
    const owner = await OwnerEngine.start(
      { app_id: "a", engine_url: "/", storage: "opfs", sample: false },
      { files, load_module: async () => async () => new FakeModule(undefined), fetch: async () => new Response("", { status: 404 }) },
      { on_changed: () => {}, on_inbox: () => {}, on_status: (part) => heard.push(part) },
    );
    const saving = owner.call({ kind: "request", type: "form.save", params: {} });
    await looking;
    owner.close();
    answer(false);
    expect((await saving).diagnostics?.[0]?.code).toBe("transport.interrupted");
    expect(heard.some(({ phase }) => phase === "lost")).toBe(false);
  });
});
