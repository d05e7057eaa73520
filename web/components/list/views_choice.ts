// <tollgate-views>: the states of a list that a person keeps under names.
//
// Properties: memory, query (how the list is now), columns (chosen ones). Event: tollgate-view
// {query, columns}.

import { css, html, nothing } from "lit";
import { TollgateElement, tell } from "../element.ts";
import { icon } from "../icons.ts";
import { basics, buttons, inputs } from "../theme.ts";
import { kLongestName, same_query } from "./list_memory.ts";
import type { ListMemory, SavedView } from "./list_memory.ts";

export class ViewsChoice extends TollgateElement {
  static override properties = {
    memory: { attribute: false },
    query: { type: String },
    columns: { attribute: false },
    said_: { state: true },
  };
  declare memory: ListMemory;
  declare query: string;
  declare columns: string[] | undefined;
  declare private said_: string;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      :host {
        min-width: min(280px, calc(100vw - 48px));
      }
      li {
        display: flex;
        gap: 4px;
      }
      li .open {
        flex: 1;
        min-width: 0;
        justify-content: start;
        padding: 0 10px;
        border-color: transparent;
        background: none;
        font-weight: 400;
        text-align: start;
        overflow-wrap: anywhere;
      }
      li .open[aria-current="true"] {
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 550;
      }
      li button.icon {
        border-color: transparent;
        background: none;
      }
      form {
        display: grid;
        gap: 8px;
        margin-top: 12px;
        padding-top: 12px;
        border-top: 1px solid var(--border);
      }
      form div {
        display: flex;
        gap: 8px;
      }
      .said:empty {
        display: none;
      }
      .said {
        margin-top: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.query = "";
    this.said_ = "";
  }

  override render() {
    const { list } = this.t;
    const kept = this.memory?.views ?? [];
    return html`<ul>
        ${this.view_({ name: list.view_default, query: "" }, false)} ${kept.map((view) => this.view_(view, true))}
      </ul>
      <form @submit=${this.on_save_}>
        <label class="small" for="name">${list.view_save}</label>
        <div>
          <input id="name" type="text" name="name" autocomplete="off" maxlength=${kLongestName} placeholder=${list.view_name} required />
          <button type="submit">${list.view_save_button}</button>
        </div>
      </form>
      <p class="said soft small" role="status">${this.said_}</p>`;
  }

  private view_(view: SavedView, is_own: boolean) {
    const columns = (ids: string[] | undefined) => JSON.stringify(ids ?? null);
    const here = same_query(view.query, this.query) && columns(view.columns) === columns(this.columns);
    return html`<li>
      <button type="button" class="open" aria-current=${here ? "true" : nothing} @click=${() => tell(this, "tollgate-view", view)}>
        ${view.name}
      </button>
      ${is_own
        ? html`<button
            type="button"
            class="icon"
            aria-label=${this.t.list.view_remove(view.name)}
            @click=${() => {
              this.memory.remove(view.name);
              this.requestUpdate();
            }}
          >
            ${icon("remove")}
          </button>`
        : nothing}
    </li>`;
  }

  private readonly on_save_ = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (!name) return;
    const view: SavedView = { name, query: this.query, ...(this.columns ? { columns: this.columns } : {}) };
    const is_kept = this.memory.save(view);
    this.said_ = is_kept ? this.t.list.view_saved(name) : this.t.list.view_not_kept;
    if (is_kept) form.reset();
    tell(this, "tollgate-views-changed");
  };
}
customElements.define("tollgate-views", ViewsChoice);
