// <tollgate-columns>: which columns a list shows, and in which order; moved by buttons, so that the
// keyboard and a thumb can.
//
// Properties: fields (all that there are), columns (ids of those on show). Event: tollgate-columns
// {columns}; undefined: as the app has them.

import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ListField } from "../../engine/generated/api.ts";
import { TollgateElement, tell } from "../element.ts";
import { icon } from "../icons.ts";
import { basics, buttons } from "../theme.ts";

export class ColumnsChoice extends TollgateElement {
  static override properties = {
    fields: { attribute: false },
    columns: { attribute: false },
  };
  declare fields: ListField[];
  declare columns: string[];

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        min-width: min(320px, calc(100vw - 48px));
      }
      ul {
        margin: 10px 0;
        max-height: 360px;
        overflow: auto;
      }
      li {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      label {
        flex: 1;
        min-width: 0;
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 40px;
        padding: 4px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      input {
        width: 18px;
        height: 18px;
        flex: none;
        accent-color: var(--accent);
      }
      li button {
        width: 36px;
        min-height: 36px;
        padding: 0;
        border-color: transparent;
        background: none;
      }
    `,
  ];

  constructor() {
    super();
    this.fields = [];
    this.columns = [];
  }

  override render() {
    const { list } = this.t;
    const shown = this.columns.flatMap((id) => this.fields.find((field) => field.id === id) ?? []);
    const others = this.fields.filter(({ id }) => !this.columns.includes(id));
    return html`<p class="soft small">${list.columns_hint}</p>
      <ul>
        ${repeat(
          [...shown, ...others],
          ({ id }) => id,
          (field, at) => this.field_(field, at < shown.length ? at : undefined, shown.length),
        )}
      </ul>
      <button type="button" class="quiet" @click=${() => tell(this, "tollgate-columns", { columns: undefined })}>
        ${list.columns_reset}
      </button>`;
  }

  private field_({ id, label }: ListField, at: number | undefined, count: number) {
    const move = (by: number, name: string, symbol: "up" | "down") => html`<button
      type="button"
      aria-label=${name}
      ?disabled=${at! + by < 0 || at! + by >= count}
      @click=${() => this.move_(at!, by)}
    >
      ${icon(symbol)}
    </button>`;
    return html`<li>
      <label
        ><input
          type="checkbox"
          .checked=${at !== undefined}
          ?disabled=${at !== undefined && count === 1}
          @change=${() => this.toggle_(id, at)}
        /><span>${label}</span></label
      >
      ${at === undefined
        ? html``
        : html`${move(-1, this.t.list.column_up(label), "up")}${move(1, this.t.list.column_down(label), "down")}`}
    </li>`;
  }

  private toggle_(id: string, at: number | undefined): void {
    this.set_(at === undefined ? [...this.columns, id] : this.columns.filter((each) => each !== id));
  }

  private move_(at: number, by: number): void {
    const columns = [...this.columns];
    const [moved] = columns.splice(at, 1);
    columns.splice(at + by, 0, moved!);
    this.set_(columns);
  }

  private set_(columns: string[]): void {
    tell(this, "tollgate-columns", { columns });
  }
}
customElements.define("tollgate-columns", ColumnsChoice);
