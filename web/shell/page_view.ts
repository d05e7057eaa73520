// What the page shows for an address: a list, a form, a record, a board, figures.

import { html, nothing } from "lit";
import type { AppSummary, Diagnostic, FormSaveReply } from "../engine/generated/api.ts";
import type { EngineClient } from "../engine/client.ts";
import type { HubDelivery } from "../engine/hub_delivery.ts";
import { icon } from "../components/icons.ts";
import type { Texts } from "../components/text/index.ts";
import "../components/ask.ts";
import "../components/board.ts";
import "../components/dashboard.ts";
import "../components/form.ts";
import "../components/import/import.ts";
import "../components/inbox.ts";
import "../components/insight_effect.ts";
import "../components/insight_lift.ts";
import "../components/insight_people.ts";
import "../components/letters.ts";
import "../components/my_work.ts";
import type { KeptList } from "../components/list.ts";
import "../components/list.ts";
import "../components/outbox.ts";
import "../components/quick_filter.ts";
import "../components/record.ts";
import { may_create, may_import } from "./menu.ts";
import type { Route } from "./route.ts";

export interface PageParts {
  app: AppSummary;
  client: EngineClient;
  route: Route;
  /** Who is written into photos. */
  person: string;
  /** Whether a workflow's board shows one's own records alone. */
  is_mine: (workflow: string) => boolean;
  kept: KeptList | undefined;
  /** Undefined where no hub delivers messages. */
  delivery: HubDelivery | undefined;
  unread: number;
  on_inbox_read: () => void;
  /** Ids of the views in the person's menu. */
  menu_views: readonly string[];
  app_id: string;
  go_back: () => void;
  on_stored: (form: string, record: string) => void;
  on_completed: (entity: string, reply: FormSaveReply) => void;
  /** What the save that led to this record could not set off. */
  not_done: readonly Diagnostic[] | undefined;
}

