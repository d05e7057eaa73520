// What an import of people says, line by line, and the invitations that came of it.

import { css, html, nothing } from "lit";
import type { Diagnostic } from "../engine/generated/api.ts";
import type { Finding, ImportedPerson } from "../engine/generated/hub.ts";
import { diagnostic_text } from "../components/element.ts";
import { current_locale } from "../components/text/index.ts";
import type { Texts } from "../components/text/index.ts";
import { qr_code } from "../components/qr_code.ts";

const kOutcomes: [ImportedPerson["outcome"], string][] = [
  ["refused", "risk"],
  ["made", "good"],
  ["changed", "accent"],
  ["left", "warning"],
  ["unchanged", ""],
];

/** The heads of columns that are not an app's fields, as the hub knows them (docs/people.md). */
export const kColumnsOfPeople = {
  zh: ["登录名", "姓名", "上级", "角色", "邮箱", "手机", "企业微信", "状态"],
  en: ["sign_in", "name", "manager", "role", "email", "phone", "wecom", "state"],
};

export function counts_of(people: ImportedPerson[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of people) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

export function table_of_people(t: Texts, people: ImportedPerson[]) {
  const counts = counts_of(people);
  return html`<ul class="counts row">
      ${kOutcomes.map(([outcome, look]) =>
        counts[outcome]
          ? html`<li class="pill ${look}">${t.people_outcome[outcome]} <span class="number">${counts[outcome]}</span></li>`
          : nothing,
      )}
    </ul>
    <div class="table-frame lines">
      <table>
        <caption class="visually-hidden">${t.people_lines}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">${t.import_line}</th>
            <th scope="col">${t.account_name}</th>
            <th scope="col">${t.import_outcome}</th>
            <th scope="col">${t.import_findings}</th>
          </tr>
        </thead>
        <tbody>
          ${in_order(people).map((person) => line_of(t, person))}
        </tbody>
      </table>
    </div>`;
}

/** What wants correcting stands first. */
function in_order(people: ImportedPerson[]): ImportedPerson[] {
  const wrong = ({ outcome }: ImportedPerson) => outcome === "refused";
  return [...people.filter(wrong), ...people.filter((person) => !wrong(person))];
}

function line_of(t: Texts, { line, name, outcome, findings }: ImportedPerson) {
  const look = kOutcomes.find(([each]) => each === outcome)?.[1] ?? "";
  return html`<tr>
    <td class="number">${line}</td>
    <td class="who">${name}</td>
    <td><span class="pill ${look}">${t.people_outcome[outcome]}</span></td>
    <td>
      <ul>
        ${findings.map((finding) => html`<li>${finding_text(t, finding)}</li>`)}
      </ul>
    </td>
  </tr>`;
}

function finding_text(t: Texts, finding: Finding): string {
  const { place, candidates = [], ...diagnostic } = finding as unknown as Diagnostic;
  const text = diagnostic_text({ ...diagnostic, candidates });
  const told = place?.pointer ? t.people_at(place.pointer, text) : text;
  return candidates.length ? `${told} ${t.people_meant(candidates.slice(0, 3))}` : told;
}

/** A page to print: a code and a link for each new account. */
export function invitations_of(t: Texts, people: ImportedPerson[], site_url: string) {
  const date = new Intl.DateTimeFormat(current_locale(), { dateStyle: "long" });
  return html`<ul class="invitations">
    ${people.flatMap(({ name, invitation }) =>
      invitation
        ? html`<li>
            ${qr_code(link_of(site_url, invitation.token), t.invitation_code)}
            <div>
              <strong>${name}</strong>
              <p class="small link">${link_of(site_url, invitation.token)}</p>
              <p class="soft small">${t.people_link_until(date.format(invitation.expires_at))}</p>
            </div>
          </li>`
        : [],
    )}
  </ul>`;
}

/** Name and link of each, as a spreadsheet takes them. */
export function invitations_text(people: ImportedPerson[], site_url: string): string {
  return people
    .flatMap(({ name, invitation }) => (invitation ? `${name}\t${link_of(site_url, invitation.token)}\n` : []))
    .join("");
}

function link_of(site_url: string, token: string): string {
  return `${site_url}sign_in.html#invitation=${token}`;
}

export const people_table_styles = css`
  .counts {
    margin-block: 12px;
  }
  .lines {
    max-height: 60vh;
    overflow: auto;
  }
  .lines td {
    overflow-wrap: anywhere;
  }
  .who {
    min-width: 6em;
    font-weight: 550;
  }
  .invitations {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr));
    gap: 12px;
    margin-top: 16px;
  }
  .invitations li {
    display: flex;
    gap: 12px;
    align-items: center;
    padding: 12px;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    break-inside: avoid;
  }
  .invitations .qr {
    flex: none;
    width: 104px;
    margin: 0;
    padding: 6px;
    background: #fff;
    color: #000;
  }
  .link {
    overflow-wrap: anywhere;
  }
`;
