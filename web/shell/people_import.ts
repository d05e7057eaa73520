// <tollgate-people-import>: people by a table, in three steps: choose or paste it, see line by line
// what would happen, do it. At the end stand the invitations, to be printed or copied.
//
// Properties: apps (that have people), site_url. Events: tollgate-people-imported after something
// was kept, tollgate-people-import-done when the administrator has done with it.

import { css, html, nothing } from "lit";
import type { ImportedPerson } from "../engine/generated/hub.ts";
import { HubPeople } from "../engine/hub_people.ts";
import { TollgateElement, error_text, tell } from "../components/element.ts";
import { decode_text } from "../components/import/table.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs, pills, tables } from "../components/theme.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of } from "./apps_list.ts";
import {
  counts_of,
  invitations_of,
  invitations_text,
  kColumnsOfPeople,
  people_table_styles,
  table_of_people,
} from "./people_table.ts";

/** As the hub takes it (server/hub/account_desk.h), with room for how JSON writes it. */
const kMaxTableBytes = 240 * 1024;

class PeopleImport extends TollgateElement {
  static override properties = {
    apps: { attribute: false },
    site_url: { type: String },
    text_: { state: true },
    file_: { state: true },
    chosen_: { state: true },
    looked_: { state: true },
    kept_: { state: true },
    busy_: { state: true },
    wrong_: { state: true },
    copied_: { state: true },
  };
  declare apps: ListedApp[];
  declare site_url: string;
  declare private text_: string;
  /** The name of the file that the text is of. */
  declare private file_: string;
  declare private chosen_: Set<string>;
  declare private looked_: ImportedPerson[] | undefined;
  declare private kept_: ImportedPerson[] | undefined;
  declare private busy_: boolean;
  declare private wrong_: string;
  declare private copied_: boolean;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    tables,
    people_table_styles,
    css`
      :host {
        display: block;
      }
      section {
        margin-bottom: 16px;
      }
      .card > h2 {
        margin-bottom: 8px;
      }
      .entry {
        margin: 16px 0;
      }
      .entry > label {
        display: block;
        margin-bottom: 6px;
        font-weight: 550;
      }
      textarea {
        width: 100%;
        min-height: 132px;
        font: inherit;
        font-family: ui-monospace, monospace;
        font-size: 0.875rem;
        white-space: pre;
        overflow: auto;
      }
      fieldset {
        margin: 16px 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-bottom: 2px;
        padding: 0;
        font-weight: 550;
      }
      label.check {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 40px;
      }
      .check input {
        width: 20px;
        height: 20px;
        accent-color: var(--accent);
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 16px;
      }
      .wrong {
        margin-block: 12px;
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--danger-soft);
        color: var(--danger);
      }
      @media print {
        .no-print {
          display: none;
        }
        .card {
          border: 0;
          padding: 0;
          box-shadow: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.apps = [];
    this.text_ = "";
    this.file_ = "";
    this.chosen_ = new Set();
    this.busy_ = false;
    this.wrong_ = "";
    this.copied_ = false;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    // People are of all apps unless somebody says otherwise; the page gives the same apps anew.
    const before = (changed.get("apps") as ListedApp[] | undefined) ?? [];
    const added = this.apps.filter(({ id }) => !before.some((app) => app.id === id));
    if (changed.has("apps") && added.length) this.chosen_ = new Set([...this.chosen_, ...added.map(({ id }) => id)]);
  }

  override render() {
    if (this.kept_) return this.result_(this.kept_);
    return html`${this.table_()} ${this.looked_ ? this.preview_(this.looked_) : nothing}`;
  }

  private table_() {
    const t = this.t;
    return html`<section class="card">
      <h2>${t.people_import_title}</h2>
      <p class="soft">${t.people_import_lead(kColumnsOfPeople[current_locale().startsWith("zh") ? "zh" : "en"])}</p>
      ${this.wrong_ ? html`<p class="wrong" role="alert">${this.wrong_}</p>` : nothing}
      <form @submit=${(event: Event) => void this.look_(event)}>
        <div class="entry">
          <label for="file">${t.people_import_file}</label>
          <input id="file" type="file" accept=".csv,.tsv,.txt,text/csv" @change=${(event: Event) => void this.choose_(event)} />
        </div>
        <div class="entry">
          <label for="table">${t.people_import_paste}</label>
          <textarea
            id="table"
            spellcheck="false"
            placeholder=${t.people_import_example}
            .value=${this.text_}
            @input=${(event: Event) => this.put_((event.target as HTMLTextAreaElement).value, "")}
          ></textarea>
          ${this.file_ ? html`<p class="soft small">${t.people_import_from(this.file_)}</p>` : nothing}
        </div>
        ${this.apps.length
          ? html`<fieldset>
              <legend>${t.people_import_apps}</legend>
              ${this.apps.map(
                (app) =>
                  html`<label class="check">
                    <input
                      type="checkbox"
                      .checked=${this.chosen_.has(app.id)}
                      @change=${(event: Event) => this.choose_app_(app.id, (event.target as HTMLInputElement).checked)}
                    />
                    ${label_of(app, current_locale())}
                  </label>`,
              )}
            </fieldset>`
          : nothing}
        <div class="foot">
          <button type="button" @click=${this.done_}>${t.cancel}</button>
          <button class=${this.looked_ ? "" : "primary"} ?disabled=${this.busy_ || !this.text_.trim()}>${t.import_check}</button>
        </div>
      </form>
    </section>`;
  }

  private preview_(people: ImportedPerson[]) {
    const t = this.t;
    const { refused = 0, made = 0, changed = 0, left = 0 } = counts_of(people);
    const changes = made + changed + left;
    return html`<section class="card">
      <h2 id="result" tabindex="-1">${refused ? t.people_import_wrong(refused) : t.import_would_be}</h2>
      ${table_of_people(t, people)}
      ${refused || !changes
        ? html`<p class="soft">${refused ? t.people_import_mend : t.people_import_nothing}</p>`
        : html`<div class="foot">
            <button class="primary" type="button" ?disabled=${this.busy_} @click=${() => void this.keep_()}>
              ${t.people_import_do(changes)}
            </button>
          </div>`}
    </section>`;
  }

  private result_(people: ImportedPerson[]) {
    const t = this.t;
    const invited = people.filter(({ invitation }) => invitation).length;
    return html`<section class="card">
      <div class="no-print">
        <h2 id="result" tabindex="-1">${t.import_done}</h2>
        ${table_of_people(t, people)}
      </div>
      ${invited
        ? html`<h2>${t.people_invitations(invited)}</h2>
            <p class="soft no-print">${t.people_invitations_help}</p>
            ${invitations_of(t, people, this.site_url)}`
        : nothing}
      <div class="foot no-print">
        ${invited
          ? html`<button type="button" @click=${() => void this.copy_(people)}>
                ${this.copied_ ? t.copied : t.people_copy_links}
              </button>
              <button type="button" @click=${() => window.print()}>${t.people_print}</button>`
          : nothing}
        <button type="button" class="primary" @click=${this.done_}>${t.people_import_back}</button>
      </div>
    </section>`;
  }

  /** Another table: what was looked at is of the one before. */
  private put_(text: string, file: string): void {
    this.text_ = text;
    this.file_ = file;
    this.looked_ = undefined;
    this.wrong_ = "";
  }

  private choose_app_(id: string, wanted: boolean): void {
    const chosen = new Set(this.chosen_);
    if (wanted) chosen.add(id);
    else chosen.delete(id);
    this.chosen_ = chosen;
    this.looked_ = undefined;
  }

  private async choose_(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    if (file.size > kMaxTableBytes * 2) {
      this.wrong_ = this.t.people_import_too_large;
      return;
    }
    this.put_(decode_text(new Uint8Array(await file.arrayBuffer())).replace(/^\uFEFF/, ""), file.name);
  }

  private async ask_(preview: boolean): Promise<ImportedPerson[] | undefined> {
    if (new TextEncoder().encode(this.text_).length > kMaxTableBytes) {
      this.wrong_ = this.t.people_import_too_large;
      return undefined;
    }
    this.busy_ = true;
    this.wrong_ = "";
    try {
      const hub = new HubPeople(this.site_url);
      const apps = [...this.chosen_];
      const reply = await hub.request("account.import", { text: this.text_, apps, ...(preview ? { preview } : {}) });
      if (!reply.kept && !preview) {
        this.looked_ = reply.people;
        return undefined;
      }
      return reply.people;
    } catch (error) {
      this.wrong_ = error_text(error);
      return undefined;
    } finally {
      this.busy_ = false;
    }
  }

  private async look_(event: Event): Promise<void> {
    event.preventDefault();
    this.looked_ = await this.ask_(true);
    await this.show_result_();
  }

  private async keep_(): Promise<void> {
    const kept = await this.ask_(false);
    if (kept) {
      this.kept_ = kept;
      this.copied_ = false;
      tell(this, "tollgate-people-imported");
    }
    await this.show_result_();
  }

  private async show_result_(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#result")?.focus();
  }

  private async copy_(people: ImportedPerson[]): Promise<void> {
    try {
      await navigator.clipboard.writeText(invitations_text(people, this.site_url));
      this.copied_ = true;
    } catch {
      // Without the right to do it the links stand there, to be printed or selected.
    }
  }

  private readonly done_ = (): void => tell(this, "tollgate-people-import-done");
}
customElements.define("tollgate-people-import", PeopleImport);
