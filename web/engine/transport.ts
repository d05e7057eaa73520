// How a page reaches an engine: its Worker, or a hub. Both answer calls, tell what changed, have a status.

import type { Changed, Principal } from "./generated/api.ts";
import { Hub } from "./hub.ts";
import type { Call, CallReply, EngineStatus, FromWorker, MemoryReason, StartOptions } from "./protocol.ts";

export interface TransportEvents {
  on_status(status: EngineStatus): void;
  on_changed(changed: Changed): void;
  /** Somebody got a message at the hub. */
  on_inbox(): void;
  /** The Worker has no place that outlives the page. */
  on_no_storage(reason: MemoryReason): void;
}

export interface Transport {
  call(call: Call, principal: Principal): Promise<CallReply>;
  close(): void;
}

export class WorkerTransport implements Transport {
  private next_seq_ = 1;
  private readonly waiting_ = new Map<number, (reply: CallReply) => void>();

  constructor(
    private readonly worker_: Worker,
    private readonly options_: StartOptions,
    private readonly events_: TransportEvents,
  ) {
    worker_.onmessage = (event: MessageEvent<FromWorker>) => this.on_message_(event.data);
    this.start(options_);
  }

  /** Begins (again) with other options; calls that wait are sent again. */
  start(options: StartOptions = this.options_): void {
    this.worker_.postMessage({ kind: "start", options });
  }

  call(call: Call, principal: Principal): Promise<CallReply> {
    const seq = this.next_seq_++;
    return new Promise((resolve) => {
      this.waiting_.set(seq, resolve);
      this.worker_.postMessage({ kind: "call", seq, principal, call });
    });
  }

  close(): void {
    this.worker_.postMessage({ kind: "stop" });
  }

  private on_message_(message: FromWorker): void {
    switch (message.kind) {
      case "reply": {
        const resolve = this.waiting_.get(message.seq);
        this.waiting_.delete(message.seq);
        resolve?.(message.reply);
        break;
      }
      case "changed":
        this.events_.on_changed(message.changed);
        break;
      case "inbox":
        this.events_.on_inbox();
        break;
      case "status":
        this.events_.on_status(message.status);
        break;
      case "no_storage":
        this.events_.on_no_storage(message.reason);
        break;
    }
  }
}

export class HubTransport implements Transport {
  constructor(
    private readonly hub_: Hub,
    private readonly events_: TransportEvents,
  ) {}

  start(): void {
    this.events_.on_status({ phase: "ready", epoch: "hub", storage: "hub", owner: false, hub: true });
    this.hub_.listen(
      (changed) => this.events_.on_changed(changed),
      () => this.events_.on_inbox(),
    );
  }

  async call(call: Call, principal: Principal): Promise<CallReply> {
    switch (call.kind) {
      case "request": {
        const { type, params, locale, task } = call;
        return this.hub_.request(
          { type, params, ...(locale ? { locale } : {}), ...(task ? { task } : {}) },
          { principal },
        );
      }
      case "blob_put":
        return this.hub_.blob_put(call.name, call.blob);
      case "blob_get":
        return this.hub_.blob_get(call.sha256, principal);
      case "app_publish":
        return this.hub_.request({
          type: "app.save",
          params: { text: call.text, ...(call.base_hash ? { base_hash: call.base_hash } : {}) },
        });
      case "app_refresh":
      case "restart":
        return { ok: true, result: {} };
    }
  }

  close(): void {
    this.hub_.close();
  }
}
