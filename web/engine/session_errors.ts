// What a refusal means to a form session: its engine is gone, the record is gone, or the value is no good.

import { Refused } from "./client.ts";
import { kMeaningOfCode, kUncertainAreas } from "./generated/session_errors.ts";

export function code_of(error: unknown): string {
  return error instanceof Refused ? error.code : "";
}

/** What a session was when its engine went, and the engine cannot bring back. */
export function session_is_gone(error: unknown): boolean {
  return kMeaningOfCode.get(code_of(error)) === "gone";
}

/** The app does not have the person or the role that the page acts for. */
export function is_not_admitted(error: unknown): boolean {
  return kMeaningOfCode.get(code_of(error)) === "not_admitted";
}

export function is_discarded(error: unknown): boolean {
  return kMeaningOfCode.get(code_of(error)) === "discarded";
}

/** What a person cannot set right by typing something else. */
export function is_not_theirs(error: unknown): boolean {
  return kMeaningOfCode.get(code_of(error)) === "not_editable";
}

/** Whether the engine looked at a value and said no. Anything else may go well the next time. */
export function is_verdict(error: unknown): error is Refused {
  if (!(error instanceof Refused) || session_is_gone(error) || is_not_admitted(error)) return false;
  return !kUncertainAreas.has(error.code.split(".")[0]!);
}
