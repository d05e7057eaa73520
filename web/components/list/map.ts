// <tollgate-map>: where a list's records are, on a grid of degrees with a scale, without any outside
// service, or on the pictures of the world that an administrator has named a source of. With a day: the
// route of its records, in the order of when they happened or are planned. Below stands the same as a list.
//
// Properties: client, asked (the list), location (the column with the place), plan (its date fields;
// undefined: no routes), fields (that the list offers), day, today, link.
// Event: tollgate-map-day {day}.

import { html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ListField, Row } from "../../engine/generated/api.ts";
import { kLimits } from "../../engine/generated/limits.ts";
import { tell } from "../element.ts";
import { icon } from "../icons.ts";
import { LiveElement } from "../live_element.ts";
import { row_title } from "../row_state.ts";
import type { RowLink } from "../rows.ts";
import { basics, buttons, inputs } from "../theme.ts";
import type { AskedList } from "./asked_list.ts";
import { add_days } from "./calendar_days.ts";
import { bounded_zoom, clusters, degrees_text, distance_m, distance_text, fitting, grid_lines, place_of, scale_bar, to_screen, world_px } from "./map_projection.ts";
import type { Cluster, MapView, Place } from "./map_projection.ts";
import { tile_source, tiles_in } from "./map_tiles.ts";
import type { TileSource } from "./map_tiles.ts";
import { map_styles } from "./map_styles.ts";
import { span_styles } from "./span_styles.ts";
import { columns_of, read_plan } from "./plan.ts";
import type { PlanEntry, PlanFields } from "./plan.ts";

const kMax = 2000;
/** So many are listed below; the map shows them all. */
const kListed = 100;
const kField_px = 34;
const kPan_px = 80;

export interface Stop {
  row: Row;
  place: Place;
  entry: PlanEntry | undefined;
}

