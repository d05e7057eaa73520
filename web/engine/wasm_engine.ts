// The wasm module behind its C exports, as one object: bytes in, replies out.

import type { Principal } from "./generated/api.ts";
import { kLimits } from "./generated/limits.ts";
import type { CallReply } from "./protocol.ts";
import { transport_diagnostic } from "./protocol.ts";

/** The exports of runtime/api as Emscripten names them. */
export interface EngineModule {
  HEAPU8: Uint8Array;
  _tg_create(options: number, size: number): number;
  _tg_request(engine: number, principal: number, principal_size: number, bytes: number, size: number): number;
  _tg_begin(
    engine: number,
    principal: number,
    principal_size: number,
    bytes: number,
    size: number,
    turn_ms: number,
    unfinished: number,
  ): number;
  _tg_go_on(engine: number, task: number, turn_ms: number, unfinished: number): number;
  _tg_blob_put(engine: number, name: number, name_size: number, bytes: number, size: number): number;
  _tg_blob_get(engine: number, sha256: number): number;
  _tg_reply(): number;
  _tg_reply_size(): number;
  _tg_allocate(size: number): number;
  _tg_free(pointer: number): void;
  _tg_destroy(engine: number): void;
}

export interface EngineMessage {
  type: string;
  params: unknown;
  locale?: string;
  task?: string;
}

export interface OpenFiles {
  names: string[];
  handles: FileSystemSyncAccessHandle[];
}

export type ModuleFactory = (options: {
  locateFile: (name: string) => string;
  tgOpfs?: OpenFiles;
  /** Code that is compiled already; gives what `done` gives. */
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => WebAssembly.Exports,
  ) => WebAssembly.Exports;
}) => Promise<EngineModule>;

/** People who type wait so long at most. */
const kTurn_ms = 40;
const kEncoder = new TextEncoder();
const kDecoder = new TextDecoder();

export class EngineRefused extends Error {
  constructor(readonly reply: CallReply) {
    super(reply.diagnostics?.[0]?.message.en ?? "The engine could not be created.");
  }
}

export class WasmEngine {
  private next_id_ = 1;

  private constructor(
    private readonly module_: EngineModule,
    private readonly handle_: number,
  ) {}

  static create(module: EngineModule, options: object): WasmEngine {
    const handle = with_bytes(module, kEncoder.encode(JSON.stringify(options)), (at, size) =>
      module._tg_create(at, size),
    );
    if (!handle) throw new EngineRefused(JSON.parse(reply_text(module)));
    return new WasmEngine(module, handle);
  }

  request({ type, params, locale }: EngineMessage, principal: Principal = {}): CallReply {
    const bytes = kEncoder.encode(JSON.stringify({ id: this.next_id_++, type, params, locale }));
    with_bytes(this.module_, kEncoder.encode(JSON.stringify(principal)), (who, who_size) =>
      with_bytes(this.module_, bytes, (at, size) =>
        this.module_._tg_request(this.handle_, who, who_size, at, size),
      ),
    );
    return JSON.parse(reply_text(this.module_)) as CallReply;
  }

  /**
   * The same a turn at a time, for what takes longer than one: `pause` lets others be answered, and
   * gives false where the engine is gone.
   */
  async request_in_turns(
    { type, params, locale, task }: EngineMessage,
    principal: Principal,
    pause: () => Promise<boolean>,
  ): Promise<CallReply | undefined> {
    const module = this.module_;
    const bytes = kEncoder.encode(JSON.stringify({ id: this.next_id_++, type, params, locale, task }));
    let unfinished = with_number(module, (number) =>
      with_bytes(module, kEncoder.encode(JSON.stringify(principal)), (who, who_size) =>
        with_bytes(module, bytes, (at, size) =>
          module._tg_begin(this.handle_, who, who_size, at, size, kTurn_ms, number),
        ),
      ),
    );
    while (unfinished) {
      if (!(await pause())) return undefined;
      unfinished = with_number(module, (number) => module._tg_go_on(this.handle_, unfinished, kTurn_ms, number));
    }
    return JSON.parse(reply_text(module)) as CallReply;
  }

  blob_put(name: string, bytes: Uint8Array): CallReply {
    if (bytes.length > kLimits.browser_blob_bytes) return too_large();
    with_bytes(this.module_, kEncoder.encode(name), (name_at, name_size) =>
      with_bytes(this.module_, bytes, (at, size) =>
        this.module_._tg_blob_put(this.handle_, name_at, name_size, at, size),
      ),
    );
    return JSON.parse(reply_text(this.module_));
  }

  blob_get(sha256: string): CallReply {
    const found = with_bytes(this.module_, kEncoder.encode(sha256 + "\0"), (at) =>
      this.module_._tg_blob_get(this.handle_, at),
    );
    if (!found) return JSON.parse(reply_text(this.module_));
    const at = this.module_._tg_reply();
    const bytes = this.module_.HEAPU8.slice(at, at + this.module_._tg_reply_size());
    return { ok: true, result: new Blob([bytes]) };
  }

  destroy(): void {
    this.module_._tg_destroy(this.handle_);
  }
}

/** The number that `use` writes at an address. */
function with_number(module: EngineModule, use: (at: number) => void): number {
  return with_bytes(module, new Uint8Array(4), (at) => {
    use(at);
    return new DataView(module.HEAPU8.buffer, at, 4).getInt32(0, true);
  });
}

function reply_text(module: EngineModule): string {
  const at = module._tg_reply();
  return kDecoder.decode(module.HEAPU8.subarray(at, at + module._tg_reply_size()));
}

function with_bytes<T>(
  module: EngineModule,
  bytes: Uint8Array,
  use: (at: number, size: number) => T,
): T {
  const at = module._tg_allocate(Math.max(bytes.length, 1));
  try {
    // Read HEAPU8 only now: allocating may have replaced it.
    module.HEAPU8.set(bytes, at);
    return use(at, bytes.length);
  } finally {
    module._tg_free(at);
  }
}

// The engine would say so too, but only once the bytes lie in its memory a second time.
function too_large(): CallReply {
  const most = kLimits.browser_blob_bytes / 1024 / 1024;
  return {
    ok: false,
    diagnostics: [
      transport_diagnostic(
        "engine.blob_too_large",
        `文件超过 ${most} MiB，浏览器中无法保存。请压缩后再试。`,
        `The file is larger than ${most} MiB, more than the browser can keep. Make it smaller and try again.`,
      ),
    ],
  };
}
