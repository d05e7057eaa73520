// What people may do: an app, its people, and for each case all that a person may in a role.
#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "run_test_support.h"
#include "tollgate/access/rights.h"
#include "tollgate/record/record_view.h"
#include "tollgate/rules/compiled_app.h"

namespace tollgate::conformance {
namespace {

using access::Action;

constexpr std::array<std::pair<Action, std::string_view>, access::kActionCount> kActions = {
    {{Action::kRead, "read"},
     {Action::kCreate, "create"},
     {Action::kUpdate, "update"},
     {Action::kDelete, "delete"}}};

class ListOfPeople final : public access::People {
 public:
  explicit ListOfPeople(const Json& people) : people_(people) {}
  std::string manager_of(std::string_view person) override {
    const auto found = people_.find(std::string(person));
    return found == people_.end() ? std::string() : found->value("manager", "");
  }

 private:
  const Json& people_;
};

struct Case {
  const rules::CompiledApp& app;
  const Json& people;
  const Json& json;
  access::Rights rights;

  std::vector<std::string> may() const {
    const Json& record = json.at("record");
    const std::string entity = record.at("entity");
    const record::ValueContext values = app.values(nullptr);
    const auto view = [&] {
      const rules::EntityRules* rules = app.rules_of(entity);
      if (rules == nullptr) return record::RecordView();
      const std::string person = json.at("person");
      const model::Entity& users = *app.app().find_entity("person");
      const feel::Value user =
          record::reference_context(users, person, people.value(person, Json::object()), values);
      return record::make_view(
          rules->names, {.id = record.at("id"), .entity = entity, .status = record.at("status")},
          record.at("values"), user, values);
    };
    const std::string id = record.at("id");
    const std::string owner = app.policy().owner_of(entity, id, record.at("values"));
    const FixedClock clock({0});
    std::vector<std::string> may;
    for (const auto& [action, name] : kActions) {
      if (rights.may(action, entity, owner, view, app.context(clock))) may.emplace_back(name);
    }
    return may;
  }

  std::vector<std::string> entities(bool (access::Rights::*has)(std::string_view) const) const {
    std::vector<std::string> out;
    for (const model::Entity& entity : app.app().entities) {
      if ((rights.*has)(entity.id)) out.push_back(entity.id);
    }
    return out;
  }
};

void check_case(const Case& each) {
  const Json& json = each.json;
  if (json.contains("may")) CHECK(each.may() == json["may"].get<std::vector<std::string>>());
  const Json fields = json.value("fields", Json::object());
  for (const auto& [path, access] : fields.items()) {
    INFO(path);
    const size_t slash = path.find('/');
    const auto got = each.rights.field(path.substr(0, slash), path.substr(slash + 1));
    CHECK(model::name_of(got) == access.get<std::string>());
  }
  if (!json.contains("administration")) return;
  const auto texts = [&](const char* name) { return json[name].get<std::vector<std::string>>(); };
  CHECK(each.entities(&access::Rights::exports) == texts("exports"));
  CHECK(each.entities(&access::Rights::imports) == texts("imports"));
  CHECK(each.rights.imports_any() == !texts("imports").empty());
  CHECK(each.rights.opens("team") == !texts("dashboards").empty());
  CHECK(each.rights.administration() == json["administration"].get<bool>());
}

TEST_CASE("permissions") {
  const Json file = read_data(GENERATE("access/rows_and_fields", "access/without_permissions"));
  auto app = rules::CompiledApp::compile(load_app(file));
  if (!app) FAIL(app.diagnostics()[0].place.pointer << app.diagnostics()[0].message.en);
  const access::Policy& policy = (*app)->policy();
  ListOfPeople people(file.at("people"));
  for (const Json& json : file.at("cases")) {
    INFO(json.at("name").get<std::string>());
    check_case({**app, file["people"], json,
                access::Rights(policy, json.at("person"), json.at("role"), people)});
  }
  for (const auto& [entity, fields] : file.at("deciding").items()) {
    CHECK(policy.deciding_fields(entity) == fields.get<access::Policy::Fields>());
  }
  CHECK(access::Rights::everything().administration());
}

}  // namespace
}  // namespace tollgate::conformance
