// The states of a form's fields, merged from replies, and what can be read off them.

import type { Changes, FieldState, Value, Values } from "./generated/api.ts";
import type { Change } from "./journal.ts";

export class FieldStates {
  readonly fields = new Map<string, FieldState>();
  readonly sections = new Map<string, boolean>();

  clear(): void {
    this.fields.clear();
    this.sections.clear();
  }

  merge(changes: Changes): void {
    for (const field of changes.fields) {
      this.fields.set(field.path, { ...this.fields.get(field.path), ...field });
      // A value without text: what was typed before is a value now.
      if ("value" in field && !("text" in field)) {
        const merged = this.fields.get(field.path)!;
        delete merged.text;
      }
    }
    for (const section of changes.sections ?? []) this.sections.set(section.id, section.visible);
  }

  /** Items beyond the list's end have no state. */
  trim_items(path: string): void {
    const count = this.fields.get(path)?.item_count ?? 0;
    const prefix = `${path}/`;
    for (const at of [...this.fields.keys()]) {
      if (at.startsWith(prefix) && Number(at.slice(prefix.length).split("/")[0]) >= count) {
        this.fields.delete(at);
      }
    }
  }

  /** Values as typed so far, lists put together from their items. */
  values(): Values {
    const values: Values = {};
    for (const [path, state] of this.fields) {
      if (path.includes("/")) continue;
      if (state.item_count !== undefined) values[path] = this.items_(path, state.item_count);
      else if (state.value !== undefined && state.value !== null) values[path] = state.value;
    }
    return values;
  }

  /** What was typed and is no value, as steps that type it again. */
  texts(): Change[] {
    return [...this.fields.values()]
      .filter((state) => (state.value ?? null) === null && state.text)
      .map((state) => ({ kind: "set", path: state.path, value: state.text! }));
  }

  private items_(path: string, count: number): Value {
    const items: Values[] = Array.from({ length: count }, () => ({}));
    const prefix = `${path}/`;
    for (const [at, state] of this.fields) {
      if (!at.startsWith(prefix)) continue;
      const [index, id] = at.slice(prefix.length).split("/");
      const item = items[Number(index)];
      if (item && id && state.value !== undefined) item[id] = state.value;
    }
    return items;
  }
}

/** Paths where two readings of one record differ in what people enter: texts, values, items. */
export function paths_that_differ(
  before: ReadonlyMap<string, FieldState>,
  after: ReadonlyMap<string, FieldState>,
  computed: ReadonlySet<string>,
): string[] {
  const said = (state: FieldState | undefined) =>
    JSON.stringify([state?.value ?? null, state?.value == null ? (state?.text ?? "") : "", state?.item_count ?? 0]);
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => {
    const [old, found] = [before.get(path), after.get(path)];
    // What rules fill in may depend on the time of reading.
    if (computed.has(path.split("/")[0]!) || (old?.prefilled && found?.prefilled)) return false;
    return said(old) !== said(found);
  });
}
