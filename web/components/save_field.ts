// Setting one field of a stored record through its form: it is opened, the field set and saved, so that
// every check of the form has its say. What hinders it is told; then nothing was saved.

import type { EngineClient } from "../engine/client.ts";
import type { Changes, FieldState, FormOpenReply, Value } from "../engine/generated/api.ts";
import { diagnostic_text } from "./element.ts";

export interface FieldSaved {
  done: boolean;
  /** Why not: what the form says, or names of fields that it wants filled. */
  problems: string[];
}

/** `path`: of a field, or list/index/field inside a list. */
export async function save_field(
  client: Pick<EngineClient, "request">, form: string, record: string, path: string, value: Value, read_only_text: string,
): Promise<FieldSaved> {
  const opened = await client.request("form.open", { form, record });
  const { session } = opened;
  try {
    const states = new Map<string, FieldState>();
    merge(states, opened.state);
    if (states.get(path)?.read_only) return { done: false, problems: [read_only_text] };
    const { changes } = await client.request("form.set", { session, path, value });
    merge(states, changes);
    // A record that counts is saved as a whole; of a draft the field alone has to be right.
    const completes = opened.status === "complete" && !opened.unsubmitted;
    const may_save = completes ? (changes.complete ?? opened.state.complete ?? true) : !errors_of(states.get(path)).length;
    if (!may_save) return { done: false, problems: problems_of(opened, states, completes ? undefined : path) };
    const saved = await client.request("form.save", { session, complete: completes });
    merge(states, saved.changes);
    const done = completes ? saved.saved : true;
    return { done, problems: done ? [] : problems_of(opened, states, undefined) };
  } finally {
    await client.request("form.close", { session }).catch(() => undefined);
  }
}

function merge(states: Map<string, FieldState>, changes: Changes): void {
  for (const field of changes.fields) states.set(field.path, { ...states.get(field.path), ...field });
}

const errors_of = (state: FieldState | undefined) => (state?.diagnostics ?? []).filter(({ severity }) => severity === "error");
const is_empty = ({ value }: FieldState) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

function problems_of(opened: FormOpenReply, states: Map<string, FieldState>, only: string | undefined): string[] {
  const labels = new Map(opened.sections.flatMap(({ fields }) => fields.map(({ path, label }) => [path, label] as const)));
  const found = [...states.values()]
    .filter(({ path, visible }) => visible !== false && (only === undefined || path === only))
    .flatMap((state) => {
      const label = labels.get(state.path) ?? "";
      const said = errors_of(state).map((each) => say(label, diagnostic_text(each)));
      return said.length || !state.required || !is_empty(state) ? said : [label];
    });
  return [...new Set(found.filter(Boolean))];
}

function say(label: string, text: string): string {
  return label && !text.includes(label) ? `${label}: ${text}` : text;
}
