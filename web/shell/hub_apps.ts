// <tollgate-hub-apps>: how each app of the hub is; its log looked through when asked, and all that is derived
// from it made again.

import { html, nothing } from "lit";
import type { Diagnostic, LogRebuildReply, LogVerifyReply } from "../engine/generated/api.ts";
import type { AppStatus } from "../engine/generated/hub.ts";
import { Hub } from "../engine/hub.ts";
import { watched } from "../engine/tasks.ts";
import type { TaskProgress } from "../engine/tasks.ts";
import { TollgateElement, diagnostic_text } from "../components/element.ts";
import { task_bar, task_styles } from "../components/task_bar.ts";
import { current_locale } from "../components/text/index.ts";
import { basics, buttons } from "../components/theme.ts";
import type { ListedApp } from "./apps_list.ts";
import { label_of } from "./apps_list.ts";
import { hub_styles } from "./hub_styles.ts";
import { size_text } from "./size_text.ts";

/** What is done with an app's log. */
type LogJob = "log.verify" | "log.rebuild";
/** What is known of it: being worked on since, or what came of it. */
type LogLook =
  | { job: LogJob; since: number; progress?: TaskProgress; stop: AbortController }
  | { verified: LogVerifyReply; at: number }
  | { rebuilt: LogRebuildReply; at: number }
  | { problems: Diagnostic[] };

const kTick_ms = 1000;
const kMaxFindings = 20;

export class HubApps extends TollgateElement {
  static override properties = {
    apps: { attribute: false },
    listed: { attribute: false },
    site_url: { type: String },
    looks_: { state: true },
  };
  declare apps: AppStatus[];
  declare listed: ListedApp[];
  declare site_url: string;
  declare private looks_: Record<string, LogLook>;
  private timer_: ReturnType<typeof setInterval> | undefined;

  static override styles = [basics, buttons, hub_styles, task_styles];

  constructor() {
    super();
    this.looks_ = {};
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer_);
  }

  override render() {
    return html`<section aria-labelledby="title">
      <h2 id="title">${this.t.apps}</h2>
      <ul class="list card">${this.apps.map((app) => this.app_(app))}</ul>
    </section>`;
  }

  private app_(app: AppStatus) {
    const listed = this.listed.find(({ id }) => id === app.id);
    const name = listed ? label_of(listed, current_locale()) : app.id;
    const look = this.looks_[app.id];
    const looks = look !== undefined && "since" in look;
    return html`<li>
      <span class="name">${name}</span>
      <span class="about soft small">${this.about_(app)}</span>
      ${app.open
        ? html`<span class="acts">
            ${this.job_(app.id, name, "log.verify", this.t.log_verify, looks)}
            ${this.job_(app.id, name, "log.rebuild", this.t.log_rebuild, looks)}
          </span>`
        : nothing}
      <div class="said small" role="status">${look ? this.look_(look) : nothing}</div>
    </li>`;
  }

  private job_(id: string, name: string, job: LogJob, label: string, disabled: boolean) {
    return html`<button type="button" ?disabled=${disabled} aria-label="${label} · ${name}" @click=${() => void this.run_(id, job)}>
      ${label}
    </button>`;
  }

  private about_(app: AppStatus): unknown {
    if (!app.open) return html`<span class="bad">${this.t.app_not_open}</span>`;
    const n = new Intl.NumberFormat(current_locale());
    const parts = app.busy
      ? [this.t.app_busy]
      : [this.t.log_ops(n.format(app.op_count)), this.t.messages_undelivered(n.format(app.undelivered))];
    if (app.database_bytes) parts.push(size_text(app.database_bytes, current_locale()));
    parts.push(this.t.requests_waiting(n.format(app.waiting)));
    return parts.join(" · ");
  }

  private look_(look: LogLook): unknown {
    if ("since" in look) {
      const { job, progress, stop, since } = look;
      const seconds = Math.round((Date.now() - since) / 1000);
      return task_bar(this.t, {
        label: job === "log.verify" ? this.t.log_verifying : this.t.log_rebuilding, progress, seconds, stop, on_stop: () => this.requestUpdate(),
      });
    }
    if ("problems" in look) {
      // Whoever stopped it has done nothing wrong.
      const is_stopped = look.problems[0]?.code === "engine.stopped";
      return html`<span class=${is_stopped ? "soft" : "bad"}>${look.problems.map(diagnostic_text).join(" ")}</span>`;
    }
    const time = new Intl.DateTimeFormat(current_locale(), { timeStyle: "short" }).format(look.at);
    const counted = (count: number) => new Intl.NumberFormat(current_locale()).format(count);
    if ("rebuilt" in look) {
      const { differences, op_count } = look.rebuilt;
      return html`<span>
          ${differences.length ? this.t.log_rebuilt(counted(op_count), counted(differences.length), time) : this.t.log_rebuilt_same(counted(op_count), time)}
        </span>
        ${differences.length ? html`<ul>${differences.slice(0, kMaxFindings).map((difference) => html`<li>${difference}</li>`)}</ul>` : nothing}`;
    }
    const { verified: result } = look;
    const count = counted(result.op_count);
    return html`<span class=${result.sound ? "" : "bad"}>
        ${result.sound ? this.t.log_sound(count, result.checkpoint_count, time) : this.t.log_unsound(time)}
      </span>
      ${result.findings.length
        ? html`<ul>${result.findings.slice(0, kMaxFindings).map((finding) => html`<li>${diagnostic_text(finding)}</li>`)}</ul>`
        : nothing}`;
  }

  private async run_(id: string, job: LogJob): Promise<void> {
    const stop = new AbortController();
    const since = Date.now();
    this.set_(id, { job, since, stop });
    this.timer_ ??= setInterval(() => this.requestUpdate(), kTick_ms);
    const hub = new Hub(`${this.site_url}apps/${id}/`);
    const params = job === "log.verify" ? { derived: true } : {};
    const reply = await watched(
      (message) => hub.request(message),
      { type: job, params, locale: current_locale() },
      { signal: stop.signal, on_progress: (progress) => this.set_(id, { job, since, stop, progress }) },
    );
    const at = Date.now();
    if (!reply.ok) this.set_(id, { problems: reply.diagnostics ?? [] });
    else if (job === "log.verify") this.set_(id, { verified: reply.result as LogVerifyReply, at });
    else this.set_(id, { rebuilt: reply.result as LogRebuildReply, at });
    if (Object.values(this.looks_).some((look) => "since" in look)) return;
    clearInterval(this.timer_);
    this.timer_ = undefined;
  }

  private set_(id: string, look: LogLook): void {
    this.looks_ = { ...this.looks_, [id]: look };
  }
}
customElements.define("tollgate-hub-apps", HubApps);
