// A form session that outlives its engine.
//
// The engine keeps a session in memory; when the owner tab goes, the session is gone with it. This side
// knows the record and every change since the last save that was acknowledged (journal.ts), so it opens
// the record again and repeats those changes. The states of all fields, merged from replies, live here;
// the page draws them.

import type {
  CapturePass,
  Changes,
  Diagnostic,
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
import { FieldStates, paths_that_differ } from "./field_states.ts";
import { kSessionError } from "./generated/session_errors.ts";
import type { Change, ItemAction, Step } from "./journal.ts";
import { Journal } from "./journal.ts";
import { code_of, is_discarded, is_not_theirs, is_verdict, session_is_gone } from "./session_errors.ts";
import type { ShownState } from "./shown_state.ts";
import { with_refused } from "./shown_state.ts";
import { StoredWatch } from "./stored_watch.ts";

export type SessionClient = Pick<EngineClient, "request" | "on" | "pinned">;

export interface SessionEvents {
  /** Paths whose state is another now; undefined: everything. */
  changes: { paths: Set<string> | undefined; focus_list?: string };
  saved: FormSaveReply;
  /** Something typed is not in a save that was acknowledged. */
  dirty: boolean;
  failed: unknown;
  /** Somebody else changed the record; what was not in edit here is shown as it is stored now. */
  overtaken: { paths: string[] };
  /** The draft was discarded elsewhere; what was typed is still here. */
  discarded: unknown;
}

export class FormSession {
  score: Score | undefined;
  complete = false;
  stage: WorkflowState | undefined;
  status: FormOpenReply["status"];
  /** Why nothing can be saved any more: the draft was discarded elsewhere. */
  discarded: unknown;

  private session_: string;
  private readonly states_ = new FieldStates();
  private readonly journal_ = new Journal();
  private queue_: Promise<unknown> = Promise.resolve();
  private readonly listeners_ = new EventTarget();
  /** By path, so that a key in a form of a thousand fields wakes the few that it changes. */
  private readonly watchers_ = new Map<string, Set<() => void>>();
  private readonly watch_: StoredWatch;
  private readonly off_epoch_: () => void;
  /** When the engine gave the pass for captures, on the page's monotonic clock. */
  private pass_since_ms_ = performance.now();
  /** Whoever asked for an item hears why it did not come. */
  private readonly refused_items_ = new WeakMap<Step, Refused>();
  private closed_ = false;
  private stored_ = false;
  /** The fields as they were at the last save or opening. */
  private known_ = new Map<string, FieldState>();

  private constructor(
    private readonly client_: Pick<EngineClient, "request" | "on">,
    readonly opened: FormOpenReply,
    private readonly first_values_: Values | undefined,
  ) {
    this.session_ = opened.session;
    this.status = opened.status;
    this.stage = opened.stage;
    this.merge_(opened.state);
    this.known_ = new Map(this.fields);
    this.off_epoch_ = client_.on(
      "epoch",
      () => void this.in_order_(() => this.restore_()).catch(() => undefined),
    );
    this.watch_ = new StoredWatch(
      client_,
      () => ({ entity: this.opened.entity, record: this.record, session: this.session_ }),
      () => void this.in_order_(() => this.take_over_stored_()).catch(() => undefined),
    );
  }

  static async open(
    client: SessionClient,
    params: { form: string; record?: string; values?: Values },
  ): Promise<FormSession> {
    // A session is the person's who opened it.
    const pinned = client.pinned();
    return new FormSession(pinned, await pinned.request("form.open", params), params.values);
  }

  get record(): string {
    return this.opened.record;
  }
  /** What the engine says of the fields; `state()` and `states()` say what is shown. */
  get fields(): ReadonlyMap<string, FieldState> {
    return this.states_.fields;
  }
  get sections(): ReadonlyMap<string, boolean> {
    return this.states_.sections;
  }
  get dirty(): boolean {
    return !this.journal_.empty;
  }
  get can_save(): boolean {
    return this.journal_.can_save && this.discarded === undefined;
  }
  /** Fields whose text the engine does not take. */
  get refused_count(): number {
    return this.journal_.refused.length;
  }
  /** The record counts as it was submitted; what was changed since lies beside it. */
  get unsubmitted(): boolean {
    return this.status === "complete" && (this.dirty || Boolean(this.opened.unsubmitted));
  }
  /** What a picture taken now has to carry. */
  get capture(): CapturePass & { monotonic_ms: number } {
    return { ...this.opened.capture, monotonic_ms: Math.round(performance.now() - this.pass_since_ms_) };
  }
  get has_draft(): boolean {
    return this.stored_ || this.opened.status === "draft";
  }

  on<K extends keyof SessionEvents>(name: K, listener: (detail: SessionEvents[K]) => void): () => void {
    const wrapped = (event: Event) => listener((event as CustomEvent<SessionEvents[K]>).detail);
    this.listeners_.addEventListener(name, wrapped);
    return () => this.listeners_.removeEventListener(name, wrapped);
  }

  /** Calls back when the state at a path is another now. */
  watch(path: string, listener: () => void): () => void {
    let watching = this.watchers_.get(path);
    if (!watching) this.watchers_.set(path, (watching = new Set()));
    watching.add(listener);
    return () => {
      watching.delete(listener);
      if (!watching.size && this.watchers_.get(path) === watching) this.watchers_.delete(path);
    };
  }

  state(path: string): ShownState {
    const state = this.fields.get(path) ?? { path };
    const refused = this.journal_.refused.find((step) => step.path === path);
    return refused?.kind === "set" ? with_refused(state, refused) : state;
  }

  /** Every field as it is shown. */
  states(): ShownState[] {
    return [...this.fields.keys()].map((path) => this.state(path));
  }

  current_values(): Values {
    return this.states_.values();
  }

  set(path: string, value: Value): Promise<void> {
    return this.change_({ kind: "set", path, value });
  }

  /** Half an answer: the field is empty for the engine, and the page keeps the text with its error. */
  hold(path: string, text: string, problem: Diagnostic): Promise<void> {
    void this.set(path, null).catch(() => undefined);
    return this.in_order_(async () => {
      if (!this.journal_.hold(path, text, [problem])) return;
      this.emit_("changes", { paths: new Set([path]) });
      this.emit_("dirty", this.dirty);
    });
  }

  /** Fails with what the engine says where it refuses the change. */
  item(path: string, action: ItemAction, index?: number, to?: number): Promise<void> {
    return this.change_({
      kind: "item",
      path,
      action,
      ...(index === undefined ? {} : { index }),
      ...(to === undefined ? {} : { to }),
    });
  }

  candidates(path: string, search: string, limit: number) {
    return this.in_order_(() =>
      this.with_session_((session) =>
        this.client_.request("form.candidates", { session, path, search, limit }),
      ),
    );
  }

  /** A record with a value that was refused is kept as a draft, whatever was asked for. */
  save(complete: boolean): Promise<FormSaveReply> {
    return this.in_order_(async () => {
      if (this.discarded !== undefined) throw this.discarded;
      if (this.watch_.overtaken) await this.take_over_stored_();
      await this.send_waiting_();
      const completes = complete && this.refused_count === 0;
      let held: Step[] = [];
      const reply = await this.with_session_((session) => {
        held = this.journal_.in_engine();
        return this.client_.request("form.save", { session, complete: completes });
      }).catch((error: unknown) => {
        if (is_discarded(error)) this.set_discarded_(error);
        throw error;
      });
      this.journal_.saved(held);
      this.stored_ = true;
      this.opened.unsubmitted = reply.status === "complete" && !(completes && reply.saved);
      this.status = reply.status;
      if (reply.workflow) this.stage = reply.workflow;
      this.merge_(reply.changes);
      this.known_ = new Map(this.fields);
      const said = completes === complete ? reply : { ...reply, saved: false };
      this.emit_("saved", said);
      this.emit_("dirty", this.dirty);
      return said;
    });
  }

  /** After the draft was discarded elsewhere: what is on the page becomes a draft of its own. */
  async save_as_new(): Promise<FormSaveReply> {
    await this.in_order_(async () => {
      await this.begin_anew_(this.states_.values(), this.states_.texts());
      await this.send_waiting_();
      this.emit_("changes", { paths: undefined });
    });
    return this.save(false);
  }

  async close(): Promise<void> {
    if (this.closed_) return;
    this.closed_ = true;
    this.off_epoch_();
    this.watch_.stop();
    await this.in_order_(() => this.client_.request("form.close", { session: this.session_ })).catch(
      () => undefined,
    );
  }

  private in_order_<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue_.then(work);
    this.queue_ = result.catch(() => undefined);
    return result;
  }

  private change_(change: Change): Promise<void> {
    const was_dirty = this.dirty;
    const step = this.journal_.note(change);
    if (!was_dirty) this.emit_("dirty", true);
    return this.in_order_(async () => {
      await this.send_waiting_();
      const refusal = this.refused_items_.get(step);
      if (refusal) throw refusal;
    });
  }

  /** Sends what waits, in the order it was typed; ends with the first that did not get through. */
  private async send_waiting_(): Promise<void> {
    let restored = false;
    for (let step = this.journal_.next_waiting(); step; step = this.journal_.next_waiting()) {
      step.state = "sent";
      try {
        const { changes } = await this.request_step_(this.session_, step);
        this.take_(step, changes);
        restored = false;
      } catch (error) {
        if (is_verdict(error)) {
          this.refuse_(step, error);
          continue;
        }
        step.state = "waiting";
        if (session_is_gone(error) && !this.closed_ && !restored) {
          restored = true;
          await this.reopen_();
          continue;
        }
        this.emit_("failed", error);
        throw error;
      }
    }
  }

  private take_(step: Step, changes: Changes): void {
    this.journal_.applied(step);
    this.merge_(changes);
    if (step.kind === "item") this.states_.trim_items(step.path);
    this.emit_("changes", { paths: new Set([step.path, ...changes.fields.map(({ path }) => path)]) });
  }

  /** A text stays until it is set right; what was never typed, or is not for a person to set, goes. */
  private refuse_(step: Step, error: Refused): void {
    const typed = step.kind === "set" && typeof step.value === "string" && !is_not_theirs(error);
    if (typed) {
      this.journal_.refuse(step, error.diagnostics);
    } else {
      this.journal_.remove(step);
      if (step.kind === "item") this.refused_items_.set(step, error);
      this.emit_("failed", error);
    }
    this.emit_("changes", { paths: new Set([step.path]) });
    this.emit_("dirty", this.dirty);
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
      await this.restore_();
      return work(this.session_);
    }
  }

  private async restore_(): Promise<void> {
    if (this.closed_) return;
    await this.reopen_();
    await this.send_waiting_();
    this.emit_("changes", { paths: undefined });
  }

  private async reopen_(): Promise<void> {
    const lost_all = this.stored_ || this.opened.status !== "new";
    try {
      if (!lost_all) throw new Refused([]);
      this.adopt_(await this.client_.request("form.open", { form: this.opened.form, record: this.record }));
    } catch (error) {
      if (!(error instanceof Refused) || error.code.startsWith("transport.")) throw error;
      // Nothing of it was stored: begin anew with all that the page still knows.
      if (lost_all) await this.begin_anew_(this.states_.values(), this.states_.texts());
      else await this.begin_anew_(this.first_values_);
    }
  }

  /** Another record of the form; the texts replace what the journal knows. */
  private async begin_anew_(values: Values | undefined, texts?: Change[]): Promise<void> {
    const { form } = this.opened;
    const reply = await this.client_.request("form.open", { form, ...(values ? { values } : {}) });
    if (texts) this.journal_.restart(texts);
    this.stored_ = false;
    this.discarded = undefined;
    this.adopt_(reply);
  }

  private adopt_(reply: FormOpenReply): void {
    this.session_ = reply.session;
    const { record, session, status, capture, unsubmitted = false } = reply;
    Object.assign(this.opened, { record, session, status, capture, unsubmitted });
    this.pass_since_ms_ = performance.now();
    this.status = status;
    this.states_.clear();
    this.merge_(reply.state);
    this.known_ = new Map(this.fields);
    this.journal_.resend_all();
  }

  /** Somebody may have saved this record: what differs from what is known here is taken over. */
  private async take_over_stored_(): Promise<void> {
    this.watch_.seen();
    if (this.closed_ || this.discarded !== undefined || !(this.has_draft || this.status === "complete")) return;
    let found: FormOpenReply;
    try {
      found = await this.client_.request("form.open", { form: this.opened.form, record: this.record });
    } catch (error) {
      if (code_of(error) !== kSessionError.unknown_record) throw error;
      this.set_discarded_(error);
      return;
    }
    const theirs = new FieldStates();
    theirs.merge(found.state);
    const paths = paths_that_differ(this.known_, theirs.fields, this.computed_);
    const before = this.session_;
    const other = paths.length ? before : found.session;
    if (paths.length) {
      this.adopt_(found);
      await this.send_waiting_();
      this.emit_("changes", { paths: undefined });
      this.emit_("overtaken", { paths });
    }
    await this.client_.request("form.close", { session: other });
  }

  private get computed_(): Set<string> {
    const all = this.opened.sections.flatMap(({ fields }) => fields);
    return new Set(all.filter(({ computed }) => computed).map(({ path }) => path));
  }

  private set_discarded_(error: unknown): void {
    this.discarded = error;
    this.emit_("discarded", error);
  }

  private merge_(changes: Changes): void {
    this.states_.merge(changes);
    if (changes.score) this.score = changes.score;
    if (changes.complete !== undefined) this.complete = changes.complete;
  }

  private emit_<K extends keyof SessionEvents>(name: K, detail: SessionEvents[K]): void {
    this.listeners_.dispatchEvent(new CustomEvent(name, { detail }));
    if (name === "changes") this.wake_((detail as SessionEvents["changes"]).paths);
  }

  private wake_(paths: Set<string> | undefined): void {
    for (const path of paths ?? [...this.watchers_.keys()]) {
      for (const listener of [...(this.watchers_.get(path) ?? [])]) listener();
    }
  }
}
