// <tollgate-new-app>: makes an app on the hub: blank, from a table whose rows become its records, from a
// template or a package, or from an app document. Properties: site_url. Afterwards the new app opens.

import { css, html, nothing } from "lit";
import { Refused } from "../../engine/client.ts";
import { TollgateElement, error_text } from "../../components/element.ts";
import { dialogs } from "../../components/dialog_styles.ts";
import { icon } from "../../components/icons.ts";
import { current_locale } from "../../components/text/index.ts";
import { basics, buttons, inputs, tables } from "../../components/theme.ts";
import type { GalleryListReply, Offer } from "../../engine/generated/packages.ts";
import { HubPackages } from "../../engine/hub_packages.ts";
import "../packages/gallery.ts";
import type { InstallPackage, PackageWay } from "../packages/install_dialog.ts";
import "../packages/install_dialog.ts";
import type { GuessedColumn } from "./guess_columns.ts";
import { guess_columns } from "./guess_columns.ts";
import type { Progress } from "./make_app.ts";
import { import_rows, make_app } from "./make_app.ts";
import { readable_id } from "./readable_id.ts";
import type { Table } from "./read_table.ts";
import { TableRefused, read_table } from "./read_table.ts";
import { import_lines, table_app } from "./table_app.ts";

type Way = "blank" | "table" | "template" | "package" | "document";

const kWays: Way[] = ["blank", "table", "template", "package", "document"];

const kPreviewRows = 5;
const kMaxDocumentBytes = 4 * 1024 * 1024;

export class NewApp extends TollgateElement {
  static override properties = {
    site_url: { type: String },
    way_: { state: true },
    name_: { state: true },
    table_: { state: true },
    columns_: { state: true },
    document_: { state: true },
    problem_: { state: true },
    progress_: { state: true },
    gallery_: { state: true },
  };
  declare site_url: string;
  declare private way_: Way;
  declare private name_: string;
  declare private table_: Table | undefined;
  declare private columns_: GuessedColumn[];
  declare private document_: Record<string, unknown> | undefined;
  declare private problem_: string;
  declare private progress_: Progress | undefined;
  declare private gallery_: GalleryListReply | undefined;

  static override styles = [
    basics,
    buttons,
    inputs,
    tables,
    dialogs,
    css`
      @media (min-width: 561px) {
        dialog {
          width: min(720px, calc(100vw - 24px));
        }
      }
      form {
        display: grid;
        gap: 16px;
        margin-top: 12px;
      }
      label.field {
        display: grid;
        gap: 4px;
        font-weight: 550;
      }
      fieldset {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        margin-bottom: 4px;
        font-weight: 550;
      }
      .way {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        padding: 10px 12px;
        border: 1px solid var(--border);
        border-radius: var(--radius);
      }
      .way:has(input:checked) {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .way span:last-child {
        grid-column: 2;
        font-weight: 400;
      }
      .table-frame {
        max-height: 40vh;
        overflow: auto;
        border: 1px solid var(--border);
        border-radius: var(--radius);
      }
      caption {
        padding: 8px 12px;
        text-align: start;
        color: var(--text-soft);
      }
      th,
      td {
        padding: 6px 12px;
        white-space: nowrap;
      }
      [type="file"] {
        font-weight: 400;
      }
      th small {
        display: block;
        color: var(--text-soft);
        font-weight: 400;
      }
      progress {
        width: 100%;
      }
    `,
  ];

  constructor() {
    super();
    this.reset_();
  }

