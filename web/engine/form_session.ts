// A form session that outlives its engine.
//
// The engine keeps a session in memory; when the owner tab goes, the session is gone with it. This side
// knows the record and every change since the last save that was acknowledged, so it opens the record
// again and repeats those changes. Changes to one field that come faster than replies are merged: only
// the newest is sent. The states of all fields, merged from replies, live here; the page draws them.

import type {
  Changes,
  FieldState,
  FormOpenReply,
  FormSaveReply,
  Score,
  Value,
  Values,
  WorkflowState,
} from "./generated/api.ts";
import type { EngineClient } from "./client.ts";
import { Refused } from "./client.ts";

type Step =
  | { kind: "set"; path: string; value: Value }
  | { kind: "item"; path: string; action: "add" | "remove" | "move"; index?: number; to?: number };

export type SessionClient = Pick<EngineClient, "request" | "on">;

export interface SessionEvents {
  /** Paths whose state is another now; undefined: everything. */
  changes: { paths: Set<string> | undefined; focus_list?: string };
  saved: FormSaveReply;
  /** Something typed is not in a save that was acknowledged. */
  dirty: boolean;
  failed: unknown;
}

/** What a session was when its engine went, and the engine cannot bring back. */
const kGone = new Set(["transport.interrupted", "engine.unknown_session"]);

export function session_is_gone(error: unknown): boolean {
  return error instanceof Refused && kGone.has(error.code);
}

export class FormSession {
  readonly fields = new Map<string, FieldState>();
  readonly sections = new Map<string, boolean>();
  score: Score | undefined;
  complete = false;
  stage: WorkflowState | undefined;
  status: FormOpenReply["status"];

  private session_: string;
  private journal_: Step[] = [];
  private saved_length_ = 0;
  private queue_: Promise<unknown> = Promise.resolve();
  private readonly waiting_sets_ = new Map<string, Step & { kind: "set" }>();
  private readonly listeners_ = new EventTarget();
  private readonly off_epoch_: () => void;
  private closed_ = false;

  private constructor(
    private readonly client_: SessionClient,
    readonly opened: FormOpenReply,
    private readonly first_values_: Values | undefined,
  ) {
    this.session_ = opened.session;
    this.status = opened.status;
    this.stage = opened.stage;
    this.merge_(opened.state);
    this.off_epoch_ = client_.on("epoch", () => void this.in_order_(() => this.reopen_()).catch(() => {}));
  }

  static async open(
    client: SessionClient,
    params: { form: string; record?: string; values?: Values },
  ): Promise<FormSession> {
    return new FormSession(client, await client.request("form.open", params), params.values);
  }

  get record(): string {
    return this.opened.record;
  }
  get dirty(): boolean {
    return this.journal_.length > 0;
  }

  on<K extends keyof SessionEvents>(name: K, listener: (detail: SessionEvents[K]) => void): () => void {
    const wrapped = (event: Event) => listener((event as CustomEvent<SessionEvents[K]>).detail);
    this.listeners_.addEventListener(name, wrapped);
    return () => this.listeners_.removeEventListener(name, wrapped);
  }

  state(path: string): FieldState {
    return this.fields.get(path) ?? { path };
  }

  set(path: string, value: Value): Promise<void> {
    const waiting = this.waiting_sets_.get(path);
    if (waiting) {
      waiting.value = value;
      return this.queue_.then(() => undefined);
    }
    const step = { kind: "set", path, value } as const;
    const own: Step & { kind: "set" } = { ...step };
    this.waiting_sets_.set(path, own);
    this.note_(own);
    return this.in_order_(async () => {
      this.waiting_sets_.delete(path);
      await this.send_step_(own);
    });
  }

  item(path: string, action: "add" | "remove" | "move", index?: number, to?: number): Promise<void> {
    const step: Step = {
      kind: "item",
      path,
      action,
      ...(index === undefined ? {} : { index }),
      ...(to === undefined ? {} : { to }),
    };
    this.note_(step);
    return this.in_order_(async () => {
      this.waiting_sets_.clear();
      await this.send_step_(step);
    });
  }

  candidates(path: string, search: string, limit: number) {
    return this.in_order_(() =>
      this.with_session_((session) =>
        this.client_.request("form.candidates", { session, path, search, limit }),
      ),
    );
  }

  save(complete: boolean): Promise<FormSaveReply> {
    return this.in_order_(async () => {
      this.saved_length_ = this.journal_.length;
      const reply = await this.with_session_((session) =>
        this.client_.request("form.save", { session, complete }),
      );
      // What was typed while the save ran is not in it.
      this.journal_.splice(0, this.saved_length_);
      this.saved_length_ = 0;
      this.stored_ = true;
      this.status = reply.status;
      if (reply.workflow) this.stage = reply.workflow;
      this.merge_(reply.changes);
      this.emit_("saved", reply);
      this.emit_("dirty", this.dirty);
      return reply;
    });
  }
  private stored_ = false;

