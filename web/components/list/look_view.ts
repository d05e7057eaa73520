// A list that is looked at as a board, in a calendar, as photos, along a timeline or on a map.

import { html } from "lit";
import type { EngineClient } from "../../engine/client.ts";
import type { AppSummaryView, ListField } from "../../engine/generated/api.ts";
import "../board.ts";
import type { RowLink } from "../rows.ts";
import type { Texts } from "../text/index.ts";
import type { AskedList } from "./asked_list.ts";
import "./calendar.ts";
import { today_in } from "./calendar_days.ts";
import type { Span } from "./calendar_days.ts";
import "./gallery.ts";
import type { ListState, Look } from "./list_state.ts";
import { by_choice, date_fields, location_fields, picture_fields } from "./list_tools.ts";
import "./map.ts";
import type { PlanFields } from "./plan.ts";
import "./timeline.ts";

export interface LookParts {
  client: EngineClient;
  fields: readonly ListField[];
  look: Look;
  view: AppSummaryView | undefined;
  /** Opens a row, and moves what is planned. */
  form: string | undefined;
  may_create: boolean;
  state: ListState;
  asked: AskedList;
  link: RowLink;
  /** Of the list's entity; undefined: it has none. */
  workflow: string | undefined;
  time_zone: string | undefined;
  on_state: (change: Partial<ListState>, replace?: boolean) => void;
}

export function look_view(t: Texts, parts: LookParts) {
  switch (parts.look) {
    case "board":
      return board_view(t, parts);
    case "calendar":
      return calendar_view(t, parts);
    case "timeline":
      return timeline_view(t, parts);
    case "map":
      return map_view(t, parts);
    default:
      return gallery_view(t, parts);
  }
}

function board_view(t: Texts, { client, workflow, asked, link }: LookParts) {
  if (!workflow) return html`<p class="empty card">${t.nothing_here}</p>`;
  return html`<tollgate-board .client=${client} .workflow=${workflow} .asked=${asked} .link=${link}></tollgate-board>`;
}

/** The chosen date field; what else the view says goes with its own one. */
function plan_of({ fields, state, view }: LookParts): { by: ListField; plan: PlanFields } | undefined {
  const dates = date_fields(fields);
  const by = dates.find(({ field }) => field === (state.by ?? view?.date)) ?? dates[0];
  if (!by?.field) return undefined;
  const { end, actual } = by.field === view?.date ? view : {};
  return { by, plan: { date: by.field, end, actual, colour: view?.colour } };
}

type Shown = CustomEvent<{ day: string; span: Span; replace: boolean }>;

function calendar_view(t: Texts, parts: LookParts) {
  const { client, fields, state, asked, link, time_zone, form, on_state } = parts;
  const found = plan_of(parts);
  if (!found) return html`<p class="empty card">${t.nothing_here}</p>`;
  const today = today_in(time_zone);
  return html`${by_choice(t.list.calendar_by, date_fields(fields), found.by, on_state)}
    <tollgate-calendar
      .client=${client}
      .asked=${asked}
      .plan=${found.plan}
      .fields=${fields}
      .form=${form}
      .new_form=${parts.may_create ? form : undefined}
      .day=${state.day ?? today}
      .span=${state.span ?? "month"}
      .time_zone=${time_zone}
      .today=${today}
      .link=${link}
      @tollgate-calendar=${({ detail: { day, span, replace } }: Shown) => on_state({ day, span: span === "month" ? undefined : span }, replace)}
    ></tollgate-calendar>`;
}

function timeline_view(t: Texts, parts: LookParts) {
  const { client, fields, state, asked, link, time_zone, on_state } = parts;
  const found = plan_of(parts);
  if (!found) return html`<p class="empty card">${t.nothing_here}</p>`;
  const today = today_in(time_zone);
  return html`${by_choice(t.list.calendar_by, date_fields(fields), found.by, on_state)}
    <tollgate-timeline
      .client=${client}
      .asked=${asked}
      .plan=${found.plan}
      .fields=${fields}
      .day=${state.day ?? today}
      .span=${state.span === "week" ? "week" : "month"}
      .today=${today}
      .link=${link}
      @tollgate-calendar=${({ detail: { day, span, replace } }: Shown) => on_state({ day, span: span === "month" ? undefined : span }, replace)}
    ></tollgate-timeline>`;
}

function map_view(t: Texts, parts: LookParts) {
  const { client, fields, state, asked, link, view, time_zone, on_state } = parts;
  const location = view?.located ? "@location" : location_fields(fields)[0]?.id;
  if (!location) return html`<p class="empty card">${t.list.map_nothing}</p>`;
  return html`<tollgate-map
    .client=${client}
    .asked=${asked}
    .plan=${plan_of(parts)?.plan}
    .fields=${fields}
    .location=${location}
    .day=${state.day}
    .today=${today_in(time_zone)}
    .link=${link}
    @tollgate-map-day=${(event: CustomEvent<{ day: string | undefined }>) => on_state({ day: event.detail.day })}
  ></tollgate-map>`;
}

function gallery_view(t: Texts, { client, fields, state, asked, link, view, on_state }: LookParts) {
  const pictures = picture_fields(fields);
  const by = pictures.find(({ field }) => field === (state.by ?? view?.picture)) ?? pictures[0];
  if (!by) return html`<p class="empty card">${t.list.gallery_none}</p>`;
  return html`${by_choice(t.list.gallery_by, pictures, by, on_state)}
    <tollgate-gallery .client=${client} .asked=${asked} .by=${by.field} .link=${link}></tollgate-gallery>`;
}
