// What being in a group of the identity provider gives, one rule a line: "sales = medical_visit", or with
// the role there, "sales = medical_visit: rep".

import type { GroupRule } from "../engine/generated/sign_in.ts";

export class BadRule extends Error {}

export function text_of_rules(rules: readonly GroupRule[], administrator: string): string {
  return rules
    .flatMap(({ group, administrator: manages, app, role }) => [
      ...(manages ? [`${group} = ${administrator}`] : []),
      ...(app ? [`${group} = ${app}${role ? `: ${role}` : ""}`] : []),
    ])
    .join("\n");
}

/** `administrators`: the words for one, in any language. Throws BadRule with the line that is none. */
export function rules_of_text(text: string, administrators: readonly string[]): GroupRule[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const at = line.lastIndexOf("=");
      const group = line.slice(0, Math.max(at, 0)).trim();
      const gives = line.slice(at + 1).trim();
      if (at < 0 || !group || !gives) throw new BadRule(line);
      if (administrators.includes(gives)) return { group, administrator: true };
      const [app = "", role] = gives.split(/[:：](.*)/s).map((part) => part.trim());
      if (!app || role === "") throw new BadRule(line);
      return role === undefined ? { group, app } : { group, app, role };
    });
}
