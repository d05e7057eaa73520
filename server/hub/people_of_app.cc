#include "hub/people_of_app.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/people_table.h"

namespace tollgate::server {
namespace {

constexpr auto kAppAnswers_s = std::chrono::seconds(60);
constexpr int kMaxPeopleOfApp = 1000;

bool is_labelled(const Json& field, const std::string& name) {
  if (field.value("id", "") == name) return true;
  const auto label = field.find("label");
  if (label == field.end() || !label->is_object()) return false;
  return std::ranges::any_of(*label, [&](const Json& text) { return text == name; });
}

}  // namespace

std::string cut_text(const std::string& text) { return text.substr(0, 80); }

bool PeopleOfApp::has(const std::string& field) const {
  return std::ranges::any_of(fields, [&](const Json& f) { return f.value("id", "") == field; });
}

std::string PeopleOfApp::field_of(const std::string& head) const {
  std::string name = head;
  if (const size_t dot = head.find('.'); dot != std::string::npos) {
    if (head.substr(0, dot) != served->id) return {};
    name = head.substr(dot + 1);
  }
  for (const Json& field : fields) {
    if (is_labelled(field, name)) return field.value("id", "");
  }
  switch (person_column(name)) {
    case PersonColumn::kName:
      return title;
    case PersonColumn::kManager:
      return manager;
    case PersonColumn::kRole:
      return role;
    default:
      return {};
  }
}

Result<Json> ask_app(const ServedApp& app, const std::string& type, Json params,
                     const TellOfApp& tell) {
  auto told = std::make_shared<std::promise<Result<Json>>>();
  auto answer = told->get_future();
  const bool taken =
      app.thread && app.thread->submit(
                        [tell, &app, told, type, params = std::move(params)](EnginePort& engine) {
                          Result<Json> result = server::ask(engine, type, params);
                          if (tell) tell(app, engine);
                          told->set_value(std::move(result));
                        },
                        EngineThread::Length::kLong);
  if (!taken || answer.wait_for(kAppAnswers_s) != std::future_status::ready) {
    return make_error("server.app_busy",
                      {"应用“" + app.id + "”现在没有回应，请稍后再导入一次。",
                       "the app '" + app.id + "' does not answer now: import again in a moment"});
  }
  return answer.get();
}

Result<PeopleOfApp> look_at_people(const AppShelf& shelf, const std::string& app_id) {
  PeopleOfApp app;
  app.served = shelf.find(app_id);
  if (!app.served) {
    return make_error("server.unknown_app", {"没有应用“" + cut_text(app_id) + "”。",
                                             "there is no app '" + cut_text(app_id) + "'"});
  }
  const auto got = ask_app(*app.served, "app.get", Json::object());
  if (!got) return Failure{got.diagnostics()};
  const Json document = stored_json(got->value("text", std::string()));
  const Json users = document.value("users", Json::object());
  app.entity = users.value("entity", "");
  for (const Json& entity : document.value("entities", Json::array())) {
    if (app.entity.empty() || entity.value("id", "") != app.entity) continue;
    for (const Json& field : entity.value("fields", Json::array())) app.fields.push_back(field);
    app.title = entity.value("title", "");
  }
  app.role = users.value("role", "");
  app.manager = users.value("manager", "");
  // Titles and roles are expressions; a plain one is a field.
  for (std::string* field : {&app.title, &app.role, &app.manager}) {
    if (!app.has(*field)) field->clear();
  }
  if (app.fields.empty()) {
    return make_error("people.no_people",
                      {"应用“" + app_id + "”没有说明谁是它的人员。",
                       "the app '" + app_id + "' does not say who its people are"});
  }
  const auto list = ask_app(*app.served, "people.list", {{"limit", kMaxPeopleOfApp}});
  if (!list) return Failure{list.diagnostics()};
  for (const Json& person : list->value("people", Json::array())) {
    app.people.emplace_back(person.value("record", ""), person.value("title", ""));
  }
  return app;
}

}  // namespace tollgate::server
