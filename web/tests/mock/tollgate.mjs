// A stand-in for the wasm module in tests of pages: the same exports, the message pair of docs/api.md,
// the app document and records as they come; no expressions, no durability. It is no engine: rules that
// tests need are written out below, in `kRules`.

const kEncoder = new TextEncoder();
const kDecoder = new TextDecoder();

export default async function create() {
  const memory = { bytes: new Uint8Array(64 * 1024 * 1024), top: 16 };
  const engines = new Map();
  let reply = { at: 0, size: 0 };
  let next_engine = 1;
  const put = (bytes) => {
    reply = { at: 8 * 1024 * 1024, size: bytes.length };
    if (reply.at + bytes.length > memory.bytes.length) throw new Error("reply too large for the stand-in");
    memory.bytes.set(bytes, reply.at);
  };
  const put_json = (value) => put(kEncoder.encode(JSON.stringify(value)));
  const text = (at, size) => kDecoder.decode(memory.bytes.slice(at, at + size));
  return {
    get HEAPU8() {
      return memory.bytes;
    },
    _tg_create(at, size) {
      const options = JSON.parse(text(at, size));
      engines.set(next_engine, new Engine(options));
      return next_engine++;
    },
    _tg_request(handle, who, who_size, at, size) {
      const principal = JSON.parse(text(who, who_size));
      const message = JSON.parse(text(at, size));
      put_json({ id: message.id, ...engines.get(handle).handle(message, principal) });
      return 1;
    },
    // Nothing here takes long.
    _tg_begin(handle, who, who_size, at, size) {
      return this._tg_request(handle, who, who_size, at, size);
    },
    _tg_go_on: () => 0,
    _tg_blob_put(handle, name_at, name_size, at, size) {
      put_json(engines.get(handle).blob_put(text(name_at, name_size), memory.bytes.slice(at, at + size)));
      return 1;
    },
    _tg_blob_get(handle, at) {
      let end = at;
      while (memory.bytes[end]) ++end;
      const bytes = engines.get(handle).blobs.get(text(at, end - at));
      if (bytes) put(bytes);
      else put_json(refuse("blob.unknown", "没有这个文件。", "There is no such file."));
      return bytes ? 1 : 0;
    },
    _tg_reply: () => reply.at,
    _tg_reply_size: () => reply.size,
    _tg_allocate(size) {
      const at = memory.top;
      memory.top = at + size > 7 * 1024 * 1024 ? 16 : at + size;
      if (size > 7 * 1024 * 1024) {
        memory.bytes = new Uint8Array(memory.bytes.length + size * 2);
        return memory.bytes.length - size;
      }
      return at + size > 7 * 1024 * 1024 ? 16 : at;
    },
    _tg_free() {},
    _tg_destroy: (handle) => engines.delete(handle),
  };
}

function refuse(code, zh, en) {
  return { ok: false, diagnostics: [{ code, severity: "error", message: { "zh-CN": zh, en } }] };
}
const done = (result, changed) => ({ ok: true, result, ...(changed ? { changed } : {}) });

class Engine {
  constructor(options) {
    this.storage = options.storage;
    this.records = new Map();
    this.blobs = new Map();
    this.sessions = new Map();
    this.outbox = [];
    this.next = 1;
    if (options.app) this.take_app(options.app);
  }

  take_app(text) {
    this.app_text = text;
    this.app = JSON.parse(text);
    this.app_hash = `${this.app.version}-${text.length}`;
  }

  handle(message, principal) {
    const name = message.type.replaceAll(".", "_");
    const handler = Handlers[name];
    if (!handler) return refuse("api.unknown_request", "没有这种请求。", `No request ${message.type}.`);
    this.locale = message.locale ?? "zh-CN";
    this.user = principal.user;
    try {
      return handler.call(this, message.params);
    } catch (error) {
      return refuse("mock.failed", String(error), String(error?.stack ?? error));
    }
  }

