// <tollgate-merge-design>: parts that two people changed in one version of the app, decided one by one.
//
//   const take_theirs = await dialog.decide(version, clashes);  // paths; undefined: not now

import { css, html } from "lit";
import type { PartClash } from "../engine/generated/api.ts";
import { TollgateElement } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { basics, buttons } from "../components/theme.ts";
import { steps_words } from "./design_changes.ts";
import { value_text } from "./packages/texts.ts";

type Value = Parameters<typeof value_text>[0];

export class MergeDesign extends TollgateElement {
  static override properties = { clashes_: { state: true }, theirs_: { state: true } };
  declare private clashes_: PartClash[];
  declare private theirs_: ReadonlySet<string>;
  private version_ = 0;
  private answer_: ((take_theirs: string[] | undefined) => void) | undefined;

  static override styles = [
    basics,
    buttons,
    dialogs,
    css`
      fieldset {
        display: grid;
        gap: 6px;
        margin: 14px 0 0;
        padding: 10px 14px;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        overflow-wrap: anywhere;
      }
      legend {
        font-weight: 600;
      }
      label {
        display: grid;
        grid-template-columns: auto minmax(5em, auto) 1fr;
        gap: 8px;
        align-items: baseline;
      }
    `,
  ];

  constructor() {
    super();
    this.clashes_ = [];
    this.theirs_ = new Set();
  }

  async decide(version: number, clashes: PartClash[]): Promise<string[] | undefined> {
    this.answer_?.(undefined);
    this.version_ = version;
    this.clashes_ = clashes;
    this.theirs_ = new Set();
    const decided = new Promise<string[] | undefined>((answer) => (this.answer_ = answer));
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")!.showModal();
    return decided;
  }

  override render() {
    const d = this.t.design;
    return html`<dialog aria-labelledby="title" @close=${() => this.say_(undefined)}>
      <h2 id="title">${d.merge_title(this.version_)}</h2>
      <p class="soft">${d.merge_lead(this.clashes_.length)}</p>
      ${this.clashes_.map((clash, index) => this.clash_(clash, index))}
      <div class="foot">
        <button type="button" @click=${() => this.close_()}>${this.t.packages.cancel}</button>
        <button type="button" class="primary" @click=${() => (this.say_([...this.theirs_]), this.close_())}>${d.merge_take}</button>
      </div>
    </dialog>`;
  }

  private clash_(clash: PartClash, index: number) {
    const d = this.t.design;
    const side = (theirs: boolean, name: string, value: unknown) =>
      html`<label>
        <input type="radio" name="clash_${index}" .checked=${this.theirs_.has(clash.path) === theirs} @change=${() => this.choose_(clash.path, theirs)} />
        <span>${name}</span><span>${value === undefined && clash.base !== undefined ? this.t.packages.clash_gone : value_text(value as Value)}</span>
      </label>`;
    return html`<fieldset>
      <legend>${steps_words(this.t, clash.steps)}</legend>
      <p class="soft small">${d.merge_base}: ${value_text(clash.base as Value)}</p>
      ${side(false, d.merge_mine, clash.mine)} ${side(true, d.merge_theirs, clash.theirs)}
    </fieldset>`;
  }

  private choose_(path: string, theirs: boolean): void {
    const paths = new Set(this.theirs_);
    if (theirs) paths.add(path);
    else paths.delete(path);
    this.theirs_ = paths;
  }

  private say_(take_theirs: string[] | undefined): void {
    this.answer_?.(take_theirs);
    this.answer_ = undefined;
  }

  private close_(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }
}
customElements.define("tollgate-merge-design", MergeDesign);
