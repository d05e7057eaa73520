// Who else has the app open in a designer: said and asked again and again, by app.editing.
//
//   const company = new Company(client, () => ({ part: "Visit", changed: true }), () => redraw());
//   company.others;  // whoever else is at it now

import type { AppEditingReply } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import type { Texts } from "../components/text/index.ts";

export type Other = AppEditingReply["others"][number];

export interface Whereabouts {
  part: string;
  changed: boolean;
}

/** Well below the 40 s after which whoever says nothing is no longer named. */
const kEvery_ms = 12_000;

export class Company {
  others: Other[] = [];
  private readonly page_: string;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private closed_ = false;

  constructor(
    private readonly client_: Pick<EngineClient, "request">,
    private readonly where_: () => Whereabouts,
    private readonly changed_: () => void,
    page = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    private readonly every_ms_ = kEvery_ms,
  ) {
    this.page_ = page;
    void this.say_();
  }

  close(): void {
    if (this.closed_) return;
    this.closed_ = true;
    clearTimeout(this.timer_);
    void this.client_.request("app.editing", { page: this.page_, leaves: true }).catch(() => undefined);
  }

  private async say_(): Promise<void> {
    try {
      const { others } = await this.client_.request("app.editing", { page: this.page_, ...this.where_() });
      const before = JSON.stringify(this.others);
      this.others = others;
      if (JSON.stringify(others) !== before) this.changed_();
    } catch {
      // The hub is away, or older: nobody is named.
      if (this.others.length) {
        this.others = [];
        this.changed_();
      }
    }
    if (!this.closed_) this.timer_ = setTimeout(() => void this.say_(), this.every_ms_);
  }
}

/** "Li (at “Visit”, with unsaved changes) and Wang have this app open, too." */
export function company_sentence(t: Texts, others: Other[]): string {
  const d = t.design;
  const names = others.map(({ name, part, changed }) => {
    const who = name || d.here_somebody;
    const at = part ? d.here_at(who, part) : who;
    return changed ? d.here_with_changes(at) : at;
  });
  return d.here(names.join(d.here_separator), others.length);
}
