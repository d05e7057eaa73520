// <tollgate-history>: what was done to a record, in words: who, when, from where and by what, and what each
// field was and became. Operation numbers and hashes are one tap away.

import { css, html, nothing } from "lit";
import type { Changed, RecordHistoryReply } from "../engine/generated/api.ts";
import { icon, type IconName } from "./icons.ts";
import { LiveElement } from "./live_element.ts";
import { basics, buttons, pills } from "./theme.ts";
import { day_and_time } from "./time_text.ts";

type Entry = RecordHistoryReply["entries"][number];
type Change = Entry["changes"][number];
type Item = NonNullable<Change["items"]>[number];

/** Changes of one entry that stand there at once; the others behind a disclosure. */
const kShownChanges = 6;
const kIcons: Record<Entry["action"], IconName> = {
  draft: "form",
  submitted: "check",
  imported: "down",
  moved: "forward",
  move_refused: "alert",
  automation: "clock",
  draft_discarded: "remove",
  discarded: "remove",
  restored: "back",
  reopened: "lock",
  conflict: "alert",
  not_completed: "alert",
  set_aside: "alert",
};

export class RecordHistory extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    entity: { type: String },
    record: { type: String },
    entries_: { state: true },
    more_: { state: true },
  };
  declare entity: string;
  declare record: string;
  declare private entries_: Entry[] | undefined;
  declare private more_: number | undefined;
  private pages_ = 1;

  static override styles = [
    basics,
    buttons,
    pills,
    css`
      .entries > li {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr);
        gap: 0 12px;
        padding-bottom: 18px;
        position: relative;
      }
      .entries > li:not(:last-child)::before {
        content: "";
        position: absolute;
        inset: 26px auto 0 11px;
        border-inline-start: 2px solid var(--border);
      }
      .entries > li > svg {
        width: 24px;
        padding: 2px;
        color: var(--accent);
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      .moved {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: 0.875rem;
        color: var(--warning);
      }
      .changes {
        margin-top: 8px;
      }
      .changes > li {
        padding: 6px 0;
        border-bottom: 1px solid var(--border);
        overflow-wrap: anywhere;
      }
      .changes > li:last-child {
        border-bottom: 0;
      }
      .label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      .value {
        white-space: pre-wrap;
      }
      .was {
        color: var(--text-soft);
        text-decoration: line-through;
        text-decoration-color: var(--text-faint);
      }
      .items {
        margin-top: 4px;
        padding-inline-start: 12px;
        border-inline-start: 2px solid var(--border);
        font-size: 0.875rem;
      }
      .items > li {
        padding: 3px 0;
      }
      summary {
        min-height: 32px;
        display: flex;
        align-items: center;
        cursor: pointer;
        font-size: 0.875rem;
        color: var(--text-soft);
      }
      .ops {
        font-size: 0.8125rem;
      }
      .ops li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        padding: 2px 0;
      }
      .hash {
        font-family: var(--mono);
        color: var(--text-faint);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override subject(): string {
    this.pages_ = 1;
    return `${this.entity} ${this.record}`;
  }

  protected override concerns(changed: Changed): boolean {
    return Boolean(changed.records?.some((each) => each.record === this.record));
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const entries: Entry[] = [];
    let more: number | undefined;
    for (let page = 0; page < this.pages_; ++page) {
      const found = await this.client.request("record.history", {
        entity: this.entity,
        record: this.record,
        ...(more === undefined ? {} : { before: more }),
      });
      if (!is_current()) return;
      entries.push(...found.entries);
      more = found.more;
      if (more === undefined) break;
    }
    this.entries_ = entries;
    this.more_ = more;
  }

  override render() {
    const entries = this.entries_;
    if (!entries) return this.placeholder();
    return html`<ol class="entries" aria-label=${this.t.history}>
        ${entries.map((entry) => this.entry_view_(entry))}
      </ol>
      ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${this.more_ === undefined
        ? nothing
        : html`<button type="button" class="quiet" ?disabled=${this.loading_} @click=${this.on_more_}>
            ${this.t.history_earlier}
          </button>`}`;
  }

  private readonly on_more_ = (): void => {
    ++this.pages_;
    void this.refresh();
  };

  private entry_view_(entry: Entry) {
    const { t } = this;
    const { person, changes, device } = entry;
    const own_device = this.client.status.storage === "hub" ? t.device_hub : t.device_own;
    const at = day_and_time(entry.at).slice(0, 16);
    return html`<li>
      ${icon(kIcons[entry.action])}
      <div>
        <h3>${t.history_actions[entry.action]}${part(entry.workflow)}${part(entry.import_source)}</h3>
        <p class="meta">
          <span>${person ? (person.role ? t.person_role(person.title, person.role) : person.title) : t.no_person}</span>
          <time class="number" datetime=${entry.at}
            >${entry.since ? t.from_to(day_and_time(entry.since).slice(0, 16), at) : at}</time
          >
          ${entry.saves ? html`<span>${t.saved_times(entry.saves)}</span>` : nothing}
          <span>${device.own ? own_device : t.device_other(device.id)}</span>
        </p>
        ${entry.judged_by ? html`<p class="soft">${t.judged_by(entry.judged_by)}</p>` : nothing}
        ${entry.clock_moved ? html`<p class="moved">${icon("alert")}${t.clock_moved(entry.clock_moved)}</p>` : nothing}
        ${changes.length
          ? html`<ul class="changes">
              ${changes.slice(0, kShownChanges).map((change) => this.change_view_(change))}
            </ul>`
          : nothing}
        ${changes.length > kShownChanges
          ? html`<details>
              <summary>${t.more_fields(changes.length - kShownChanges)}</summary>
              <ul class="changes">
                ${changes.slice(kShownChanges).map((change) => this.change_view_(change))}
              </ul>
            </details>`
          : nothing}
        <details class="ops">
          <summary>${t.op_details}</summary>
          <ul>
            ${entry.ops.map(
              (op) =>
                html`<li>
                  <span>${t.op_number(op.number)}</span><span class="soft">${t.op_kinds[op.kind] ?? op.kind}</span
                  ><span class="hash">${op.hash}</span>
                </li>`,
            )}
            ${entry.op_count > entry.ops.length
              ? html`<li class="soft">${t.shown_of_ops(entry.ops.length, entry.op_count)}</li>`
              : nothing}
          </ul>
        </details>
      </div>
    </li>`;
  }

  private change_view_(change: Change) {
    const { t } = this;
    return html`<li>
      <span class="label">
        <span>${change.label}</span>
        ${change.state ? html`<span class="pill">${t.field_states[change.state]}</span>` : nothing}
        ${change.times ? html`<span class="pill">${t.changed_times(change.times)}</span>` : nothing}
        ${change.automation ? html`<span class="pill accent">${t.set_by(change.automation)}</span>` : nothing}
      </span>
      ${this.values_view_(change, change.was_unknown)}
      ${change.items?.length
        ? html`<ul class="items">
            ${change.items.map((item) => this.item_view_(item))}
            ${change.more_items ? html`<li class="soft">${t.more_items(change.more_items)}</li>` : nothing}
          </ul>`
        : nothing}
    </li>`;
  }

  /** Where nothing was before, what came needs no arrow. */
  private values_view_(values: { was?: string; became?: string }, was_unknown = false) {
    const { t } = this;
    const became = values.became ?? t.no_value_now;
    if (values.was === undefined && !was_unknown) return html`<span class="value">${became}</span>`;
    return html`<span class="value"
      ><span class="visually-hidden">${t.was_read_out}</span
      ><span class=${was_unknown ? "soft" : "was"}>${was_unknown ? t.was_unknown : values.was}</span
      ><span aria-hidden="true"> → </span><span class="visually-hidden">${t.became_read_out}</span
      ><span>${became}</span></span
    >`;
  }

  private item_view_(item: Item) {
    return html`<li>
      <span>${this.t.item_changes[item.kind](item.position)}</span>
      ${item.cells.map(
        (cell) =>
          html`<div>
            <span class="soft">${cell.label}</span>
            ${item.kind === "removed" ? html`<span class="was">${cell.was}</span>` : this.values_view_(cell)}
          </div>`,
      )}
    </li>`;
  }
}
function part(name: string | undefined) {
  return name ? html` · ${name}` : nothing;
}
customElements.define("tollgate-history", RecordHistory);
