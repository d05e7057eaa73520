// What people are shown of a package before they take it.

import { html, nothing } from "lit";
import type { AskedRole, PackageInfo, PackageTest } from "../../engine/generated/packages.ts";
import { diagnostic_text } from "../../components/element.ts";
import { texts } from "../../components/text/index.ts";
import { number_text, parts_text, text_of } from "./texts.ts";

const kMaxFindings = 20;

export function package_facts(info: PackageInfo, site_url: string) {
  const t = texts().packages;
  const name = text_of(info.label, info.id);
  const read_me = text_of(info.read_me);
  return html`<div class="facts">
    <section>
      <p>${text_of(info.description)}</p>
      <p class="soft small">
        ${[t.version(info.version), parts_text(info.parts), info.sample_count ? t.sample(number_text(info.sample_count)) : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </section>
    ${info.pictures.length
      ? html`<div class="pictures" role="group" aria-label=${name} tabindex="0">
          ${info.pictures.map((path) => html`<img src="${site_url}packages/${info.sha256}/${path}" alt=${path.replace(/^pictures\//, "")} loading="lazy" />`)}
        </div>`
      : nothing}
    ${publisher_facts(info)} ${roles_facts(info.roles)}
    <section>
      <h3>${t.hosts}</h3>
      ${info.hosts.length
        ? html`<p>${info.hosts.join(" · ")}</p>
            <p class="soft small">${t.hosts_hint}</p>`
        : html`<p class="soft">${t.hosts_none}</p>`}
    </section>
    ${tests_facts(info.tests)}
    ${info.findings.length
      ? html`<section>
          <h3>${t.findings}</h3>
          <ul>
            ${info.findings
              .slice(0, kMaxFindings)
              .map((finding) => html`<li class=${finding.severity === "error" ? "bad" : "soft"}>${diagnostic_text(finding)}</li>`)}
          </ul>
        </section>`
      : nothing}
    ${read_me
      ? html`<section>
          <h3>${t.read_me}</h3>
          <div class="read-me" tabindex="0" role="region" aria-label=${t.read_me}>${plain_markdown(read_me)}</div>
        </section>`
      : nothing}
  </div>`;
}

/** Markdown as text: others wrote it, so nothing of it becomes an element of ours. */
function plain_markdown(text: string): string {
  return text.replace(/^#+\s+/gm, "").replace(/\*\*|`/g, "").trim();
}

function publisher_facts({ publisher }: PackageInfo) {
  const t = texts().packages;
  const risky = publisher.trust === "changed" || publisher.trust === "invalid" || publisher.trust === "unsigned";
  return html`<section>
    <h3>${t.publisher}</h3>
    <p>${publisher.name} · ${t.trust[publisher.trust]}</p>
    ${publisher.fingerprint ? html`<p class="soft small number">${t.fingerprint(publisher.fingerprint)}</p>` : nothing}
    <p class=${risky ? "warned small" : "soft small"}>${t.trust_hint[publisher.trust]}</p>
  </section>`;
}

function roles_facts(roles: AskedRole[]) {
  const t = texts().packages;
  return html`<section>
    <h3>${t.roles}</h3>
    ${!roles.length
      ? html`<p class="soft">${t.roles_none}</p>`
      : roles.every(({ unrestricted }) => unrestricted)
        ? html`<p>${roles.map((role) => text_of(role.label, role.id)).join(" · ")}</p>
            <p class="soft small">${t.unrestricted}</p>`
        : roles.map((role) => role_table(role))}
  </section>`;
}

function role_table(role: AskedRole) {
  const t = texts().packages;
  const name = text_of(role.label, role.id) + (role.administration ? ` · ${t.administration}` : "");
  if (!role.entities.length) return html`<p>${name}</p>`;
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${name}>
    <table>
      <caption>
        ${name}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${(["read", "create", "update", "remove", "exports"] as const).map((right) => html`<th scope="col">${t.rights[right]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${role.entities.map(
          (entity) =>
            html`<tr>
              <th scope="row">${text_of(entity.label)}</th>
              ${[entity.read, entity.create, entity.update, entity.remove].map((rows) => html`<td>${t.rows[rows] ?? rows}</td>`)}
              <td>${entity.exports ? texts().yes : t.rows.none}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function tests_facts(tests: PackageTest[]) {
  const t = texts().packages;
  const failed = tests.filter(({ passed }) => !passed);
  return html`<section>
    <h3>${t.tests}</h3>
    ${tests.length
      ? html`<p class=${failed.length ? "bad" : ""}>${t.tests_passed(tests.length - failed.length, tests.length)}</p>`
      : html`<p class="soft">${t.tests_none}</p>`}
    ${failed.length
      ? html`<ul>
          ${failed.slice(0, kMaxFindings).map((test) => html`<li class="bad">${test.name || test.file}: ${test.problems.map(diagnostic_text).join(" ")}</li>`)}
        </ul>`
      : nothing}
  </section>`;
}
