// What a document would change, in words (app.compare): for whoever is about to put it in force.

import { css, html, nothing } from "lit";
import type { AppCompareReply, PartStep } from "../engine/generated/api.ts";
import { grouped } from "../components/number_text.ts";
import type { Texts } from "../components/text/index.ts";

type Data = AppCompareReply["data"][number];
type Role = AppCompareReply["roles"][number];
type Right = Role["rights"][number];

const kParts = 12;

/**
 * Whether somebody should read this before it is in force: records lose something or are asked for more,
 * or the people of a role may do something else. New roles concern nobody yet.
 */
export function needs_review({ data, roles }: AppCompareReply): boolean {
  return data.length > 0 || roles.some(({ kind, people }) => kind !== "added" && people !== 0);
}

/** The way to a part: "Stores › Fields › City". */
export function steps_words(t: Texts, steps: PartStep[]): string {
  return steps.map(({ member, label }) => label || t.packages.members[member] || member).join(" › ");
}

export function data_sentence(t: Texts, data: Data): string {
  const words = t.design.data;
  const n = grouped(data.records);
  const field = data.field_label ?? "";
  switch (data.kind) {
    case "entity_removed":
      return words.entity_removed(data.entity_label, n);
    case "field_removed":
      return words.field_removed(data.entity_label, field, n);
    case "field_retyped":
      return words.field_retyped(data.entity_label, field, n, data.was ?? "", data.is ?? "");
    case "option_removed":
      return words.option_removed(data.entity_label, field, data.option_label ?? "", n);
    case "field_required":
      return words.field_required(data.entity_label, field, n);
  }
}

export function right_sentence(t: Texts, right: Right): string {
  const words = t.design.right;
  const may = right.is === "yes";
  switch (right.right) {
    case "read":
    case "create":
    case "update":
    case "delete":
      return words.rows(right.right, right.subject, right.was, right.is, right.was_conditional === true, right.is_conditional === true);
    case "field":
      return words.field(right.entity_label ?? "", right.subject, right.was, right.is);
    case "administration":
      return words.administration(may);
    case "export":
    case "import":
    case "dashboard":
    case "menu":
      return words[right.right](right.subject, may);
    case "move":
      return words.move(right.subject);
  }
}

export function changes_view(t: Texts, reply: AppCompareReply) {
  const d = t.design;
  // Which ids are given to nothing new concerns nobody.
  const parts = reply.parts.filter(({ path }) => !path.startsWith("/retired_ids"));
  return html`<div class="changes">
    <section>
      <h3>${d.review_data}</h3>
      ${reply.data.length
        ? html`<ul>
              ${reply.data.map((data) => html`<li class="warned">${data_sentence(t, data)}</li>`)}
            </ul>
            <p class="soft small">${d.data_kept}</p>`
        : html`<p class="soft">${d.review_data_none}</p>`}
    </section>
    <section>
      <h3>${d.review_roles}</h3>
      ${reply.roles.length ? reply.roles.map((role) => role_view(t, role)) : html`<p class="soft">${d.review_roles_none}</p>`}
    </section>
    ${parts.length
      ? html`<section>
          <h3>${d.review_parts(parts.length)}</h3>
          <ul>
            ${parts
              .slice(0, kParts)
              .map(({ kind, steps }) => html`<li><span class="kind">${t.packages.change_kinds[kind]}</span> ${steps_words(t, steps)}</li>`)}
            ${parts.length > kParts ? html`<li class="soft">${d.more_parts(parts.length - kParts)}</li>` : nothing}
          </ul>
        </section>`
      : nothing}
  </div>`;
}

function role_view(t: Texts, role: Role) {
  const d = t.design;
  return html`<div class="role">
    <p>
      <strong>${role.label}</strong>${role.people === undefined ? nothing : html` <span class="soft">· ${d.people(role.people)}</span>`}
      ${d.role_kinds[role.kind] ? html` <span class=${role.kind === "removed" ? "warned" : "soft"}>· ${d.role_kinds[role.kind]}</span>` : nothing}
    </p>
    ${role.rights.length
      ? html`<ul>
          ${role.rights.map((right) => html`<li>${right_sentence(t, right)}</li>`)}
        </ul>`
      : nothing}
  </div>`;
}

export const changes_styles = css`
  .changes {
    display: grid;
    gap: 14px;
    margin-top: 14px;
  }
  .changes h3 {
    margin-bottom: 4px;
    font-size: 0.9375rem;
  }
  .changes ul {
    display: grid;
    gap: 4px;
    margin: 0;
    padding-inline-start: 18px;
    overflow-wrap: anywhere;
  }
  .changes .role + .role {
    margin-top: 8px;
  }
  .changes .warned {
    color: var(--warning);
  }
  .changes .kind {
    padding: 1px 8px;
    border-radius: 999px;
    background: var(--backdrop);
    color: var(--text-soft);
    font-size: 0.75rem;
  }
`;
