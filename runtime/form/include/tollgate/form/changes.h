// What a step changed in a form, and nothing else.
//
// Members that are absent did not change. FormSession::state() gives the same shape with everything
// in it. to_json writes it as schemas/api/common.schema.json#/$defs/changes says.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"

namespace tollgate::form {

struct FieldChange {
  std::string path;           // "customer", "actions/0/what"
  std::optional<Json> value;  // on the wire; not for lists, whose items have paths of their own
  std::optional<std::string> text;  // typed text that is no value yet, or a reference's title
  std::optional<bool> visible;
  std::optional<bool> required;
  std::optional<bool> read_only;
  std::optional<bool> prefilled;
  std::optional<size_t> item_count;        // lists
  bool candidates_changed = false;         // reference: its filter now gives other records
  std::optional<Diagnostics> diagnostics;  // all findings at the field, errors and warnings
};

struct SectionChange {
  std::string id;
  bool visible = true;
};

struct Changes {
  std::vector<FieldChange> fields;  // in the order of the form
  std::vector<SectionChange> sections;
  std::optional<bool> complete;  // nothing hinders a complete save

  bool empty() const { return fields.empty() && sections.empty() && !complete; }
  const FieldChange* find(std::string_view path) const;
};

Json to_json(const Changes& changes);

}  // namespace tollgate::form