  say(text) {
    return text ? (text[this.locale] ?? Object.values(text)[0]) : undefined;
  }
  role_label(person) {
    const role = (this.app.roles ?? []).find(({ id }) => id === person.values.role);
    return role ? { role: this.say(role.label) } : {};
  }
  entity(id) {
    return this.app.entities.find((entity) => entity.id === id);
  }
  form(id) {
    return this.app.forms.find((form) => form.id === id);
  }
  title(record) {
    const { name, title, customer, contract_no } = record.values;
    return name ?? title ?? contract_no ?? this.records.get(customer)?.values.name ?? record.id;
  }
  cell(field, value) {
    if (value === null || value === undefined) return { value: null, text: "" };
    let text = String(value);
    const option = (id) => this.say(field.options?.find((each) => each.id === id)?.label) ?? id;
    if (field.type === "choice") text = option(value);
    else if (field.type === "multi_choice") text = value.map(option).join("、");
    else if (field.type === "reference") text = this.records.has(value) ? this.title(this.records.get(value)) : value;
    else if (field.type === "boolean") text = value ? "是" : "否";
    else if (field.type === "date_time") text = value.slice(0, 16).replace("T", " ");
    else if (field.type === "list") text = `${value.length}`;
    else if (field.type === "location") text = `${value.latitude}, ${value.longitude}`;
    else if (typeof value === "object") text = value.name ?? "";
    return { value, text };
  }
  items(field, value) {
    if (field.type !== "list" || !Array.isArray(value)) return {};
    return {
      columns: field.fields.map((inner) => ({ id: inner.id, label: this.say(inner.label), type: inner.type })),
      items: value.map((item) => ({ cells: field.fields.map((inner) => this.cell(inner, item[inner.id])) })),
    };
  }
  row(record, fields) {
    return {
      record: record.id,
      entity: record.entity,
      title: this.title(record),
      status: record.status,
      cells: fields.map((field) => this.cell(field, record.values[field.id])),
      updated_at: record.at,
    };
  }
  list(entity, ids, wanted, limit, offset = 0) {
    const fields = ids
      .map((id) => this.entity(entity).fields.find((field) => field.id === id))
      .filter(Boolean);
    const all = [...this.records.values()].filter((record) => record.entity === entity && wanted(record));
    return {
      columns: fields.map((field) => ({ id: field.id, label: this.say(field.label), type: field.type })),
      rows: all.reverse().slice(offset, offset + limit).map((record) => this.row(record, fields)),
      total: all.length,
    };
  }
  page_field(field, path = field.id, override = {}) {
    const { options, fields, label, help, placeholder, unit, ...rest } = { ...field, ...override };
    const members = ["type", "entity", "min_items", "max_items", "max_length", "decimals", "accept", "multiple", "capture", "watermark", "speech", "core", "width"];
    return {
      path,
      id: field.id,
      ...Object.fromEntries(members.filter((member) => member in rest).map((member) => [member, rest[member]])),
      label: this.say(label),
      help: this.say(help),
      placeholder: this.say(placeholder),
      unit: this.say(unit),
      computed: field.computed !== undefined || undefined,
      options: options?.map((option) => ({ id: option.id, label: this.say(option.label) })),
      fields: fields?.map((sub) => this.page_field(sub, `${path}/${sub.id}`)),
    };
  }
  state(session, path) {
    const [id, index, sub] = path.split("/");
    const entity = this.entity(session.entity);
    const top = entity.fields.find((field) => field.id === id);
    const field = sub ? top.fields.find((each) => each.id === sub) : top;
    const raw = sub ? session.values[id]?.[index]?.[sub] : session.values[id];
    const value = raw ?? null;
    const required = field.required === true;
    const diagnostics = [];
    if (required && value === null)
      diagnostics.push({ code: "form.required", severity: "error", message: { "zh-CN": `请填写${field.label["zh-CN"]}。`, en: `Fill in ${field.label.en}.` } });
    if (field.type === "number" && value !== null && !/^-?\d+(\.\d+)?$/.test(value))
      diagnostics.push({ code: "form.not_a_number", severity: "error", message: { "zh-CN": "这里要填数字。", en: "This must be a number." } });
    const state = { path, value, required, visible: kRules.visible(field, session.values), read_only: field.computed !== undefined, diagnostics };
    if (field.type === "list") state.item_count = raw?.length ?? 0;
    if (field.type === "reference" && value) state.text = this.cell(field, value).text;
    return state;
  }
  states(session) {
    const states = [];
    for (const field of this.entity(session.entity).fields) {
      states.push(this.state(session, field.id));
      if (field.type !== "list") continue;
      (session.values[field.id] ?? []).forEach((_, index) => {
        for (const sub of field.fields) states.push(this.state(session, `${field.id}/${index}/${sub.id}`));
      });
    }
    return states;
  }
  changes(session) {
    const before = session.shown ?? new Map();
    const now = new Map(this.states(session).map((state) => [state.path, JSON.stringify(state)]));
    session.shown = now;
    const fields = [...now].filter(([path, text]) => before.get(path) !== text).map(([, text]) => JSON.parse(text));
    return { fields, score: this.score(session), complete: fields.every((field) => !field.diagnostics.length) };
  }
  score(session) {
    const card = this.app.scorecards?.find((each) => each.id === this.form(session.form)?.scorecard);
    if (!card) return undefined;
    const criteria = card.criteria.map((criterion) => {
      const met = (criterion.fields ?? []).every((field) => (session.values[field] ?? null) !== null) && criterion.fields?.length > 0;
      return { id: criterion.id, label: this.say(criterion.label), met, points: met ? String(criterion.points) : "0", possible: String(criterion.points), why: met ? "已填写" : "未填写", advice: met ? undefined : this.say(criterion.advice), fields: criterion.fields };
    });
    const total = criteria.reduce((sum, criterion) => sum + Number(criterion.points), 0);
    const possible = criteria.reduce((sum, criterion) => sum + Number(criterion.possible), 0);
    const pool = total < 40 ? card.pools?.[0] : undefined;
    return { scorecard: card.id, label: this.say(card.label), total: String(total), possible: String(possible), ...(pool ? { pool: pool.id, pool_label: this.say(pool.label) } : {}), criteria };
  }
  workflow_of(id) {
    return this.app.workflows.find((workflow) => workflow.id === id);
  }
  workflow_state(workflow, record) {
    const stage = record.values[workflow.stage_field] ?? workflow.stages[0].id;
    const at = workflow.stages.findIndex((each) => each.id === stage);
    const moves = [at + 1, at - 1]
      .map((index) => workflow.stages[index])
      .filter(Boolean)
      .map((target) => {
        const forward = workflow.stages.indexOf(target) > at;
        const requirements = (forward ? (target.requires ?? []) : []).map((requirement) => {
          const met = (requirement.fields ?? []).every((field) => (record.values[field] ?? null) !== null);
          return { id: requirement.id, label: this.say(requirement.label), met, message: met ? "" : this.say(requirement.message), fields: requirement.fields };
        });
        return { to: target.id, label: this.say(target.label), allowed: requirements.every(({ met }) => met), requirements };
      });
    return { workflow: workflow.id, record: record.id, stage, stage_label: this.say(workflow.stages[at]?.label), moves };
  }
  blob_put(name, bytes) {
    let hash = 0;
    for (const byte of bytes) hash = (hash * 31 + byte) >>> 0;
    const sha256 = hash.toString(16).padStart(8, "0").repeat(8);
    this.blobs.set(sha256, bytes);
    const kinds = { jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", pdf: "application/pdf", webm: "audio/webm" };
    return done({ sha256, name, media_type: kinds[name.split(".").pop()] ?? "application/octet-stream", size_bytes: bytes.length });
  }
}

const kRules = {
  visible: (field, values) =>
    typeof field.visible !== "string" || !/key_person_changed/.test(field.visible) || values.key_person_changed === true,
};

const Handlers = {
  engine_info() {
    return done({ engine_version: "mock", storage: this.storage, device: "mock", op_count: this.records.size, head_hash: "", ...(this.app ? { app_id: this.app.id, app_version: this.app.version } : {}) });
  },
  app_get() {
    return done({ text: this.app_text, id: this.app.id, version: this.app.version, hash: this.app_hash });
  },
  app_save({ text, base_hash }) {
    if (base_hash && base_hash !== this.app_hash) return refuse("app.base_changed", "别人已经保存了另一版。", "Somebody else has saved another version.");
    this.take_app(text);
    return done({ version: this.app.version, hash: this.app_hash, text, findings: [] }, { app: true });
  },
  app_check() {
    return done({ valid: true, findings: [] });
  },
  app_describe() {
    const { app } = this;
    const named = (list, more) => (list ?? []).map((each) => ({ id: each.id, label: this.say(each.label), ...more(each) }));
    const of = { view: app.views, form: app.forms, dashboard: app.dashboards, workflow: app.workflows, quick_filter: app.quick_filters };
    const person = this.records.get(this.user);
    return done({
      app: {
        id: app.id, version: app.version, hash: this.app_hash, label: this.say(app.label), locales: app.locales,
        time_zone: app.time_zone ?? "Asia/Shanghai", role: person?.values.role ?? "", chooses_role: false, users_entity: app.users?.entity,
        ...(person ? { user: { record: person.id, title: this.title(person) } } : {}),
        roles: named(app.roles, (role) => ({ ...(role.outbox ? { outbox: true } : {}), menu: (role.menu ?? []).map(({ type, target, label, mine }) => ({ type, target, ...(mine ? { mine } : {}), label: this.say(label ?? of[type].find(({ id }) => id === target)?.label) })) })),
        forms: named(app.forms, ({ entity, target_seconds }) => ({ entity, target_seconds })),
        views: named(app.views, ({ entity, form, search, pool }) => ({ entity, form, pool, searchable: Boolean(search?.length) })),
        workflows: named(app.workflows, ({ entity }) => ({ entity })),
        dashboards: named(app.dashboards, () => ({})),
        quick_filters: named(app.quick_filters, () => ({})),
        entities: named(app.entities, ({ id }) => ({ form: app.forms.find((form) => form.entity === id)?.id, may_create: true, may_import: true })),
      },
    });
  },
  data_import({ text, first_line = 1, batch = "import-1" }) {
    const lines = [];
    const read = text.split("\n");
    for (const [index, line] of read.entries()) {
      const { entity, id, values, at, status } = line ? JSON.parse(line) : {};
      if (!entity) continue;
      this.records.set(id, { entity, id, values, at, status: status ?? "complete" });
      lines.push({ line: first_line + index, outcome: "imported", entity, record: id });
    }
    const counts = { imported: lines.length, imported_as_draft: 0, updated: 0, unchanged: 0, refused: 0 };
    return done({ batch, lines_read: read.length - 1, ...counts, lines }, { all: true });
  },
  people_list({ search = "", limit = 50, role }) {
    const people = [...this.records.values()].filter(
      (record) => record.entity === this.app.users.entity && (!role || record.values.role === role) && this.title(record).includes(search),
    );
    return done({ people: people.slice(0, limit).map((record) => ({ record: record.id, title: this.title(record), ...this.role_label(record) })), total: people.length });
  },
  form_open({ form, record, values }) {
    const definition = this.form(form);
    if (!definition) return refuse("form.unknown_form", "没有这个表单。", "There is no such form.");
    const stored = record ? this.records.get(record) : undefined;
    if (record && !stored) return refuse("engine.unknown_record", "没有这条记录。", "There is no such record.");
    const session = { id: `s${this.next++}`, form, entity: definition.entity, record: record ?? `new-${this.next++}-${Math.random().toString(36).slice(2)}`, status: stored?.status ?? "new", values: structuredClone(stored?.values ?? { ...(this.user ? { rep: this.user } : {}), ...values }) };
    this.sessions.set(session.id, session);
    const entity = this.entity(session.entity);
    return done({
      session: session.id, form, entity: session.entity, record: session.record, status: session.status,
      title: stored ? this.title(stored) : "", label: this.say(definition.label), submit_label: this.say(definition.submit_label),
      target_seconds: definition.target_seconds,
      sections: definition.sections.map((section) => ({
        id: section.id, label: this.say(section.label), help: this.say(section.help), collapsed: section.collapsed,
        fields: section.fields.map((place) => this.page_field(entity.fields.find(({ id }) => id === place.field), place.field, { ...(place.width ? { width: place.width } : {}) })),
      })),
      state: this.changes(session),
      capture: { nonce: `nonce-${session.id}`, person: this.user ?? "", name: this.user ?? "" },
    });
  },
  form_set({ session: id, path, value }) {
    const session = this.sessions.get(id);
    if (!session) return refuse("engine.unknown_session", "表单已失效。", "The form is gone.");
    const [field, index, sub] = path.split("/");
    if (sub) session.values[field][index][sub] = value;
    else session.values[field] = value;
    const customer = field === "customer" && this.records.get(value);
    if (customer) for (const name of ["city", "key_person"]) if (name in customer.values) session.values[name] = customer.values[name];
    return done({ changes: this.changes(session) });
  },
  form_item({ session: id, path, action, index, to }) {
    const session = this.sessions.get(id);
    if (!session) return refuse("engine.unknown_session", "表单已失效。", "The form is gone.");
    const list = (session.values[path] ??= []);
    if (action === "add") list.push({});
    else if (action === "remove") list.splice(index, 1);
    else list.splice(to, 0, ...list.splice(index, 1));
    return done({ changes: this.changes(session) });
  },
  form_candidates({ session: id, path, search = "", limit = 20 }) {
    const session = this.sessions.get(id);
    if (!session) return refuse("engine.unknown_session", "表单已失效。", "The form is gone.");
    const field = this.entity(session.entity).fields.find((each) => each.id === path);
    const all = [...this.records.values()].filter((record) => record.entity === field.entity && this.title(record).includes(search));
    return done({ candidates: all.slice(0, limit).map((record) => ({ record: record.id, title: this.title(record) })), total: all.length });
  },
  form_save({ session: id, complete }) {
    const session = this.sessions.get(id);
    if (!session) return refuse("engine.unknown_session", "表单已失效。", "The form is gone.");
    const fine = this.states(session).every((state) => state.visible === false || !state.diagnostics.length);
    const saved = !complete || fine;
    const status = complete && fine ? "complete" : "draft";
    session.status = status;
    this.records.set(session.record, { entity: session.entity, id: session.record, values: structuredClone(session.values), at: new Date().toISOString(), status });
    const score = status === "complete" ? this.score(session) : undefined;
    return done({ record: session.record, status, saved, changes: this.changes(session), scores: score ? [score] : [], effects: [] }, { records: [{ entity: session.entity, record: session.record }] });
  },
  form_close({ session }) {
    this.sessions.delete(session);
    return done({});
  },
  record_list({ view: id, entity, search = "", limit = 50, offset = 0, drafts }) {
    const view = this.app.views.find((each) => each.id === id);
    const of = view?.entity ?? entity;
    const columns = view?.columns.map(({ field }) => field).filter(Boolean) ?? this.entity(of).fields.map((field) => field.id).slice(0, 4);
    const wanted = (record) => (drafts || record.status === "complete") && (!view?.mine || !this.user || record.values.rep === this.user) && (!search || this.title(record).includes(search));
    return done({ label: this.say(view?.label ?? this.entity(of).label), ...this.list(of, columns, wanted, limit, offset), form: view?.form });
  },
  record_get({ record: id }) {
    const record = this.records.get(id);
    if (!record) return refuse("record.unknown", "没有这条记录。", "There is no such record.");
    const entity = this.entity(record.entity);
    const form = this.app.forms.find((each) => each.entity === record.entity);
    const score = record.status === "complete" && form ? this.score({ form: form.id, values: record.values }) : undefined;
    return done({
      row: this.row(record, []), form: form?.id,
      fields: entity.fields.map((field) => ({ id: field.id, label: this.say(field.label), type: field.type, cell: this.cell(field, record.values[field.id]), ...this.items(field, record.values[field.id]) })),
      scores: score ? [score] : [],
      workflows: this.app.workflows.filter((each) => each.entity === record.entity).map((each) => this.workflow_state(each, record)),
      effects: [], ops: [{ number: 1, at: record.at, kind: "save", hash: "0".repeat(64) }],
    });
  },
  record_discard({ record }) {
    this.records.delete(record);
    return done({}, { all: true });
  },
  workflow_state({ workflow, record }) {
    return done({ state: this.workflow_state(this.workflow_of(workflow), this.records.get(record)) });
  },
  workflow_advance({ workflow: id, record: of, to }) {
    const workflow = this.workflow_of(id);
    const record = this.records.get(of);
    const move = this.workflow_state(workflow, record).moves.find((each) => each.to === to);
    if (!move?.allowed) return done({ advanced: false, missing: move?.requirements.filter(({ met }) => !met) ?? [], state: this.workflow_state(workflow, record), effects: [] });
    record.values[workflow.stage_field] = to;
    return done({ advanced: true, missing: [], state: this.workflow_state(workflow, record), effects: [] }, { records: [{ entity: record.entity, record: of }] });
  },
  workflow_board({ workflow: id, limit = 20, mine }) {
    const workflow = this.workflow_of(id);
    return done({
      label: this.say(workflow.label), columns: this.list(workflow.entity, ["customer", "amount"], () => false, 0).columns,
      stages: workflow.stages.map((stage) => {
        const { rows, total } = this.list(workflow.entity, ["customer", "amount"], (record) => record.values[workflow.stage_field] === stage.id && (!mine || record.values.rep === this.user), limit);
        return { id: stage.id, label: this.say(stage.label), kind: stage.kind ?? "open", count: total, rows };
      }),
    });
  },
  dashboard_read({ dashboard: id, filters = [] }) {
    const dashboard = this.app.dashboards.find((each) => each.id === id);
    const levels = ["good", "warning", "risk", "none"];
    return done({
      label: this.say(dashboard.label), as_of: new Date().toISOString(),
      filters: (dashboard.filters ?? []).map(({ entity, field, label }) => ({ entity, field, label: this.say(label), value: filters.find((each) => each.field === field)?.value, options: (this.entity(entity).fields.find((each) => each.id === field).options ?? []).map((option) => ({ id: option.id, label: this.say(option.label) })) })),
      widgets: dashboard.widgets.map((widget, index) => ({
        id: widget.id, type: widget.type, label: this.say(widget.label), help: this.say(widget.help), width: widget.width ?? "half", level: "none", drillable: Boolean(widget.drill),
        ...(widget.type === "metric" ? { value: "0.87", text: `${87 - index * 9}%`, level: levels[index % 4], count: this.records.size } : { columns: (widget.metrics ?? []).map((metric) => ({ id: metric, label: this.say(this.app.metrics.find((each) => each.id === metric)?.label), type: "number" })), groups: this.groups(widget) }),
      })),
    });
  },
  dashboard_drill({ dashboard: id, widget: of, path, limit, filters = [] }) {
    const dashboard = this.app.dashboards.find((each) => each.id === id);
    const widget = dashboard.widgets.find((each) => each.id === of);
    const in_words = ({ entity, field, value }) => ({ entity, field, value, label: this.say(dashboard.filters.find((each) => each.field === field).label), value_label: this.cell(this.entity(entity).fields.find((each) => each.id === field), value).text });
    const common = { dashboard_label: this.say(dashboard.label), label: this.say(widget.label), crumbs: path, filters: filters.map(in_words) };
    if (widget.type === "metric" && path.length === 0 && widget.drill?.group_by) {
      const groups = this.groups(widget);
      return done({ ...common, kind: "groups", groups, total: groups.length });
    }
    const view = this.app.views.find((each) => each.id === widget.drill?.view) ?? this.app.views[0];
    return done({ ...common, kind: "rows", ...this.list(view.entity, view.columns.map(({ field }) => field).filter(Boolean), () => true, limit ?? widget.drill?.limit ?? 20), form: view.form });
  },
  quick_filter_read({ quick_filter: id }) {
    const filter = this.app.quick_filters.find((each) => each.id === id);
    const groups = this.groups({}).slice(0, 4);
    return done({
      label: this.say(filter.label), columns: filter.metrics.map((metric) => ({ id: metric, label: this.say(this.app.metrics.find((each) => each.id === metric)?.label), type: "number" })),
      groups: groups.map(({ key, label }) => ({ key, label, cells: filter.metrics.map((_, index) => ({ value: String(index), text: String(12 * (index + 1)) })), tags: (filter.tags ?? []).map((tag) => ({ id: tag.id, label: this.say(tag.label) })) })),
      checked: 142,
    });
  },
  quick_filter_rows() {
    return done({ label: "", ...this.list("visit", ["customer", "actual_arrival"], () => true, 5) });
  },
  outbox_list() {
    return done({ messages: this.outbox, total: this.outbox.length });
  },
};

Engine.prototype.groups = function (widget) {
  const workflow = widget.workflow && this.workflow_of(widget.workflow);
  if (workflow) {
    return workflow.stages.map((stage, index) => ({ key: stage.id, label: this.say(stage.label), value: String(120 - index * 20), text: String(120 - index * 20), level: "none", count: 1 }));
  }
  const people = [...this.records.values()].filter((record) => record.entity === this.app.users?.entity).slice(0, 12);
  return people.map((person, index) => ({ key: person.id, label: this.title(person), value: String(95 - index * 7), text: `${95 - index * 7}%`, level: ["good", "warning", "risk"][Math.floor(index / 4) % 3], count: 3, values: (widget.metrics ?? []).map(() => ({ value: "1", text: String(95 - index * 7) })) }));
};
