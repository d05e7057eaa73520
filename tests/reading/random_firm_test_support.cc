#include "random_firm_test_support.h"

#include <algorithm>

namespace tollgate::reading {
namespace {

constexpr uint64_t kPeople = 9;
constexpr uint64_t kCustomers = 7;
constexpr uint64_t kVisits = 24;

json ids_of(const json& rows) {
  json ids = json::array();
  for (const json& row : rows) ids.push_back(row["record"]);
  return ids;
}

json cell(const json& row, size_t place) { return row["cells"][place]["value"]; }

json or_null(const std::string& text) { return text.empty() ? json() : json(text); }

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

RandomFirm::RandomFirm(uint64_t seed) : random_(seed) {
  const char* const roles[] = {"rep", "rep", "manager", "inspector", "region"};
  for (uint64_t i = 0; i < kPeople; ++i) {
    const std::string id = "person-" + std::to_string(i);
    put(naive_.people, "person", id,
        {{"name", "P" + std::to_string(i)},
         {"role", i == 0 ? "boss" : roles[below(5)]},
         {"region", below(2) ? "east" : "west"},
         {"phone", "139" + std::to_string(i)}});
  }
  for (uint64_t i = 0; i < kCustomers; ++i) {
    put(naive_.customers, "customer", "customer-" + std::to_string(i),
        {{"name", "C" + std::to_string(i)},
         {"city", below(2) ? "wuhan" : "jinan"},
         {"rep", any_of(naive_.people)},
         {"discount", std::to_string(below(100))}});
  }
}

std::string RandomFirm::any_of(const std::map<std::string, Values>& records) {
  return std::next(records.begin(), int64_t(below(records.size())))->first;
}

void RandomFirm::put(std::map<std::string, Values>& records, const std::string& entity,
                     const std::string& id, const Values& changes) {
  json values = json::object();
  for (const auto& [field, value] : changes) {
    values[field] = or_null(value);
    records[id][field] = value;
  }
  json line = {{"entity", entity}, {"id", id}};
  line["values"] = std::move(values);
  told_.push_back(line.dump());
  last_batch_ = firm_.bring({line});
}

void RandomFirm::take_back() {
  firm_.take_back(last_batch_);
  told_.push_back("taken back: " + last_new_);
  naive_.visits.erase(last_new_);
  last_new_.clear();
}

void RandomFirm::happen() {
  if (!last_new_.empty() && below(3) == 0) return take_back();
  last_new_.clear();
  const uint64_t what = below(20);
  if (what < 12) {
    const std::string id = "visit-" + std::to_string(10 + below(kVisits));
    const bool is_new = !naive_.visits.contains(id);
    Values changes;
    if (is_new || below(3) == 0) changes["customer"] = any_of(naive_.customers);
    if (is_new || below(3) == 0) changes["rep"] = any_of(naive_.people);
    if (is_new || below(3) == 0) changes["kind"] = below(3) ? "open" : "done";
    if (is_new || below(3) == 0) changes["amount"] = std::to_string(below(100));
    changes["margin"] = std::to_string(below(100));
    if (is_new || below(3) == 0) changes["note"] = below(2) ? "apple" : "pear";
    put(naive_.visits, "visit", id, changes);
    if (is_new) last_new_ = id;
  } else if (what < 16) {
    const std::string id = any_of(naive_.customers);
    if (below(2)) {
      put(naive_.customers, "customer", id, {{"rep", any_of(naive_.people)}});
    } else {
      put(naive_.customers, "customer", id, {{"city", below(2) ? "wuhan" : "jinan"}});
    }
  } else {
    const std::string id = any_of(naive_.people);
    const char* const roles[] = {"rep", "rep", "manager", "inspector", "region", "boss", "guest"};
    const uint64_t change = below(3);
    if (change == 0) put(naive_.people, "person", id, {{"role", roles[below(7)]}});
    if (change == 1) put(naive_.people, "person", id, {{"manager", any_of(naive_.people)}});
    if (change == 2) put(naive_.people, "person", id, {{"region", below(2) ? "east" : "west"}});
  }
}

void RandomFirm::expect(const std::string& what, const json& got, const json& wanted) {
  if (got == wanted || !fault_.empty()) return;
  fault_ = what + " is " + got.dump() + " and should be " + wanted.dump();
}

std::string RandomFirm::step() {
  happen();
  look(any_of(naive_.people));
  return fault_;
}

void RandomFirm::look(const std::string& viewer) {
  told_.push_back(viewer + " looks, as " + naive_.role(viewer));
  // All of it takes long; what is not asked now is asked after another step.
  const uint64_t what = below(3);
  if (what == 0) look_at_lists(viewer);
  if (what == 0) look_at_exports(viewer);
  look_at_record(viewer);
  if (naive_.role(viewer) == "guest") {
    expect("a guest's dashboard",
           json::parse(firm_.ask("dashboard.read", {{"dashboard", "main"}}, viewer))["ok"], false);
    return;
  }
  if (what == 1) look_at_numbers(viewer);
  if (what == 2) look_below_numbers(viewer);
  if (what == 2 && naive_.role(viewer) == "rep") look_for_candidates(viewer);
}

void RandomFirm::look_at_lists(const std::string& viewer) {
  const Ids seen = naive_.visits_of(viewer);
  const bool hides = naive_.hides_margin(viewer);
  json all = json::array();  // page by page, as they are taken out into a file
  for (size_t from = 0; from == 0 || from < seen.size(); from += 5) {
    const json page =
        firm_.result("record.list", {{"view", "visits"}, {"offset", from}, {"limit", 5}}, viewer);
    expect("the total", page["total"], seen.size());
    for (const json& row : page["rows"]) {
      all.push_back(row["record"]);
      const std::string id = row["record"];
      if (!naive_.sees_visit(viewer, id)) continue;
      const Values& visit = naive_.visits.at(id);
      const std::string& customer = naive_.value(visit, "customer");
      expect("the title of " + id, row["title"], naive_.visit_title(viewer, id));
      expect("the customer of " + id, row["cells"][0]["text"],
             naive_.customer_title(viewer, customer));
      expect("the rep of " + id, row["cells"][1]["text"],
             naive_.person_title(viewer, naive_.value(visit, "rep")));
      expect("the margin of " + id, cell(row, 3),
             hides ? json() : or_null(naive_.value(visit, "margin")));
      expect("the city of " + id, cell(row, 4), or_null(naive_.city(viewer, id)));
    }
  }
  expect("visits", all, seen);

  const auto filtered = [&](const char* view, const char* search, auto&& passes) {
    json wanted = json::array();
    for (const std::string& id : seen) {
      if (passes(id, naive_.visits.at(id))) wanted.push_back(id);
    }
    json params = {{"view", view}, {"limit", 100}};
    if (*search) params["search"] = search;
    const json list = firm_.result("record.list", params, viewer);
    expect(std::string(view) + " with “" + search + "”", ids_of(list["rows"]), wanted);
    expect(std::string(view) + "'s total", list["total"], wanted.size());
  };
  const auto amount = [&](const Values& visit) { return number(naive_.value(visit, "amount")); };
  const auto margin = [&](const Values& visit) {
    return hides ? 0 : number(naive_.value(visit, "margin"));
  };
  filtered("rich", "", [&](const auto&, const Values& v) { return margin(v) > 50; });
  filtered("open", "", [&](const auto&, const Values& v) {
    return naive_.value(v, "kind") == "open" && amount(v) > 20;
  });
  filtered("best", "",
           [&](const auto&, const Values& v) { return margin(v) > 50 && amount(v) > 50; });
  filtered("mine", "",
           [&](const auto&, const Values& v) { return naive_.value(v, "rep") == viewer; });
  filtered("visits", "c3", [&](const std::string& id, const Values&) {
    return contains(naive_.visit_title(viewer, id), "C3");
  });
  filtered("noted", "APPLE", [&](const std::string& id, const Values& v) {
    return naive_.shows_note(viewer, id) && naive_.value(v, "note") == "apple";
  });

  Ids sorted = seen;
  std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
    return margin(naive_.visits.at(a)) > margin(naive_.visits.at(b));
  });
  expect(
      "visits by margin",
      ids_of(firm_.result("record.list", {{"view", "by_margin"}, {"limit", 100}}, viewer)["rows"]),
      sorted);

