// <tollgate-import>: brings records of one entity in from a file, in three steps: choose it, see what
// would happen, do it. What was imported can be taken back.
//
// Properties: client, entity, label (of the entity), back (address of its list).

import { css, html, nothing } from "lit";
import type { DataImportListReplyImport } from "../../engine/generated/api.ts";
import { diagnostic_text, error_text } from "../element.ts";
import { icon } from "../icons.ts";
import { LiveElement } from "../live_element.ts";
import { basics, buttons, inputs, pills, tables } from "../theme.ts";
import { earlier_styles, earlier_view } from "./earlier.ts";
import type { FieldChoice } from "./fields.ts";
import { fields_of, kept_columns, matching_column } from "./fields.ts";
import { lines_styles, lines_view } from "./lines.ts";
import { mapping_styles, mapping_view } from "./mapping.ts";
import { report_text } from "./report.ts";
import type { ImportRun, ImportSettings } from "./steps.ts";
import { begin, step, undo } from "./steps.ts";
import type { ReadFile } from "./table.ts";
import { decode_text, kMaxFileBytes, read_lines } from "./table.ts";

type Undone = Awaited<ReturnType<typeof undo>>;

export class Import extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    entity: { type: String },
    label: { type: String },
    back: { type: String },
    fields_: { state: true },
    earlier_: { state: true },
    file_: { state: true },
    columns_: { state: true },
    key_: { state: true },
    keep_existing_: { state: true },
    run_: { state: true },
    running_: { state: true },
    wrong_: { state: true },
    undone_: { state: true },
  };
  declare entity: string;
  declare label: string;
  declare back: string;
  declare private fields_: FieldChoice[] | undefined;
  declare private earlier_: DataImportListReplyImport[];
  declare private file_: ReadFile | undefined;
  declare private columns_: string[];
  declare private key_: string;
  declare private keep_existing_: boolean;
  declare private run_: ImportRun | undefined;
  declare private running_: boolean;
  declare private wrong_: string;
  declare private undone_: { batch: string; undone: Undone } | undefined;
  private stop_ = false;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    tables,
    mapping_styles,
    lines_styles,
    earlier_styles,
    css`
      section {
        margin-bottom: 16px;
      }
      .card > h2 {
        margin-bottom: 8px;
      }
      .wrong {
        margin-block: 12px;
        color: var(--danger);
      }
      progress {
        width: 100%;
        margin-block: 8px;
        accent-color: var(--accent);
      }
      .actions {
        margin-top: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.earlier_ = [];
    this.columns_ = [];
    this.key_ = "";
    this.keep_existing_ = false;
    this.running_ = false;
    this.wrong_ = "";
  }

  protected override subject(): string {
    return this.entity;
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const [document, { imports }] = await Promise.all([
      this.client.request("app.get", {}),
      this.client.request("data.import_list", { limit: 20 }),
    ]);
    if (!is_current()) return;
    this.fields_ = fields_of(document.text, this.entity, this.client.locale);
    this.earlier_ = imports;
  }

  private async choose_(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const chosen = input.files?.[0];
    if (!chosen) return;
    this.forget_();
    this.file_ = undefined;
    if (chosen.size > kMaxFileBytes) {
      this.wrong_ = this.t.import_too_large;
      return;
    }
    const file = read_lines(chosen.name, decode_text(new Uint8Array(await chosen.arrayBuffer())));
    if (!file.lines.length) {
      this.wrong_ = this.t.import_empty;
      return;
    }
    this.file_ = file;
    this.columns_ = kept_columns((file.head?.cells ?? []).map((name) => matching_column(this.fields_ ?? [], name)));
  }

  /** What was looked at is of other settings. */
  private forget_(): void {
    this.wrong_ = "";
    this.run_ = undefined;
    this.undone_ = undefined;
  }

  private settings_(): ImportSettings {
    return {
      entity: this.entity,
      columns: this.file_?.head ? this.columns_ : undefined,
      key: this.key_,
      keep_existing: this.keep_existing_,
    };
  }

  private async go_(preview: boolean): Promise<void> {
    const file = this.file_;
    if (!file || this.running_) return;
    // What was stopped goes on where it stands; what was looked at keeps its batch, and so its ids.
    const goes_on = this.run_ && this.run_.preview === preview && !this.run_.finished;
    const run = goes_on ? this.run_! : begin(file, preview, this.run_?.preview ? this.run_.batch : "");
    this.run_ = run;
    this.wrong_ = "";
    this.running_ = true;
    this.stop_ = false;
    const client = this.client.pinned();
    try {
      while (!run.finished && !this.stop_) {
        await step(client, file, this.settings_(), run);
        this.requestUpdate();
      }
    } catch (error) {
      this.wrong_ = error_text(error);
    } finally {
      this.running_ = false;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#result")?.focus();
  }

  private async undo_(batch: string): Promise<void> {
    if (this.running_ || !confirm(this.t.import_undo_sure)) return;
    this.running_ = true;
    this.wrong_ = "";
    try {
      this.undone_ = { batch, undone: await undo(this.client.pinned(), batch) };
      if (this.run_?.batch === batch) this.run_ = undefined;
      await this.refresh();
    } catch (error) {
      this.wrong_ = error_text(error);
    } finally {
      this.running_ = false;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#undone")?.focus();
  }

  private save_report_(): void {
    const url = URL.createObjectURL(
      new Blob([report_text(this.t, this.file_!, this.run_!)], { type: "text/csv;charset=utf-8" }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = `${this.file_!.name.replace(/\.[^.]*$/, "")}-${this.t.import_report_name}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  }

  override render() {
    if (!this.fields_) return this.placeholder();
    const t = this.t;
    return html`<section class="card">
        <h2>${t.import_choose}</h2>
        <p class="soft">${t.import_formats}</p>
        <p class="actions">
          <label>
            <span class="visually-hidden">${t.import_choose}</span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,text/csv"
              ?disabled=${this.running_}
              @change=${(event: Event) => this.choose_(event)}
            />
          </label>
        </p>
        ${this.wrong_ ? html`<p class="wrong" role="alert">${this.wrong_}</p>` : nothing}
      </section>
      ${this.file_ ? this.file_view_(this.file_, this.fields_) : nothing} ${this.run_ ? this.run_view_(this.run_) : nothing}
      ${this.undone_ ? this.undone_view_(this.undone_.undone) : nothing}
      ${earlier_view(t, this.earlier_, this.running_, (batch) => void this.undo_(batch))}`;
  }

  private file_view_(file: ReadFile, fields: FieldChoice[]) {
    const t = this.t;
    const change = (then: () => void) => {
      this.forget_();
      then();
    };
    return html`<section class="card">
      <h2>${t.import_found(file.lines.length)}</h2>
      ${mapping_view(t, {
        file,
        fields,
        columns: this.columns_,
        key: this.key_,
        keep_existing: this.keep_existing_,
        disabled: this.running_,
        on_column: (index, holds) =>
          change(() => (this.columns_ = this.columns_.map((column, i) => (i === index ? holds : column)))),
        on_key: (key) => change(() => (this.key_ = key)),
        on_keep_existing: (keep) => change(() => (this.keep_existing_ = keep)),
      })}
      <p class="row actions">
        <button type="button" ?disabled=${this.running_} @click=${() => this.go_(true)}>
          ${icon("check")}${t.import_check}
        </button>
      </p>
    </section>`;
  }

  private run_view_(run: ImportRun) {
    const t = this.t;
    const may_import = run.preview && run.finished && run.counts.refused < run.total;
    return html`<section class="card" aria-busy=${this.running_ ? "true" : "false"}>
      <h2 id="result" tabindex="-1">
        ${run.preview ? t.import_would_be : run.finished ? t.import_done : t.import_running}
      </h2>
      ${run.finished
        ? nothing
        : html`<label
            ><span role="status">${t.import_progress(run.done, run.total)}</span
            ><progress max=${run.total} value=${run.done}></progress
          ></label>`}
      ${lines_view(t, run)}
      <p class="row actions">
        ${this.running_
          ? html`<button type="button" @click=${() => (this.stop_ = true)}>${icon("stop")}${t.import_stop}</button>`
          : html`${!run.finished
              ? html`<button type="button" class="primary" @click=${() => this.go_(run.preview)}>
                  ${t.import_go_on}
                </button>`
              : nothing}
            ${may_import
              ? html`<button type="button" class="primary" @click=${() => this.go_(false)}>
                  ${icon("add")}${t.import_do}
                </button>`
              : nothing}
            <button type="button" @click=${() => this.save_report_()}>${icon("file")}${t.import_report}</button>
            ${!run.preview && run.batch
              ? html`<button type="button" class="danger" @click=${() => this.undo_(run.batch)}>
                    ${t.import_undo}
                  </button>
                  <a class="button" href=${this.back}>${t.import_to_list(this.label)}</a>`
              : nothing}`}
      </p>
    </section>`;
  }

  private undone_view_({ restored, kept }: Undone) {
    const t = this.t;
    return html`<section class="card">
      <h2 id="undone" tabindex="-1">${t.import_undone(restored)}</h2>
      ${kept.length
        ? html`<p>${t.import_kept(kept.length)}</p>
            <ul class="kept">
              ${kept.slice(0, 100).map(
                ({ entity, record, title, reason }) =>
                  html`<li>
                    <a href="#/record/${entity}/${encodeURIComponent(record)}">${title}</a> ${diagnostic_text(reason)}
                  </li>`,
              )}
            </ul>`
        : nothing}
    </section>`;
  }
}
customElements.define("tollgate-import", Import);
