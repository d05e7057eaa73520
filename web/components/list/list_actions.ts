// <tollgate-list-actions>: what is done with a list beside looking at it: choosing several rows,
// taking it out as a file, printing it.
//
// Properties: client, asked, may_export, may_choose, chooses. Event: tollgate-list-choose.

import { css, html, nothing } from "lit";
import type { EngineClient } from "../../engine/client.ts";
import type { TaskProgress } from "../../engine/tasks.ts";
import { TollgateElement, error_text, tell } from "../element.ts";
import { icon } from "../icons.ts";
import type { IconName } from "../icons.ts";
import { task_bar, task_styles } from "../task_bar.ts";
import { basics, buttons } from "../theme.ts";
import { export_list, hand_out } from "./list_export.ts";
import type { ExportFormat } from "./list_export.ts";
import "./popup.ts";
import type { Popup } from "./popup.ts";
import type { AskedRows } from "./row_pages.ts";

const kFormats: readonly ExportFormat[] = ["xlsx", "csv"];

export class ListActions extends TollgateElement {
  static override properties = {
    client: { attribute: false },
    asked: { attribute: false },
    may_export: { type: Boolean },
    may_choose: { type: Boolean },
    chooses: { type: Boolean },
    exporting_: { state: true },
    said_: { state: true },
    problem_: { state: true },
  };
  declare client: EngineClient;
  declare asked: AskedRows;
  declare may_export: boolean;
  declare may_choose: boolean;
  declare chooses: boolean;
  declare private exporting_: { progress: TaskProgress; stop: AbortController } | undefined;
  declare private said_: string;
  declare private problem_: string;

  static override styles = [
    basics,
    buttons,
    task_styles,
    css`
      :host {
        display: contents;
      }
      .acts {
        display: grid;
      }
      .acts button {
        justify-content: start;
        border: 0;
        background: none;
        font-weight: 400;
      }
      .acts button:hover {
        background: var(--hover);
      }
      .below {
        flex-basis: 100%;
      }
      .below:empty {
        display: none;
      }
    `,
  ];

  constructor() {
    super();
    this.said_ = "";
    this.problem_ = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.exporting_?.stop.abort();
  }

  override render() {
    const { list } = this.t;
    return html`<tollgate-popup label=${list.more_actions} symbol="more">
        <div class="acts">
          ${this.may_choose
            ? this.act_(this.chooses ? list.select_end : list.select, "check", () => tell(this, "tollgate-list-choose"))
            : nothing}
          ${this.may_export ? kFormats.map((format) => this.act_(list.export[format], "file", () => void this.export_(format))) : nothing}
          ${this.act_(list.print, "print", () => print())}
        </div>
      </tollgate-popup>
      ${this.exporting_
        ? html`<div class="below">
            ${task_bar(this.t, { label: list.exporting, ...this.exporting_, on_stop: () => this.requestUpdate() })}
          </div>`
        : nothing}
      ${this.problem_ ? html`<p class="below" role="alert">${this.problem_}</p>` : nothing}
      <p class="below soft small" role="status">${this.said_}</p>`;
  }

  private act_(label: string, symbol: IconName, done: () => void) {
    return html`<button
      type="button"
      @click=${(event: Event) => {
        (event.currentTarget as HTMLElement).closest<Popup>("tollgate-popup")?.close();
        done();
      }}
    >
      ${icon(symbol)}${label}
    </button>`;
  }

  private async export_(format: ExportFormat): Promise<void> {
    const stop = new AbortController();
    const on_progress = (done: number, of: number) => {
      this.exporting_ = { progress: { done, of }, stop };
    };
    on_progress(0, 0);
    this.said_ = "";
    this.problem_ = "";
    try {
      const file = await export_list(this.client, this.asked, format, { signal: stop.signal, on_progress });
      if (file) hand_out(file);
      if (file) this.said_ = this.t.list.exported(file.name, file.rows);
    } catch (error) {
      this.problem_ = error_text(error);
    } finally {
      this.exporting_ = undefined;
    }
  }
}
customElements.define("tollgate-list-actions", ListActions);
