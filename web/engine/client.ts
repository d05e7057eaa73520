// What a page talks to. Picks the way to an engine, keeps the reader's language and person, tells
// subscribers what changed. Components know this class and the generated types, nothing below.

import type { Changed, Diagnostic, Principal, Requests } from "./generated/api.ts";
import { kSessionError } from "./generated/session_errors.ts";
import type { BlobInfo } from "./generated/value_members.ts";
import { Hub } from "./hub.ts";
import { is_beginning } from "./protocol.ts";
import type { Call, CallReply, EngineStatus, MemoryReason, StartOptions } from "./protocol.ts";
import type { TaskMessage, TaskWatch } from "./tasks.ts";
import { watched } from "./tasks.ts";
import type { Transport, TransportEvents } from "./transport.ts";
import { HubTransport, WorkerTransport } from "./transport.ts";

export type RequestType = keyof Requests;

/** The engine said no; its diagnostics say why. */
export class Refused extends Error {
  constructor(readonly diagnostics: Diagnostic[]) {
    super(diagnostics.map((d) => d.message.en).join(" ") || "refused");
  }
  get code(): string {
    return this.diagnostics[0]?.code ?? "";
  }
}

export type PublishedApp = Requests["app.save"]["result"] & {
  /** On this device only: the hub is away and gets it later. */
  unsent: boolean;
};

export interface ClientOptions {
  app_id: string;
  /** The folder of the engine's program, with a slash at its end. */
  site_url: string;
  /** The app's folder: its document and sample data, and at a hub its routes. */
  app_url: string;
  make_worker: () => Worker;
  /** "auto": OPFS, else the hub, else memory. */
  engine?: "auto" | "hub" | "memory";
  sample?: boolean;
  /** A private engine that begins with this app: the designer's preview. */
  app_text?: string;
  sample_limit?: number;
  /** The version of the app that the start puts in force again: the one in force does not load. */
  app_version?: number;
  fetch?: typeof fetch;
}

export interface ClientEvents {
  status: EngineStatus;
  changed: Changed;
  /** Somebody got a message at the hub. */
  inbox: undefined;
  /** The owner's engine is another one: sessions of the old are gone. */
  epoch: string;
}

/** Asked of the hub where there is one, and noted there; on this device only where it follows none. */
const kAtTheHub: ReadonlySet<string> = new Set(["list.export", "app.compare", "app.editing", "app.versions"]);

export class EngineClient {
  status: EngineStatus = { phase: "starting", epoch: "", storage: "opfs", owner: false, hub: false };
  locale = "zh-CN";
  /** Whom calls act for. The page's shell states it; the engine refuses whom the app does not have. */
  principal: Principal = {};

  private transport_: Transport | undefined;
  private started_!: (transport: Transport) => void;
  private readonly ready_to_call_ = new Promise<Transport>((done) => {
    this.started_ = done;
  });
  private readonly listeners_ = new EventTarget();
  private readonly fetch_: typeof fetch;
  private last_ready_epoch_: string | undefined;