export function page_view(t: Texts, page: PageParts) {
  const { app, client, route } = page;
  const title = (text: string | undefined, action: unknown = nothing) => title_view(t, page, text, action);
  switch (route.kind) {
    case "view": {
      const view = app.views.find(({ id }) => id === route.view);
      const form = view?.form ?? app.entities.find(({ id }) => id === view?.entity)?.form;
      const form_label = app.forms.find(({ id }) => id === form)?.label;
      return html`${title(
          view?.label,
          form && form_label && view && !view.pool
            ? html`${may_import(app, view.entity)
                ? html`<a class="button" href="#/import/${view.entity}">${icon("file")}${t.import_records}</a>`
                : nothing}${may_create(app, view.entity)
                ? html`<a class="button primary" href="#/form/${form}"
                    >${icon("add")}${t.new_record(form_label)}</a
                  >`
                : nothing}`
            : nothing,
        )}
        <tollgate-list
          .client=${client}
          .view=${route.view}
          .drafts_of=${form && !view?.pool ? view?.entity : undefined}
          .state=${route.state}
          .kept=${page.kept}
          .scope=${`${page.app_id}.${app.user?.record ?? ""}`}
          .app=${app}
          .link=${(row: { status: string; entity: string; record: string }) =>
            row.status === "draft" && form
              ? `#/form/${form}/${row.record}`
              : `#/record/${row.entity}/${row.record}`}
        ></tollgate-list>`;
    }
    case "form": {
      const form = app.forms.find(({ id }) => id === route.form);
      return html`${title(form?.label)}
        <tollgate-form
          .client=${client}
          .app=${app}
          .form=${route.form}
          .record=${route.record}
          .goal=${route.field}
          .values=${route.values}
          .copy_of=${route.copy}
          .begun_from=${route.begun_from}
          .person=${page.person}
          @tollgate-stored=${(event: CustomEvent<{ record: string }>) =>
            page.on_stored(route.form, event.detail.record)}
          @tollgate-completed=${(event: CustomEvent<{ reply: FormSaveReply }>) =>
            page.on_completed(form?.entity ?? "", event.detail.reply)}
        ></tollgate-form>`;
    }
    case "record":
      return html`<tollgate-record
        .client=${client}
        .entity=${route.entity}
        .record=${route.record}
        .not_done=${page.not_done}
      ></tollgate-record>`;
    case "workflow":
      return html`${title(app.workflows.find(({ id }) => id === route.workflow)?.label)}
        <tollgate-board
          .client=${client}
          .workflow=${route.workflow}
          .mine=${page.is_mine(route.workflow)}
        ></tollgate-board>`;
    case "dashboard":
      return html`${title(app.dashboards.find(({ id }) => id === route.dashboard)?.label)}
        <tollgate-dashboard
          .client=${client}
          .dashboard=${route.dashboard}
          .widget=${route.widget}
          .path=${route.path}
          .narrowing=${route.narrowing}
          .days=${route.days}
        ></tollgate-dashboard>`;
    case "quick_filter":
      return html`${title(app.quick_filters.find(({ id }) => id === route.filter)?.label)}
        <tollgate-quick-filter .client=${client} .filter=${route.filter}></tollgate-quick-filter>`;
    case "ask":
      return html`${title(t.ask_title)}
        <tollgate-ask
          .client=${client}
          .app=${app.id}
          .text=${route.text}
          .administration=${Boolean(app.administration)}
        ></tollgate-ask>`;
    case "insight": {
      const part = ["effect", "people"].includes(route.part) ? route.part : "lift";
      const tab = (to: string, label: string) =>
        html`<a href="#/insight/${to}" aria-current=${to === part ? "page" : nothing}>${label}</a>`;
      const views = {
        lift: () =>
          html`<tollgate-insight-lift
            .client=${client}
            .params=${route.params}
            .administration=${Boolean(app.administration)}
          ></tollgate-insight-lift>`,
        effect: () => html`<tollgate-insight-effect .client=${client} .params=${route.params}></tollgate-insight-effect>`,
        people: () => html`<tollgate-insight-people .client=${client} .params=${route.params}></tollgate-insight-people>`,
      };
      return html`${title(t.insight)}
        <div class="tabs" role="navigation" aria-label=${t.insight_parts}>
          ${tab("lift", t.insight_lift)}${tab("effect", t.insight_effect)}${tab("people", t.insight_people)}
        </div>
        ${views[part as keyof typeof views]()}`;
    }
    case "import": {
      const entity = app.entities.find(({ id }) => id === route.entity);
      if (!entity || !may_import(app, entity.id)) return html`<p class="empty">${t.not_found}</p>`;
      const list = app.views.find((view) => view.entity === entity.id && !view.pool);
      return html`${title(t.import_title(entity.label))}
        <tollgate-import
          .client=${client}
          .entity=${entity.id}
          .label=${entity.label}
          .back=${list ? `#/view/${list.id}` : "#/"}
        ></tollgate-import>`;
    }
    case "outbox":
      return html`${title(t.outbox)}
        ${page.delivery
          ? html`<tollgate-letters .delivery=${page.delivery} app=${page.app_id}></tollgate-letters>`
          : nothing}
        <tollgate-outbox .client=${client}></tollgate-outbox>`;
    case "inbox":
      return html`${title(t.work_title)}
        <tollgate-my-work .client=${client} .app=${app} .menu=${page.menu_views}></tollgate-my-work>
        <h2 class="messages">${t.inbox}</h2>
        ${page.delivery
          ? html`<tollgate-inbox
              .delivery=${page.delivery}
              app=${page.app_id}
              .unread=${page.unread}
              .on_read=${page.on_inbox_read}
            ></tollgate-inbox>`
          : html`<p class="empty">${t.inbox_away}</p>`}`;
    default:
      return html`<p class="empty">${t.not_found}</p>`;
  }
}

function title_view(t: Texts, page: PageParts, text: string | undefined, action: unknown) {
  return html`<div class="page-title">
    ${page.route.kind === "form"
      ? html`<button type="button" class="icon back" aria-label=${t.back} @click=${page.go_back}>
          ${icon("back")}
        </button>`
      : nothing}
    <h1 class="grow" tabindex="-1">${text ?? t.not_found}</h1>
    ${action}
  </div>`;
}
