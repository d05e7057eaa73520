// Finds the record of a line, checks the line as a form would, says what to write. Long because all
// of it shares what earlier lines of the batch brought: their keys, titles and records.
#include "import/check_line.h"

#include <algorithm>

#include "evidence_values.h"
#include "stages.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/live/records.h"
#include "tollgate/record/field_behavior.h"
#include "tollgate/record/values.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

using ops::RecordStatus;

constexpr size_t kMaxFindings = 20;

// What the record would be asked for in a form: all of it that somebody typed.
const Json& typed_values(const ops::RecordState& state, const Json& stored) {
  if (!state.draft.is_object()) return stored;
  const auto found = state.draft.find("values");
  return found != state.draft.end() && found->is_object() ? *found : stored;
}

// `path` is the field, or lies in it.
bool lies_in(const std::string& path, const std::string& field) {
  return path == field || (path.starts_with(field) && path[field.size()] == '/');
}

// A draft in which the line's values stand instead of what was typed there.
Json merged_draft(const ops::RecordState& state, const Json& values) {
  if (!state.draft.is_object()) return nullptr;
  Json draft = state.draft;
  for (const char* part : {"texts", "origins"}) {
    const auto found = draft.find(part);
    if (found == draft.end() || !found->is_object()) continue;
    Json kept = Json::object();
    for (const auto& [path, text] : found->items()) {
      const bool replaced = std::any_of(values.items().begin(), values.items().end(),
                                        [&](const auto& v) { return lies_in(path, v.key()); });
      if (!replaced) kept[path] = text;
    }
    *found = std::move(kept);
  }
  Json& typed = draft["values"];
  if (!typed.is_object()) typed = live::wire_values(state);
  typed.update(values);
  return draft;
}

const Json& text_at(const Json& draft, const std::string& field) {
  static const Json kNull;
  if (!draft.is_object()) return kNull;
  const auto texts = draft.find("texts");
  if (texts == draft.end() || !texts->is_object()) return kNull;
  const auto found = texts->find(field);
  return found == texts->end() ? kNull : *found;
}

}  // namespace

LineChecker::LineChecker(Engine& engine, const LinesToImport& lines, const std::string& batch,
                         Preview* preview, const Caller& caller)
    : engine_(engine),
      app_(*engine.app()),
      lines_(lines),
      caller_(caller),
      batch_(batch),
      preview_(preview),
      records_(app_.records.get()),
      person_(app_.records->user(caller.user)),
      guard_(engine.app(), engine.store(), caller, engine.clock()) {
  if (!guard_.is_open()) {
    permissions_.emplace(app_, engine.store(), caller, engine.clock(), true);
  }
  if (!preview_) return;
  preview_records_.emplace(app_, *preview_);
  records_ = &*preview_records_;
}

Result<std::unique_ptr<LineChecker>> LineChecker::create(Engine& engine, const LinesToImport& lines,
                                                         const std::string& batch, Preview* preview,
                                                         const Caller& caller) {
  std::unique_ptr<LineChecker> checker(new LineChecker(engine, lines, batch, preview, caller));
  if (lines.key.empty()) return checker;
  const model::Entity* entity = engine.app()->model->find_entity(lines.entity);
  const model::Field* field = entity ? entity->find_field(lines.key) : nullptr;
  const bool is_text = field && model::is_family(field->type, model::FieldFamily::kText);
  if (!is_text) {
    return make_error("import.bad_key",
                      {"“" + record::shortened(lines.key) +
                           "”不能用来查找已有的记录：应是这种记录的文本、邮箱、电话或网址字段",
                       "'" + record::shortened(lines.key) +
                           "' cannot find records: it must be a text, e-mail, phone or web "
                           "address field of theirs"},
                      {.pointer = "/params/key"});
  }
  checker->key_entity_ = entity;
  return checker;
}

CheckedLine LineChecker::check(ImportLine line) {
  CheckedLine checked;
  checked.report.line = line.number;
  if (line.entity) checked.report.entity = line.entity->id;
  const bool found = line.entity && !has_errors(line.findings) && find_record(line, checked);
  checked.report.record = line.record;
  if (found) {
    Result<std::shared_ptr<const form::FormRules>> rules = app_.import_rules(*line.entity);
    if (!rules) line.refuse(in_line(line.number, "", rules.diagnostics().front()));
    if (rules) check_typed(line, **rules);
    if (!has_errors(line.findings) && is_allowed(line, checked.known)) {
      checked.report.outcome = LineOutcome::kUnchanged;
      if (checked.known.record) {
        change_record(line, *rules, checked);
        refuse_duplicate(line, checked);
      } else {
        make_record(line, *rules, checked);
      }
    }
  }
  Diagnostics& findings = checked.report.findings;
  findings.insert(findings.begin(), line.findings.begin(), line.findings.end());
  if (findings.size() > kMaxFindings) findings.resize(kMaxFindings);
  return checked;
}

