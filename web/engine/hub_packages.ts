// What the hub answers about apps that travel (schemas/packages), and packages in.

import { Refused } from "./client.ts";
import type { Requests } from "./generated/packages.ts";
import { unreachable } from "./hub.ts";
import type { CallReply } from "./protocol.ts";

export type { Requests as PackageRequests } from "./generated/packages.ts";
type RequestType = keyof Requests;

export class HubPackages {
  /** `site_url`: the hub's site, with a slash at its end. */
  constructor(
    private readonly site_url_: string,
    private readonly fetch_: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  /** Throws Refused with what the hub, or the lack of one, has to say. */
  async request<T extends RequestType>(type: T, params: Requests[T]["params"]): Promise<Requests[T]["result"]> {
    const body = JSON.stringify({ type, params });
    return (await this.post_("hub/request", "application/json", body)) as Requests[T]["result"];
  }

  /** Hands a package in; its hash. Nothing is installed. Throws Refused, as request(). */
  async upload(bytes: Blob): Promise<string> {
    const result = await this.post_("packages", "application/octet-stream", bytes);
    return (result as { sha256: string }).sha256;
  }

  private async post_(path: string, type: string, body: BodyInit): Promise<unknown> {
    const reply = await this.reply_(path, type, body);
    if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
    return reply.result;
  }

  private async reply_(path: string, type: string, body: BodyInit): Promise<CallReply> {
    try {
      const response = await this.fetch_(this.site_url_ + path, { method: "POST", headers: { "Content-Type": type }, body });
      const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      return is_json ? ((await response.json()) as CallReply) : unreachable();
    } catch {
      return unreachable();
    }
  }
}
