// <tollgate-hub-acts>: what administrators did, the newest first; nobody can change it.

import { html, nothing } from "lit";
import type { Act } from "../engine/generated/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text } from "../components/element.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons } from "../components/theme.ts";
import { act_note } from "./act_note.ts";
import { hub_styles } from "./hub_styles.ts";

export class HubActs extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    acts_: { state: true },
    more_: { state: true },
    problem_: { state: true },
  };
  declare site_url: string;
  declare private acts_: Act[];
  declare private more_: boolean;
  declare private problem_: unknown;

  static override styles = [basics, buttons, hub_styles];

  constructor() {
    super();
    this.acts_ = [];
    this.more_ = false;
  }

  override firstUpdated(): void {
    void this.read_();
  }

  override render() {
    return html`<section aria-labelledby="title">
      <h2 id="title">${this.t.acts}</h2>
      <p class="soft small">${this.t.acts_lead}</p>
      ${this.problem_ ? html`<p class="notice" role="alert">${error_text(this.problem_)}</p>` : nothing}
      <ol class="list card" role="list">
        ${this.acts_.length ? this.acts_.map((act) => this.act_(act)) : html`<li class="soft">${this.t.acts_none}</li>`}
      </ol>
      ${this.more_
        ? html`<div class="foot"><button type="button" @click=${() => void this.read_()}>${this.t.acts_earlier}</button></div>`
        : nothing}
    </section>`;
  }

  private act_(act: Act) {
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "medium", timeStyle: "short" });
    const what = this.t.act_names[act.act] ?? act.act;
    return html`<li>
      <span class="name">${[what, act.target].filter(Boolean).join(" · ")}</span>
      <span class="about soft small">
        ${[act.name || this.t.act_of_machine, date.format(act.at), act_note(act.act, act.note, this.t)].filter(Boolean).join(" · ")}
      </span>
    </li>`;
  }

  /** From the newest on: something was done. */
  again(): void {
    this.acts_ = [];
    void this.read_();
  }

  private async read_(): Promise<void> {
    const last = this.acts_.at(-1);
    try {
      const { acts, more } = await new HubPeople(this.site_url).request("act.list", last ? { before: last.number } : {});
      this.acts_ = [...this.acts_, ...acts];
      this.more_ = more;
    } catch (error) {
      this.problem_ = error;
    }
  }
}
customElements.define("tollgate-hub-acts", HubActs);