void LineChecker::refuse_duplicate(ImportLine& line, CheckedLine& checked) const {
  if (checked.bodies.empty() || !is_in_batch(checked.known.key)) return;
  checked.bodies.clear();
  checked.report.findings.clear();
  checked.report.outcome = LineOutcome::kRefused;
  line.refuse(line_error(line.number, "id", "import.duplicate",
                         {"同一批导入中，前面已有一行是记录“" + line.record + "”，内容不同",
                          "an earlier line of this import is the record '" + line.record +
                              "' already, with other values"}));
}

// --- which record it is about

bool LineChecker::find_record(ImportLine& line, CheckedLine& checked) {
  const model::Field* key =
      line.entity == key_entity_ ? line.entity->find_field(lines_.key) : nullptr;
  const bool is_named = !line.record.empty();
  if (line.record.empty() && key && !find_by_key(*key, line)) return false;
  if (line.record.empty()) line.record = batch_ + "-" + std::to_string(line.number);
  checked.known.key = {line.entity->id, line.record};
  checked.known.typed.emplace();
  for (const auto& [field, value] : line.values.items()) checked.known.typed->insert(field);
  // Whoever does not see all records learns of none by trying ids.
  const bool sees_all = guard_.rights().may_all(access::Action::kRead, line.entity->id);
  if (is_named && !sees_all && !is_in_batch(checked.known.key) &&
      !sees(line.entity->id, line.record)) {
    line.refuse(in_line(line.number, "id", no_such_record(record::shortened(line.record))));
    return false;
  }
  if (preview_) checked.known.record = preview_->find(checked.known.key);
  if (!checked.known.record) {
    checked.known.record = engine_.store().find_record(line.entity->id, line.record);
  }
  if (!checked.known.record) {
    std::optional<Diagnostic> other = other_entity_of(line);
    if (!other) return true;
    line.refuse(*std::move(other));
    return false;
  }
  if (checked.known.record->state.status != RecordStatus::kDiscarded) return true;
  if (was_taken_back(line)) return true;
  line.refuse(line_error(
      line.number, "id", "import.discarded",
      {"记录“" + line.record + "”已被删除", "the record '" + line.record + "' was discarded"}));
  return false;
}

bool LineChecker::find_by_key(const model::Field& key, ImportLine& line) {
  const auto value = line.values.find(key.id);
  const std::string text =
      value != line.values.end() && value->is_string() ? value->get<std::string>() : std::string();
  const std::string member = "values/" + key.id;
  if (text.empty()) {
    line.refuse(line_error(line.number, member, "import.no_key",
                           {"缺少“" + key.id + "”，无法查找对应的记录",
                            "'" + key.id + "' is missing, by which the record is found"}));
    return false;
  }
  const Texts& known = keys();
  if (const auto found = known.find(text); found != known.end()) {
    if (found->second.empty()) {
      line.refuse(line_error(
          line.number, member, "import.several_records",
          {"有几条记录的“" + key.id + "”都是“" + record::shortened(text) + "”",
           "several records have the " + key.id + " '" + record::shortened(text) + "'"}));
      return false;
    }
    line.record = found->second;
  }
  return true;
}

bool LineChecker::sees(std::string_view entity, const std::string& record) const {
  return guard_.rights().may_all(access::Action::kRead, entity) || guard_.sees(entity, record);
}

std::optional<Diagnostic> LineChecker::other_entity_of(const ImportLine& line) const {
  for (const model::Entity& entity : app_.model->entities) {
    if (&entity == line.entity) continue;
    const bool is_there = engine_.store().has_record(entity.id, line.record) ||
                          (preview_ && preview_->records.contains({entity.id, line.record}));
    if (!is_there) continue;
    return line_error(line.number, "id", "import.other_entity",
                      {"“" + line.record + "”是另一种记录（" + entity.id + "）的编号",
                       "'" + line.record + "' is a record of another entity, " + entity.id});
  }
  return std::nullopt;
}

