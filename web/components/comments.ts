// <tollgate-comments>: what people say about a record. Whoever is named with @ hears of it.
//
// A device keeps its own comments until the hub has them; those of others are asked of the hub, which
// has them all.

import { css, html, nothing } from "lit";
import type { Changed, CommentListReply, Person } from "../engine/generated/api.ts";
import { error_text } from "./element.ts";
import { icon } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { mention_at, mentioned_in, merged, parts_with_mentions } from "./mentions.ts";
import { basics, buttons, inputs } from "./theme.ts";
import { ago_text } from "./relative_time.ts";
import { day_and_time } from "./time_text.ts";

type Comment = CommentListReply["comments"][number];

const kProposed = 6;

export class Comments extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    entity: { type: String },
    record: { type: String },
    comments_: { state: true },
    proposed_: { state: true },
    active_: { state: true },
    refused_: { state: true },
    sending_: { state: true },
    edited_: { state: true },
  };
  declare entity: string;
  declare record: string;
  declare private comments_: Comment[] | undefined;
  /** People whose name begins like what stands behind the @. */
  declare private proposed_: Person[];
  declare private active_: number;
  declare private refused_: string;
  declare private sending_: boolean;
  /** One's own comment that is being said otherwise. */
  declare private edited_: string | undefined;
  /** Who was chosen so far; they count as long as their name stands in the text. */
  private chosen_: Person[] = [];
  private looking_ = 0;

  static override styles = [
    basics,
    buttons,
    inputs,
    css`
      ol {
        display: grid;
        gap: 14px;
        margin-bottom: 14px;
      }
      li {
        display: grid;
        gap: 2px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
        font-size: 0.875rem;
      }
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .mention {
        border-radius: 4px;
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 550;
      }
      li button {
        min-height: 28px;
        padding: 0 6px;
        font-size: 0.8125rem;
      }
      form {
        position: relative;
        display: grid;
        gap: 8px;
      }
      textarea {
        min-height: 64px;
      }
      .proposed {
        position: absolute;
        z-index: 8;
        top: 100%;
        inset-inline: 0;
        display: grid;
        max-height: 280px;
        overflow: auto;
        padding: 4px;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .proposed [role="option"] {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        min-height: 40px;
        align-items: center;
        padding: 4px 12px;
        border-radius: var(--radius);
        cursor: pointer;
      }
      .proposed [aria-selected="true"] {
        background: var(--accent-soft);
      }
      .field {
        position: relative;
      }
      .refused {
        color: var(--danger);
        font-size: 0.875rem;
      }
      @media print {
        form,
        li button {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.proposed_ = [];
    this.active_ = 0;
    this.refused_ = "";
    this.sending_ = false;
  }

  protected override subject(): string {
    return `${this.entity} ${this.record}`;
  }

  protected override concerns(changed: Changed): boolean {
    return Boolean(changed.records?.some((each) => each.record === this.record));
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const params = { entity: this.entity, record: this.record };
    const own = await this.client.request("comment.list", params);
    if (!is_current()) return;
    this.comments_ = merged(own.comments, undefined);
    const all = await this.client.request_at_hub("comment.list", params).catch(() => undefined);
    if (is_current() && all) this.comments_ = merged(own.comments, all.comments);
  }

  override render() {
    const { t } = this;
    const comments = this.comments_;
    return html`<section aria-label=${t.comments}>
      ${comments === undefined
        ? this.placeholder()
        : comments.length
          ? html`<ol>
              ${comments.map((comment) => this.comment_(comment))}
            </ol>`
          : nothing}
      <form @submit=${this.on_send_}>
        <label class="visually-hidden" for="text">${t.comment_write}</label>
        <div class="field">
          <textarea
            id="text"
            maxlength="2000"
            rows="2"
            placeholder=${t.comment_hint}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded=${this.proposed_.length ? "true" : "false"}
            aria-controls="proposed"
            aria-activedescendant=${this.proposed_.length ? `person-${this.active_}` : nothing}
            @input=${this.on_input_}
            @keydown=${this.on_key_}
            @blur=${() => setTimeout(() => (this.proposed_ = []), 150)}
          ></textarea>
          <div id="proposed" role="listbox" aria-label=${t.comment_mention} class=${this.proposed_.length ? "proposed" : ""}>
            ${this.proposed_.map(
              (person, place) => html`<div
                role="option"
                id="person-${place}"
                aria-selected=${place === this.active_ ? "true" : "false"}
                @pointerdown=${(event: Event) => {
                  event.preventDefault();
                  this.take_(person);
                }}
              >
                <span>${person.title}</span><span class="soft small">${person.role ?? ""}</span>
              </div>`,
            )}
          </div>
        </div>
        ${this.refused_ ? html`<p class="refused" role="alert">${this.refused_}</p>` : nothing}
        <p class="row">
          <button type="submit" class="primary" ?disabled=${this.sending_}>
            ${icon("send")}${this.edited_ ? t.comment_save : t.comment_send}
          </button>
          ${this.edited_
            ? html`<button type="button" class="quiet" @click=${() => this.begin_anew_()}>${t.cancel}</button>`
            : nothing}
        </p>
      </form>
    </section>`;
  }

  private comment_(comment: Comment) {
    const { t } = this;
    return html`<li>
      <span class="head">
        <strong>${comment.person?.title ?? t.no_person}</strong>
        <time class="soft number" datetime=${comment.at} title=${day_and_time(comment.at)}>${ago_text(Date.parse(comment.at)) ?? day_and_time(comment.at).slice(0, 16)}</time>
        ${comment.changed ? html`<span class="soft">${t.comment_changed}</span>` : nothing}
        ${comment.own
          ? html`<button type="button" class="quiet" @click=${() => this.edit_(comment)}>${t.edit}</button
              ><button type="button" class="quiet" @click=${() => void this.remove_(comment)}>${t.comment_take_back}</button>`
          : nothing}
      </span>
      <p class="text">
        ${parts_with_mentions(comment.text, comment.mentions).map(({ text, mention }) =>
          mention ? html`<span class="mention">${text}</span>` : text,
        )}
      </p>
    </li>`;
  }

  private get area_(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea")!;
  }

  private begin_anew_(text = ""): void {
    this.edited_ = undefined;
    this.chosen_ = [];
    this.refused_ = "";
    this.area_.value = text;
  }

  private edit_(comment: Comment): void {
    this.begin_anew_(comment.text);
    this.edited_ = comment.id;
    this.chosen_ = [...comment.mentions];
    this.area_.focus();
  }

  /** Nothing is asked: what was said stands in the field again, to be sent once more. */
  private async remove_(comment: Comment): Promise<void> {
    if (!(await this.say_("", comment.id, []))) return;
    this.begin_anew_(comment.text);
    this.chosen_ = [...comment.mentions];
  }

  private readonly on_send_ = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = this.area_.value.trim();
    const mentions = mentioned_in(text, this.chosen_);
    if (await this.say_(text, this.edited_, mentions)) this.begin_anew_();
  };

  private async say_(text: string, comment: string | undefined, mentions: string[]): Promise<boolean> {
    this.sending_ = true;
    this.refused_ = "";
    try {
      await this.client.request("comment.add", {
        entity: this.entity,
        record: this.record,
        text,
        ...(comment ? { comment } : {}),
        ...(mentions.length ? { mentions } : {}),
      });
      await this.refresh();
      return true;
    } catch (error) {
      this.refused_ = error_text(error);
      return false;
    } finally {
      this.sending_ = false;
    }
  }

  private readonly on_input_ = async (): Promise<void> => {
    const area = this.area_;
    const begun = mention_at(area.value, area.selectionStart);
    const turn = ++this.looking_;
    if (!begun) {
      this.proposed_ = [];
      return;
    }
    const found = await this.client
      .request("people.list", { search: begun.text, limit: kProposed })
      .catch(() => undefined);
    if (turn !== this.looking_) return;
    this.proposed_ = found?.people ?? [];
    this.active_ = 0;
  };

  private readonly on_key_ = (event: KeyboardEvent): void => {
    const count = this.proposed_.length;
    if (!count) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.on_send_(event);
      return;
    }
    const acts: Record<string, () => void> = {
      ArrowDown: () => (this.active_ = (this.active_ + 1) % count),
      ArrowUp: () => (this.active_ = (this.active_ + count - 1) % count),
      Enter: () => this.take_(this.proposed_[this.active_]!),
      Tab: () => this.take_(this.proposed_[this.active_]!),
      Escape: () => (this.proposed_ = []),
    };
    const act = acts[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  };

  private take_(person: Person): void {
    const area = this.area_;
    const begun = mention_at(area.value, area.selectionStart);
    this.proposed_ = [];
    if (!begun) return;
    area.setRangeText(`@${person.title} `, begun.from, area.selectionStart, "end");
    this.chosen_.push(person);
    area.focus();
  }
}
customElements.define("tollgate-comments", Comments);
