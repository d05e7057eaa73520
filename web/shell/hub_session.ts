// How people get in, as the hub said last: without a network the page goes on as who was signed in.

import type { Account } from "../engine/generated/hub.ts";
import type { HubSession } from "../engine/hub_people.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { recall, remember } from "./memory.ts";

const kPatience_ms = 4000;

const key_of = (site_url: string): string => `session.${new URL(site_url).pathname}`;

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
  const key = key_of(site_url);
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

/** Between two looks whether one is still who one was: an open page is left within a minute. */
const kLook_ms = 40_000;

/**
 * Calls `on_other` once when this browser is signed out, or its account is another person of the apps.
 * Where the hub cannot be reached nothing is concluded.
 */
export function watch_session(site_url: string, account: Account, on_other: () => void): () => void {
  const people = new HubPeople(site_url, (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(kPatience_ms) }),
  );
  const who = JSON.stringify([account.id, account.places]);
  const look = async (): Promise<void> => {
    if (document.visibilityState === "hidden") return;
    const session = await people.session().catch(() => undefined);
    if (!session || session.way !== "accounts") return;
    const now = session.account && JSON.stringify([session.account.id, session.account.places]);
    if (now === who) return;
    stop();
    remember(key_of(site_url), JSON.stringify(session));
    on_other();
  };
  // Not all pages of a company at the same moment.
  const timer = setInterval(() => void look(), kLook_ms * (0.8 + 0.4 * Math.random()));
  const on_visible = () => void look();
  document.addEventListener("visibilitychange", on_visible);
  const stop = () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", on_visible);
  };
  return stop;
}

/** Nobody is signed in here any more. */
export function forget_session(site_url: string): void {
  remember(key_of(site_url), undefined);
}