// Discarded because its import was taken back: it may come again.
bool LineChecker::was_taken_back(const ImportLine& line) const {
  const std::optional<store::StoredOp> last =
      engine_.store().newest_op_of(line.entity->id, line.record);
  return last && last->kind == "record.restore";
}

bool LineChecker::is_in_batch(const ops::RecordKey& key) const {
  if (preview_) return preview_->records.contains(key);
  return engine_.store().is_in_batch(batch_, key.entity, key.record);
}

// What cannot be done to the record that is there; what is there already as the line says is fine.
bool LineChecker::is_allowed(ImportLine& line, KnownRecord& known) const {
  const bool is_there = known.record && known.record->state.status != RecordStatus::kDiscarded;
  const bool claimed = is_in_batch(known.key);
  if (is_there && is_as_stored(line, known.record->state)) return true;
  if (!is_there) {
    known.record.reset();
    return true;
  }
  const ops::RecordState& state = known.record->state;
  if (lines_.keep_existing) return true;
  // What an earlier line left beside the record is this import's own.
  if (state.has_unsubmitted() && !claimed) {
    line.refuse(line_error(line.number, "id", "import.unsubmitted",
                           {"记录“" + line.record + "”有未提交的修改，请先提交或放弃",
                            "the record '" + line.record +
                                "' has changes that were not submitted: submit or discard them "
                                "first"}));
    return false;
  }
  const model::Workflow* workflow = app_.model->workflow_of(state.entity);
  const std::string stage = workflow ? workflow->stage_field : std::string();
  if (workflow && line.values.contains(stage) && line.values[stage] != state.value(stage)) {
    line.refuse(line_error(line.number, "values/" + stage, "import.stage",
                           {"已有记录的阶段不能由导入改变，请在流程中推进",
                            "an import does not move a record to another stage: advance it"}));
    return false;
  }
  if (line.status == RecordStatus::kDraft && state.status == RecordStatus::kComplete) {
    line.refuse(line_error(line.number, "status", "import.is_complete",
                           {"记录“" + line.record + "”已提交，不能变回草稿",
                            "the record '" + line.record + "' is complete and becomes no draft"}));
    return false;
  }
  return true;
}

// --- what it would be

void LineChecker::check_typed(ImportLine& line, const form::FormRules& rules) {
  for (auto& [name, value] : line.values.items()) {
    const std::string member = "values/" + name;
    const model::Field* field = line.entity->find_field(name);
    if (field && field->computed) continue;
    if (field && model::is_reference(field->type) && value.is_string()) {
      const std::string& record = value.get_ref<const std::string&>();
      const bool is_ahead = preview_ && preview_->records.contains({field->entity, record});
      Status known =
          record.empty() || is_ahead ? ok_status() : guard_.check_reference(*field, record);
      if (!known) {
        line.refuse(in_line(line.number, member, known.diagnostics().front()));
        continue;
      }
    }
    if (field && is_judged(*field)) {
      Result<Json> checked =
          judged_in_import(engine_, *field, value, [this] { return takes_samples(); });
      if (!checked) {
        line.refuse(in_line(line.number, member, checked.diagnostics().front()));
        continue;
      }
      value = *std::move(checked);
    }
    if (std::optional<Diagnostic> bad = form::cannot_be_typed(rules, name, value)) {
      line.refuse(in_line(line.number, member, *std::move(bad)));
    }
  }
}

// Only into a database where nobody has filled a form yet: what stands beside people's records
// later is no sample.
bool LineChecker::takes_samples() {
  if (!takes_samples_) takes_samples_ = !engine_.store().has_op_of_kind("record.set");
  return *takes_samples_;
}

bool LineChecker::is_as_stored(const ImportLine& line, const ops::RecordState& state) const {
  const bool completes =
      line.status == RecordStatus::kComplete && state.status == RecordStatus::kDraft;
  if (completes && state.draft.is_null()) return false;
  const Json stored = live::wire_values(state);
  const Json& typed = typed_values(state, stored);
  const record::ValueContext context = app_.compiled->values(nullptr);
  for (const auto& [name, value] : line.values.items()) {
    const model::Field* field = line.entity->find_field(name);
    if (!field || field->computed) continue;
    const std::optional<feel::Value> read = record::read_value(*field, value, context);
    if (read) {
      const auto there = typed.find(name);
      const Json now = there == typed.end() ? Json() : *there;
      if (record::to_wire(*field, *read) != now) return false;
      if (read->is_null() && !text_at(state.draft, name).is_null()) return false;
    } else if (text_at(state.draft, name) != value) {
      return false;
    }
  }
  return true;
}

