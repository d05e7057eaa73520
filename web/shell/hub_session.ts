// How people get in, as the hub said last: without a network the page goes on as who was signed in.

import type { HubSession } from "../engine/hub_people.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { recall, remember } from "./memory.ts";

const kPatience_ms = 4000;

const asked = new Map<string, Promise<HubSession | undefined>>();

/** Asked once by a page, whoever wants to know. Undefined: there is no hub, or it was never heard. */
export function session_of(site_url: string): Promise<HubSession | undefined> {
  const before = asked.get(site_url);
  if (before) return before;
  const session = ask(site_url);
  asked.set(site_url, session);
  return session;
}

async function ask(site_url: string): Promise<HubSession | undefined> {
  const key = `session.${new URL(site_url).pathname}`;
  const people = new HubPeople(site_url, (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(kPatience_ms) }),
  );
  const session = await people.session().catch(() => undefined);
  if (session) {
    remember(key, JSON.stringify(session));
    return session;
  }
  try {
    return JSON.parse(recall(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** Nobody is signed in here any more. */
export function forget_session(site_url: string): void {
  remember(`session.${new URL(site_url).pathname}`, undefined);
}
