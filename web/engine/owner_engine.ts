// One life of the engine in the Worker that owns the data: start, first import, calls, hub.

import type { AppGetReply, Changed, DataImportReply, Diagnostic, EngineInfoReply, Principal, TimersRunReply } from "./generated/api.ts";
import { AppLink, publish_here } from "./app_link.ts";
import { GatheredChanges } from "./gathered_changes.ts";
import { DueLoop } from "./due_loop.ts";
import { Hub, is_unreachable, unreachable } from "./hub.ts";
import type { Files, HostNotes } from "./opfs.ts";
import type { Call, CallReply, EngineStatus, RequestCall, StartOptions } from "./protocol.ts";
import { interrupted, transport_diagnostic } from "./protocol.ts";
import { read_sample } from "./sample.ts";
import { SyncLoop } from "./sync_loop.ts";
import type { EngineModule, ModuleFactory, OpenFiles } from "./wasm_engine.ts";
import { EngineRefused, WasmEngine } from "./wasm_engine.ts";

export interface OwnerHooks {
  on_changed(changed: Changed): void;
  on_inbox(): void;
  on_status(part: Partial<EngineStatus>): void;
}

export interface OwnerParts {
  files: Files;
  load_module: () => Promise<ModuleFactory>;
  fetch: typeof fetch;
  /** The app to begin with, where it was asked for already. */
  early_app?: () => Promise<FirstApp | undefined> | undefined;
}

/** Requests after which the files are looked up before the reply says that they are done. */
const kDurable = new Set(["app.save", "data.import", "data.import_undo", "form.save", "record.discard", "workflow.advance"]);
const kInFiles = { storage: "opfs", path: "tollgate.db" };
const kChunkLines = 200;
const kHubPatience_ms = 4000;
const kFirstPatience_ms = 30_000;
const kAskAgain_ms = 1000;
/** Pages that asked for nothing so long have what they need. */
const kStill_ms = 40;
const kMaxWaiting_ms = 400;
/** From the first rows until a page has drawn itself and asks. */
const kBegin_ms = 350;

export class OwnerEngine {
  private readonly hub_: Hub | undefined;
  private link_: AppLink | undefined;
  private loop_: SyncLoop | undefined;
  private due_loop_: DueLoop | undefined;
  private filling_ = false;
  private on_first_rows_: (() => void) | undefined;
  private readonly gathered_: GatheredChanges;
  private asked_at_ms_ = 0;
  /** It was heard of a moment ago. */
  private hub_answered_ = false;
  private lost_ = false;
  private closed_ = false;

  private constructor(
    private readonly engine_: WasmEngine,
    private readonly options_: StartOptions,
    private readonly parts_: OwnerParts,
    private readonly hooks_: OwnerHooks,
  ) {
    this.gathered_ = new GatheredChanges((changed) => hooks_.on_changed(changed));
    if (options_.hub_url) this.hub_ = new Hub(options_.hub_url, parts_.fetch);
  }

  static async start(options: StartOptions, parts: OwnerParts, hooks: OwnerHooks): Promise<OwnerEngine> {
    const { open } = parts.files;
    const where = open ? kInFiles : { storage: "memory" };
    const with_app = (app: string | undefined) => (app === undefined ? where : { ...where, app });
    let came_from_hub = false;
    const first_app = async (): Promise<string | undefined> => {
      // A fresh database: what the notes say is about another one.
      const forgotten = parts.files.write_notes({});
      const found = options.app_text === undefined ? await (parts.early_app?.() ?? fetch_app(options, parts.fetch)) : undefined;
      await forgotten;
      came_from_hub = found?.from_hub ?? false;
      return options.app_text ?? found?.text;
    };
    const load = async () => {
      const factory = await parts.load_module();
      return factory({
        locateFile: (name) => options.engine_url + name,
        ...(open ? { tgOpfs: open } : {}),
      });
    };
    // The app is fetched while the module is compiled.
    const is_new = !open || open.handles[0]!.getSize() === 0;
    const noted = is_new ? undefined : parts.files.read_notes();
    const [module, app] = await Promise.all([load(), is_new ? first_app() : undefined]);
    const wished = options.app_version === undefined ? {} : { app_version: options.app_version };
    let engine = open_engine(module, { ...with_app(app), ...wished }, hooks);
    const info = engine.request({ type: "engine.info", params: {} });
    if (!info.ok) throw new EngineRefused(info);
    const { notices } = info.result as EngineInfoReply;
    // That the clock is behind what was saved is worth knowing before anything is typed.
    if (notices?.length) hooks.on_status({ diagnostics: notices });
    if (!is_new && !(info.result as EngineInfoReply).app_id) {
      engine.destroy();
      engine = WasmEngine.create(module, with_app(await first_app()));
    }
    const owner = new OwnerEngine(engine, options, parts, hooks);
    owner.hub_answered_ = came_from_hub;
    await owner.begin_((await noted) ?? (await parts.files.read_notes()));
    owner.keep_time_();
    return owner;
  }

