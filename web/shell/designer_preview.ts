// The engine in memory beside the designer: it takes on each state of the document, so that nothing
// tried there touches the data.

import type { AppSummary, Person } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import { Refused } from "../engine/client.ts";
import { is_not_admitted } from "../engine/session_errors.ts";
import { above_version } from "../engine/app_link.ts";
import { copy_records, type RecordClient } from "./designer_records.ts";

/** Enough for what a designer looks at; more would take seconds of everybody's. */
const kRecordsOfEach = 1_000;
/** To look at the app as; a choice of more would be a search. */
const kPeople = 200;

export class Preview {
  app: AppSummary | undefined;
  /** Whom it can be looked at as. */
  people: readonly Person[] = [];
  /** Whether the newest document is what is shown. */
  outdated = false;
  /** What failed besides the document itself. */
  failure: unknown;
  /** The engine has its app, its records and somebody to act for. */
  readonly begun: Promise<void>;
  private waiting_text_: string | undefined;
  private updating_ = false;

  constructor(
    readonly client: EngineClient,
    locale: string,
    private readonly changed_: () => void,
    /** Whose records it works on; without it those that it began with. */
    private readonly records_?: RecordClient,
  ) {
    client.locale = locale;
    client.on("changed", (changed) => {
      if (changed.app) void this.describe(client.locale);
    });
    this.begun = this.begin_();
  }

  async describe(locale: string): Promise<void> {
    this.client.locale = locale;
    try {
      this.app = (await this.client.request("app.describe", {})).app;
    } catch (error) {
      if (!is_not_admitted(error)) throw error;
      // The document in edit no longer has the person.
      await this.choose_person_();
      this.app = (await this.client.request("app.describe", {})).app;
    }
    this.changed_();
  }

  /** Whose eyes it is looked through; "" for nobody. */
  get person(): string {
    return this.client.principal.user ?? "";
  }

  /** Looks at the app as this person. */
  async act_as(record: string): Promise<void> {
    this.client.principal = record ? { user: record } : {};
    await this.describe(this.client.locale);
  }

  /** Shows the newest document; while one is being taken on, only the last of the others waits. */
  async show(text: string): Promise<void> {
    this.waiting_text_ = text;
    if (this.updating_) return;
    this.updating_ = true;
    try {
      while (this.waiting_text_ !== undefined) {
        const next = this.waiting_text_;
        this.waiting_text_ = undefined;
        await this.take_on_(next);
      }
    } finally {
      this.updating_ = false;
    }
  }

  private async begin_(): Promise<void> {
    try {
      this.client.principal = {};
      await this.copy_records_();
      await this.choose_person_();
      await this.describe(this.client.locale);
    } catch (error) {
      this.fail_(error);
    }
  }

  private async copy_records_(): Promise<void> {
    if (!this.records_) return;
    const { text } = await this.client.request("app.get", {});
    await copy_records(this.records_, this.client, text, kRecordsOfEach);
  }

  /** Somebody of the first role, so that forms prefill what they will for people. */
  private async choose_person_(): Promise<void> {
    this.client.principal = {};
    const { app } = await this.client.request("app.describe", {});
    const role = app.roles[0]?.id;
    const { people } = await this.client.request("people.list", { limit: 1, ...(role ? { role } : {}) });
    this.people = (await this.client.request("people.list", { limit: kPeople })).people;
    if (people[0]) this.client.principal = { user: people[0].record };
  }

  private async take_on_(text: string): Promise<void> {
    try {
      const before = await this.client.request("app.get", {}, {});
      await this.client.request("app.save", { text: above_version(text, before.version) }, {});
      this.outdated = false;
      this.failure = undefined;
      this.changed_();
    } catch (error) {
      this.fail_(error);
    }
  }

  /** What is wrong with the document stands in the designer's own list. */
  private fail_(error: unknown): void {
    this.outdated = error instanceof Refused;
    this.failure = this.outdated ? undefined : error;
    this.changed_();
  }
}
