#include "naive_firm_test_support.h"

#include <set>

namespace tollgate::reading {

int64_t number(const std::string& text) { return text.empty() ? 0 : std::stoll(text); }

const std::string& NaiveFirm::value(const Values& values, const std::string& field) {
  static const std::string kNone;
  const auto found = values.find(field);
  return found == values.end() ? kNone : found->second;
}

const std::string& NaiveFirm::role(const std::string& person) const {
  return value(people.at(person), "role");
}

bool NaiveFirm::is_below(const std::string& person, const std::string& top) const {
  std::set<std::string> met;
  for (std::string at = person; !at.empty() && met.insert(at).second;
       at = people.contains(at) ? value(people.at(at), "manager") : "") {
    if (at == top) return true;
  }
  return false;
}

bool NaiveFirm::sees_person(const std::string& viewer, const std::string& id) const {
  if (!people.contains(id)) return false;
  const std::string& as = role(viewer);
  if (as == "rep" || as == "inspector" || as == "boss") return true;
  if (as == "manager") return is_below(id, viewer);
  const std::string& region = value(people.at(viewer), "region");
  return as == "region" && value(people.at(id), "region") == region;
}

bool NaiveFirm::sees_customer(const std::string& viewer, const std::string& id) const {
  if (!customers.contains(id)) return false;
  const std::string& as = role(viewer);
  const std::string& owner = value(customers.at(id), "rep");
  if (as == "rep") return owner == viewer;
  if (as == "manager") return is_below(owner, viewer);
  if (as == "inspector") return value(customers.at(id), "city") == "wuhan";
  return as == "region" || as == "boss";
}

bool NaiveFirm::sees_visit(const std::string& viewer, const std::string& id) const {
  if (!visits.contains(id)) return false;
  const Values& visit = visits.at(id);
  const std::string& as = role(viewer);
  const std::string& owner = value(visit, "rep");
  if (as == "rep") return owner == viewer;
  if (as == "manager") return is_below(owner, viewer);
  if (as == "boss") return true;
  if (as == "inspector") {
    const std::string& customer = value(visit, "customer");
    return value(visit, "kind") == "open" && customers.contains(customer) &&
           value(customers.at(customer), "city") == "wuhan";
  }
  return as == "region" && people.contains(owner) &&
         value(people.at(owner), "region") == value(people.at(viewer), "region");
}

bool NaiveFirm::hides_margin(const std::string& viewer) const {
  return role(viewer) == "rep" || role(viewer) == "inspector";
}

bool NaiveFirm::sees_all_customers(const std::string& viewer) const {
  return role(viewer) == "region" || role(viewer) == "boss";
}

bool NaiveFirm::exports_visits(const std::string& viewer) const {
  return role(viewer) != "manager" && role(viewer) != "guest";
}

Ids NaiveFirm::visits_of(const std::string& viewer) const {
  Ids ids;
  for (const auto& [id, values] : visits) {
    if (sees_visit(viewer, id)) ids.push_back(id);
  }
  return ids;
}

std::string NaiveFirm::city(const std::string& viewer, const std::string& visit) const {
  const std::string& customer = value(visits.at(visit), "customer");
  return sees_customer(viewer, customer) ? value(customers.at(customer), "city") : "";
}

std::string NaiveFirm::person_title(const std::string& viewer, const std::string& id) const {
  return sees_person(viewer, id) ? value(people.at(id), "name") : id;
}

std::string NaiveFirm::customer_title(const std::string& viewer, const std::string& id) const {
  return sees_customer(viewer, id) ? value(customers.at(id), "name") : id;
}

std::string NaiveFirm::visit_title(const std::string& viewer, const std::string& id) const {
  const std::string& customer = value(visits.at(id), "customer");
  return sees_customer(viewer, customer) ? value(customers.at(customer), "name") : id;
}

bool NaiveFirm::shows_note(const std::string& viewer, const std::string& visit) const {
  return !hides_margin(viewer) && number(value(visits.at(visit), "margin")) > 50;
}

}  // namespace tollgate::reading