  private async begin_({ sample_imported, filled }: HostNotes): Promise<void> {
    if (filled || sample_imported) {
      // Nobody waits for a slow network; what the hub has newer arrives as a change.
      const loop = filled ? this.follow_() : undefined;
      loop?.tell();
      this.asked_at_ms_ = Date.now() + kBegin_ms;
      void this.pages_first_().then(() => {
        loop?.now();
        void this.meet_hub_();
      });
      return;
    }
    // Nothing is here yet: the hub's data, where there is one, else the sample beside the app.
    if (await this.finds_hub_()) {
      const filled = this.fill_();
      void this.meet_hub_();
      await filled;
    } else {
      await this.import_sample_();
    }
  }

  /** What automations wait for comes while the app is open. */
  private keep_time_(): void {
    this.due_loop_ = new DueLoop({
      now: () => Date.now(),
      run: async () => {
        if (this.closed_) return interrupted();
        if (this.lost_) return lost();
        // Numbers that it watches may have to be made of all records first.
        const step = await this.own_in_turns_({ type: "timers.run", params: {} });
        return this.settle_(step, !!(step.result as TimersRunReply | undefined)?.came);
      },
    });
  }

  /** A hub that is slow is still one: what a site without a hub holds is not for its people. */
  private async finds_hub_(): Promise<boolean> {
    if (!this.hub_ || this.hub_answered_) return this.hub_ !== undefined;
    const until = Date.now() + kFirstPatience_ms;
    for (;;) {
      const found = await this.hub_.look();
      if (found !== "unreachable" || Date.now() > until) return found === "hub";
      this.hooks_.on_status({ phase: "filling" });
      await new Promise((done) => setTimeout(done, kAskAgain_ms));
    }
  }

  /** `on_pause`: this call takes long, and others may be answered meanwhile. */
  async call(call: Call, principal: Principal = {}, on_pause: () => void = () => {}): Promise<CallReply> {
    this.asked_at_ms_ = Date.now();
    const looks = call.kind === "request" && call.type === "app.get";
    if (this.lost_ && call.kind !== "restart" && !looks && !(await this.is_found_again_())) return lost();
    switch (call.kind) {
      case "request":
        return this.settle_(await this.in_turns_(call, principal, on_pause), kDurable.has(call.type));
      case "blob_put": {
        const bytes = new Uint8Array(await call.blob.arrayBuffer());
        return this.settle_(this.engine_.blob_put(call.name, bytes), true);
      }
      case "blob_get": {
        const here = this.engine_.blob_get(call.sha256);
        // A file that came by sync lies at the hub until somebody looks at it.
        return here.ok || !this.hub_ ? here : this.hub_.blob_get(call.sha256);
      }
      case "app_publish": {
        return this.settle_(await this.publish_(call.text, call.base_hash, person_of(principal)), true);
      }
      case "app_refresh": {
        if (this.closed_) return { ok: true, result: {} };
        this.loop_?.wake();
        const reply = await this.refresh_app_();
        return is_unreachable(reply) ? { ...reply, unsent: await this.has_unsent_app_() } : reply;
      }
      case "restart":
        return { ok: true, result: {} };
    }
  }

  /** Asked by the program itself. */
  private async own_in_turns_(message: { type: string; params: object }): Promise<CallReply> {
    const pause = async () => {
      await new Promise((done) => setTimeout(done, 0));
      return !this.closed_;
    };
    return (await this.engine_.request_in_turns(message, { administrator: true }, pause)) ?? interrupted();
  }