const form::FormSession& LineChecker::open(std::shared_ptr<const form::FormRules> rules,
                                           record::RecordFacts facts, Json values, Json draft) {
  form::OpenOptions options;
  options.clock = &engine_.clock();
  options.records = records_;
  options.user = person_;
  options.is_new = false;
  options.facts = std::move(facts);
  options.values = std::move(values);
  options.draft = std::move(draft);
  if (permissions_) options.permissions = &*permissions_;
  const auto found = sessions_.find(rules);
  if (found == sessions_.end()) {
    return sessions_.try_emplace(rules, rules, std::move(options)).first->second;
  }
  found->second.restart(std::move(options));
  return found->second;
}

bool LineChecker::take_findings(const ImportLine& line, const form::FormSession& session,
                                CheckedLine& checked) const {
  Diagnostics& findings = checked.report.findings;
  for (auto& [path, finding] : session.findings()) {
    findings.push_back(in_line(line.number, "values/" + path, finding));
  }
  // A text that is no value, in a field that is hidden: a complete record could not keep it.
  const bool complete = session.complete();
  const Json texts = complete ? session.typed_texts() : Json::object();
  for (const auto& [path, text] : texts.items()) {
    const std::string shown = record::shortened(text.get_ref<const std::string&>());
    findings.push_back(line_error(line.number, "values/" + path, "import.hidden_text",
                                  {"这条记录不显示该字段，而“" + shown + "”也不是它的值，无法保存",
                                   "this record does not show the field, and '" + shown +
                                       "' is no value of it: it could not be kept"}));
  }
  return complete && texts.empty();
}

void LineChecker::note_computed(const ImportLine& line, const form::FormSession& session,
                                CheckedLine& checked) const {
  Json values;
  const record::ValueContext context = app_.compiled->values(nullptr);
  for (const auto& [name, value] : line.values.items()) {
    const model::Field* field = line.entity->find_field(name);
    if (!field || !field->computed) continue;
    if (values.is_null()) values = session.values();
    const std::optional<feel::Value> read = record::read_value(*field, value, context);
    const Json now = values.value(name, Json());
    if (read && record::to_wire(*field, *read) == now) continue;
    checked.report.findings.push_back(
        line_warning(line.number, "values/" + name, "import.computed",
                     {"“" + name + "”由应用计算得出，没有采用导入的值",
                      "'" + name + "' is computed: the line's value was not taken"}));
  }
}

void LineChecker::make_record(const ImportLine& line, std::shared_ptr<const form::FormRules> rules,
                              CheckedLine& checked) {
  const bool wants_draft = line.status == RecordStatus::kDraft;
  const int64_t at_ms = line.at_ms.value_or(engine_.now().microseconds / 1000);
  record::RecordFacts facts{.id = line.record,
                            .entity = line.entity->id,
                            .status = wants_draft ? "draft" : "complete",
                            .created_at = live::iso_text(at_ms),
                            .updated_at = live::iso_text(at_ms)};
  const form::FormSession& session = open(std::move(rules), std::move(facts), line.values, nullptr);
  const bool complete = take_findings(line, session, checked) && !wants_draft;
  note_computed(line, session, checked);
  checked.report.outcome = complete ? LineOutcome::kImported : LineOutcome::kDraft;
  const RecordStatus status = complete ? RecordStatus::kComplete : RecordStatus::kDraft;
  ops::RecordImport body{line.entity->id, line.record, status, session.values(), at_ms};
  if (may_import_stages(*app_.model, body.entity, caller_)) {
    mark_imported_stage(*app_.model, nullptr, body);
  }
  checked.bodies.push_back(std::move(body));
  if (complete) return;
  Json draft = session.export_draft();
  if (draft["texts"].empty()) return;
  checked.bodies.push_back(ops::RecordDraft{line.entity->id, line.record, std::move(draft)});
}

