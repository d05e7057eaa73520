// What pages ask of the engine in a person's first minute, of any template: lists, boards, dashboards, a
// form that is filled in and kept, for somebody of each role. web/tools/split_engine.mjs looks which
// functions that calls.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const kSampleLines = 400;
const kValues = {
  text: "北京 9", long_text: "Two\nlines", number: 3, date: "2026-06-30", date_time: "2026-06-30T09:00:00+08:00",
  boolean: true, time: "09:00",
};

/**
 * `ask(type, params, principal)` gives the reply, parsed; refusals are answers like others. Gives the people that
 * were there.
 */
export function first_minute(folder, ask) {
  const app = JSON.parse(readFileSync(join(folder, "app.json"), "utf8"));
  const administrator = { administrator: true };
  ask("engine.info", {}, {});
  const file = join(folder, "sample.jsonl");
  // The first records of each kind, in the order of the file: what refers comes behind.
  const taken = new Map();
  const lines = (existsSync(file) ? readFileSync(file, "utf8").split("\n") : []).filter((line) => {
    const [, entity] = /^\{"entity":"([a-z_0-9]+)"/.exec(line) ?? [];
    if (entity === undefined) return false;
    taken.set(entity, (taken.get(entity) ?? 0) + 1);
    return taken.get(entity) <= kSampleLines;
  });
  const people = new Map();
  for (const line of lines) {
    const { entity, id, values } = JSON.parse(line);
    if (entity === app.users?.entity && !people.has(values[app.users.role])) people.set(values[app.users.role], id);
  }
  let batch = "";
  for (let at = 0; at < lines.length; at += 100) {
    const text = lines.slice(at, at + 100).join("\n");
    const reply = ask("data.import", { text, keep_existing: true, ...(batch ? { batch } : {}) }, administrator);
    batch = reply.result?.batch ?? batch;
  }
  ask("people.list", { limit: 20 }, {});
  ask("people.list", { search: "a" }, {});
  for (const type of ["sync.status", "sync.next", "timers.run", "task.list", "outbox.pending"]) ask(type, {}, administrator);
  ask("sync.next", { begin: true }, administrator);
  ask("sync.take", { failed: "network" }, administrator);
  for (const user of people.values()) minute_of(app, (type, params) => ask(type, params, { user }));
  return [...people.values()];
}

/** The same people, once the database is there. */
export function later_visit(folder, ask, people) {
  const app = JSON.parse(readFileSync(join(folder, "app.json"), "utf8"));
  for (const user of people) {
    ask("app.describe", {}, { user });
    for (const view of app.views ?? []) look_at(view, (type, params) => ask(type, params, { user }));
  }
}

function minute_of(app, ask) {
  ask("app.describe", {});
  ask("outbox.list", {});
  for (const view of app.views ?? []) look_at(view, ask);
  for (const { id, entity } of app.workflows ?? []) {
    ask("workflow.board", { workflow: id });
    const [row] = rows_of(ask("record.list", { entity, limit: 1 }));
    if (row) ask("workflow.state", { workflow: id, record: row.record });
  }
  for (const dashboard of app.dashboards ?? []) {
    ask("dashboard.read", { dashboard: dashboard.id });
    ask("dashboard.read", { dashboard: dashboard.id });
  }
  for (const form of app.forms ?? []) fill(app, form, ask);
}

const rows_of = (reply) => reply.result?.rows ?? [];

function look_at(view, ask) {
  const first = ask("record.list", { view: view.id, limit: 50, with_fields: true });
  ask("record.list", { view: view.id, limit: 50, drafts: true });
  if (first.result?.next) ask("record.list", { view: view.id, limit: 50, after: first.result.next });
  ask("record.list", { view: view.id, limit: 50, search: "京" });
  for (const row of rows_of(first).slice(0, 2)) {
    ask("record.get", { entity: view.entity, record: row.record });
    ask("record.history", { entity: view.entity, record: row.record });
  }
}

function fill(app, form, ask) {
  const { result: opened } = ask("form.open", { form: form.id });
  if (!opened) return;
  const { session, sections } = opened;
  const fields = new Map(app.entities.find(({ id }) => id === form.entity)?.fields.map((field) => [field.id, field]));
  for (const { path, entity } of sections.flatMap((section) => section.fields)) {
    const field = fields.get(path);
    let value = field?.options?.[0]?.id ?? kValues[field?.type];
    if (entity !== undefined) {
      value = ask("form.candidates", { session, path, limit: 20 }).result?.candidates?.[0]?.record;
      ask("form.candidates", { session, path, search: "京" });
    }
    if (field?.type === "list") {
      ask("form.item", { session, path, action: "add" });
      ask("form.set", { session, path: `${path}/0/${field.fields?.[0]?.id}`, value: "a" });
    }
    if (value !== undefined) ask("form.set", { session, path, value });
  }
  ask("form.save", { session, complete: false });
  ask("form.save", { session, complete: true });
  ask("form.close", { session });
}
