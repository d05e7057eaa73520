// Takes how a person likes an app's pages to their other devices, by the hub: what the hub has comes
// first, then each change goes there. What could not be sent is kept and goes the next time.

import type { HubPeople } from "../engine/hub_people.ts";
import { on_preference, preference_place, store_preference, tell_preferences_came } from "../components/preferences.ts";

/** Several changes in a row are sent once. */
const kPause_ms = 600;

export class PreferenceSync {
  private readonly unsent_: Set<string>;
  private timer_: ReturnType<typeof setTimeout> | undefined;
  private readonly off_: () => void;

  /** `scope`: the app and the person, as pages name them. */
  constructor(
    private readonly people_: Pick<HubPeople, "request">,
    private readonly app_: string,
    private readonly scope_: string,
  ) {
    this.unsent_ = new Set(this.recall_());
    this.off_ = on_preference(({ scope, name }) => {
      if (scope !== this.scope_) return;
      this.unsent_.add(name);
      this.remember_();
      clearTimeout(this.timer_);
      this.timer_ = setTimeout(() => void this.send(), kPause_ms);
    });
  }

  stop(): void {
    this.off_();
    clearTimeout(this.timer_);
  }

  /** Reads what the hub has; what was changed here and never arrived counts more. */
  async begin(): Promise<void> {
    await this.send();
    try {
      const { preferences } = await this.people_.request("preference.list", { app: this.app_ });
      let came = false;
      for (const { name, value } of preferences) {
        if (this.unsent_.has(name) || localStorage.getItem(preference_place(this.scope_, name)) === value) continue;
        came = store_preference(this.scope_, name, value) || came;
      }
      if (came) tell_preferences_came();
    } catch {
      // Without the hub the device's own choices hold.
    }
  }

  async send(): Promise<void> {
    for (const name of [...this.unsent_]) {
      const value = localStorage.getItem(preference_place(this.scope_, name));
      try {
        await this.people_.request("preference.save", { app: this.app_, name, ...(value === null ? {} : { value }) });
      } catch {
        return;
      }
      // Changed meanwhile, it goes once more.
      if (localStorage.getItem(preference_place(this.scope_, name)) === value) this.unsent_.delete(name);
      this.remember_();
    }
  }

  private get place_(): string {
    return `tollgate.unsent.${this.scope_}`;
  }

  private recall_(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.place_) ?? "[]");
      return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
    } catch {
      return [];
    }
  }

  private remember_(): void {
    try {
      if (this.unsent_.size) localStorage.setItem(this.place_, JSON.stringify([...this.unsent_]));
      else localStorage.removeItem(this.place_);
    } catch {
      // Full or forbidden: it is sent as long as the page is open.
    }
  }
}
