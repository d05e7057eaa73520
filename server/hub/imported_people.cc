#include "hub/imported_people.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

using ColumnsOfPeople = std::map<PersonColumn, size_t>;

Json at_column(const Diagnostic& finding, const std::string& column) {
  Json json = to_json(finding);
  if (!column.empty()) json["place"] = {{"pointer", column}};
  return json;
}

bool is_error(const Json& finding) { return finding.value("severity", "") == "error"; }

// Which column is what.
Result<ColumnsOfPeople> columns_of_people(const PeopleTable& table,
                                          const std::vector<PeopleOfApp>& apps) {
  ColumnsOfPeople columns;
  std::vector<std::string> known = person_column_names();
  for (const PeopleOfApp& app : apps) {
    for (const Json& field : app.fields) known.push_back(field.value("id", ""));
  }
  for (size_t i = 0; i < table.head.size(); ++i) {
    const std::string& head = table.head[i];
    const PersonColumn column = person_column(head);
    const bool is_field = std::ranges::any_of(
        apps, [&](const PeopleOfApp& app) { return !app.field_of(head).empty(); });
    const bool is_of_people = column != PersonColumn::kNone && column != PersonColumn::kManager &&
                              column != PersonColumn::kRole;
    if (!is_field && !is_of_people) {
      return make_error(
          "people.unknown_column",
          {"不认识“" + cut_text(head) + "”这一列；请改列名，或删去这一列",
           "the column '" + cut_text(head) + "' is not known: rename it, or leave it out"},
          {.pointer = "/params/text"}, nearest_names(head, known));
    }
    bool twice = column != PersonColumn::kNone && !columns.emplace(column, i).second;
    for (const PeopleOfApp& app : apps) {
      const std::string field = app.field_of(head);
      for (size_t k = 0; k < i && !field.empty(); ++k) {
        twice = twice || app.field_of(table.head[k]) == field;
      }
    }
    if (twice) {
      return make_error(
          "people.column_twice",
          {"有两列都是“" + cut_text(head) + "”", "two columns are both '" + cut_text(head) + "'"},
          {.pointer = "/params/text"});
    }
  }
  if (!columns.contains(PersonColumn::kName) && !columns.contains(PersonColumn::kSignIn)) {
    return make_error(
        "people.no_name",
        {"表格里没有“登录名”或“姓名”这一列", "the table has no column 'sign_in' or 'name'"},
        {.pointer = "/params/text"}, {"登录名", "姓名", "sign_in", "name"});
  }
  return columns;
}

// Addresses that the row says take the place of those of before.
void read_addresses(RowOfPerson& person, const std::function<std::string(PersonColumn)>& cell) {
  for (const auto& [column, kind] :
       {std::pair{PersonColumn::kEmail, "email"}, std::pair{PersonColumn::kPhone, "phone"},
        std::pair{PersonColumn::kWecom, "wecom"}}) {
    const std::string value = cell(column);
    if (value.empty()) continue;
    std::erase_if(person.addresses, [&](const auto& each) { return each.kind == kind; });
    person.addresses.push_back({.kind = kind, .value = value});
  }
  std::ranges::sort(person.addresses, {}, &accounts::Address::kind);
}

// Who is nobody in an app yet, and stays: whoever has this name alone there, and no account, is
// meant; else somebody new.
void read_places(RowOfPerson& person, const std::vector<PeopleOfApp>& apps,
                 accounts::Accounts& accounts) {
  for (const PeopleOfApp& app : apps) {
    if (!person.record_in(app.served->id).empty() || person.state == PersonState::kLeft) continue;
    std::vector<std::string> same;
    for (const auto& [record, title] : app.people) {
      const bool is_free = !accounts.account_at(app.served->id, record);
      if (is_free && !person.title.empty() && title == person.title) same.push_back(record);
    }
    person.places.push_back(
        {.app = app.served->id, .record = same.size() == 1 ? same.front() : person.told.name});
  }
  std::ranges::sort(person.places, {}, &accounts::Place::app);
}

}  // namespace

std::string folded_name(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

bool RowOfPerson::is_wrong() const { return std::ranges::any_of(told.findings, is_error); }

void RowOfPerson::find(const Diagnostic& finding, const std::string& column) {
  told.findings.push_back(at_column(finding, column));
}

std::string RowOfPerson::record_in(const std::string& app) const {
  const auto place = std::ranges::find(places, app, &accounts::Place::app);
  return place == places.end() ? std::string() : place->record;
}

Result<std::vector<RowOfPerson>> read_rows_of_people(const PeopleTable& table,
                                                     const std::vector<PeopleOfApp>& apps,
                                                     accounts::Accounts& accounts,
                                                     const accounts::Asker& asker) {
  const auto columns = columns_of_people(table, apps);
  if (!columns) return Failure{columns.diagnostics()};
  std::map<std::string, accounts::Account> accounts_by_name;
  const auto listed = accounts.request("account.list", Json::object(), asker);
  if (!listed) return Failure{listed.diagnostics()};
  for (const Json& each : listed->reply["accounts"]) {
    auto account = messages::from_json<accounts::Account>(each, "");
    if (account) accounts_by_name[folded_name(account->name)] = std::move(*account);
  }
  std::vector<RowOfPerson> people;
  for (const PeopleTable::Row& row : table.rows) {
    const auto cell = [&](PersonColumn column) {
      const auto found = columns->find(column);
      return found == columns->end() ? std::string() : row.cells[found->second];
    };
    RowOfPerson person;
    person.told.line = row.line;
    person.told.outcome = "unchanged";
    person.title = cell(PersonColumn::kName);
    person.told.name = cell(PersonColumn::kSignIn);
    if (person.told.name.empty()) person.told.name = person.title;
    const auto state = person_state(cell(PersonColumn::kState));
    if (state) {
      person.state = *state;
    } else {
      person.find(state.diagnostics().front(), "state");
    }
    const auto before = accounts_by_name.find(folded_name(person.told.name));
    if (before != accounts_by_name.end()) {
      person.before = before->second;
      person.places = before->second.places;
      person.addresses = before->second.addresses;
    }
    read_addresses(person, cell);
    read_places(person, apps, accounts);
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace tollgate::server
