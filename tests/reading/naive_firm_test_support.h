// What each person may see of the firm, said once more in the plainest way: no index, no SQL, no
// expression. Records by id, values as they were brought in; "" where there is none.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tollgate::reading {

using Values = std::map<std::string, std::string>;
using Ids = std::vector<std::string>;

struct NaiveFirm {
  std::map<std::string, Values> people;
  std::map<std::string, Values> customers;
  std::map<std::string, Values> visits;

  static const std::string& value(const Values& values, const std::string& field);
  const std::string& role(const std::string& person) const;
  bool is_below(const std::string& person, const std::string& top) const;

  bool sees_person(const std::string& viewer, const std::string& id) const;
  bool sees_customer(const std::string& viewer, const std::string& id) const;
  bool sees_visit(const std::string& viewer, const std::string& id) const;
  bool hides_margin(const std::string& viewer) const;
  bool sees_all_customers(const std::string& viewer) const;
  bool exports_visits(const std::string& viewer) const;

  Ids visits_of(const std::string& viewer) const;
  // The city of the visit's customer, as the viewer may know it.
  std::string city(const std::string& viewer, const std::string& visit) const;
  // Titles, which are ids where there is nothing to be known.
  std::string person_title(const std::string& viewer, const std::string& id) const;
  std::string customer_title(const std::string& viewer, const std::string& id) const;
  std::string visit_title(const std::string& viewer, const std::string& id) const;
  bool shows_note(const std::string& viewer, const std::string& visit) const;
};

int64_t number(const std::string& text);

}  // namespace tollgate::reading
