// list: items with fields of their own; added, removed and reordered by buttons that keyboards reach.

import { css, html, nothing } from "lit";
import type { Field } from "../../engine/generated/api.ts";
import type { ItemAction } from "../../engine/journal.ts";
import { error_text, tell } from "../element.ts";
import { icon } from "../icons.ts";
import { FieldElement } from "./field_element.ts";
import { render_field } from "./render_field.ts";

export class ListField extends FieldElement {
  static override properties = { ...FieldElement.properties, said_: { state: true } };
  declare private said_: string;
  private readonly cells_ = new Map<string, { of: Field; field: Field }>();

  static override styles = [
    ...FieldElement.styles,
    css`
      .items {
        display: grid;
        gap: 12px;
      }
      .item {
        border: 1px solid var(--border);
        border-radius: var(--radius-large);
        background: var(--surface-soft);
        padding: 8px 14px 14px;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-inline-end: -8px;
      }
      .head h4 {
        flex: 1;
        font-size: 0.875rem;
        font-weight: 600;
        color: var(--text-soft);
      }
      .head button {
        border: 0;
        background: transparent;
        color: var(--text-soft);
      }
      .head button:hover {
        background: var(--hover);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 16px 12px;
      }
      .fields > * {
        grid-column: span 6;
      }
      @container (min-width: 520px) {
        .fields > .half {
          grid-column: span 3;
        }
        .fields > .third {
          grid-column: span 2;
        }
      }
      .add {
        margin-top: 12px;
        width: 100%;
        border-style: dashed;
        color: var(--accent);
      }
    `,
  ];

  constructor() {
    super();
    this.said_ = "";
  }

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const { field } = this;
    const count = this.state.item_count ?? 0;
    const most = field.max_items ?? 1000;
    const least = field.min_items ?? 0;
    return html`<div class="items">
        ${Array.from({ length: count }, (_, index) => {
          const name = this.t.item(field.label, index + 1);
          return html`<div class="item" role="group" aria-label=${name}>
            <div class="head">
              <h4>${name}</h4>
              ${this.read_only
                ? nothing
                : html`${count > 1
                      ? html`<button
                            type="button"
                            class="icon"
                            aria-label=${this.t.move_up(name)}
                            ?disabled=${index === 0}
                            @click=${() => this.move_(index, index - 1)}
                          >
                            ${icon("up")}</button
                          ><button
                            type="button"
                            class="icon"
                            aria-label=${this.t.move_down(name)}
                            ?disabled=${index === count - 1}
                            @click=${() => this.move_(index, index + 1)}
                          >
                            ${icon("down")}
                          </button>`
                      : nothing}${count > least || count > 0
                      ? html`<button
                          type="button"
                          class="icon"
                          aria-label=${this.t.remove_item(name)}
                          @click=${() => this.act_("remove", index)}
                        >
                          ${icon("remove")}
                        </button>`
                      : nothing}`}
            </div>
            <div class="fields">
              ${(field.fields ?? []).map((sub) =>
                render_field(this.at_(sub, index), {
                  session: this.session,
                  context: this.context,
                  attempted: this.attempted,
                }),
              )}
            </div>
          </div>`;
        })}
      </div>
      ${this.read_only || count >= most
        ? nothing
        : html`<button type="button" class="add" data-first aria-label="${this.t.add_item}: ${field.label}" @click=${() => this.act_("add")}>
            ${icon("add")}${this.t.add_item}
          </button>`}
      <span class="visually-hidden" role="status">${this.said_}</span>`;
  }

  /** The same object for the same cell: cells that did not change are not drawn again. */
  private at_(sub: Field, index: number): Field {
    const path = `${this.path}/${index}/${sub.id}`;
    let cell = this.cells_.get(path);
    if (cell?.of !== sub) this.cells_.set(path, (cell = { of: sub, field: { ...sub, path } }));
    return cell.field;
  }

  private async move_(index: number, to: number): Promise<void> {
    if (!(await this.change_("move", index, to))) return;
    this.said_ = this.t.moved_to(to + 1);
    await this.updateComplete;
    const items = this.renderRoot.querySelectorAll(".item");
    const kept = items[to]?.querySelectorAll<HTMLButtonElement>(".head button:not(:disabled)");
    kept?.[to < index ? 0 : kept.length > 2 ? 1 : 0]?.focus();
  }

  private async act_(action: "add" | "remove", index?: number): Promise<void> {
    if (!(await this.change_(action, index))) return;
    this.requestUpdate();
    await this.updateComplete;
    if (action === "remove") {
      this.focus();
      return;
    }
    const fields = this.renderRoot.querySelectorAll<FieldElement>(".item:last-child .fields > *");
    await fields[0]?.updateComplete;
    fields[0]?.focus();
  }

  /** False: the items are as they were, and the field says why. */
  private async change_(action: ItemAction, index?: number, to?: number): Promise<boolean> {
    tell(this, "tollgate-edit");
    this.problem_ = "";
    try {
      await this.session.item(this.path, action, index, to);
      return true;
    } catch (error) {
      this.problem_ = error_text(error);
      return false;
    }
  }

  /** Leads to a field inside an item. */
  field_at(path: string): FieldElement | undefined {
    const all = this.renderRoot.querySelectorAll<FieldElement>(".fields > *");
    return Array.from(all).find((element) => element.path === path);
  }
}
customElements.define("tollgate-list-field", ListField);
