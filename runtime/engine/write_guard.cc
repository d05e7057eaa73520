#include "write_guard.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "tollgate/base/session_errors.h"
#include "tollgate/record/message.h"
#include "tollgate/record/values.h"

namespace tollgate::engine {
namespace {

using access::Action;
using ops::RecordStatus;

LocalizedText in_quotes(const LocalizedText& text) {
  return {"“" + text.zh + "”", "“" + text.en + "”"};
}

LocalizedText name_of_entity(const model::App& app, const model::Entity& entity) {
  return in_quotes(record::localized(entity.label, app));
}

Diagnostic may_not(const model::App& app, const model::Entity& entity, const char* code,
                   const char* zh, const char* en, const std::string& record) {
  const LocalizedText name = name_of_entity(app, entity);
  return make_error(
      code,
      {std::string("您的角色不能") + zh + name.zh + "中的这条记录；请联系应用的管理员",
       std::string("your role may not ") + en + " this record of " + name.en +
           ": ask whoever looks after the app"},
      {.source = record, .pointer = "/params/record"});
}

Diagnostic gives_away(const model::App& app, const model::Entity& entity,
                      const std::string& record) {
  const LocalizedText name = name_of_entity(app, entity);
  return make_error(
      "access.gives_away",
      {"改动之后，您就不能再修改" + name.zh +
           "中的这条记录，所以没有保存；请由两边都能修改的人来移交",
       "after this change the record of " + name.en +
           " would be one that you may not change, so nothing was saved: let somebody hand it "
           "over who may change both"},
      {.source = record, .pointer = "/values"});
}

Diagnostic not_yours_to_set(const model::App& app, const model::Field& field,
                            const std::string& record) {
  const LocalizedText name = in_quotes(record::localized(field.label, app));
  return make_error("access.field",
                    {"您的角色不能填写" + name.zh + "，没有保存",
                     "your role may not set " + name.en + ", so nothing was saved"},
                    {.source = record, .pointer = "/values/" + field.id});
}

Diagnostic may_not_import(const model::App& app, const model::Entity& entity) {
  const LocalizedText name = name_of_entity(app, entity);
  return make_error("access.may_not_import",
                    {"您的角色不能导入" + name.zh + "；请联系应用的管理员",
                     "your role may not import " + name.en + ": ask whoever looks after the app"},
                    {.pointer = "/params/entity"});
}

bool is_there(const std::optional<ops::RecordState>& state) {
  return state && state->status != RecordStatus::kDiscarded;
}

// The values after the change under the facts from before it.
ops::RecordState judged_after(const Writing& writing, const model::Workflow* workflow) {
  ops::RecordState after = writing.after;
  if (!is_there(writing.before)) return after;
  const ops::RecordState& before = *writing.before;
  after.status = before.status;
  after.standing = before.standing;
  after.created_ms = before.created_ms;
  after.updated_ms = before.updated_ms;
  if (workflow != nullptr) {
    after.fields[workflow->stage_field].value = before.value(workflow->stage_field);
  }
  return after;
}

const Json& member(const Json& object, std::string_view name) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(std::string(name));
  return found == object.end() ? kNull : *found;
}

// What a draft says of the field: its value, and texts that are no values, by path.
Json draft_of(const Json& draft, const std::string& field) {
  Json texts = Json::object();
  const Json& all = member(draft, "texts");
  if (all.is_object()) {
    for (const auto& [path, text] : all.items()) {
      if (path == field || path.starts_with(field + "/")) texts[path] = text;
    }
  }
  return Json::array({member(member(draft, "values"), field), std::move(texts)});
}

// The records that a value refers to.
void add_references(const model::Field& field, const Json& value,
                    std::vector<std::pair<const model::Field*, std::string>>& found) {
  if (model::is_reference(field.type)) {
    if (value.is_string()) found.emplace_back(&field, value.get<std::string>());
    return;
  }
  if (!model::is_list(field.type) || !value.is_array()) return;
  for (const Json& item : value) {
    for (const model::Field& part : field.fields) {
      add_references(part, member(item, part.id), found);
    }
  }
}

}  // namespace

Diagnostic no_such_record(const std::string& record) {
  return make_error(session_errors::kUnknownRecord,
                    {"没有记录“" + record + "”", "there is no record '" + record + "'"},
                    {.pointer = "/params/record"});
}

Diagnostic needs_administration(LocalizedText what) {
  return make_error("access.administration",
                    {"只有应用的管理员能" + what.zh + "；请联系他们",
                     "only those who look after the app may " + what.en + ": ask one of them"});
}

Diagnostic may_not_create(const model::App& app, const model::Entity& entity) {
  const LocalizedText name = name_of_entity(app, entity);
  return make_error("access.may_not_create",
                    {"您的角色不能这样新建" + name.zh + "；请联系应用的管理员",
                     "your role may not create such a record of " + name.en +
                         ": ask whoever looks after the app"},
                    {.pointer = "/params/form"});
}

