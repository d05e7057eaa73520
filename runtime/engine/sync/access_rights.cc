#include "sync/access_rights.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/temporal.h"
#include "tollgate/rules/standing.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::engine {
namespace {

constexpr int64_t kDay_ms = int64_t{24} * 3'600 * 1'000;

Diagnostic not_allowed(const std::string& record) {
  return make_error(
      "sync.not_allowed",
      {"您没有权限这样改动记录“" + record + "”，没有生效；内容保留在服务器上，可请管理员处理",
       "you may not change the record '" + record +
           "' like this: it is not in force; it is kept at the hub, where an "
           "administrator finds it"},
      {.source = record});
}

Diagnostic field_not_allowed(const std::string& record, const LocalizedText& field,
                             const std::string& id) {
  return make_error("sync.field_not_allowed",
                    {"您没有权限改动" + field.zh + "，没有生效；内容保留在服务器上，可请管理员处理",
                     "you may not change " + field.en +
                         ": it is not in force; it is kept at the hub, where an administrator "
                         "finds it"},
                    {.source = record, .pointer = "/values/" + id});
}

}  // namespace

AccessRights::AccessRights(live::AppRules& app, store::Store& store, const Clock& clock,
                           std::string user)
    : app_(app),
      store_(store),
      clock_(clock),
      rights_(app.rights(user, app.role_of(user, clock))),
      caller_{.locale = {}, .user = std::move(user), .role = rights_.role()},
      guard_(&app, store, caller_, clock) {}

bool AccessRights::may(access::Action action, const ops::RecordState& record) const {
  return app_.may(rights_, action, record, clock_);
}

bool AccessRights::sees_all() { return !rights_.is_restricted(); }

bool AccessRights::sees(const ops::RecordState& record) {
  return may(access::Action::kRead, record);
}

AccessRights::Looks AccessRights::looks_at(std::string_view entity) {
  const access::RowRule& rule = rights_.rows(access::Action::kRead, entity);
  if (rule.rows == model::Rows::kNone) return Looks::kNothing;
  if (rule.when) return Looks::kRecord;
  const bool is_owned = entity == app_.compiled->policy().people() || !owner_field(entity).empty();
  return rule.rows == model::Rows::kAll || !is_owned ? Looks::kNothing : Looks::kOwner;
}

std::string AccessRights::owner_field(std::string_view entity) {
  return app_.compiled->policy().owner_field(entity);
}

bool AccessRights::sees_owned(std::string_view entity, std::string_view owner) {
  return rights_.may(
      access::Action::kRead, entity, owner, [] { return record::RecordView(); },
      app_.records->rules(clock_));
}

// Who somebody is and whom they manage stands in the people's records; conditions may read the day.
// Without them no morning makes a hub look at each record again for each of its devices.
std::string AccessRights::basis() {
  if (!rights_.is_restricted()) return "";
  const access::Policy& policy = app_.compiled->policy();
  const int64_t people = store::SyncRows(store_).last_change_of(policy.people());
  const int64_t day = has_conditions() ? clock_.now().microseconds / 1'000 / kDay_ms : 0;
  return write_json(Json::array({app_.hash, rights_.role(), people, day}));
}

bool AccessRights::has_conditions() const {
  const access::RoleRights* role = app_.compiled->policy().find_role(rights_.role());
  if (role == nullptr) return false;
  return std::ranges::any_of(role->entities, [](const auto& entity) {
    return entity.second.of(access::Action::kRead).when.has_value();
  });
}

const std::vector<std::string>& AccessRights::hidden_fields(const std::string& entity) {
  auto [slot, fresh] = hidden_.try_emplace(entity);
  const model::Entity* model =
      fresh && rights_.is_restricted() ? app_.model->find_entity(entity) : nullptr;
  if (model == nullptr) return slot->second;
  for (const model::Field& field : model->fields) {
    if (!rights_.sees(entity, field.id)) slot->second.push_back(field.id);
  }
  return slot->second;
}

void AccessRights::hide(sync::RecordRow& row) {
  const std::vector<std::string>& hidden = hidden_fields(row.state.entity);
  if (hidden.empty()) return;
  for (const std::string& field : hidden) {
    row.state.fields.erase(field);
    row.state.settled.erase(field);
    std::erase_if(row.files, [&](const sync::RowFile& file) { return file.field == field; });
  }
  // What was typed, what gates saw and how points came about may repeat them.
  row.state.draft = nullptr;
  for (ops::PassedGate& gate : row.state.standing.passed) gate.saw = Json::object();
  for (sync::RowScore& score : row.scores) score.explanation = Json::object();
}

std::optional<Diagnostic> AccessRights::refuses(const std::optional<ops::RecordState>& before,
                                                const ops::RecordState& after,
                                                const ops::Body& body) {
  if (!rights_.is_restricted()) return std::nullopt;
  const std::string& record = after.id;
  const bool own_draft = before && guard_.goes_on_with(*before);
  if (std::holds_alternative<ops::RecordDiscard>(body)) {
    const bool allowed = before && (own_draft || may(access::Action::kDelete, *before));
    return allowed ? std::nullopt : std::optional(not_allowed(record));
  }
  const bool allowed = before ? own_draft || may(access::Action::kUpdate, *before)
                              : may(access::Action::kCreate, after);
  if (!allowed) return not_allowed(record);
  const auto* set = std::get_if<ops::RecordSet>(&body);
  if (set == nullptr) return std::nullopt;
  const access::Policy::Fields& deciding = app_.compiled->policy().deciding_fields(set->entity);
  for (const ops::FieldWrite& write : set->writes) {
    const bool same = before && before->value(write.field) == write.value;
    const bool writes = rights_.writes(set->entity, write.field) &&
                        (rights_.administration() || !deciding.contains(write.field));
    const model::Entity& entity = *app_.model->find_entity(set->entity);
    const model::Field* field = entity.find_field(write.field);
    const bool follows =
        field != nullptr && !deciding.contains(write.field) &&
        guard_.follows_from_rules({.before = before, .after = after}, *field, write.value);
    if (same || writes || follows) continue;
    const LocalizedText name = rules::quoted_labels(*app_.model, entity, {write.field});
    return field_not_allowed(record, name, write.field);
  }
  return std::nullopt;
}

}  // namespace tollgate::engine