  private async in_turns_(call: RequestCall, principal: Principal, on_pause: () => void): Promise<CallReply> {
    const pause = async () => {
      on_pause();
      await new Promise((done) => setTimeout(done, 0));
      return !this.closed_;
    };
    return (await this.engine_.request_in_turns(call, person_of(principal), pause)) ?? interrupted();
  }

  close(): void {
    this.closed_ = true;
    this.gathered_.close();
    this.loop_?.close();
    this.due_loop_?.close();
    this.hub_?.close();
    try {
      this.engine_.destroy();
    } finally {
      this.parts_.files.close();
    }
  }

  /** Nobody is kept from saving by what the browser said once: it is asked again. */
  private async is_found_again_(): Promise<boolean> {
    if (this.closed_ || !(await this.parts_.files.still_there())) return false;
    this.lost_ = false;
    this.hooks_.on_status({ phase: "ready", diagnostics: [] });
    return true;
  }

  /** Says "done" only for what will still be there after a reload. */
  private async settle_(reply: CallReply, durable: boolean): Promise<CallReply> {
    // A write into files that are gone can succeed or fail; either way the files are the reason.
    const doubtful = reply.ok || reply.diagnostics?.[0]?.code.startsWith("store.");
    // An engine that was closed meanwhile has no files to ask about; another one has them.
    if (durable && doubtful && !this.closed_ && !(await this.parts_.files.still_there())) {
      if (this.closed_) return interrupted();
      this.lost_ = true;
      this.hooks_.on_status({ phase: "lost", diagnostics: lost().diagnostics ?? [] });
      return lost();
    }
    if (reply.ok && reply.changed) this.hooks_.on_changed(reply.changed);
    if (durable && reply.ok) this.loop_?.wake();
    return reply;
  }

  private async publish_(text: string, base_hash: string | undefined, principal: Principal): Promise<CallReply> {
    const own = { request: async (message: { type: string; params: unknown }) => this.engine_.request(message, principal) };
    if (this.link_) return this.link_.publish(text, base_hash, own);
    if (await this.knows_hub_()) return publish_here(own, text, base_hash);
    return own.request({ type: "app.save", params: { text, base_hash } });
  }

  private async refresh_app_(): Promise<CallReply> {
    const knows = await this.knows_hub_();
    // It was away when this engine began.
    if (!this.link_ && knows) await this.meet_hub_();
    if (this.link_) return this.settle_(await this.link_.refresh(), true);
    return knows ? unreachable() : { ok: true, result: {} };
  }

  /** The app here is not the one that was last agreed on with the hub. */
  private async has_unsent_app_(): Promise<boolean> {
    const { local_app_hash } = await this.parts_.files.read_notes();
    if (this.closed_) return false;
    const app = this.engine_.request({ type: "app.get", params: {} });
    return app.ok && local_app_hash !== undefined && (app.result as AppGetReply).hash !== local_app_hash;
  }

  /** This device has agreed with a hub before; a plain folder of files has none. */
  private async knows_hub_(): Promise<boolean> {
    if (!this.hub_) return false;
    return (await this.parts_.files.read_notes()).hub_app_hash !== undefined;
  }

  private async meet_hub_(): Promise<void> {
    if (!this.hub_ || !(await this.hub_.is_there()) || this.link_) return;
    const { files } = this.parts_;
    this.link_ = new AppLink(
      {
        // What the hub has in force comes into force here, whoever is at the page.
        request: async (message) => (this.closed_ ? interrupted() : this.engine_.request(message, { administrator: true })),
        read_notes: () => files.read_notes(),
        write_notes: (notes) => files.write_notes(notes),
      },
      this.hub_,
    );
    if (this.closed_) return;
    this.hooks_.on_status({ hub: true });
    await this.refresh_app_();
    this.follow_()?.now();
    this.hub_.listen(
      (changed) => {
        if (changed.app || changed.all) void this.call({ kind: "app_refresh" });
        else this.loop_?.wake();
      },
      () => this.hooks_.on_inbox(),
    );
    if (this.closed_) this.hub_.close();
  }

