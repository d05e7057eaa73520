// <tollgate-hub-devices>: devices that an app's hub takes nothing of any more, and work of devices that
// is not in force; whoever looks after the app decides about both.
//
// Properties: listed (the apps), site_url. Event: tollgate-acted.

import { css, html, nothing } from "lit";
import type { GroupSetAside, HubDevice, SyncReviewReply } from "../engine/generated/api.ts";
import { Refused } from "../engine/client.ts";
import { Hub } from "../engine/hub.ts";
import { diagnostic_text, tell } from "../components/element.ts";
import { dialogs } from "../components/dialog_styles.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons, inputs, pills } from "../components/theme.ts";
import { AdminElement } from "./admin_element.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of } from "./apps_list.ts";
import { hub_styles } from "./hub_styles.ts";

/** What is to be done, once somebody has said why. */
type Asked =
  | { app: string; what: "release"; device: HubDevice }
  | { app: string; what: "discarded" | "sent_on"; group: GroupSetAside };

export class HubDevices extends AdminElement {
  static override properties = {
    listed: { attribute: false },
    site_url: { type: String },
    found_: { state: true },
    asked_: { state: true },
    said_: { state: true },
  };
  declare listed: ListedApp[];
  declare site_url: string;
  /** Of each app that the reader looks after. */
  declare private found_: Record<string, SyncReviewReply> | undefined;
  declare private asked_: Asked | undefined;
  declare private said_: string;

