#include "hub/people_records.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tollgate/base/csv.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

// What a row fills, field by field; "" for a column that is not of this app.
struct FieldsOfTable {
  Json columns = Json::array({"id"});
  std::vector<std::string> fields;
  std::map<std::string, std::string> heads;  // by field
};

FieldsOfTable fields_of_table(const PeopleOfApp& app, const PeopleTable& table) {
  FieldsOfTable filled;
  for (const std::string& head : table.head) {
    filled.fields.push_back(app.field_of(head));
    const std::string& field = filled.fields.back();
    if (field.empty()) continue;
    filled.columns.push_back(field);
    filled.heads[field] = head;
  }
  return filled;
}

// Their record, by sign-in name or by name, of the table or of those who are there already; "" with
// a finding at the row where there is nobody, or are several.
std::string manager_named(const std::string& wanted, RowOfPerson& by, const std::string& head,
                          const PeopleOfApp& app, const std::vector<RowOfPerson>& people,
                          accounts::Accounts& accounts) {
  std::vector<std::string> found, names;
  for (const RowOfPerson& other : people) {
    names.push_back(other.told.name);
    names.push_back(other.title);
    if (folded_name(other.told.name) == folded_name(wanted)) return other.record_in(app.served->id);
    if (other.title == wanted) found.push_back(other.record_in(app.served->id));
  }
  for (const accounts::Account& account : accounts.accounts_in(app.served->id)) {
    if (folded_name(account.name) != folded_name(wanted)) continue;
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
  by.find(found.empty() ? make_error("people.unknown_manager",
                                     {"没有叫“" + cut_text(wanted) + "”的人；请写登录名或姓名",
                                      "there is nobody called '" + cut_text(wanted) +
                                          "': give a sign-in name or a name"},
                                     {}, nearest_names(wanted, names))
                        : make_error("people.several_managers",
                                     {"有几个人叫“" + cut_text(wanted) + "”；请写登录名",
                                      "several people are called '" + cut_text(wanted) +
                                          "': give the sign-in name"}),
          head);
  return {};
}

struct LineOfApp {
  size_t person;
  std::string record, manager, text;
};

std::vector<LineOfApp> lines_of_app(const PeopleOfApp& app, const PeopleTable& table,
                                    const std::vector<std::string>& fields,
                                    std::vector<RowOfPerson>& people,
                                    accounts::Accounts& accounts) {
  std::vector<LineOfApp> waiting;
  for (size_t i = 0; i < people.size(); ++i) {
    RowOfPerson& person = people[i];
    LineOfApp line{i, person.record_in(app.served->id), {}, {}};
    if (line.record.empty()) continue;
    line.text = csv_cell(line.record);
    for (size_t column = 0; column < fields.size(); ++column) {
      if (fields[column].empty()) continue;
      std::string cell = table.rows[i].cells[column];
      if (fields[column] == app.manager && !cell.empty()) {
        cell = manager_named(cell, person, table.head[column], app, people, accounts);
        line.manager = cell;
      }
      line.text += ',' + csv_cell(cell);
    }
    waiting.push_back(std::move(line));
  }
  return waiting;
}

// A manager stands before whom they manage, wherever the table has them.
std::vector<LineOfApp> managers_first(std::vector<LineOfApp> waiting) {
  std::vector<LineOfApp> ordered;
  while (!waiting.empty()) {
    std::set<std::string> still;
    for (const LineOfApp& line : waiting) still.insert(line.record);
    const size_t before = waiting.size();
    std::erase_if(waiting, [&](LineOfApp& line) {
      if (line.manager != line.record && still.contains(line.manager)) return false;
      still.erase(line.record);
      ordered.push_back(std::move(line));
      return true;
    });
    if (waiting.size() < before) continue;
    // A circle: the app says what is wrong with it.
    std::ranges::move(waiting, std::back_inserter(ordered));
    waiting.clear();
  }
  return ordered;
}

// What the app says of a line, at the columns of the table.
void take_outcome(RowOfPerson& person, const Json& line,
                  const std::map<std::string, std::string>& heads) {
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

}  // namespace

Status import_records(const PeopleOfApp& app, const PeopleTable& table,
                      std::vector<RowOfPerson>& people, accounts::Accounts& accounts,
                      const TellOfApp& tell, bool preview) {
  const FieldsOfTable filled = fields_of_table(app, table);
  const std::vector<LineOfApp> lines =
      managers_first(lines_of_app(app, table, filled.fields, people, accounts));
  std::string batch;
  // The app takes as many lines at once as it can answer in a moment.
  for (size_t begin = 0; begin < lines.size();) {
    std::string text;
    for (size_t i = begin; i < lines.size(); ++i) text += lines[i].text + '\n';
    Json params{{"text", text},      {"entity", app.entity},    {"columns", filled.columns},
                {"delimiter", ","},  {"first_line", begin + 1}, {"source", "people"},
                {"preview", preview}};
    if (!batch.empty()) params["batch"] = batch;
    const auto reply =
        ask_app(*app.served, "data.import", std::move(params), preview ? TellOfApp() : tell);
    if (!reply) return Failure{reply.diagnostics()};
    batch = reply->value("batch", "");
    for (const Json& line : reply->value("lines", Json::array())) {
      const auto number = static_cast<size_t>(line.value("line", int64_t{0}));
      if (number < 1 || number > lines.size()) continue;
      take_outcome(people[lines[number - 1].person], line, filled.heads);
    }
    const auto read = static_cast<size_t>(reply->value("lines_read", int64_t{0}));
    if (read == 0) break;
    begin += read;
  }
  return ok_status();
}

}  // namespace tollgate::server