  show(): void {
    this.reset_();
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  private reset_(): void {
    this.way_ = "blank";
    this.name_ = this.problem_ = "";
    this.table_ = this.document_ = this.progress_ = this.gallery_ = undefined;
    this.columns_ = [];
  }

  override render() {
    const { t } = this;
    const busy = this.progress_ !== undefined;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${t.new_app}</h2>
      <form @submit=${this.on_submit_}>
        <fieldset ?disabled=${busy}>
          <legend>${t.new_app_from}</legend>
          ${kWays.map(
            (way) =>
              html`<label class="way">
                <input type="radio" name="way" value=${way} .checked=${this.way_ === way} @change=${() => this.choose_(way)} />
                <span>${this.words_of_(way).label}</span><span class="soft">${this.words_of_(way).hint}</span>
              </label>`,
          )}
        </fieldset>
        ${this.is_of_packages_ ? this.packages_() : this.of_one_s_own_(busy)}
        ${this.table_ ? this.preview_(this.table_) : nothing}
        ${this.problem_ ? html`<p role="alert" class="danger">${this.problem_}</p>` : nothing}
        ${this.progress_
          ? html`<div role="status">
              <p>${t.new_app_rows(this.progress_.done, this.progress_.total)}</p>
              <progress max=${Math.max(this.progress_.total, 1)} value=${this.progress_.done} aria-label=${t.new_app}></progress>
            </div>`
          : nothing}
        <div class="row">
          ${this.is_of_packages_
            ? nothing
            : html`<button type="submit" class="primary" ?disabled=${busy || !this.is_ready_}>${icon("add")}${t.new_app_make}</button>`}
          <button type="button" class="quiet" ?disabled=${busy} @click=${this.close_}>${t.cancel}</button>
        </div>
      </form>
    </dialog>
    <tollgate-install-package .site_url=${this.site_url}></tollgate-install-package>`;
  }

  private get is_of_packages_(): boolean {
    return this.way_ === "template" || this.way_ === "package";
  }

  private words_of_(way: Way): { label: string; hint: string } {
    return way === "template" || way === "package" ? this.t.packages.ways[way] : this.t.new_app_ways[way];
  }

  private of_one_s_own_(busy: boolean) {
    const { t } = this;
    return html`${this.way_ === "blank" ? nothing : this.file_(busy)}
        <label class="field"
          >${this.way_ === "table" ? t.new_app_row_name : t.new_app_name}
          <input
            type="text"
            name="name"
            required
            maxlength="60"
            autocomplete="off"
            placeholder=${this.way_ === "table" ? t.new_app_row_example : t.new_app_example}
            .value=${this.name_}
            ?disabled=${busy}
            @input=${(event: Event) => (this.name_ = (event.target as HTMLInputElement).value)}
          />
        </label>`;
  }

  private packages_() {
    if (this.way_ === "package") {
      return html`<label class="field"
        >${this.t.packages.file_label}
        <input type="file" multiple accept=".tollgate,.sig" @change=${this.on_package_} />
      </label>`;
    }
    if (!this.gallery_) return html`<p role="status">${this.problem_ ? nothing : this.t.loading}</p>`;
    return html`<tollgate-gallery
      .site_url=${this.site_url}
      .list=${this.gallery_}
      @tollgate-take=${({ detail: { gallery, id, version } }: CustomEvent<Offer>) => this.take_({ gallery, id, version })}
    ></tollgate-gallery>`;
  }

  private readonly on_package_ = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = "";
    if (files.length) this.take_({ files });
  };

  /** The package has a dialog of its own, in place of this one. */
  private take_(way: PackageWay): void {
    this.close_();
    void this.renderRoot.querySelector<InstallPackage>("tollgate-install-package")?.show(way);
  }

  private async read_gallery_(): Promise<void> {
    try {
      this.gallery_ = await new HubPackages(this.site_url).request("gallery.list", { refresh: false });
      // It stands below all ways to begin: on a small screen nobody would see that it came.
      await this.updateComplete;
      this.renderRoot.querySelector("tollgate-gallery")?.scrollIntoView({ block: "start", behavior: "smooth" });
    } catch (error) {
      this.problem_ = error_text(error);
    }
  }

  private get is_ready_(): boolean {
    if (!this.name_.trim()) return false;
    return this.way_ === "blank" || (this.way_ === "table" ? this.table_ : this.document_) !== undefined;
  }

  private file_(busy: boolean) {
    const is_table = this.way_ === "table";
    return html`<label class="field"
      >${is_table ? this.t.new_app_table : this.t.new_app_document}
      <input
        type="file"
        accept=${is_table ? ".xlsx,.csv,.tsv,.txt" : ".json"}
        ?disabled=${busy}
        @change=${(event: Event) => void this.on_file_((event.target as HTMLInputElement).files?.[0])}
      />
    </label>`;
  }

  private preview_({ head, rows }: Table) {
    return html`<div class="table-frame" tabindex="0" role="region" aria-label=${this.t.new_app_preview(rows.length)}>
      <table>
        <caption>
          ${this.t.new_app_preview(rows.length)}
        </caption>
        <thead>
          <tr>
            ${head.map(
              (header, index) =>
                html`<th scope="col">${header}<small>${this.t.new_app_types[this.columns_[index]!.type]}</small></th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, kPreviewRows).map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  private choose_(way: Way): void {
    if (way === this.way_) return;
    this.way_ = way;
    this.problem_ = "";
    this.table_ = this.document_ = undefined;
    if (way === "template" && !this.gallery_) void this.read_gallery_();
  }

  private async on_file_(file: File | undefined): Promise<void> {
    this.problem_ = "";
    this.table_ = this.document_ = undefined;
    if (!file) return;
    const name = file.name.replace(/\.[^.]*$/, "").slice(0, 60);
    try {
      if (this.way_ === "table") {
        const table = await read_table(file.name, new Uint8Array(await file.arrayBuffer()));
        this.columns_ = guess_columns(table.head, table.rows);
        this.table_ = table;
      } else {
        if (file.size > kMaxDocumentBytes) throw new TableRefused("too_large");
        this.document_ = document_of(await file.text());
      }
      if (!this.name_.trim()) this.name_ = this.document_ ? (label_in(this.document_) ?? name) : name;
    } catch (error) {
      if (!(error instanceof TableRefused)) throw error;
      this.problem_ = this.t.new_app_problems[error.problem];
    }
  }

  private readonly on_submit_ = (event: Event): void => {
    event.preventDefault();
    if (this.is_ready_ && !this.progress_) void this.make_();
  };

  private async make_(): Promise<void> {
    this.problem_ = "";
    const rows = this.table_?.rows ?? [];
    this.progress_ = { done: 0, total: rows.length };
    try {
      const name = this.name_.trim();
      const made = this.table_ ? await table_app(name, this.columns_, current_locale()) : undefined;
      const document = made?.document ?? this.document_ ?? blank(name);
      const wished = typeof document.id === "string" ? document.id : await readable_id(name, "app", new Set());
      const id = await make_app(this.site_url, { ...document, id: wished });
      if (made) {
        await import_rows(this.site_url, id, made, import_lines(this.columns_, rows), (progress) => (this.progress_ = progress));
      }
      location.assign(`${this.site_url}apps/${id}/${made ? "" : "designer.html"}`);
    } catch (error) {
      this.problem_ = error instanceof Refused && !error.diagnostics.length ? this.t.apps_unreachable : error_text(error);
      this.progress_ = undefined;
    }
  }

  private readonly close_ = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };
}
customElements.define("tollgate-new-app", NewApp);

function blank(name: string): Record<string, unknown> {
  return {
    format: "tollgate.app/1",
    version: 1,
    label: { [current_locale()]: name },
    locales: [current_locale()],
    entities: [],
  };
}

function document_of(text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null && !Array.isArray(document)) return document as Record<string, unknown>;
  } catch {
    // Said below: it is no app document either way.
  }
  throw new TableRefused("unreadable");
}

function label_in({ label }: Record<string, unknown>): string | undefined {
  if (typeof label !== "object" || label === null) return undefined;
  const texts = label as Record<string, unknown>;
  const text = texts[current_locale()] ?? Object.values(texts)[0];
  return typeof text === "string" ? text : undefined;
}