export class RecordMap extends LiveElement {
  static override properties = {
    ...LiveElement.properties,
    asked: { attribute: false },
    plan: { attribute: false },
    fields: { attribute: false },
    location: { type: String },
    day: { type: String },
    today: { type: String },
    link: { attribute: false },
    stops_: { state: true },
    without_: { state: true },
    view_: { state: true },
    size_: { state: true },
    open_: { state: true },
  };
  declare asked: AskedList;
  declare plan: PlanFields | undefined;
  declare fields: readonly ListField[];
  declare location: string;
  declare day: string | undefined;
  declare today: string;
  declare link: RowLink;
  declare private stops_: Stop[] | undefined;
  declare private without_: number;
  declare private view_: MapView | undefined;
  declare private size_: { width: number; height: number };
  /** Of which the records are listed beside the map. */
  declare private open_: Cluster<Stop> | undefined;
  private readonly resized_ = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    if (width && height) this.size_ = { width: Math.round(width), height: Math.round(height) };
  });
  private fitted_for_ = "";
  private readonly tiles_ = tile_source();

  static override styles = [basics, buttons, inputs, span_styles, map_styles];

  constructor() {
    super();
    this.without_ = 0;
    this.size_ = { width: 640, height: 420 };
    this.fields = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized_.disconnect();
  }

  protected override subject(): string {
    return JSON.stringify([this.asked, this.location, this.day, this.plan]);
  }

  protected override async load(is_current: () => boolean): Promise<void> {
    const found = this.day && this.plan ? await this.of_day_(this.day, this.plan) : await this.all_();
    if (!is_current()) return;
    this.stops_ = found.filter((stop): stop is Stop => stop.place !== undefined);
    this.without_ = found.length - this.stops_.length;
    this.open_ = undefined;
  }

  private async of_day_(day: string, plan: PlanFields) {
    const { entries } = await read_plan(this.client, this.asked, plan, this.fields, day, day, [this.location]);
    const column = columns_of(plan).length;
    return entries.map((entry) => ({ row: entry.row, entry, place: place_of(entry.row.cells[column]?.value) }));
  }

  private async all_() {
    const ask = (after?: string) =>
      this.client.request("record.list", { ...this.asked, columns: [this.location], limit: kLimits.rows, ...(after ? { after } : {}) });
    const first = await ask();
    const rows = [...first.rows];
    for (let { next } = first; next && rows.length < kMax; ) {
      const more = await ask(next);
      rows.push(...more.rows);
      next = more.next;
    }
    return rows.map((row) => ({ row, entry: undefined, place: place_of(row.cells[0]?.value) }));
  }

  override updated(): void {
    const frame = this.renderRoot.querySelector(".frame");
    if (frame) this.resized_.observe(frame);
    // Where the records are others, all of them are shown; a change of one leaves the view alone.
    const subject = this.subject();
    if (this.stops_ && !this.loading_ && this.fitted_for_ !== subject) {
      this.fitted_for_ = subject;
      this.fit_();
    }
  }

  private fit_(): void {
    this.view_ = fitting((this.stops_ ?? []).map(({ place }) => place), this.size_.width, this.size_.height);
  }

  override render() {
    const stops = this.stops_;
    if (!stops) return this.placeholder();
    const { list } = this.t;
    return html`${this.days_()} ${this.problem_ ? html`<p role="alert">${this.problem_}</p>` : nothing}
      ${stops.length
        ? html`<div class="frame">${this.map_(stops)} ${this.tools_()} ${this.open_ ? this.here_(this.open_) : nothing}
              ${this.tiles_?.credit ? html`<p class="credit">${this.tiles_.credit}</p>` : nothing}</div>
            ${this.list_(stops)}`
        : html`<p class="empty card">${this.day ? list.calendar_nothing : list.map_nothing}</p>`}
      ${this.without_ ? html`<p class="soft small" role="status">${list.map_no_place(this.without_)}</p>` : nothing}`;
  }

  private days_() {
    if (!this.plan) return nothing;
    const { list } = this.t;
    const go = (day: string | undefined) => tell(this, "tollgate-map-day", { day });
    const { day } = this;
    return html`<div class="days">
      <span class="spans" role="group" aria-label=${list.map_day}>
        <button type="button" aria-pressed=${day ? "false" : "true"} @click=${() => go(undefined)}>${list.map_all}</button>
        <button type="button" aria-pressed=${day ? "true" : "false"} @click=${() => day || go(this.today)}>${list.map_route}</button>
      </span>
      ${day
        ? html`<button type="button" class="icon" aria-label=${list.calendar_earlier} @click=${() => go(add_days(day, -1))}>${icon("back")}</button>
            <input
              type="date"
              aria-label=${list.map_day}
              .value=${day}
              @change=${(event: Event) => {
                const { value } = event.target as HTMLInputElement;
                if (value) go(value);
              }}
            />
            <button type="button" class="icon" aria-label=${list.calendar_later} @click=${() => go(add_days(day, 1))}>${icon("forward")}</button>`
        : nothing}
    </div>`;
  }

  private map_(stops: Stop[]) {
    const { width, height } = this.size_;
    const view = this.view_ ?? fitting(stops.map(({ place }) => place), width, height);
    const at = stops.map((stop) => ({ item: stop, ...to_screen(view, width, height, stop.place) }));
    const near = at.filter(({ x, y }) => x > -20 && y > -20 && x < width + 20 && y < height + 20);
    const is_route = Boolean(this.day);
    return html`<svg
        viewBox="0 0 ${width} ${height}"
        width=${width}
        height=${height}
        role="group"
        tabindex="0"
        aria-label=${this.t.list.map_label(stops.length)}
        @pointerdown=${this.on_pan_}
        @keydown=${this.on_key_}
        @wheel=${this.on_wheel_}
      >
        ${this.tiles_ ? this.ground_(this.tiles_, view) : this.grid_(view)}
        ${is_route && at.length > 1
          ? svg`<polyline class="route" points=${at.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />`
          : nothing}
        ${is_route ? near.map((each) => this.stop_(each, stops.indexOf(each.item))) : clusters(near, kField_px).map((each) => this.cluster_(each))}
        ${this.scale_(view)}
      </svg>`;
  }

  private ground_(source: TileSource, view: MapView) {
    const { width, height } = this.size_;
    return svg`<g class="ground" aria-hidden="true">
      ${repeat(
        tiles_in(source, view, width, height),
        ({ key }) => key,
        ({ url, left, top, size }) => svg`<image href=${url} x=${left} y=${top} width=${size} height=${size} />`,
      )}
    </g>`;
  }

  private grid_(view: MapView) {
    const { width, height } = this.size_;
    const { meridians, parallels, step } = grid_lines(view, width, height);
    return svg`<g class="grid" aria-hidden="true">
      ${meridians.map(({ at, degrees }) => svg`<line x1=${at} x2=${at} y1="0" y2=${height} /><text x=${at + 4} y="14">${degrees_text(degrees, step, ["E", "W"])}</text>`)}
      ${parallels.map(({ at, degrees }) => (at > 30 ? svg`<line x1="0" x2=${width} y1=${at} y2=${at} /><text x="6" y=${at - 4}>${degrees_text(degrees, step, ["N", "S"])}</text>` : nothing))}
    </g>`;
  }

  private scale_(view: MapView) {
    const { metres, px } = scale_bar(view, 120);
    const { width, height } = this.size_;
    const left = width - px - 14;
    return svg`<g class="scale" role="img" aria-label=${this.t.list.map_scale(distance_text(metres))}>
      <path d="M${left} ${height - 18}v6h${px}v-6" /><text x=${left + px / 2} y=${height - 20} text-anchor="middle">${distance_text(metres)}</text>
    </g>`;
  }

  private cluster_(cluster: Cluster<Stop>) {
    const { x, y, items } = cluster;
    const [first] = items;
    if (items.length === 1 && first) {
      return svg`<a href=${this.link(first.row)} aria-label=${row_title(first.row, this.t)}><title>${row_title(first.row, this.t)}</title>${pin(x, y)}</a>`;
    }
    const open = () => (this.open_ = cluster);
    const on_key = (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    };
    const radius = 12 + Math.min(12, Math.log2(items.length) * 2);
    return svg`<g class="cluster" role="button" tabindex="0" aria-label=${this.t.list.map_here(items.length)} @click=${open} @keydown=${on_key}>
      <circle cx=${x} cy=${y} r=${radius} /><text x=${x} y=${y + 4} text-anchor="middle">${items.length}</text>
    </g>`;
  }

  private stop_({ item, x, y }: { item: Stop; x: number; y: number }, index: number) {
    const title = row_title(item.row, this.t);
    const name = [item.entry?.time, title].filter(Boolean).join(" ");
    const left = x > this.size_.width * 0.7;
    return svg`<a href=${this.link(item.row)} aria-label="${index + 1} ${name}" class="stop ${item.entry?.happened ? "happened" : ""}">
      <circle cx=${x} cy=${y} r="13" /><text class="number" x=${x} y=${y + 4} text-anchor="middle">${index + 1}</text>
      <text class="name" x=${left ? x - 18 : x + 18} y=${y + 4} text-anchor=${left ? "end" : "start"}>${name}</text>
    </a>`;
  }

  private tools_() {
    const { list } = this.t;
    const tool = (label: string, symbol: "add" | "minus" | "fit", act: () => void) =>
      html`<button type="button" class="icon" aria-label=${label} title=${label} @click=${act}>${icon(symbol)}</button>`;
    return html`<div class="tools">
      ${tool(list.map_closer, "add", () => this.zoom_(1))} ${tool(list.map_farther, "minus", () => this.zoom_(-1))} ${tool(list.map_fit, "fit", () => this.fit_())}
    </div>`;
  }

  private here_({ items }: Cluster<Stop>) {
    const close = () => (this.open_ = undefined);
    return html`<section class="here card" aria-label=${this.t.list.map_here(items.length)} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && close()}>
      <header>
        <h3>${this.t.list.map_here(items.length)}</h3>
        <button type="button" class="icon" aria-label=${this.t.close} @click=${close}>${icon("close")}</button>
      </header>
      <ul>
        ${items.slice(0, kListed).map(({ row }) => html`<li><a href=${this.link(row)}>${row_title(row, this.t)}</a></li>`)}
      </ul>
    </section>`;
  }

  private list_(stops: Stop[]) {
    const { list } = this.t;
    const legs = stops.map(({ place }, index) => (this.day && index ? distance_m(stops[index - 1]!.place, place) : 0));
    return html`<section class="card stops" aria-label=${this.day ? list.map_route : list.map_all}>
      ${this.day ? html`<p class="soft small">${list.map_route_total(stops.length, distance_text(legs.reduce((a, b) => a + b, 0)))}</p>` : nothing}
      <ol>
        ${stops.slice(0, kListed).map(
          ({ row, entry }, index) => html`<li>
            ${this.day ? html`<span class="soft number">${index + 1}</span> <span class="soft number">${entry?.time ?? ""}</span>` : nothing}
            <a href=${this.link(row)}>${row_title(row, this.t)}</a>
            ${this.day && index ? html`<span class="soft small">${list.map_leg(distance_text(legs[index]!))}</span>` : nothing}
          </li>`,
        )}
      </ol>
      ${stops.length > kListed ? html`<p class="soft small">${this.t.shown_of(kListed, stops.length)}</p>` : nothing}
    </section>`;
  }

  private zoom_(by: number, at?: { x: number; y: number }): void {
    const view = this.view_;
    if (!view) return;
    const zoom = bounded_zoom(view.zoom + by);
    // What lies under the pointer stays there.
    const { width, height } = this.size_;
    const [dx, dy] = at ? [at.x - width / 2, at.y - height / 2] : [0, 0];
    const shift = 1 / world_px(view.zoom) - 1 / world_px(zoom);
    this.view_ = { x: view.x + dx * shift, y: view.y + dy * shift, zoom };
    this.open_ = undefined;
  }

  private pan_(dx: number, dy: number): void {
    const view = this.view_;
    if (!view) return;
    const size = world_px(view.zoom);
    this.view_ = { ...view, x: view.x - dx / size, y: Math.max(0, Math.min(1, view.y - dy / size)) };
    this.open_ = undefined;
  }

  private readonly on_pan_ = (down: PointerEvent): void => {
    if (down.button !== 0 || !this.view_) return;
    const surface = down.currentTarget as SVGElement;
    let last = { x: down.clientX, y: down.clientY };
    let moved = false;
    const stop = new AbortController();
    const { signal } = stop;
    const is_same = (event: PointerEvent) => event.pointerId === down.pointerId;
    window.addEventListener("pointermove", (event) => {
      if (!is_same(event)) return;
      if (!moved && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 5) return;
      moved = true;
      this.pan_(event.clientX - last.x, event.clientY - last.y);
      last = { x: event.clientX, y: event.clientY };
    }, { signal });
    const end = (event: PointerEvent) => {
      if (!is_same(event)) return;
      stop.abort();
      if (!moved) return;
      // The end of a pull opens nothing.
      const swallow = (click: Event) => {
        click.preventDefault();
        click.stopPropagation();
      };
      surface.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => surface.removeEventListener("click", swallow, { capture: true }), 50);
    };
    window.addEventListener("pointerup", end, { signal });
    window.addEventListener("pointercancel", end, { signal });
  };

  /** A wheel alone scrolls the page. */
  private readonly on_wheel_ = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = (event.currentTarget as Element).getBoundingClientRect();
    this.zoom_(event.deltaY < 0 ? 0.5 : -0.5, { x: event.clientX - box.left, y: event.clientY - box.top });
  };

  private readonly on_key_ = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const ways: Record<string, () => void> = {
      "+": () => this.zoom_(1), "=": () => this.zoom_(1), "-": () => this.zoom_(-1), "0": () => this.fit_(),
      ArrowLeft: () => this.pan_(kPan_px, 0), ArrowRight: () => this.pan_(-kPan_px, 0), ArrowUp: () => this.pan_(0, kPan_px), ArrowDown: () => this.pan_(0, -kPan_px),
    };
    const act = ways[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
customElements.define("tollgate-map", RecordMap);

function pin(x: number, y: number) {
  return svg`<path class="pin" d="M${x} ${y}c-2.5-5-7-8.5-7-14a7 7 0 0 1 14 0c0 5.5-4.5 9-7 14z" /><circle class="eye" cx=${x} cy=${y - 14} r="2.6" />`;
}