model::FieldAccess FormPermissions::access(std::string_view entity, std::string_view field) const {
  const model::FieldAccess access = rules_.rights(caller_.user, caller_.role).field(entity, field);
  const bool is_editable = may_change_ || access != model::FieldAccess::kFull;
  return is_editable ? access : model::FieldAccess::kReadOnly;
}

bool FormPermissions::sees(std::string_view entity, std::string_view record) const {
  return WriteGuard(&rules_, store_, caller_, clock_).sees(entity, record);
}

WriteGuard::WriteGuard(AppRules* rules, store::Store& store, const Caller& caller,
                       const Clock& clock)
    : rules_(rules),
      store_(store),
      caller_(caller),
      clock_(clock),
      rights_(rules == nullptr || !caller.is_bound() ? access::Rights::everything()
                                                     : rules->rights(caller.user, caller.role)) {}

bool WriteGuard::may(Action action, const ops::RecordState& state) const {
  return rules_ == nullptr || rules_->may(rights_, action, state, clock_);
}

bool WriteGuard::sees(std::string_view entity, std::string_view record) const {
  const std::optional<store::StoredRecord> stored = store_.find_record(entity, std::string(record));
  return stored && stored->state.status != RecordStatus::kDiscarded &&
         may(Action::kRead, stored->state);
}

// Who wrote the first op about it.
bool WriteGuard::began(const ops::RecordState& draft) const {
  std::optional<std::string> by;
  store_.read_ops_of(draft.entity, draft.id, INT64_MAX, [&](const store::StoredOp& stored) {
    if (Result<ops::Op> op = ops::parse_op(stored.bytes)) by = op->user;
    return false;
  });
  return by && !by->empty() && *by == caller_.user;
}

// A draft is a record in the making: whoever began it and may make such a record finishes it.
bool WriteGuard::goes_on_with(const ops::RecordState& draft) const {
  return draft.status == RecordStatus::kDraft && may(Action::kCreate, draft) && began(draft);
}

bool WriteGuard::may_change(const ops::RecordState& state) const {
  return (may(Action::kRead, state) && may(Action::kUpdate, state)) || goes_on_with(state);
}

Status WriteGuard::check(const ops::Body& body) const {
  if (is_open()) return ok_status();
  if (std::holds_alternative<ops::AppPut>(body) && !rights_.administration()) {
    return needs_administration({"修改应用", "change it"});
  }
  const bool is_of_import = std::holds_alternative<ops::ImportBegin>(body) ||
                            std::holds_alternative<ops::ImportUndo>(body);
  if (is_of_import && !rights_.imports_any()) {
    return make_error("access.may_not_import",
                      {"您的角色不能导入记录；请联系应用的管理员",
                       "your role may not import records: ask whoever looks after the app"});
  }
  return ok_status();
}

Status WriteGuard::check(const Writing& writing) const {
  if (is_open()) return ok_status();
  const model::Entity* entity = rules_->model->find_entity(writing.after.entity);
  if (entity == nullptr) return no_such_record(writing.after.id);
  Status checked = check_rows(writing);
  if (checked) checked = check_deciding(writing, *entity);
  if (checked && !writing.restores) checked = check_fields(writing, *entity);
  if (checked && !writing.restores) checked = check_references(writing, *entity);
  return checked;
}

Status WriteGuard::check_rows(const Writing& writing) const {
  const model::App& app = *rules_->model;
  const ops::RecordState& after = writing.after;
  const model::Entity& entity = *app.find_entity(after.entity);
  const ops::RecordState judged = judged_after(writing, app.workflow_of(after.entity));
  if ((writing.imports || writing.restores) && !rights_.imports(entity.id)) {
    return may_not_import(app, entity);
  }
  if (!is_there(writing.before)) {
    if (writing.discards || writing.moves) return no_such_record(after.id);
    if (after.status == RecordStatus::kDiscarded || may(Action::kCreate, judged)) {
      return ok_status();
    }
    return may_not_create(app, entity);
  }
  const ops::RecordState& before = *writing.before;
  const bool own_draft = goes_on_with(before);
  if (!own_draft && !may(Action::kRead, before)) return no_such_record(before.id);
  if (writing.restores && after.status == RecordStatus::kDiscarded) {
    // Taking back what an import made asks for what making it did.
    if (may(Action::kCreate, before)) return ok_status();
    return may_not(app, entity, "access.may_not_delete", "删除", "delete", before.id);
  }
  if (writing.discards) {
    if (own_draft || may(Action::kDelete, before)) return ok_status();
    return may_not(app, entity, "access.may_not_delete", "删除", "delete", before.id);
  }
  const bool may_before = own_draft || may(Action::kUpdate, before);
  if (!may_before)
    return may_not(app, entity, "access.may_not_change", "修改", "change", before.id);
  if (may(Action::kUpdate, judged) || (own_draft && may(Action::kCreate, judged))) {
    return ok_status();
  }
  return gives_away(app, entity, before.id);
}