  static override styles = [
    basics,
    buttons,
    inputs,
    pills,
    dialogs,
    hub_styles,
    css`
      .lines {
        grid-column: 1 / -1;
        margin-top: 6px;
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--border);
        overflow-wrap: anywhere;
      }
      .acts {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      h3 {
        margin: 16px 0 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.listed = [];
    this.said_ = "";
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("listed") && this.listed.length) void this.read_();
  }

  private async ask_<T>(app: string, type: string, params: unknown): Promise<T> {
    const hub = new Hub(`${this.site_url}apps/${app}/`);
    const reply = await hub.request({ type, params, locale: current_locale() });
    if (!reply.ok) throw new Refused(reply.diagnostics ?? []);
    return reply.result as T;
  }

  protected override async read_(): Promise<void> {
    const found: Record<string, SyncReviewReply> = {};
    for (const { id } of this.listed) {
      try {
        found[id] = await this.all_shown_(id, this.found_?.[id]?.groups.at(-1)?.op);
      } catch (error) {
        // Other apps are others' to look after.
        if (!(error instanceof Refused)) this.problem_ = error;
      }
    }
    this.found_ = found;
  }

  /** From the newest on, as far back as the group that stands last on the page. */
  private async all_shown_(app: string, last: number | undefined): Promise<SyncReviewReply> {
    const found = await this.ask_<SyncReviewReply>(app, "sync.review", {});
    while (found.more && last !== undefined && found.groups.at(-1)!.op > last) await this.add_earlier_(app, found);
    return found;
  }

  private async add_earlier_(app: string, found: SyncReviewReply): Promise<void> {
    const { groups, more } = await this.ask_<SyncReviewReply>(app, "sync.review", { before: found.groups.at(-1)!.op });
    found.groups.push(...groups);
    found.more = more;
  }

  private async show_earlier_(app: string): Promise<void> {
    this.problem_ = undefined;
    try {
      await this.add_earlier_(app, this.found_![app]!);
      this.requestUpdate();
    } catch (error) {
      this.problem_ = error;
    }
  }

  override render() {
    const { found_: found } = this;
    if (!found) return nothing;
    const apps = this.listed.filter(({ id }) => {
      const review = found[id];
      return review && (review.groups.length || review.devices.some(({ blocked, released }) => blocked || released));
    });
    return html`<section aria-labelledby="title">
      <h2 id="title">${this.t.aside_title}</h2>
      <p class="soft small">${this.t.aside_lead}</p>
      ${this.asked_ ? nothing : this.notice_()}
      <p role="status">${this.said_}</p>
      ${apps.length
        ? apps.map((app) => this.app_(app, found[app.id]!))
        : html`<p class="empty card soft">${this.t.aside_none}</p>`}
      ${this.dialog_()}
    </section>`;
  }

  private app_(app: ListedApp, { devices, groups, more }: SyncReviewReply) {
    const label = label_of(app, current_locale());
    return html`${this.listed.length > 1 ? html`<h3>${label}</h3>` : nothing}
      <ul class="list card" aria-label=${label}>
        ${devices.filter(({ blocked, released }) => blocked || released).map((device) => this.device_(app.id, device))}
        ${groups.map((group) => this.group_(app.id, group))}
      </ul>
      ${more
        ? html`<div class="foot"><button type="button" @click=${() => void this.show_earlier_(app.id)}>${this.t.acts_earlier}</button></div>`
        : nothing}`;
  }

  private device_(app: string, device: HubDevice) {
    const people = device.people.map(({ title }) => title).join(", ");
    return html`<li>
      <span class="name">${[this.t.aside_device, people || device.label || device.device].join(" · ")}</span>
      <span class="about soft small">
        ${device.blocked ? diagnostic_text(device.blocked) : this.t.aside_released}
        · ${device.device}
      </span>
      ${device.blocked
        ? html`<div class="acts">
            <button type="button" @click=${() => void this.open_({ app, what: "release", device })}>${this.t.aside_release}</button>
          </div>`
        : nothing}
    </li>`;
  }

  private group_(app: string, group: GroupSetAside) {
    const { settled } = group;
    const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "medium", timeStyle: "short" });
    const done = settled ? this.t.aside_settled[settled.act] : "";
    return html`<li>
      <span class="name">${[group.title || group.record, group.person?.title].filter(Boolean).join(" · ")}</span>
      <span class="about soft small">${date.format(new Date(group.at))} · ${group.why.map(diagnostic_text).join(" ")}</span>
      <ul class="lines small">
        ${group.lines.map((line) => html`<div>${line}</div>`)}
      </ul>
      ${settled
        ? html`<p class="about small"><span class="pill">${done}</span> ${settled.reason}</p>`
        : html`<div class="acts">
            ${group.person
              ? html`<button type="button" @click=${() => void this.open_({ app, what: "sent_on", group })}>
                  ${this.t.aside_send_on(group.person.title)}
                </button>`
              : nothing}
            <button type="button" class="quiet danger" @click=${() => void this.open_({ app, what: "discarded", group })}>
              ${this.t.aside_discard}
            </button>
          </div>`}
    </li>`;
  }

  private async open_(asked: Asked): Promise<void> {
    this.problem_ = undefined;
    this.said_ = "";
    this.asked_ = asked;
    await this.show_dialog_();
  }

  private readonly close_ = (): void => this.close_dialog_();

  private dialog_() {
    const { asked_: asked } = this;
    const title = asked ? this.t.aside_titles[asked.what] : "";
    return html`<dialog aria-labelledby="dialog_title" @close=${() => (this.asked_ = undefined)}>
      ${asked
        ? html`<form @submit=${this.on_submit_}>
            <h2 id="dialog_title">${title}</h2>
            <p class="soft small">${this.t.aside_helps[asked.what]}</p>
            ${this.notice_()}
            <div class="entry">
              <label for="reason">${this.t.aside_reason}</label>
              <textarea id="reason" name="reason" rows="3" required maxlength="150"></textarea>
            </div>
            <div class="foot">
              <button type="button" @click=${this.close_}>${this.t.cancel}</button>
              <button class="primary">${title}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }

  private readonly on_submit_ = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { asked_: asked } = this;
    if (!asked) return;
    const reason = String(new FormData(event.target as HTMLFormElement).get("reason")).trim();
    const done = await this.try_(() =>
      asked.what === "release"
        ? this.ask_(asked.app, "sync.release", { device: asked.device.device, reason })
        : this.ask_(asked.app, "sync.settle", { op: asked.group.op, act: asked.what, reason }),
    );
    if (!done) return;
    this.close_();
    this.said_ = this.t.saved_short;
    tell(this, "tollgate-acted");
  };
}
customElements.define("tollgate-hub-devices", HubDevices);
