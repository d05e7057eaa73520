// Words about publishing a design: what it changes, versions of before, and who else is at it.

import { words_en as words } from "../../engine/generated/words.ts";
import type { design_zh_cn } from "./design_zh_cn.ts";

const kRows: Record<string, string> = { none: "none", own: "their own", team: "their team’s", all: "all" };
const kAccess: Record<string, string> = { full: "may be changed", read_only: "read-only", hidden: "hidden" };
const kAct: Record<string, string> = { read: "See", create: "Create", update: "Change", delete: "Delete" };
const where = (narrowed: boolean) => (narrowed ? ", where a condition holds" : "");
const records = (n: string) => (n === "1" ? "1 record" : `${n} records`);

export const design_en: typeof design_zh_cn = {
  review_title: "Before you save",
  review_lead: "This changes existing data or what some people may do. Once saved it applies to everybody at once; earlier versions can be put back.",
  review_parts: (n) => `Changed parts of the app (${n})`,
  review_data: "Existing data",
  review_data_none: "No record is affected.",
  review_roles: "People by role",
  review_roles_none: "Nobody’s rights or menu change.",
  review_publish: "Save and apply",
  review_back: "Go back and edit",
  people: (n) => (n === 1 ? "1 person" : `${n} people`),
  more_parts: (n) => `${n} more`,
  data: {
    entity_removed: (entity, n) => `“${entity}” is deleted: ${records(n)} will no longer be shown.`,
    field_removed: (entity, field, n) => `“${field}” of ${entity} is deleted: it will no longer be shown in ${records(n)}.`,
    field_retyped: (entity, field, n, was, is) => `“${field}” of ${entity} changes from ${was} to ${is}: the values in ${records(n)} are read as the new type; those that cannot be read must be filled in again.`,
    option_removed: (entity, field, option, n) => `“${field}” of ${entity} loses the option “${option}”, which ${records(n)} ${n === "1" ? "has" : "have"}.`,
    field_required: (entity, field, n) => `“${field}” of ${entity} becomes required: ${records(n)} submitted without it will ask for it at the next change.`,
  },
  data_kept: "The values stay in the log; putting an earlier version back shows them again.",
  role_kinds: { added: "new role", removed: "the role is deleted; its people can no longer use the app", changed: "" },
  right: {
    rows: (act, subject, was, is, was_narrowed, is_narrowed) =>
      `${kAct[act] ?? act} ${subject}: ${kRows[was] ?? was}${where(was_narrowed)} → ${kRows[is] ?? is}${where(is_narrowed)}`,
    field: (entity, field, was, is) => `“${field}” of ${entity}: ${kAccess[was] ?? was} → ${kAccess[is] ?? is}`,
    export: (subject, may) => (may ? `May export ${subject}` : `May no longer export ${subject}`),
    import: (subject, may) => (may ? `May import ${subject}` : `May no longer import ${subject}`),
    administration: (may) => (may ? "May administer the app" : "May no longer administer the app"),
    dashboard: (subject, may) => (may ? `May see the ${words.dashboard} “${subject}”` : `May no longer see the ${words.dashboard} “${subject}”`),
    menu: (subject, may) => (may ? `“${subject}” is new in the menu` : `“${subject}” is no longer in the menu`),
    move: (subject) => `The moves allowed in “${subject}” change`,
  },

  versions_title: "Earlier versions",
  versions_lead: "Choose one to see what putting it back would change. It opens in the designer first, which can be undone; it is in force once saved.",
  versions_none: "There is no earlier version yet.",
  version_line: (version, time, by) => `Version ${version} · ${time}${by ? ` · ${by}` : ""}`,
  version_in_force: "in force",
  version_older: "Older versions",
  version_changes: (version) => `What putting version ${version} back would change`,
  version_same: "The same as the version in force.",
  version_look: "Open in the designer",
  version_opened: (version) => `Version ${version} is open; this can be undone, and is in force once saved`,
  version_reading: "Comparing…",

  too_many_to_try: "There are very many records: numbers on the canvas are those of the sample data; see the real ones in the app",

  here: (names, count) => `${names} ${count === 1 ? "has" : "have"} this app open, too.`,
  here_at: (name, part) => `${name} (at “${part}”)`,
  here_with_changes: (name) => `${name} (unsaved changes)`,
  here_somebody: "Somebody else",
  here_separator: " and ",
  merge_done: (version, parts) => `Merged with version ${version}, saved elsewhere (${parts === 1 ? "1 change" : `${parts} changes`}); yours are kept, and this can be undone`,
  merge_title: (version) => `Merge with version ${version}`,
  merge_lead: (n) => (n === 1 ? "One part was changed both here and elsewhere: choose which to keep. All other changes are merged already." : `${n} parts were changed both here and elsewhere: choose which to keep of each. All other changes are merged already.`),
  merge_mine: "Keep mine",
  merge_theirs: "Take theirs",
  merge_base: "Before",
  merge_take: "Merge",
  merge: "Merge both",
};
