// The hub's side of the message pair over HTTP. Absent hubs are normal: the site is also a plain folder.

import type { Changed, Principal } from "./generated/api.ts";
import type { CallReply } from "./protocol.ts";
import type { Carried } from "./sync_loop.ts";
import { transport_diagnostic } from "./protocol.ts";

export interface HubMessage {
  type: string;
  params: unknown;
  locale?: string;
  /** By which it is watched and stopped (tasks.ts). */
  task?: string;
}

export interface HubWish {
  /** Whom the message acts for. Where people sign in, the hub knows, and refuses a page that says otherwise. */
  principal?: Principal;
  patience_ms?: number;
}

const kPatience_ms = 4000;
/** A piece of a photo over a slow network. */
const kCarryPatience_ms = 120_000;
const kWorthPacking = 4096;

export class Hub {
  private next_id_ = 1;
  private events_: EventSource | undefined;

  /** `url` is the app's folder at the hub, with a slash at its end. */
  constructor(
    private readonly url_: string,
    private readonly fetch_: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  /** Whether something at the url speaks the message pair; a network that only hangs is neither. */
  async look(patience_ms = kPatience_ms): Promise<"hub" | "none" | "unreachable"> {
    try {
      const response = await this.fetch_(`${this.url_}api/request`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ id: this.next_id_++, type: "engine.info", params: {} }),
        signal: AbortSignal.timeout(patience_ms),
      });
      const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      const reply = is_json ? ((await response.json()) as CallReply) : undefined;
      return reply?.ok === true ? "hub" : response.status >= 500 && is_json ? "unreachable" : "none";
    } catch {
      return "unreachable";
    }
  }

  async is_there(): Promise<boolean> {
    return (await this.look()) === "hub";
  }

  async request(message: HubMessage, { principal, patience_ms }: HubWish = {}): Promise<CallReply> {
    return this.json_("api/request", {
      method: "POST",
      headers: { "Content-Type": "application/json", ...acts_for(principal) },
      body: JSON.stringify({ id: this.next_id_++, ...message }),
      ...(patience_ms ? { signal: AbortSignal.timeout(patience_ms) } : {}),
    });
  }

  /** A message of this device (docs/sync.md), and the response as it came. */
  async carry(message: string): Promise<Carried> {
    try {
      const packed = message.length > kWorthPacking && typeof CompressionStream !== "undefined";
      const body = packed
        ? await new Response(new Blob([message]).stream().pipeThrough(new CompressionStream("gzip"))).blob()
        : message;
      const response = await this.fetch_(`${this.url_}api/sync`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...(packed ? { "Content-Encoding": "gzip" } : {}) },
        body,
        signal: AbortSignal.timeout(kCarryPatience_ms),
      });
      const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      // Too much to do is no answer: the same message is for later.
      if (!is_json || response.status === 429 || response.status >= 500) return { failed: "hub" };
      return { reply: await response.text() };
    } catch {
      return { failed: "network" };
    }
  }

  async blob_put(name: string, blob: Blob): Promise<CallReply> {
    return this.json_(`api/blob?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: blob,
    });
  }

  async blob_get(sha256: string, principal?: Principal): Promise<CallReply> {
    try {
      const response = await this.fetch_(`${this.url_}api/blob/${encodeURIComponent(sha256)}`, {
        headers: acts_for(principal),
      });
      if (!response.ok) return unreachable();
      return { ok: true, result: await response.blob() };
    } catch {
      return unreachable();
    }
  }

  /** Calls back with what changed at the hub, and that somebody got a message, until close(). */
  listen(on_changed: (changed: Changed) => void, on_inbox: () => void): void {
    if (this.events_ || typeof EventSource === "undefined") return;
    this.events_ = new EventSource(`${this.url_}api/events`);
    this.events_.addEventListener("changed", (event) => {
      try {
        on_changed(JSON.parse((event as MessageEvent<string>).data));
      } catch {
        on_changed({ all: true });
      }
    });
    // Who got it, each page asks for itself.
    this.events_.addEventListener("inbox", on_inbox);
    // What happened while the stream was down is unknown.
    let opened_before = false;
    this.events_.addEventListener("open", () => {
      if (opened_before) on_changed({ all: true, app: true });
      if (opened_before) on_inbox();
      opened_before = true;
    });
  }

  close(): void {
    this.events_?.close();
    this.events_ = undefined;
  }

  private async json_(path: string, init: RequestInit): Promise<CallReply> {
    try {
      const response = await this.fetch_(this.url_ + path, init);
      const type = response.headers.get("Content-Type") ?? "";
      if (!type.startsWith("application/json")) return unreachable();
      const reply = (await response.json()) as CallReply;
      return typeof reply?.ok === "boolean" ? reply : unreachable();
    } catch {
      return unreachable();
    }
  }
}

/** The header that server/hub/principal.h reads. */
export function acts_for(principal: Principal = {}): Record<string, string> {
  const parts = Object.entries(principal).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return parts.length ? { "Tollgate-Acts-For": parts.join("&") } : {};
}

export function unreachable(): CallReply {
  return {
    ok: false,
    diagnostics: [
      transport_diagnostic(
        "transport.unreachable",
        "服务器连接不上。请检查网络后重试。",
        "The server can't be reached. Check the network and try again.",
      ),
    ],
  };
}

export function is_unreachable(reply: CallReply): boolean {
  return !reply.ok && reply.diagnostics?.[0]?.code === "transport.unreachable";
}
