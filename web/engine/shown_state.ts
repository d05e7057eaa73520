// A field as the page shows it: what the engine says, or what was typed and the engine did not take.

import type { FieldState } from "./generated/api.ts";
import type { Step } from "./journal.ts";

/** `refused`: the engine does not have this text, it lives on the page alone. */
export type ShownState = FieldState & { refused?: boolean };

export function with_refused(state: FieldState, step: Step & { kind: "set" }): ShownState {
  const diagnostics = step.refused ?? [];
  return { ...state, value: null, text: String(step.value), diagnostics, refused: true };
}
