// A list that is looked at as a board, in a calendar, or as photos.

import { html } from "lit";
import type { EngineClient } from "../../engine/client.ts";
import type { ListField } from "../../engine/generated/api.ts";
import "../board.ts";
import type { RowLink } from "../rows.ts";
import type { Texts } from "../text/index.ts";
import type { AskedList } from "./asked_list.ts";
import "./calendar.ts";
import { today_in } from "./calendar_days.ts";
import "./gallery.ts";
import type { ListState } from "./list_state.ts";
import { by_choice, date_fields, picture_fields } from "./list_tools.ts";

export interface LookParts {
  client: EngineClient;
  fields: readonly ListField[];
  state: ListState;
  asked: AskedList;
  link: RowLink;
  /** Of the list's entity; undefined: it has none. */
  workflow: string | undefined;
  time_zone: string | undefined;
  on_state: (change: Partial<ListState>, replace?: boolean) => void;
}

export function look_view(t: Texts, parts: LookParts) {
  switch (parts.state.look) {
    case "board":
      return board_view(t, parts);
    case "calendar":
      return calendar_view(t, parts);
    default:
      return gallery_view(t, parts);
  }
}

function board_view(t: Texts, { client, workflow, asked, link }: LookParts) {
  if (!workflow) return html`<p class="empty card">${t.nothing_here}</p>`;
  return html`<tollgate-board .client=${client} .workflow=${workflow} .asked=${asked} .link=${link}></tollgate-board>`;
}

function calendar_view(t: Texts, { client, fields, state, asked, link, time_zone, on_state }: LookParts) {
  const dates = date_fields(fields);
  const by = dates.find(({ field }) => field === state.by) ?? dates[0];
  if (!by) return html`<p class="empty card">${t.nothing_here}</p>`;
  const today = today_in(time_zone);
  return html`${by_choice(t.list.calendar_by, dates, by, on_state)}
    <tollgate-calendar
      .client=${client}
      .asked=${asked}
      .by=${by.field}
      .day=${state.day ?? today}
      .week=${state.week ?? false}
      .today=${today}
      .link=${link}
      @tollgate-calendar=${(event: CustomEvent<{ day: string; week: boolean; replace: boolean }>) => {
        const { day, week, replace } = event.detail;
        on_state({ day, week: week || undefined }, replace);
      }}
    ></tollgate-calendar>`;
}

function gallery_view(t: Texts, { client, fields, state, asked, link, on_state }: LookParts) {
  const pictures = picture_fields(fields);
  const by = pictures.find(({ field }) => field === state.by) ?? pictures[0];
  if (!by) return html`<p class="empty card">${t.list.gallery_none}</p>`;
  return html`${by_choice(t.list.gallery_by, pictures, by, on_state)}
    <tollgate-gallery .client=${client} .asked=${asked} .by=${by.field} .link=${link}></tollgate-gallery>`;
}
