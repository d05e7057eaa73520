#include "hub/group_roles.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/csv.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

Diagnostic role_not_put(const accounts::RoleInApp& role, const LocalizedText& why) {
  const std::string& app = role.app;
  return make_error("sign_in.role",
                    {"无法在应用“" + app + "”中把“" + cut_text(role.record) + "”设为角色“" +
                         cut_text(role.role) + "”：" + why.zh,
                     "'" + cut_text(role.record) + "' could not be given the role '" +
                         cut_text(role.role) + "' in the app '" + app + "': " + why.en});
}

// What became of one line of values, or would.
struct LineOutcome {
  std::string outcome;
  LocalizedText why;
};

Result<LineOutcome> import_line(const PeopleOfApp& app,
                                const std::vector<std::pair<std::string, std::string>>& values,
                                bool preview, const TellOfApp& tell) {
  Json columns = Json::array();
  std::string text;
  for (const auto& [field, value] : values) {
    columns.push_back(field);
    text += (text.empty() ? "" : ",") + csv_cell(value);
  }
  const auto reply = ask_app(*app.served, "data.import",
                             {{"text", text},
                              {"entity", app.entity},
                              {"columns", std::move(columns)},
                              {"delimiter", ","},
                              {"first_line", 1},
                              {"source", "sign-in"},
                              {"preview", preview}},
                             preview ? TellOfApp() : tell);
  if (!reply) return Failure{reply.diagnostics()};
  LineOutcome told{"refused", {"应用没有接受。", "the app did not take it"}};
  for (const Json& line : reply->value("lines", Json::array())) {
    told.outcome = line.value("outcome", "");
    const auto findings = diagnostics_from_json(line.value("findings", Json::array()));
    if (findings && !findings->empty()) told.why = findings->front().message;
  }
  return told;
}

Status put_role(const PeopleOfApp& app, const accounts::RoleInApp& role, const std::string& name,
                const TellOfApp& tell) {
  if (app.role.empty()) {
    return role_not_put(
        role, {"这个应用的角色不是人员的一个字段。", "the app's roles are no field of its people"});
  }
  std::vector<std::pair<std::string, std::string>> values = {{"id", role.record},
                                                             {app.role, role.role}};
  auto would = import_line(app, values, true, {});
  if (would && would->outcome == "unchanged") return ok_status();
  if (would && would->outcome != "updated") {
    // Nobody's record yet, or a role that is none: only the first is mended by a name.
    if (!app.title.empty()) values.emplace_back(app.title, name);
    would = import_line(app, values, true, {});
    if (would && would->outcome != "imported") return role_not_put(role, would->why);
  }
  if (!would) return role_not_put(role, would.diagnostics().front().message);
  const auto done = import_line(app, values, false, tell);
  if (!done) return role_not_put(role, done.diagnostics().front().message);
  if (done->outcome != "imported" && done->outcome != "updated" && done->outcome != "unchanged") {
    return role_not_put(role, done->why);
  }
  return ok_status();
}

}  // namespace

Status put_roles(const AppShelf& shelf, const std::vector<accounts::RoleInApp>& roles,
                 const std::string& name, const TellOfApp& tell) {
  for (const accounts::RoleInApp& role : roles) {
    const auto app = look_at_people(shelf, role.app);
    if (!app) return role_not_put(role, app.diagnostics().front().message);
    if (Status put = put_role(*app, role, name, tell); !put) return put;
  }
  return ok_status();
}

}  // namespace tollgate::server
