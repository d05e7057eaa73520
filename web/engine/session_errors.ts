// What a refusal means to a form session: its engine is gone, the record is gone, or the value is no good.

import { Refused } from "./client.ts";

/** What a session was when its engine went, and the engine cannot bring back. */
const kGone = new Set(["transport.interrupted", "engine.unknown_session"]);
/** What a person cannot set right by typing something else. */
const kNotTheirs = new Set(["form.read_only", "form.unknown_field"]);
const kDiscarded = new Set(["form.discarded", "engine.unknown_record"]);

export function code_of(error: unknown): string {
  return error instanceof Refused ? error.code : "";
}

export function session_is_gone(error: unknown): boolean {
  return kGone.has(code_of(error));
}

export function is_discarded(error: unknown): boolean {
  return kDiscarded.has(code_of(error));
}

export function is_not_theirs(error: unknown): boolean {
  return kNotTheirs.has(code_of(error));
}

/** Whether the engine looked at a value and said no. Anything else may go well the next time. */
export function is_verdict(error: unknown): error is Refused {
  const unsure = /^(transport|storage|store)\./.test(code_of(error)) || session_is_gone(error);
  return error instanceof Refused && !unsure;
}
