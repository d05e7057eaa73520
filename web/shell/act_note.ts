// What was noted of an administrator's act, in words. The hub notes the members of the request ("name,
// places=[…], administrator=true"; server/accounts/service.cc) and, of acts in apps, sentences.

import type { Texts } from "../components/text/index.ts";

type Said = Map<string, unknown>;

/** The members and their values (undefined: none was noted); undefined where it is a sentence. */
function members_of(note: string): Said | undefined {
  const said: Said = new Map();
  let rest = note;
  while (rest) {
    const head = /^([a-z_]+)(=?)/.exec(rest);
    if (!head) return undefined;
    rest = rest.slice(head[0].length);
    let value: unknown;
    if (head[2]) {
      const end = end_of_value(rest);
      if (end === undefined) return undefined;
      value = JSON.parse(rest.slice(0, end));
      rest = rest.slice(end);
    }
    said.set(head[1]!, value);
    if (rest && !rest.startsWith(", ")) return undefined;
    rest = rest.slice(2);
  }
  return said;
}

/** Where the JSON value at the beginning ends: at a comma that leaves it whole, or at the end. */
function end_of_value(text: string): number | undefined {
  for (let at = text.indexOf(", "); ; at = text.indexOf(", ", at + 1)) {
    const end = at < 0 ? text.length : at;
    try {
      JSON.parse(text.slice(0, end));
      return end;
    } catch {
      if (at < 0) return undefined;
    }
  }
}

const place = (app: unknown, record: unknown) => [app, record].filter(Boolean).join(": ");

/** `note` of an act as people read it; what is no list of members stays as it is. */
export function act_note(act: string, note: string, words: Pick<Texts, "act_note" | "account_state">): string {
  if (!/^(account|api_key)\./.test(act)) return note;
  const said = members_of(note);
  if (!said) return note;
  const parts: string[] = [];
  // Of what is new the name stands before.
  if (said.has("name") && act === "account.change") parts.push(words.act_note.name);
  const places = said.get("places");
  if (Array.isArray(places)) {
    parts.push(places.map(({ app, record }: { app?: string; record?: string }) => place(app, record)).join(", ") || words.act_note.no_app);
  }
  const where = place(said.get("app"), said.get("record") || said.get("role"));
  if (where) parts.push(where);
  if (said.has("administrator")) parts.push(said.get("administrator") ? words.act_note.administrator : words.act_note.no_administrator);
  if (said.has("state")) parts.push(words.account_state[String(said.get("state"))] ?? String(said.get("state")));
  if (said.has("addresses")) parts.push(words.act_note.addresses);
  if (said.has("days")) parts.push(words.act_note.days(Number(said.get("days"))));
  return parts.join(" · ");
}
