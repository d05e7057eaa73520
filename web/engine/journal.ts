// What was typed and is in no save that was acknowledged, in the order it was typed.
//
// A step waits, is on its way, is applied (the engine has it, unsaved) or is refused (the engine will not
// have this value). It leaves only with its own reply: applied and saved, or replaced by a newer value of
// the same field.

import type { Diagnostic, Value } from "./generated/api.ts";

export type ItemAction = "add" | "remove" | "move";

export type Change =
  | { kind: "set"; path: string; value: Value }
  | { kind: "item"; path: string; action: ItemAction; index?: number; to?: number };

export type Step = Change & {
  state: "waiting" | "sent" | "applied" | "refused";
  refused?: Diagnostic[];
};

export class Journal {
  private steps_: Step[] = [];

  get steps(): readonly Step[] {
    return this.steps_;
  }
  get empty(): boolean {
    return this.steps_.length === 0;
  }
  /** Something here is worth a save: not only values that the engine will not have. */
  get can_save(): boolean {
    return this.steps_.some(({ state }) => state !== "refused");
  }
  /** Values the engine did not take, by path. */
  get refused(): Step[] {
    return this.steps_.filter(({ state }) => state === "refused");
  }
  next_waiting(): Step | undefined {
    return this.steps_.find(({ state }) => state === "waiting");
  }

  /** Texts of one field that come faster than replies become one step: the newest. */
  note(change: Change): Step {
    if (change.kind === "set") {
      const before = this.last_of_(change.path);
      if (before?.state === "waiting") {
        before.value = change.value;
        return before;
      }
      // What is on its way is still settled by its reply.
      if (before && before.state !== "sent") this.remove(before);
    }
    const step: Step = { ...change, state: "waiting" };
    this.steps_.push(step);
    return step;
  }

  applied(step: Step): void {
    step.state = "applied";
    if (step.kind === "item") return this.follow_items_(step);
    // The value that was refused before items were moved is answered too.
    for (const refused of this.refused) {
      if (refused.path === step.path && this.steps_.indexOf(refused) < this.steps_.indexOf(step)) {
        this.remove(refused);
      }
    }
  }

  refuse(step: Step, diagnostics: Diagnostic[]): void {
    // Somebody typed on meanwhile: the newer value is the one to judge.
    if (step.kind === "set" && this.last_of_(step.path) !== step) return this.remove(step);
    step.state = "refused";
    step.refused = diagnostics;
  }

  /** A text that is no value and is not sent at all; false: something newer is on its way. */
  hold(path: string, text: string, diagnostics: Diagnostic[]): boolean {
    const state = this.last_of_(path)?.state;
    if (state === "waiting" || state === "sent") return false;
    this.steps_.push({ kind: "set", path, value: text, state: "refused", refused: diagnostics });
    return true;
  }

  remove(step: Step): void {
    this.steps_ = this.steps_.filter((each) => each !== step);
  }

  /** The steps that a save that begins now will hold. */
  in_engine(): Step[] {
    return this.steps_.filter(({ state }) => state === "applied");
  }

  saved(steps: readonly Step[]): void {
    this.steps_ = this.steps_.filter((step) => !steps.includes(step));
  }

  /** The engine forgot its session: everything is to be said once more. */
  resend_all(): void {
    for (const step of this.steps_) {
      if (step.state !== "refused") step.state = "waiting";
    }
  }

  /** What was applied is elsewhere now, as values and these changes. */
  restart(changes: Change[]): void {
    const kept = this.steps_.filter(({ state }) => state !== "applied");
    this.steps_ = [...changes.map((change): Step => ({ ...change, state: "waiting" })), ...kept];
  }

  /** The field's newest step, unless items were moved since: then the path may mean another item. */
  private last_of_(path: string): (Step & { kind: "set" }) | undefined {
    for (let at = this.steps_.length - 1; at >= 0; --at) {
      const step = this.steps_[at]!;
      if (step.kind === "item") return undefined;
      if (step.path === path) return step;
    }
    return undefined;
  }

  /** Refused values stay with their items. */
  private follow_items_(item: Step & { kind: "item" }): void {
    for (const step of this.refused) {
      const path = path_after(step.path, item);
      if (path === undefined) this.remove(step);
      else step.path = path;
    }
  }
}

/** Where a field of a list is after its items were changed; undefined: its item is gone. */
export function path_after(path: string, item: Change & { kind: "item" }): string | undefined {
  const prefix = `${item.path}/`;
  if (!path.startsWith(prefix) || item.index === undefined) return path;
  const [number, ...rest] = path.slice(prefix.length).split("/");
  const at = Number(number);
  const moved = index_after(at, item.action, item.index, item.to);
  return moved === undefined ? undefined : [`${prefix}${moved}`, ...rest].join("/");
}

function index_after(at: number, action: ItemAction, from: number, to = from): number | undefined {
  if (action === "add") return at;
  if (at === from) return action === "remove" ? undefined : to;
  const closed = at > from ? at - 1 : at;
  return action === "move" && closed >= to ? closed + 1 : closed;
}