void LineChecker::change_record(const ImportLine& line,
                                std::shared_ptr<const form::FormRules> rules,
                                CheckedLine& checked) {
  const ops::RecordState& state = checked.known.record->state;
  if (is_as_stored(line, state)) return;
  if (lines_.keep_existing) {
    checked.report.findings.push_back(
        line_warning(line.number, "id", "import.kept",
                     {"记录“" + line.record + "”已有别的内容，保持不变",
                      "the record '" + line.record +
                          "' is there already with other values, and stays as it is"}));
    return;
  }
  const Json stored = live::wire_values(state);
  Json values = stored;
  values.update(line.values);
  const form::FormSession& session = open(std::move(rules), app_.records->facts(state),
                                          std::move(values), merged_draft(state, line.values));
  const bool sound = take_findings(line, session, checked);
  note_computed(line, session, checked);

  const bool was_complete = state.status == RecordStatus::kComplete;
  const bool completes = !was_complete && sound && line.status == RecordStatus::kComplete;
  const model::Workflow* workflow = app_.model->workflow_of(state.entity);
  const Json changed = session.values();
  std::vector<ops::FieldWrite> writes;
  for (const model::Field& field : line.entity->fields) {
    Json now = changed.value(field.id, Json());
    if (now == stored.value(field.id, Json())) continue;
    if (workflow && workflow->stage_field == field.id) continue;
    const auto slot = state.fields.find(field.id);
    writes.push_back(
        {field.id, std::move(now), slot == state.fields.end() ? "" : slot->second.version});
  }
  const bool to_draft = !sound && (was_complete || line.status == RecordStatus::kComplete);
  checked.report.outcome = to_draft ? LineOutcome::kDraft : LineOutcome::kUpdated;
  // What did not fit goes into a draft: beside the record where that is complete. It comes first,
  // for it says what became of the line.
  if (!completes && !(was_complete && sound)) {
    Json draft = session.export_draft();
    const bool is_needed = was_complete || !draft["texts"].empty() || state.draft.is_object();
    if (is_needed && draft != state.draft) {
      checked.bodies.push_back(ops::RecordDraft{state.entity, state.id, std::move(draft)});
    }
  }
  if (!writes.empty() && (sound || !was_complete)) {
    checked.bodies.push_back(ops::RecordSet{state.entity, state.id, std::move(writes), ""});
  }
  if (completes) {
    checked.bodies.push_back(ops::RecordStatusSet{state.entity, state.id, RecordStatus::kComplete});
  }
  if (checked.bodies.empty()) checked.report.outcome = LineOutcome::kUnchanged;
}

void LineChecker::note(const CheckedLine& line) {
  if (!preview_ && !key_entity_) return;  // nothing is looked up here but in the store
  // Its state when the ops are applied, as the log would do.
  std::optional<ops::RecordState> state;
  if (line.known.record) state = line.known.record->state;
  for (const ops::Body& body : line.bodies) {
    ops::Op op;
    op.time.milliseconds = engine_.now().microseconds / 1000;
    op.body = body;
    state = ops::apply_op(std::move(state), op);
  }
  if (!state) return;
  if (key_entity_ && key_entity_->id == state->entity) {
    const Json& key = state->value(lines_.key);
    if (key.is_string()) note_key(key.get_ref<const std::string&>(), state->id);
  }
  if (preview_) preview_->records.insert_or_assign(line.known.key, Preview::Kept(*state));
}

void LineChecker::note_key(const std::string& key, const std::string& record) {
  if (preview_) preview_->keys[key] = record;
  if (!keys_) return;
  auto [slot, fresh] = keys_->try_emplace(key, record);
  if (!fresh && slot->second != record) slot->second.clear();
}

// --- records by their texts

LineChecker::Texts& LineChecker::keys() {
  if (keys_) return *keys_;
  keys_.emplace();
  engine_.store().scan_texts(key_entity_->id, lines_.key,
                             [&](std::string_view record, std::string_view text) {
                               if (!sees(key_entity_->id, std::string(record))) return;
                               auto [slot, fresh] = keys_->try_emplace(std::string(text), record);
                               if (!fresh) slot->second.clear();
                             });
  if (!preview_) return *keys_;
  for (const auto& [text, record] : preview_->keys) note_key(text, record);
  return *keys_;
}

LineChecker::Texts& LineChecker::titles_of(const std::string& entity) {
  auto [slot, fresh] = titles_.try_emplace(entity);
  if (!fresh) return slot->second;
  engine_.store().scan_texts(entity, "title", [&](std::string_view record, std::string_view text) {
    if (!sees(entity, std::string(record))) return;
    auto [title, first] = slot->second.try_emplace(std::string(text), record);
    if (!first) title->second.clear();
  });
  return slot->second;
}

std::optional<std::string> LineChecker::find_by_title(const model::Field& reference,
                                                      const std::string& text) {
  // An id that names nothing to be seen is refused when the line is written.
  if (reference.entity == lines_.entity || records_->find(reference.entity, text)) return text;
  const Texts& titles = titles_of(reference.entity);
  const auto found = titles.find(text);
  if (found == titles.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

}  // namespace tollgate::engine