  json customers = json::array();
  for (const auto& [id, values] : naive_.customers) {
    if (naive_.sees_customer(viewer, id)) customers.push_back(id);
  }
  expect(
      "customers",
      ids_of(firm_.result("record.list", {{"view", "customers"}, {"limit", 100}}, viewer)["rows"]),
      customers);
  json people = json::array();
  for (const auto& [id, values] : naive_.people) {
    if (naive_.sees_person(viewer, id)) people.push_back(id);
  }
  const json found = firm_.result("people.list", json::object(), viewer);
  expect("people", ids_of(found["people"]), people);
  expect("how many people", found["total"], people.size());

  json counts = json::array();
  const json board = firm_.result("workflow.board", {{"workflow", "funnel"}}, viewer);
  for (const json& stage : board["stages"]) counts.push_back(stage["count"]);
  expect("the board", counts, {seen.size(), 0});
}

// The file's lines, by the values that the viewer may read in them.
void RandomFirm::look_at_exports(const std::string& viewer) {
  const json params = {{"view", "visits"}, {"format", "csv"}};
  const json reply = json::parse(firm_.ask("list.export", params, viewer));
  expect("whether visits are exported", reply["ok"], naive_.exports_visits(viewer));
  if (!reply["ok"].get<bool>()) return;
  const bool hides = naive_.hides_margin(viewer);
  const Ids seen = naive_.visits_of(viewer);
  std::string wanted = hides ? "\xEF\xBB\xBF"
                               "Customer,Rep,Amount,City\r\n"
                             : "\xEF\xBB\xBF"
                               "Customer,Rep,Amount,Margin,City\r\n";
  for (const std::string& id : seen) {
    const Values& visit = naive_.visits.at(id);
    wanted += naive_.customer_title(viewer, naive_.value(visit, "customer")) + ",";
    wanted += naive_.person_title(viewer, naive_.value(visit, "rep")) + ",";
    wanted += naive_.value(visit, "amount") + ",";
    if (!hides) wanted += naive_.value(visit, "margin") + ",";
    wanted += naive_.city(viewer, id) + "\r\n";
  }
  const json& result = reply["result"];
  expect("the exported file", result["text"], wanted);
  expect("how many rows it has", result["done"], seen.size());
  expect("how many there are", result["total"], seen.size());
  expect("whether the file is whole", result.contains("cursor"), false);
}

