// <tollgate-add-person>: a name and a role make somebody who uses the app, where people need no
// account: the first one above all, whom no list can offer.
//
// Event: tollgate-person-added {}.

import { css, html, nothing } from "lit";
import { Refused, type EngineClient } from "../engine/client.ts";
import type { DataImportReply, DataImportRequest } from "../engine/generated/api.ts";
import { Hub } from "../engine/hub.ts";
import { TollgateElement, diagnostic_text, error_text, tell } from "../components/element.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs } from "../components/theme.ts";
import { people_of_app, type PeopleOfApp } from "./people_of_app.ts";

export class AddPerson extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    people_: { state: true },
    problem_: { state: true },
    busy_: { state: true },
  };
  declare client: EngineClient;
  declare private people_: PeopleOfApp | undefined;
  declare private problem_: string;
  declare private busy_: boolean;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      form {
        display: grid;
        gap: 10px;
      }
      label {
        display: grid;
        gap: 6px;
        font-weight: 550;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  constructor() {
    super();
    this.problem_ = "";
    this.busy_ = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load_();
  }

  private async load_(): Promise<void> {
    try {
      const { text } = await this.client.request("app.get", {}, {});
      this.people_ = people_of_app(text, current_locale());
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  override render() {
    const { people_: people } = this;
    if (!people) return this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing;
    return html`<form @submit=${this.on_submit_}>
      <label>${this.t.person_called}<input type="text" name="name" required maxlength="200" autocomplete="off" /></label>
      ${people.roles.length
        ? html`<label>${this.t.role_of_person}<select name="role">
              ${people.roles.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
            </select></label>`
        : nothing}
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      <button class="primary" ?disabled=${this.busy_}>${this.t.add_person}</button>
    </form>`;
  }

  // At the hub itself, where there is one: what a device sends is somebody's, whom the hub must know.
  private async import_(params: DataImportRequest): Promise<DataImportReply> {
    const hub = new Hub(new URL("./", location.href).href);
    if (!(await hub.is_there())) return this.client.request("data.import", params, {});
    const reply = await hub.request({ type: "data.import", params, locale: current_locale() });
    if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
    return reply.result as DataImportReply;
  }

  private readonly on_submit_ = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const people = this.people_;
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (!people || name === "") return;
    const role = new FormData(form).get("role");
    const values: Record<string, string> = { [people.name_field]: name };
    if (people.role_field && role) values[people.role_field] = String(role);
    this.busy_ = true;
    this.problem_ = "";
    try {
      const text = JSON.stringify({ entity: people.entity, values });
      const { imported, lines } = await this.import_({ text });
      const finding = lines[0]?.findings?.[0];
      if (imported === 0) this.problem_ = finding ? diagnostic_text(finding) : this.t.person_refused;
      else {
        form.reset();
        tell(this, "tollgate-person-added", {});
      }
    } catch (error) {
      this.problem_ = error_text(error);
    }
    this.busy_ = false;
  };
}
customElements.define("tollgate-add-person", AddPerson);
