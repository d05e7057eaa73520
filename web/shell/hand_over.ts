// <tollgate-hand-over>: who leaves gives what is open in each app to another, and is suspended.
//
// Event: tollgate-handed-over {name}.

import { css, html, nothing } from "lit";
import type { Account } from "../engine/generated/hub.ts";
import type { PeopleHandOverReply, Person } from "../engine/generated/api.ts";
import { Refused } from "../engine/client.ts";
import { Hub } from "../engine/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text, tell } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of } from "./apps_list.ts";

export interface LeftApp {
  app: ListedApp;
  people: Person[];
}

export class HandOver extends TollgateElement {
  static override properties = {
    account: { attribute: false },
    apps: { attribute: false },
    site_url: { type: String },
    found_: { state: true },
    problem_: { state: true },
    busy_: { state: true },
  };
  declare account: Account | undefined;
  declare apps: LeftApp[];
  declare site_url: string;
  /** Of each app, what the chosen successor would get. */
  declare private found_: Record<string, string>;
  declare private problem_: unknown;
  declare private busy_: boolean;

  static override styles = [
    basics,
    buttons,
    inputs,
    dialogs,
    css`
      .entry {
        margin: 16px 0;
      }
      label {
        display: block;
        margin-bottom: 6px;
        font-weight: 550;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 20px;
      }
      .notice {
        margin: 12px 0;
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--danger-soft);
        color: var(--danger);
      }
    `,
  ];

  constructor() {
    super();
    this.apps = [];
    this.found_ = {};
    this.busy_ = false;
  }

  async show(): Promise<void> {
    this.found_ = {};
    this.problem_ = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector("form")?.reset();
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  /** The apps in which the account is somebody, with who that is. */
  private get left_(): { app: ListedApp; people: Person[]; record: string }[] {
    return this.apps.flatMap(({ app, people }) => {
      const record = this.account?.places.find((place) => place.app === app.id)?.record;
      return record ? [{ app, people: people.filter((person) => person.record !== record), record }] : [];
    });
  }

  override render() {
    const { account } = this;
    if (!account) return html`<dialog></dialog>`;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${this.t.hand_over_title(account.name)}</h2>
      <p class="soft small">${this.t.hand_over_lead}</p>
      ${this.problem_ ? html`<p class="notice" role="alert">${error_text(this.problem_)}</p>` : nothing}
      <form @submit=${this.on_submit_}>
        ${this.left_.map(({ app, people, record }) => {
          const id = `to_${app.id}`;
          return html`<div class="entry">
            <label for=${id}>${this.t.hand_over_to(label_of(app, current_locale()))}</label>
            <select
              id=${id}
              name=${id}
              required
              aria-describedby="found_${app.id}"
              @change=${(event: Event) => void this.look_(app.id, record, (event.target as HTMLSelectElement).value)}
            >
              <option value=""></option>
              ${people.map(
                (person) =>
                  html`<option value=${person.record}>${[person.title, person.role].filter(Boolean).join(" · ")}</option>`,
              )}
            </select>
            <p id="found_${app.id}" class="soft small" role="status">${this.found_[app.id] ?? ""}</p>
          </div>`;
        })}
        <div class="foot">
          <button type="button" @click=${this.close_}>${this.t.cancel}</button>
          <button class="primary" ?disabled=${this.busy_}>${this.t.hand_over}</button>
        </div>
      </form>
    </dialog>`;
  }

  private async hand_over_(app: string, from: string, to: string, preview: boolean): Promise<PeopleHandOverReply> {
    const hub = new Hub(`${this.site_url}apps/${app}/`);
    const params = { from, to, ...(preview ? { preview } : {}) };
    const reply = await hub.request({ type: "people.hand_over", params, locale: current_locale() });
    if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
    return reply.result as PeopleHandOverReply;
  }

  private async look_(app: string, from: string, to: string): Promise<void> {
    this.problem_ = undefined;
    if (!to) return;
    try {
      const { entities, more } = await this.hand_over_(app, from, to, true);
      const parts = entities.map(({ label, records }) => `${label} ${records}${more ? "+" : ""}`);
      this.found_ = { ...this.found_, [app]: parts.join(" · ") || this.t.hand_over_none };
    } catch (error) {
      this.problem_ = error;
    }
  }

  private readonly on_submit_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { account } = this;
    if (this.busy_ || !account) return;
    const data = new FormData(event.target as HTMLFormElement);
    this.busy_ = true;
    this.problem_ = undefined;
    try {
      for (const { app, record } of this.left_) {
        const to = String(data.get(`to_${app.id}`));
        // A step takes 2,000 records.
        while ((await this.hand_over_(app.id, record, to, false)).more);
      }
      const people = new HubPeople(this.site_url);
      await people.request("account.change", { account: account.id, state: "revoked" });
      this.close_();
      tell(this, "tollgate-handed-over", { name: account.name });
    } catch (error) {
      this.problem_ = error;
    } finally {
      this.busy_ = false;
    }
  };

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-hand-over", HandOver);
