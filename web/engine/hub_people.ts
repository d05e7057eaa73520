// What the hub answers about people (schemas/hub, schemas/sign_in): who is signed in, invitations,
// accounts, other ways to sign in.

import { Refused } from "./client.ts";
import type { Requests as PeopleRequests } from "./generated/hub.ts";
import type { Requests as SignInRequests } from "./generated/sign_in.ts";
import { is_unreachable, unreachable } from "./hub.ts";
import type { CallReply } from "./protocol.ts";

type Requests = PeopleRequests & SignInRequests;
type RequestType = keyof Requests;

export type HubSession = Requests["session.get"]["result"];

export class HubPeople {
  /** `site_url`: the hub's site, with a slash at its end. */
  constructor(
    private readonly site_url_: string,
    private readonly fetch_: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  /** Throws Refused with what the hub, or the lack of one, has to say. */
  async request<T extends RequestType>(type: T, params: Requests[T]["params"]): Promise<Requests[T]["result"]> {
    const reply = await this.ask_({ type, params });
    if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
    return reply.result as Requests[T]["result"];
  }

  /** How people get in; undefined: there is no hub, the site is a folder of files. */
  async session(): Promise<HubSession | undefined> {
    const reply = await this.ask_({ type: "session.get", params: {} });
    if (reply.ok) return reply.result as HubSession;
    if (is_unreachable(reply)) return undefined;
    throw new Refused(reply.diagnostics ?? []);
  }

  private async ask_(message: unknown): Promise<CallReply> {
    try {
      const response = await this.fetch_(`${this.site_url_}hub/request`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(message),
      });
      const is_json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      return is_json ? ((await response.json()) as CallReply) : unreachable();
    } catch {
      return unreachable();
    }
  }
}
