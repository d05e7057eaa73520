// What the hub answers about messages to people (schemas/delivery): inbox, letters, channels.

import { Refused } from "./client.ts";
import type { Principal } from "./generated/api.ts";
import type { Requests, RequestType } from "./generated/delivery.ts";
import { acts_for, unreachable } from "./hub.ts";
import type { CallReply } from "./protocol.ts";

export class HubDelivery {
  /** `site_url`: the hub's site, with a slash at its end. */
  constructor(
    private readonly site_url_: string,
    /** Whom the page acts for, where the hub takes its word. */
    private readonly principal_: () => Principal = () => ({}),
    private readonly fetch_: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  /** Throws Refused with what the hub, or the lack of one, has to say. */
  async request<T extends RequestType>(type: T, params: Requests[T]["params"]): Promise<Requests[T]["result"]> {
    const reply = await this.ask_({ type, params });
    if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
    return reply.result as Requests[T]["result"];
  }

  private async ask_(message: unknown): Promise<CallReply> {
    try {
      const response = await this.fetch_(`${this.site_url_}hub/request`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...acts_for(this.principal_()) },
        body: JSON.stringify(message),
      });
      const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      return is_json ? ((await response.json()) as CallReply) : unreachable();
    } catch {
      return unreachable();
    }
  }
}