Status WriteGuard::check_deciding(const Writing& writing, const model::Entity& entity) const {
  if (rights_.administration()) return ok_status();
  const access::Policy& policy = rules_->compiled->policy();
  const bool was_there = is_there(writing.before);
  bool decides = false;
  for (const std::string& field : policy.deciding_fields(entity.id)) {
    const Json& now = writing.after.value(field);
    decides = decides || now != (was_there ? writing.before->value(field) : Json());
    const Json was_drafted = writing.before ? draft_of(writing.before->draft, field) : Json();
    const Json drafted = draft_of(writing.after.draft, field);
    const bool says = !drafted[0].is_null() && drafted[0] != now;
    decides = decides || (says && drafted != was_drafted);
  }
  // Whoever is gone is let in no more, and who comes back is.
  const bool is_there_now = writing.after.status != RecordStatus::kDiscarded;
  const bool comes_or_goes = entity.id == policy.people() && was_there != is_there_now &&
                             (was_there || writing.before.has_value());
  if (!decides && !comes_or_goes) return ok_status();
  return needs_administration(
      {"改变人员的角色、上级或删除人员", "change people's roles and managers, or delete people"});
}

// Computed values, and defaults of a new record: whoever writes them, they are the same.
bool WriteGuard::follows_from_rules(const Writing& writing, const model::Field& field,
                                    const Json& value) const {
  if (field.computed) return true;
  if (writing.typed != nullptr && !writing.typed->contains(field.id)) return true;
  if (is_there(writing.before) || !field.default_value) return false;
  const model::Entity& entity = *rules_->model->find_entity(writing.after.entity);
  const record::Rule* rule =
      rules_->records->rule(*field.default_value, rules_->records->names(entity));
  if (rule == nullptr) return false;
  const record::RecordView view =
      rules_->records->view(writing.after, rules_->records->user(caller_.user), false);
  const feel::Value given = record::run(*rule, view.slots, rules_->records->rules(clock_)).value;
  const auto fitted = record::fit_value(field, given, rules_->records->values());
  return fitted && record::to_wire(field, *fitted) == value;
}

Status WriteGuard::check_fields(const Writing& writing, const model::Entity& entity) const {
  for (const model::Field& field : entity.fields) {
    if (rights_.writes(entity.id, field.id)) continue;
    const Json& now = writing.after.value(field.id);
    const Json was = is_there(writing.before) ? writing.before->value(field.id) : Json();
    const Json was_drafted = writing.before ? draft_of(writing.before->draft, field.id) : Json();
    if (now != was && !(was_drafted.is_array() && now == was_drafted[0]) &&
        !follows_from_rules(writing, field, now)) {
      return not_yours_to_set(*rules_->model, field, writing.after.id);
    }
    const Json drafted = draft_of(writing.after.draft, field.id);
    const bool says_other = drafted != was_drafted &&
                            (!drafted[1].empty() || (!drafted[0].is_null() && drafted[0] != now));
    if (says_other && !follows_from_rules(writing, field, drafted[0])) {
      return not_yours_to_set(*rules_->model, field, writing.after.id);
    }
  }
  return ok_status();
}

Status WriteGuard::check_reference(const model::Field& field, std::string_view record) const {
  if (is_open()) return ok_status();
  const bool is_oneself = field.entity == rules_->compiled->policy().people() && !record.empty() &&
                          record == caller_.user;
  if (is_oneself || sees(field.entity, record)) return ok_status();
  const LocalizedText name = in_quotes(record::localized(field.label, *rules_->model));
  const std::string shown(record.substr(0, 64));
  return make_error(
      "access.unknown_reference",
      {name.zh + "不能填“" + shown + "”：没有这条记录，或者您看不到它",
       name.en + " cannot be '" + shown + "': there is no such record that you may see"},
      {.pointer = "/values/" + field.id});
}

Status WriteGuard::check_references(const Writing& writing, const model::Entity& entity) const {
  for (const model::Field& field : entity.fields) {
    const Json& now = writing.after.value(field.id);
    const Json was = writing.before ? writing.before->value(field.id) : Json();
    if (now == was || field.computed) continue;
    std::vector<std::pair<const model::Field*, std::string>> held;
    std::vector<std::pair<const model::Field*, std::string>> refers;
    add_references(field, was, held);
    if (writing.before) {
      add_references(field, draft_of(writing.before->draft, field.id)[0], held);
    }
    add_references(field, now, refers);
    for (const auto& [part, record] : refers) {
      if (std::ranges::find(held, std::pair(part, record)) != held.end()) continue;
      Status known = check_reference(*part, record);
      if (known || follows_from_rules(writing, field, now)) continue;
      return known;
    }
  }
  return ok_status();
}

}  // namespace tollgate::engine
