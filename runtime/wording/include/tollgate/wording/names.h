// What a formula may name, with the labels by which people know it.
//
//   Names names{{{.id = "stage", .label = "阶段", .kind = NameKind::kChoice,
//                 .options = {{"won", "赢单"}}}}};
//   make_distinct(names.roots);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::wording {

enum class NameKind : uint8_t {
  kAny,
  kText,
  kNumber,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kDuration,
  kChoice,
  kTexts,   // several texts; options of a choice of several
  kRecord,  // a record, a file, a location: what has members
  kItems,   // a list of such
};

struct OptionName {
  std::string id, label;
};

struct Name {
  std::string id;                   // as FEEL writes it
  std::string label;                // in the page's language; "" shows the id
  std::vector<std::string> others;  // further labels that are read: in other languages
  NameKind kind = NameKind::kAny;
  std::vector<OptionName> options;
  std::vector<Name> members;  // of a record, or of a list's items
};

// Whether it holds several values.
inline bool has_many(const Name* name) {
  return name != nullptr && (name->kind == NameKind::kTexts || name->kind == NameKind::kItems);
}

// The names that an expression sees: its roots, and what they hold.
struct Names {
  std::vector<Name> roots;
};

// Where several of a list have the same label, each is shown with its id behind it: "金额
// (amount)". The label alone is still read, and asked about. At every depth.
void make_distinct(std::vector<Name>& names);

}  // namespace tollgate::wording