  /** From here on what is saved goes to the hub, and what is new there comes. */
  private follow_(): SyncLoop | undefined {
    const hub = this.hub_;
    if (!hub || this.closed_ || this.loop_) return this.loop_;
    const loop = new SyncLoop({
      request: (message) => (this.closed_ ? interrupted() : this.engine_.request(message, { administrator: true })),
      request_in_turns: async (message) => (this.closed_ ? interrupted() : await this.own_in_turns_(message)),
      prepare: () => this.hand_over_app_(),
      carry: async (message) => {
        const carried = await hub.carry(message);
        // It was away when this engine began.
        if ("reply" in carried && !this.link_) void this.meet_hub_();
        return carried;
      },
      on_reply: (reply) => {
        if (reply.ok && reply.changed) this.gathered_.add(reply.changed);
      },
      on_status: (sync) => {
        const { rows: done, rows_left } = sync;
        // Single changes are told at once, those of a fill together.
        if (!rows_left) this.gathered_.flush();
        const progress = { done, total: done + rows_left };
        if (done && this.on_first_rows_) {
          // Pages begin with them.
          this.asked_at_ms_ = Date.now() + kBegin_ms;
          this.on_first_rows_();
        }
        this.hooks_.on_status(this.filling_ && rows_left ? { sync, progress } : { sync });
      },
      on_whole: () => void this.note_filled_(),
      wait: () => this.pages_first_(),
    });
    globalThis.addEventListener?.("online", () => loop.now());
    this.loop_ = loop;
    return loop;
  }

  /** What pages ask for has its turn: the fill goes on when they have been still for a moment. */
  private async pages_first_(): Promise<void> {
    const until = Date.now() + kMaxWaiting_ms;
    do {
      await new Promise((done) => setTimeout(done, 0));
      const still_ms = Date.now() - this.asked_at_ms_;
      if (still_ms >= kStill_ms) return;
      await new Promise((done) => setTimeout(done, kStill_ms - still_ms));
    } while (Date.now() < until);
  }

  /**
   * An app that was saved here while the hub was away goes to it before the hub's own comes, which would
   * take its place. False: the hub can't be reached.
   */
  private async hand_over_app_(): Promise<boolean> {
    if (!(await this.has_unsent_app_())) return true;
    if (!this.link_) await this.meet_hub_();
    if (!this.link_) return false;
    return !is_unreachable(await this.settle_(await this.link_.refresh(), true));
  }

  private async note_filled_(): Promise<void> {
    const { files } = this.parts_;
    const notes = await files.read_notes();
    if (!notes.filled && !this.closed_) await files.write_notes({ ...notes, filled: true });
  }

  /**
   * The hub's data for the first time. The hub sends the app's people first: once the first page of rows is
   * here people can begin, and the rest comes behind while they see how much is to come.
   */
  private async fill_(): Promise<void> {
    this.filling_ = true;
    this.hooks_.on_status({ phase: "filling" });
    const first_rows = new Promise<void>((done) => (this.on_first_rows_ = done));
    const whole = this.follow_()?.round();
    await Promise.race([first_rows, whole]);
    this.on_first_rows_ = undefined;
    this.filling_ = false;
  }

  private async import_sample_(): Promise<void> {
    const { files } = this.parts_;
    if (!this.options_.sample || !this.options_.app_url) return;
    if ((await files.read_notes()).sample_imported) return;
    const got = this.engine_.request({ type: "app.get", params: {} });
    if (!got.ok) return;
    // The sample is large: a person sees what is waited for.
    this.hooks_.on_status({ phase: "importing" });
    // Offline on the first day: the app works without samples, the next start tries again.
    const sample = await read_sample(
      this.options_.app_url,
      sample_files((got.result as AppGetReply).text),
      this.parts_.fetch,
    ).catch((error: unknown) => console.warn(error));
    if (!sample) return;
    const lines = sample.lines.slice(0, this.options_.sample_limit ?? sample.lines.length);
    const progress = (done: number) =>
      this.hooks_.on_status({ phase: "importing", progress: { done, total: lines.length } });
    progress(0);
    for (const blob of sample.blobs) this.engine_.blob_put(blob.name, blob.bytes);
    for (let at = 0, batch = ""; at < lines.length; ) {
      const reply = this.engine_.request(
        {
          type: "data.import",
          params: {
            text: lines.slice(at, at + kChunkLines).join("\n") + "\n",
            first_line: at + (sample.header ? 2 : 1),
            shift_days: sample.shift_days,
            // People may have changed what an earlier start brought.
            keep_existing: true,
            ...(batch ? { batch } : {}),
          },
        },
        { administrator: true },
      );
      if (!reply.ok) {
        this.hooks_.on_status({ diagnostics: reply.diagnostics ?? [] });
        return;
      }
      const step = reply.result as DataImportReply;
      const findings = step.lines.flatMap((line) => line.findings ?? []);
      if (findings.length) this.hooks_.on_status({ diagnostics: findings });
      if (!step.lines_read) return;
      batch = step.batch;
      at += step.lines_read;
      progress(Math.min(at, lines.length));
      // Lets messages of pages in between.
      await new Promise((done) => setTimeout(done, 0));
    }
    await files.write_notes({ ...(await files.read_notes()), sample_imported: true });
  }
}

