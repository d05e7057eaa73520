#include "require.h"

#include <algorithm>

#include "tollgate/base/limits.h"
#include "tollgate/base/utf8.h"

namespace tollgate::query {

Diagnostic unknown(std::string_view what, std::string_view name, std::string_view pointer,
                   const std::vector<std::string>& ids) {
  std::string shown(name.substr(0, 64));
  std::string kind(what);
  return make_error(
      "api.unknown_" + kind,
      {"“" + shown + "”不存在（" + kind + "）", "there is no " + kind + " '" + shown + "'"},
      {.pointer = std::string(pointer)}, nearest_names(shown, ids));
}

Result<ops::StoredRecord> require_record(const Context& context, std::string_view entity,
                                         const std::string& record) {
  if (!context.model().find_entity(entity)) {
    return unknown("entity", entity, "/params/entity", ids_of(context.model().entities));
  }
  std::optional<ops::StoredRecord> found = context.sight->find_record(entity, record);
  if (!found || found->state.status == ops::RecordStatus::kDiscarded) {
    return unknown("record", record, "/params/record", {});
  }
  return std::move(*found);
}

bool sees_everything(const Source& source, const Viewer& viewer) {
  const Result<Context> context = context_of(source, viewer);
  return !context || context->sight->is_whole();
}

bool sees_file(const Source& source, const Viewer& viewer, std::string_view sha256) {
  const Result<Context> context = context_of(source, viewer);
  return context && (context->sight->is_whole() || context->sight->sees_file(sha256));
}

Result<ops::StoredRecord> require_record(const Source& source, const Viewer& viewer,
                                         std::string_view entity, const std::string& record) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<ops::StoredRecord> seen = require_record(*context, entity, record);
  if (!seen || context->sight->is_whole(entity)) return seen;
  return *context->store.find_record(entity, record);
}

Result<const workflow::Workflow*> require_workflow(const Context& context, const std::string& id) {
  if (const workflow::Workflow* found = context.app.find_workflow(id)) return found;
  return unknown("workflow", id, "/params/workflow", ids_of(context.model().workflows));
}

Result<const model::Dashboard*> require_dashboard(const Context& context, const std::string& id) {
  const model::App& app = context.model();
  const access::Rights& rights = context.sight->rights();
  const model::Dashboard* dashboard = app.find_dashboard(id);
  if (dashboard && rights.opens(id)) return dashboard;
  std::vector<std::string> open;
  for (const model::Dashboard& each : app.dashboards) {
    if (rights.opens(each.id)) open.push_back(each.id);
  }
  return unknown("dashboard", id, "/params/dashboard", open);
}

Status require_administration(const Source& source, const Viewer& viewer) {
  if (!source.app) return ok_status();
  const Sight sight(*source.app, *source.store, *source.clock, viewer);
  if (sight.rights().administration()) return ok_status();
  const std::optional<model::Users>& users = source.app->model->users;
  const bool is_nobody = viewer.person.empty() && viewer.roles.empty();
  if (is_nobody && (!users || source.store->count({.entity = users->entity}) == 0)) {
    return ok_status();
  }
  return make_error("query.administration_only",
                    {"只有负责管理此应用的人可以这样做；请联系应用管理员。",
                     "only those who look after this app may do this: ask one of them"});
}

Result<std::string> searched_text(const std::optional<std::string>& search) {
  if (!search) return std::string();
  const size_t count = count_code_points(*search);
  if (count <= limits::kSearchCharacters) return *search;
  const std::string most = std::to_string(limits::kSearchCharacters);
  const std::string has = std::to_string(count);
  return make_error("query.search_too_long",
                    {"搜索的文字有 " + has + " 个字符，最多 " + most + " 个；请缩短",
                     "the text to search for has " + has + " characters and at most " + most +
                         " are allowed: make it shorter"},
                    {.pointer = "/params/search"});
}

int64_t bounded(const std::optional<int64_t>& wanted, int64_t otherwise, int64_t most) {
  return std::clamp<int64_t>(wanted.value_or(otherwise), 0, most);
}

}  // namespace tollgate::query