  constructor(private readonly options_: ClientOptions) {
    this.fetch_ = options_.fetch ?? ((input, init) => fetch(input, init));
    if (options_.engine === "hub") this.use_hub_();
    else this.use_worker_(options_.engine === "memory" ? "memory" : "opfs", "asked_for");
    if (typeof document !== "undefined" && options_.app_text === undefined) {
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") void this.call({ kind: "app_refresh" });
      });
    }
  }

  on<K extends keyof ClientEvents>(name: K, listener: (detail: ClientEvents[K]) => void): () => void {
    const wrapped = (event: Event) => listener((event as CustomEvent<ClientEvents[K]>).detail);
    this.listeners_.addEventListener(name, wrapped);
    return () => this.listeners_.removeEventListener(name, wrapped);
  }

  async request<K extends RequestType>(
    type: K,
    params: Requests[K]["params"],
    principal: Principal = this.principal,
  ): Promise<Requests[K]["result"]> {
    const reply = await this.call({ kind: "request", type, params, locale: this.locale }, principal);
    return unwrap(reply) as Requests[K]["result"];
  }

  /**
   * What the hub answers, where this device keeps its own data beside it: for what devices do not carry to
   * each other. undefined: there is no other engine to ask, or it cannot be reached now.
   */
  async request_at_hub<K extends RequestType>(type: K, params: Requests[K]["params"]): Promise<Requests[K]["result"] | undefined> {
    if (!this.status.hub || this.status.storage === "hub") return undefined;
    const hub = new Hub(this.options_.app_url, this.fetch_);
    const reply = await hub.request({ type, params, locale: this.locale }, { principal: this.principal, patience_ms: 5000 });
    return reply.ok ? (reply.result as Requests[K]["result"]) : undefined;
  }

  /** The same for what may take long: says how far it is, and can be stopped. */
  async request_watched<K extends RequestType>(
    type: K,
    params: Requests[K]["params"],
    watch: TaskWatch,
  ): Promise<Requests[K]["result"]> {
    const principal = this.principal;
    const send = (message: TaskMessage) => this.call({ kind: "request", ...message }, principal);
    return unwrap(await watched(send, { type, params, locale: this.locale }, watch)) as Requests[K]["result"];
  }

  /** Requests that go on acting for whom the page acts for now, also when it changes to somebody else. */
  pinned(): Pick<EngineClient, "request" | "on"> {
    const principal = this.principal;
    return {
      request: (type, params) => this.request(type, params, principal),
      on: (name, listener) => this.on(name, listener),
    };
  }

  async call(call: Call, principal: Principal = this.principal): Promise<CallReply> {
    const transport = await this.ready_to_call_;
    const follows = this.status.hub || this.status.sync !== undefined;
    if (call.kind === "request" && kAtTheHub.has(call.type) && follows) {
      const { kind: _kind, ...message } = call;
      return new Hub(this.options_.app_url, this.fetch_).request(message, { principal });
    }
    return transport.call(call, principal);
  }

  async blob_put(name: string, blob: Blob): Promise<BlobInfo> {
    return unwrap(await this.call({ kind: "blob_put", name, blob })) as BlobInfo;
  }

  async blob_get(sha256: string): Promise<Blob> {
    return unwrap(await this.call({ kind: "blob_get", sha256 })) as Blob;
  }

  /**
   * Moves a record to another stage. When the owner went in the middle, looks where the record stands
   * before claiming again, so that one tap is never two moves.
   */
  async advance(params: Requests["workflow.advance"]["params"]): Promise<Requests["workflow.advance"]["result"]> {
    try {
      return await this.request("workflow.advance", params);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== kSessionError.interrupted) throw error;
      const { state } = await this.request("workflow.state", {
        workflow: params.workflow,
        record: params.record,
      });
      if (state.stage === params.to) return { advanced: true, missing: [], state, effects: [] };
      return this.request("workflow.advance", params);
    }
  }

  /** Takes a document on, here and at the hub. */
  async publish_app(text: string, base_hash?: string): Promise<PublishedApp> {
    const call = { kind: "app_publish", text, ...(base_hash ? { base_hash } : {}) } as const;
    const reply = await this.call(call);
    if (reply.diagnostics?.[0]?.code !== kSessionError.interrupted) {
      return published(reply);
    }
    // The base tells a save that went through from one that did not.
    const now = await this.request("app.get", {});
    if (base_hash && now.hash !== base_hash) {
      return { version: now.version, hash: now.hash, text: now.text, findings: [], unsent: false };
    }
    return published(await this.call(call));
  }

  /** After the data was cleared: a fresh engine. Sessions come back with what their pages still hold. */
  async restart(): Promise<void> {
    unwrap(await this.call({ kind: "restart" }));
  }

  close(): void {
    this.transport_?.close();
  }

  private events_(): TransportEvents {
    return {
      on_status: (status) => {
        const epoch_changed =
          !is_beginning(status.phase) &&
          status.epoch !== this.last_ready_epoch_;
        this.status = status;
        this.emit_("status", status);
        if (epoch_changed) {
          const first = this.last_ready_epoch_ === undefined;
          this.last_ready_epoch_ = status.epoch;
          if (!first) this.emit_("epoch", status.epoch);
        }
      },
      on_changed: (changed) => this.emit_("changed", changed),
      on_inbox: () => this.emit_("inbox", undefined),
      on_no_storage: (reason) => void this.without_storage_(reason),
    };
  }

  private use_worker_(storage: "opfs" | "memory", memory_reason: MemoryReason): void {
    const { app_id, site_url, app_url } = this.options_;
    const own = this.options_.app_text !== undefined;
    const options: StartOptions = {
      app_id,
      engine_url: site_url,
      app_url,
      storage,
      sample: this.options_.sample ?? true,
      ...(own ? { app_text: this.options_.app_text! } : { hub_url: app_url }),
      ...(storage === "memory" ? { memory_reason } : {}),
      ...(this.options_.sample_limit !== undefined ? { sample_limit: this.options_.sample_limit } : {}),
      ...(this.options_.app_version !== undefined ? { app_version: this.options_.app_version } : {}),
    };
    if (this.transport_ instanceof WorkerTransport) {
      this.transport_.start(options);
    } else {
      this.transport_ = new WorkerTransport(this.options_.make_worker(), options, this.events_());
      if (storage === "memory") this.started_(this.transport_);
      else this.hold_calls_until_known_();
    }
  }

  /** Calls go out only when it is known that the Worker stays the way to the engine. */
  private hold_calls_until_known_(): void {
    const off = this.on("status", () => {
      off();
      this.started_(this.transport_!);
    });
  }

  private use_hub_(): void {
    this.transport_?.close();
    const hub = new Hub(this.options_.app_url, this.fetch_);
    const transport = new HubTransport(hub, this.events_());
    this.transport_ = transport;
    this.started_(transport);
    transport.start();
  }

  private async without_storage_(reason: MemoryReason): Promise<void> {
    const hub = new Hub(this.options_.app_url, this.fetch_);
    if (await hub.is_there()) this.use_hub_();
    else this.use_worker_("memory", reason);
  }

  private emit_<K extends keyof ClientEvents>(name: K, detail: ClientEvents[K]): void {
    this.listeners_.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function published(reply: CallReply): PublishedApp {
  const saved = unwrap(reply) as Requests["app.save"]["result"];
  return { ...saved, unsent: reply.unsent ?? false };
}

function unwrap(reply: CallReply): unknown {
  if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
  return reply.result;
}