/**
 * What a page may say of whom it acts for: a person and a role, and nothing that only a start is.
 * Nobody is whoever has this browser: its database is theirs as a whole.
 */
function person_of({ user, role }: Principal): Principal {
  if (!user && !role) return { whole_app: true };
  return { ...(user === undefined ? {} : { user }), ...(role === undefined ? {} : { role }) };
}

/** Which app a database holds; undefined where it holds none, or nothing that can be read. */
export async function app_in_files(
  factory: ModuleFactory,
  locate: (name: string) => string,
  open: OpenFiles,
): Promise<string | undefined> {
  const module = await factory({ locateFile: locate, tgOpfs: open });
  try {
    const engine = open_engine(module, kInFiles, { on_changed() {}, on_inbox() {}, on_status() {} });
    try {
      const info = engine.request({ type: "engine.info", params: {} });
      return (info.result as EngineInfoReply | undefined)?.app_id;
    } finally {
      engine.destroy();
    }
  } catch (error) {
    if (error instanceof EngineRefused) return undefined;
    throw error;
  }
}

/**
 * What is derived from a sound log can be made again at once, and must be here: a browser has no command
 * line. A log that is not sound is refused as it is.
 */
function open_engine(module: EngineModule, options: object, hooks: OwnerHooks): WasmEngine {
  try {
    return WasmEngine.create(module, options);
  } catch (error) {
    if (!is_derived_unreadable(error)) throw error;
  }
  rebuild(module, options);
  const engine = WasmEngine.create(module, options);
  hooks.on_status({ diagnostics: [rebuilt()] });
  return engine;
}

function rebuild(module: EngineModule, options: object): void {
  const log = WasmEngine.create(module, { ...options, log_only: true });
  try {
    const reply = log.request({ type: "log.rebuild", params: {} });
    if (!reply.ok) throw new EngineRefused(reply);
  } finally {
    log.destroy();
  }
}

function is_derived_unreadable(error: unknown): boolean {
  return error instanceof EngineRefused && error.reply.diagnostics?.[0]?.code === "engine.derived_unreadable";
}

export interface FirstApp {
  text: string;
  from_hub: boolean;
}

/** The hub's app in force, else the one beside the pages; undefined: there is none. */
export async function fetch_app(options: StartOptions, fetch_: typeof fetch): Promise<FirstApp | undefined> {
  if (options.hub_url) {
    const hub = new Hub(options.hub_url, fetch_);
    const reply = await hub.request({ type: "app.get", params: {} }, { patience_ms: kHubPatience_ms });
    if (reply.ok) return { text: (reply.result as AppGetReply).text, from_hub: true };
  }
  if (!options.app_url) return undefined;
  const response = await fetch_(`${options.app_url}app.json`);
  if (!response.ok) throw new Error(`app.json: ${response.status}`);
  return { text: await response.text(), from_hub: false };
}

function sample_files(app_text: string): string[] {
  const document = JSON.parse(app_text) as { sample_data?: { files?: unknown } };
  const files = document.sample_data?.files;
  return Array.isArray(files) ? files.filter((name): name is string => typeof name === "string") : [];
}

function rebuilt(): Diagnostic {
  const told = transport_diagnostic(
    "storage.rebuilt",
    "本机由操作日志得出的数据缺失或已损坏，已由日志重新生成；记录没有丢失。",
    "Data that this device derives from its log was missing or damaged, and was made again from the log; no record was lost.",
  );
  return { ...told, severity: "warning" };
}

function lost(): CallReply {
  return {
    ok: false,
    diagnostics: [
      transport_diagnostic(
        "storage.lost",
        "浏览器已清除本站数据，刚才的内容没有保存。",
        "The browser has cleared this site's data; what you just did was not saved.",
      ),
    ],
  };
}
