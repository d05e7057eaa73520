// Looks through the whole document: labels, ids, formulas, messages, help. Latin letters match in
// either case.
//
//   for (const Found& found : search_document(document, "重点", "zh-CN", 100)) show(found);
//   for (const std::string& place : uses_of(document, "/entities/0/fields/3")) show(place);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

struct Found {
  std::string thing;     // pointer of the innermost object that people know as one: it has an id,
                         // or is a place of a form
  std::string place;     // pointer of the text itself, below it
  std::string text;      // as people read it: a formula in labels
  bool is_name = false;  // the thing's label or id
};

// What is called so first, then in the document's order; each thing once; at most `most`. Nothing
// for a blank query.
std::vector<Found> search_document(const Json& document, std::string_view query,
                                   std::string_view locale, size_t most);

// The places that would be wrong without the element of a list; pointers into the document, in its
// order.
std::vector<std::string> uses_of(const Json& document, const std::string& element);

}  // namespace tollgate::designer
