// <tollgate-review-design>: what a save would change for data and roles, before it is done.
//
//   if (await dialog.agrees(reply)) save();

import { html, nothing } from "lit";
import type { AppCompareReply } from "../engine/generated/api.ts";
import { TollgateElement } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { basics, buttons } from "../components/theme.ts";
import { changes_styles, changes_view } from "./design_changes.ts";

export class ReviewDesign extends TollgateElement {
  static override properties = { reply_: { state: true } };
  declare private reply_: AppCompareReply | undefined;
  private answer_: ((agreed: boolean) => void) | undefined;

  static override styles = [basics, buttons, dialogs, changes_styles];

  async agrees(reply: AppCompareReply): Promise<boolean> {
    this.answer_?.(false);
    this.reply_ = reply;
    const agreed = new Promise<boolean>((answer) => (this.answer_ = answer));
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")!.showModal();
    return agreed;
  }

  override render() {
    const d = this.t.design;
    return html`<dialog aria-labelledby="title" @close=${() => this.say_(false)}>
      <h2 id="title">${d.review_title}</h2>
      <p class="soft">${d.review_lead}</p>
      ${this.reply_ ? changes_view(this.t, this.reply_) : nothing}
      <div class="foot">
        <button type="button" @click=${() => this.close_()}>${d.review_back}</button>
        <button type="button" class="primary" @click=${() => (this.say_(true), this.close_())}>${d.review_publish}</button>
      </div>
    </dialog>`;
  }

  private say_(agreed: boolean): void {
    this.answer_?.(agreed);
    this.answer_ = undefined;
  }

  private close_(): void {
    this.renderRoot.querySelector("dialog")?.close();
  }
}
customElements.define("tollgate-review-design", ReviewDesign);