void RandomFirm::look_at_numbers(const std::string& viewer) {
  const bool hides = naive_.hides_margin(viewer);
  const bool knows_cities = naive_.sees_all_customers(viewer);
  int64_t amount = 0;
  int64_t margin = 0;
  int64_t rich = 0;
  std::map<std::string, int64_t> visits_by_rep;
  std::map<std::string, int64_t> amount_by_rep;
  std::map<std::string, int64_t> by_city;
  const Ids seen = naive_.visits_of(viewer);
  for (const std::string& id : seen) {
    const Values& visit = naive_.visits.at(id);
    amount += number(naive_.value(visit, "amount"));
    margin += number(naive_.value(visit, "margin"));
    rich += number(naive_.value(visit, "margin")) > 50;
    ++visits_by_rep[naive_.value(visit, "rep")];
    amount_by_rep[naive_.value(visit, "rep")] += number(naive_.value(visit, "amount"));
    ++by_city[naive_.city(viewer, id)];
  }
  const json read = firm_.result("dashboard.read", {{"dashboard", "main"}}, viewer);
  std::map<std::string, json> widgets;
  for (const json& widget : read["widgets"]) widgets[widget["id"]] = widget;
  const auto shown = [&](const char* widget) { return widgets[widget].value("value", json()); };
  const auto text = [](int64_t value) { return json(std::to_string(value)); };
  expect("visits counted", shown("visits"), text(int64_t(seen.size())));
  expect("amount", shown("amount"), text(amount));
  expect("margin", shown("margin"), hides ? json() : text(margin));
  expect("rich counted", shown("rich"), hides ? json() : text(rich));

  const auto groups = [&](const char* widget) {
    json found = json::object();
    for (const json& group : widgets[widget]["groups"]) {
      const json& key = group["key"];
      found[key.is_null() ? "" : key.get<std::string>()] = group.value("value", json());
    }
    return found;
  };
  const auto texts_of = [&](const std::map<std::string, int64_t>& values) {
    json wanted = json::object();
    for (const auto& [key, value] : values) wanted[key] = text(value);
    return wanted;
  };
  expect("amount by rep", groups("by_rep"), texts_of(amount_by_rep));
  expect("visits by city", groups("by_city"), knows_cities ? texts_of(by_city) : json::object());
  if (hides) expect("visits by margin", groups("by_margin"), json::object());
  for (const json& group : widgets["by_rep"]["groups"]) {
    expect("a rep's name", group["label"], naive_.person_title(viewer, group["key"]));
  }
  for (const json& row : widgets["table"]["groups"]) {
    const std::string rep = row["key"];
    expect("the table's visits", row["values"][0]["value"], text(visits_by_rep[rep]));
    expect("the table's amount", row["values"][1]["value"], text(amount_by_rep[rep]));
    expect("whether the table has margins", row["values"][2]["value"].is_null(), hides);
    expect("whether the table has cities", row["values"][3]["value"].is_null(), !knows_cities);
  }

  json busy = json::array();
  json wanted = json::array();
  for (const auto& [rep, count] : visits_by_rep) {
    if (count > 1) wanted.push_back({rep, text(count), text(amount_by_rep[rep])});
  }
  const json filter = firm_.result("quick_filter.read", {{"quick_filter", "busy"}}, viewer);
  for (const json& group : filter["groups"]) {
    busy.push_back({group["key"], group["cells"][0]["value"], group["cells"][1]["value"]});
    expect("whether margins are told", group["cells"][2]["value"].is_null(), hides);
  }
  expect("busy reps", busy, wanted);
}

