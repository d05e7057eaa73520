#include "hub/people_import.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "hub/ask.h"
#include "tollgate/base/csv.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

constexpr auto kEngineAnswers_s = std::chrono::seconds(60);
constexpr int kMostPeopleOfApp = 1000;

std::string folded(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string cut(const std::string& text) { return text.substr(0, 80); }

bool is_labelled(const Json& field, const std::string& name) {
  if (field.value("id", "") == name) return true;
  const auto label = field.find("label");
  if (label == field.end() || !label->is_object()) return false;
  return std::ranges::any_of(*label, [&](const Json& text) { return text == name; });
}

Json at_column(const Diagnostic& finding, const std::string& column) {
  Json json = to_json(finding);
  if (!column.empty()) json["place"] = {{"pointer", column}};
  return json;
}

bool is_error(const Json& finding) { return finding.value("severity", "") == "error"; }

}  // namespace

struct PeopleImport::Person {
  accounts::ImportedPerson told;
  std::string title;
  PersonState state = PersonState::kUnsaid;
  std::vector<accounts::Address> addresses;
  std::optional<accounts::Account> before;
  std::vector<accounts::Place> places;
  bool record_changed = false;

  bool is_wrong() const { return std::ranges::any_of(told.findings, is_error); }
  void find(const Diagnostic& finding, const std::string& column) {
    told.findings.push_back(at_column(finding, column));
  }
};

// What an app says of its people.
struct PeopleImport::App {
  const ServedApp* served = nullptr;
  std::string entity;
  std::vector<Json> fields;
  std::string title, role, manager;                         // fields; "" where there is none
  std::vector<std::pair<std::string, std::string>> people;  // record and title

