// location: a fix by the device, with its accuracy; by hand only where the app allows it.

import { css, html, nothing } from "lit";
import type { Fix } from "../../platform/location.ts";
import { LocationFailed, locate } from "../../platform/location.ts";
import { icon } from "../icons.ts";
import { FieldElement } from "./field_element.ts";
import { now_in_zone } from "./time_values.ts";

export class LocationField extends FieldElement {
  static override properties = {
    ...FieldElement.properties,
    locating_: { state: true },
    by_hand_: { state: true },
  };
  declare private locating_: boolean;
  declare private by_hand_: boolean;

  static override styles = [
    ...FieldElement.styles,
    css`
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .fix {
        display: flex;
        gap: 10px;
        padding: 12px;
        margin-bottom: 8px;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface-soft);
      }
      .fix svg {
        flex: none;
        margin-top: 1px;
        color: var(--good);
      }
      .hand {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
        margin-top: 8px;
      }
      .hand label {
        display: grid;
        gap: 4px;
        font-size: 0.875rem;
      }
    `,
  ];

  constructor() {
    super();
    this.locating_ = false;
    this.by_hand_ = false;
  }

  protected override get is_group(): boolean {
    return true;
  }

  protected override control() {
    const fix = this.state.value as Partial<Fix> | null | undefined;
    return html`${fix?.latitude
        ? html`<div class="fix">
            ${icon("place")}
            <div>
              <p class="number">${this.t.location_at(String(fix.latitude), String(fix.longitude))}</p>
              <p class="soft small">
                ${fix.source === "manual"
                  ? this.t.location_manual
                  : fix.accuracy_m
                    ? this.t.accuracy(String(fix.accuracy_m))
                    : nothing}
              </p>
            </div>
          </div>`
        : nothing}
      ${this.read_only
        ? nothing
        : html`<div class="actions">
              <button type="button" data-first ?disabled=${this.locating_} @click=${this.on_locate_}>
                ${icon("place")}${this.locating_
                  ? this.t.locating
                  : fix?.latitude
                    ? this.t.get_location_again
                    : this.t.get_location}
              </button>
              ${this.field.capture || this.by_hand_
                ? nothing
                : html`<button type="button" class="quiet" @click=${() => (this.by_hand_ = true)}>
                    ${this.t.enter_by_hand}
                  </button>`}
            </div>
            ${this.by_hand_ ? this.hand_() : nothing}`}`;
  }

  private hand_() {
    return html`<div class="hand">
      ${(["latitude", "longitude"] as const).map(
        (part) => html`<label>
          ${this.t[part]}
          <input type="text" inputmode="decimal" data-part=${part} @change=${this.on_hand_} />
        </label>`,
      )}
    </div>`;
  }

  /** Arriving is one tap: the time that is taken in the same section takes the fix along. */
  locate_along(): void {
    const fix = this.state.value as Partial<Fix> | null | undefined;
    if (this.field.capture && !this.read_only && !fix?.latitude && !this.locating_) void this.on_locate_();
  }

  private readonly on_locate_ = async (): Promise<void> => {
    if (!this.may_replace_evidence()) return;
    this.locating_ = true;
    this.problem_ = "";
    try {
      const fix = await locate((at) => now_in_zone(this.context.time_zone, at));
      await this.send({ ...fix, nonce: this.session.capture.nonce });
    } catch (error) {
      const { problem, wecom } = error instanceof LocationFailed ? error : new LocationFailed("unavailable");
      this.problem_ = wecom ? this.t.location_in_wecom[wecom] : this.t[`location_${problem}`];
    } finally {
      this.locating_ = false;
    }
  };

  private readonly on_hand_ = (): void => {
    const part = (name: string) =>
      (this.renderRoot.querySelector<HTMLInputElement>(`[data-part=${name}]`)?.value ?? "").trim();
    const [latitude, longitude] = [part("latitude"), part("longitude")];
    if (!latitude || !longitude) return;
    void this.send({ latitude, longitude, at: now_in_zone(this.context.time_zone), source: "manual" });
  };
}
customElements.define("tollgate-location-field", LocationField);