  async close(): Promise<void> {
    if (this.closed_) return;
    this.closed_ = true;
    this.off_epoch_();
    await this.in_order_(() => this.client_.request("form.close", { session: this.session_ })).catch(
      () => undefined,
    );
  }

  private in_order_<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue_.then(work);
    this.queue_ = result.catch(() => undefined);
    return result;
  }

  private note_(step: Step): void {
    const was_dirty = this.dirty;
    const last = this.journal_.at(-1);
    // Keystrokes of one field need only their last text, unless a save is on its way between them.
    if (
      step.kind === "set" &&
      last?.kind === "set" &&
      last.path === step.path &&
      this.journal_.length > this.saved_length_
    ) {
      this.journal_[this.journal_.length - 1] = step;
    } else {
      this.journal_.push(step);
    }
    if (!was_dirty) this.emit_("dirty", true);
  }

  private async send_step_(step: Step): Promise<void> {
    try {
      const { changes } = await this.with_session_((session) => this.request_step_(session, step));
      this.merge_(changes);
      if (step.kind === "item") this.drop_items_(step.path);
      this.emit_("changes", { paths: new Set(changes.fields.map((field) => field.path)) });
    } catch (error) {
      this.emit_("failed", error);
      throw error;
    }
  }

  private request_step_(session: string, step: Step): Promise<{ changes: Changes }> {
    if (step.kind === "set") {
      return this.client_.request("form.set", { session, path: step.path, value: step.value });
    }
    const { path, action, index, to } = step;
    return this.client_.request("form.item", {
      session,
      path,
      action,
      ...(index === undefined ? {} : { index }),
      ...(to === undefined ? {} : { to }),
    });
  }

  /** Does the work; when the session is gone, brings it back and does the work once more. */
  private async with_session_<T>(work: (session: string) => Promise<T>): Promise<T> {
    try {
      return await work(this.session_);
    } catch (error) {
      if (this.closed_ || !session_is_gone(error)) throw error;
      await this.reopen_();
      return work(this.session_);
    }
  }

  private async reopen_(): Promise<void> {
    if (this.closed_) return;
    const before = this.current_values();
    const form = this.opened.form;
    let reply: FormOpenReply;
    let repeat: readonly Step[] = this.journal_;
    try {
      if (!this.stored_ && this.opened.status === "new") throw new Refused([]);
      reply = await this.client_.request("form.open", { form, record: this.opened.record });
    } catch (error) {
      if (!(error instanceof Refused) || error.code === "transport.interrupted") throw error;
      // Nothing of it was stored: begin anew with all that the page still knows.
      const lost_all = this.stored_ || this.opened.status !== "new";
      const values = lost_all ? before : this.first_values_;
      reply = await this.client_.request("form.open", { form, ...(values ? { values } : {}) });
      if (lost_all) repeat = this.raw_texts_();
      this.stored_ = false;
    }
    this.session_ = reply.session;
    this.opened.record = reply.record;
    this.opened.session = reply.session;
    this.status = reply.status;
    this.fields.clear();
    this.sections.clear();
    this.merge_(reply.state);
    for (const step of [...repeat]) {
      const { changes } = await this.request_step_(this.session_, step);
      this.merge_(changes);
    }
    this.emit_("changes", { paths: undefined });
  }

  /** Values as typed so far, lists put together from their items. */
  current_values(): Values {
    const values: Values = {};
    for (const [path, state] of this.fields) {
      if (path.includes("/")) continue;
      if (state.item_count !== undefined) values[path] = this.list_value_(path, state.item_count);
      else if (state.value !== undefined && state.value !== null) values[path] = state.value;
    }
    return values;
  }

  private list_value_(path: string, count: number): Value {
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

  private raw_texts_(): Step[] {
    return [...this.fields.values()]
      .filter((state) => (state.value ?? null) === null && state.text)
      .map((state) => ({ kind: "set", path: state.path, value: state.text! }));
  }

  private merge_(changes: Changes): void {
    for (const field of changes.fields) {
      this.fields.set(field.path, { ...this.fields.get(field.path), ...field });
      // A value without text: what was typed before is a value now.
      if ("value" in field && !("text" in field)) {
        const merged = this.fields.get(field.path)!;
        delete merged.text;
      }
    }
    for (const section of changes.sections ?? []) this.sections.set(section.id, section.visible);
    if (changes.score) this.score = changes.score;
    if (changes.complete !== undefined) this.complete = changes.complete;
  }

  private drop_items_(path: string): void {
    const count = this.state(path).item_count ?? 0;
    const prefix = `${path}/`;
    for (const at of [...this.fields.keys()]) {
      if (at.startsWith(prefix) && Number(at.slice(prefix.length).split("/")[0]) >= count) {
        this.fields.delete(at);
      }
    }
  }

  private emit_<K extends keyof SessionEvents>(name: K, detail: SessionEvents[K]): void {
    this.listeners_.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