  bool has(const std::string& field) const {
    return std::ranges::any_of(fields, [&](const Json& f) { return f.value("id", "") == field; });
  }
  // The field that a column fills; "" for none. "app.field" is of one app alone.
  std::string field_of(const std::string& head) const {
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
};

Result<Json> PeopleImport::ask(const ServedApp& app, const std::string& type, Json params) const {
  const bool writes = type == "data.import" && !params.value("preview", false);
  auto told = std::make_shared<std::promise<Result<Json>>>();
  auto answer = told->get_future();
  const bool taken = app.thread && app.thread->submit(
                                       [this, &app, told, type, params = std::move(params),
                                        writes](EnginePort& engine) {
                                         Result<Json> result = server::ask(engine, type, params);
                                         if (writes) tell_(app, engine);
                                         told->set_value(std::move(result));
                                       },
                                       EngineThread::Length::kLong);
  if (!taken || answer.wait_for(kEngineAnswers_s) != std::future_status::ready) {
    return make_error("server.app_busy",
                      {"应用“" + app.id + "”现在没有回应，请稍后再导入一次。",
                       "the app '" + app.id + "' does not answer now: import again in a moment"});
  }
  return answer.get();
}

Result<PeopleImport::App> PeopleImport::look_at(const std::string& app_id) const {
  App app;
  app.served = shelf_.find(app_id);
  if (!app.served) {
    return make_error("server.unknown_app",
                      {"没有应用“" + cut(app_id) + "”。", "there is no app '" + cut(app_id) + "'"});
  }
  const auto got = ask(*app.served, "app.get", Json::object());
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
  const auto list = ask(*app.served, "people.list", {{"limit", kMostPeopleOfApp}});
  if (!list) return Failure{list.diagnostics()};
  for (const Json& person : list->value("people", Json::array())) {
    app.people.emplace_back(person.value("record", ""), person.value("title", ""));
  }
  return app;
}

// What could be no account, before any is made.
void PeopleImport::check_accounts(std::vector<Person>& people) const {
  std::map<std::string, int64_t> lines, wecom;
  for (Person& person : people) {
    const auto [name, is_new] = lines.emplace(folded(person.told.name), person.told.line);
    if (!is_new) {
      const std::string line = std::to_string(name->second);
      person.find(make_error("people.name_twice", {"第 " + line + " 行已经是这个登录名",
                                                   "line " + line + " has this sign-in name too"}),
                  "sign_in");
    }
    for (const auto& [kind, value] : person.addresses) {
      if (kind == "wecom" && !wecom.emplace(folded(value), person.told.line).second) {
        person.find(make_error("accounts.address_taken",
                               {"另一行已经用了企业微信 ID“" + cut(value) + "”",
                                "another line has the WeCom id '" + cut(value) + "' too"}),
                    "wecom");
      }
    }
    Status could = accounts_.check(person.before ? person.before->id : "", person.told.name,
                                   person.places, person.addresses);
    if (!could) person.find(could.diagnostics().front(), "");
  }
}

Status PeopleImport::import_into(const App& app, const PeopleTable& table,
                                 std::vector<Person>& people, bool preview) const {
  Json columns = Json::array({"id"});
  std::map<std::string, std::string> heads;
  std::vector<std::string> fields;
  for (const std::string& head : table.head) {
    fields.push_back(app.field_of(head));
    if (!fields.back().empty()) {
      columns.push_back(fields.back());
      heads[fields.back()] = head;
    }
  }
  const auto record_of = [&](const Person& person) {
    const auto place = std::ranges::find(person.places, app.served->id, &accounts::Place::app);
    return place == person.places.end() ? std::string() : place->record;
  };
  // A manager by sign-in name or by name, of the table or of those who are there already.
  const auto manager_named = [&](const std::string& wanted, Person& by,
                                 const std::string& head) -> std::string {
    std::vector<std::string> found, names;
    for (const Person& other : people) {
      names.push_back(other.told.name);
      names.push_back(other.title);
      if (folded(other.told.name) == folded(wanted)) return record_of(other);
      if (other.title == wanted) found.push_back(record_of(other));
    }
    for (const accounts::Account& account : accounts_.accounts_in(app.served->id)) {
      if (folded(account.name) != folded(wanted)) continue;
      return std::ranges::find(account.places, app.served->id, &accounts::Place::app)->record;
    }
    for (const auto& [record, title] : app.people) {
      names.push_back(title);
      if (record == wanted) return record;
      if (title == wanted) found.push_back(record);
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    if (found.size() == 1) return found.front();
    by.find(
        found.empty()
            ? make_error(
                  "people.unknown_manager",
                  {"没有叫“" + cut(wanted) + "”的人；请写登录名或姓名",
                   "there is nobody called '" + cut(wanted) + "': give a sign-in name or a name"},
                  {}, nearest_names(wanted, names))
            : make_error("people.several_managers", {"有几个人叫“" + cut(wanted) + "”；请写登录名",
                                                     "several people are called '" + cut(wanted) +
                                                         "': give the sign-in name"}),
        head);
    return {};
  };
  struct Line {
    size_t person;
    std::string record, manager, text;
  };
  std::vector<Line> waiting;
  for (size_t i = 0; i < people.size(); ++i) {
    Person& person = people[i];
    Line line{i, record_of(person), {}, {}};
    if (line.record.empty()) continue;
    line.text = csv_cell(line.record);
    for (size_t column = 0; column < fields.size(); ++column) {
      if (fields[column].empty()) continue;
      std::string cell = table.rows[i].cells[column];
      if (fields[column] == app.manager && !cell.empty()) {
        cell = manager_named(cell, person, table.head[column]);
        line.manager = cell;
      }
      line.text += ',' + csv_cell(cell);
    }
    waiting.push_back(std::move(line));
  }
  // A manager stands before whom they manage, wherever the table has them; who manage each other in
  // a circle are told by the app that there is no such person.
  std::string text;
  std::vector<size_t> sent;
  while (!waiting.empty()) {
    std::set<std::string> still;
    for (const Line& line : waiting) still.insert(line.record);
    const size_t before = waiting.size();
    std::erase_if(waiting, [&](const Line& line) {
      if (line.manager != line.record && still.contains(line.manager)) return false;
      text += line.text + '\n';
      sent.push_back(line.person);
      still.erase(line.record);
      return true;
    });
    if (waiting.size() < before) continue;
    for (const Line& line : waiting) {
      text += line.text + '\n';
      sent.push_back(line.person);
    }
    waiting.clear();
  }
  size_t begin = 0;
  std::string batch;
  while (begin < sent.size()) {
    Json params{{"text", text},      {"entity", app.entity},    {"columns", columns},
                {"delimiter", ","},  {"first_line", begin + 1}, {"source", "people"},
                {"preview", preview}};
    if (!batch.empty()) params["batch"] = batch;
    const auto reply = ask(*app.served, "data.import", std::move(params));
    if (!reply) return Failure{reply.diagnostics()};
    batch = reply->value("batch", "");
    for (const Json& line : reply->value("lines", Json::array())) {
      const auto number = static_cast<size_t>(line.value("line", int64_t{0}));
      if (number < 1 || number > sent.size()) continue;
      Person& person = people[sent[number - 1]];
      const std::string outcome = line.value("outcome", "");
      if (outcome == "imported" || outcome == "updated") person.record_changed = true;
      // Who is a draft is nobody yet.
      const bool is_draft = outcome == "imported_as_draft" || outcome == "refused";
      for (Json finding : line.value("findings", Json::array())) {
        const Json place = finding.value("place", Json::object());
        std::string field = place.value("pointer", "");
        field = field.substr(field.rfind('/') + 1);
        const auto head = heads.find(field);
        finding["place"] = {{"pointer", head == heads.end() ? field : head->second}};
        if (is_draft) finding["severity"] = "error";
        person.told.findings.push_back(std::move(finding));
      }
    }
    const auto read = static_cast<size_t>(reply->value("lines_read", int64_t{0}));
    if (read == 0) break;
    for (size_t k = 0; k < read && !text.empty(); ++k) text.erase(0, text.find('\n') + 1);
    begin += read;
  }
  return ok_status();
}

Status PeopleImport::keep_account(Person& person, const accounts::Asker& asker) const {
  using accounts::Account;
  accounts::ImportedPerson& told = person.told;
  const bool left = person.state == PersonState::kLeft;
  Json params = Json::object();
  Json places = Json::array();
  for (const auto& place : person.places) places.push_back(accounts::to_json(place));
  Json addresses = Json::array();
  for (const auto& address : person.addresses) addresses.push_back(accounts::to_json(address));
  told.outcome = person.record_changed ? "changed" : "unchanged";
  if (!person.before) {
    if (left) return ok_status();
    const auto made = accounts_.request(
        "account.invite",
        {{"name", told.name}, {"places", std::move(places)}, {"addresses", std::move(addresses)}},
        asker);
    if (!made) return Failure{made.diagnostics()};
    told.outcome = "made";
    told.account = made->reply["account"].value("id", "");
    accounts::Invitation invitation;
    invitation.token = made->reply["invitation"].value("token", "");
    invitation.expires_at = made->reply["invitation"].value("expires_at", int64_t{0});
    told.invitation = std::move(invitation);
    return ok_status();
  }
  const Json was = accounts::to_json(*person.before);
  told.account = person.before->id;
  if (was["places"] != places) params["places"] = std::move(places);
  if (was["addresses"] != addresses) params["addresses"] = std::move(addresses);
  const bool is_left = person.before->state == "revoked";
  if (left && !is_left) params["state"] = "revoked";
  if (person.state == PersonState::kActive && is_left) params["state"] = "active";
  if (params.empty()) return ok_status();
  params["account"] = person.before->id;
  const auto done = accounts_.request("account.change", params, asker);
  if (!done) return Failure{done.diagnostics()};
  changed_(person.before->id);
  told.outcome = left && !is_left ? "left" : "changed";
  return ok_status();
}

Result<accounts::AccountImportReply> PeopleImport::run(
    const accounts::AccountImportRequest& request, const accounts::Asker& asker) {
  const auto table = read_people_table(request.text);
  if (!table) return Failure{table.diagnostics()};
  std::vector<App> apps;
  for (const std::string& id : request.apps.value_or(std::vector<std::string>())) {
    if (std::ranges::any_of(apps, [&](const App& app) { return app.served->id == id; })) continue;
    auto app = look_at(id);
    if (!app) return Failure{app.diagnostics()};
    apps.push_back(std::move(*app));
  }

  // Which column is what.
  std::map<PersonColumn, size_t> columns;
  std::vector<std::string> known = person_column_names();
  for (const App& app : apps) {
    for (const Json& field : app.fields) known.push_back(field.value("id", ""));
  }
  for (size_t i = 0; i < table->head.size(); ++i) {
    const std::string& head = table->head[i];
    const PersonColumn column = person_column(head);
    const bool is_field =
        std::ranges::any_of(apps, [&](const App& app) { return !app.field_of(head).empty(); });
    const bool is_of_people = column != PersonColumn::kNone && column != PersonColumn::kManager &&
                              column != PersonColumn::kRole;
    if (!is_field && !is_of_people) {
      return make_error("people.unknown_column",
                        {"不认识“" + cut(head) + "”这一列；请改列名，或删去这一列",
                         "the column '" + cut(head) + "' is not known: rename it, or leave it out"},
                        {.pointer = "/params/text"}, nearest_names(head, known));
    }
    bool twice = column != PersonColumn::kNone && !columns.emplace(column, i).second;
    for (const App& app : apps) {
      const std::string field = app.field_of(head);
      for (size_t k = 0; k < i && !field.empty(); ++k) {
        twice = twice || app.field_of(table->head[k]) == field;
      }
    }
    if (twice) {
      return make_error(
          "people.column_twice",
          {"有两列都是“" + cut(head) + "”", "two columns are both '" + cut(head) + "'"},
          {.pointer = "/params/text"});
    }
  }
  const auto cell = [&](const PeopleTable::Row& row, PersonColumn column) {
    const auto found = columns.find(column);
    return found == columns.end() ? std::string() : row.cells[found->second];
  };
  if (!columns.contains(PersonColumn::kName) && !columns.contains(PersonColumn::kSignIn)) {
    return make_error(
        "people.no_name",
        {"表格里没有“登录名”或“姓名”这一列", "the table has no column 'sign_in' or 'name'"},
        {.pointer = "/params/text"}, {"登录名", "姓名", "sign_in", "name"});
  }

  std::map<std::string, accounts::Account> accounts_by_name;
  const auto listed = accounts_.request("account.list", Json::object(), asker);
  if (!listed) return Failure{listed.diagnostics()};
  for (const Json& each : listed->reply["accounts"]) {
    auto account = messages::from_json<accounts::Account>(each, "");
    if (account) accounts_by_name[folded(account->name)] = std::move(*account);
  }
  std::vector<Person> people;
  for (const PeopleTable::Row& row : table->rows) {
    Person person;
    person.told.line = row.line;
    person.told.outcome = "unchanged";
    person.title = cell(row, PersonColumn::kName);
    person.told.name = cell(row, PersonColumn::kSignIn);
    if (person.told.name.empty()) person.told.name = person.title;
    const auto state = person_state(cell(row, PersonColumn::kState));
    if (state) {
      person.state = *state;
    } else {
      person.find(state.diagnostics().front(), "state");
    }
    const auto before = accounts_by_name.find(folded(person.told.name));
    if (before != accounts_by_name.end()) {
      person.before = before->second;
      person.places = before->second.places;
      person.addresses = before->second.addresses;
    }
    for (const auto& [column, kind] :
         {std::pair{PersonColumn::kEmail, "email"}, std::pair{PersonColumn::kPhone, "phone"},
          std::pair{PersonColumn::kWecom, "wecom"}}) {
      const std::string value = cell(row, column);
      if (value.empty()) continue;
      std::erase_if(person.addresses, [&](const auto& each) { return each.kind == kind; });
      person.addresses.push_back({kind, value});
    }
    std::ranges::sort(person.addresses, {}, &accounts::Address::kind);
    for (const App& app : apps) {
      const bool has = std::ranges::find(person.places, app.served->id, &accounts::Place::app) !=
                       person.places.end();
      if (has || person.state == PersonState::kLeft) continue;
      // Whoever has this name alone, and no account, is meant; else somebody new.
      std::vector<std::string> same;
      for (const auto& [record, title] : app.people) {
        const bool is_free = !accounts_.account_at(app.served->id, record);
        if (is_free && !person.title.empty() && title == person.title) same.push_back(record);
      }
      person.places.push_back({app.served->id, same.size() == 1 ? same.front() : person.told.name});
    }
    std::ranges::sort(person.places, {}, &accounts::Place::app);
    people.push_back(std::move(person));
  }
  check_accounts(people);
  for (const App& app : apps) {
    if (Status done = import_into(app, *table, people, true); !done) {
      return Failure{done.diagnostics()};
    }
  }
  accounts::AccountImportReply reply;
  const bool wrong = std::ranges::any_of(people, &Person::is_wrong);
  const bool preview = request.preview.value_or(false) || wrong;
  reply.kept = !preview;
  // Said again by what is kept now.
  for (Person& person : people) {
    if (preview) break;
    person.told.findings.clear();
    person.record_changed = false;
  }
  for (const App& app : apps) {
    if (preview) break;
    if (Status done = import_into(app, *table, people, false); !done) {
      return Failure{done.diagnostics()};
    }
  }
  for (Person& person : people) {
    if (preview) {
      const bool leaves = person.state == PersonState::kLeft;
      const bool goes = leaves && person.before && person.before->state != "revoked";
      const bool comes = !person.before && !leaves;
      person.told.outcome = person.is_wrong()       ? "refused"
                            : goes                  ? "left"
                            : comes                 ? "made"
                            : person.record_changed ? "changed"
                                                    : "unchanged";
    } else if (Status done = keep_account(person, asker); !done) {
      person.told.outcome = "refused";
      person.find(done.diagnostics().front(), "");
    }
    reply.people.push_back(std::move(person.told));
  }
  return reply;
}

}  // namespace tollgate::server