void RandomFirm::look_below_numbers(const std::string& viewer) {
  const std::string rep = any_of(naive_.people);
  const std::string customer = any_of(naive_.customers);
  json wanted = json::array();
  json of_rep = json::array();
  for (const std::string& id : naive_.visits_of(viewer)) {
    const Values& visit = naive_.visits.at(id);
    if (naive_.value(visit, "rep") != rep) continue;
    of_rep.push_back(id);
    if (naive_.value(visit, "customer") == customer) wanted.push_back(id);
  }
  json params = {{"dashboard", "main"}, {"widget", "by_rep"}};
  params["path"] = {{{"key", rep}}, {{"key", customer}}};
  const json drill = firm_.result("dashboard.drill", params, viewer);
  expect("visits below", ids_of(drill["rows"]), wanted);
  expect("their total", drill["total"], wanted.size());
  expect("the rep above", drill["crumbs"][0]["label"], naive_.person_title(viewer, rep));
  const json rows = firm_.result(
      "quick_filter.rows", {{"quick_filter", "busy"}, {"group", rep}, {"limit", 100}}, viewer);
  expect("visits of a busy rep", ids_of(rows["rows"]), of_rep);
}

void RandomFirm::look_at_record(const std::string& viewer) {
  const std::string id = "visit-" + std::to_string(10 + below(kVisits));
  for (const char* type : {"record.get", "record.history"}) {
    const std::string reply = firm_.ask(type, {{"entity", "visit"}, {"record", id}}, viewer);
    expect(std::string(type) + " of " + id, json::parse(reply)["ok"],
           naive_.sees_visit(viewer, id));
    if (naive_.sees_visit(viewer, id)) continue;
    const std::string missing = firm_.ask(type, {{"entity", "visit"}, {"record", "none"}}, viewer);
    expect("the refusal", replaced(reply, id, "none"), missing);
  }
}

void RandomFirm::look_for_candidates(const std::string& viewer) {
  const json form = firm_.result("form.open", {{"form", "visit"}}, viewer);
  const json found =
      firm_.result("form.candidates",
                   {{"session", form["session"]}, {"path", "customer"}, {"limit", 100}}, viewer);
  json wanted = json::array();
  for (const auto& [id, values] : naive_.customers) {
    if (naive_.sees_customer(viewer, id)) wanted.push_back(id);
  }
  expect("candidates", ids_of(found["candidates"]), wanted);
  expect("how many candidates", found["total"], wanted.size());
  firm_.result("form.close", {{"session", form["session"]}}, viewer);
}

}  // namespace tollgate::reading
