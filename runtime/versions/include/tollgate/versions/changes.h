// What two versions of an app document differ in, in parts that people know: the fields, forms,
// criteria, ... that were added, removed or changed; and which roles may do more than before.
#pragma once

#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"

namespace tollgate::versions {

enum class ChangeKind { kAdded, kChanged, kRemoved };

struct DocumentChange {
  ChangeKind kind = ChangeKind::kChanged;
  std::string path;  // as of a clash (merge.h): of the innermost item with an id that holds it
};

// In the order of the documents' members; each path once; at most `most`.
std::vector<DocumentChange> list_changes(const Json& before, const Json& after, size_t most);

// The part at a path, nullptr where there is none.
const Json* part_at(const Json& document, std::string_view path);

// The parts of a path, unescaped.
std::vector<std::string> steps_of(std::string_view path);

// Ids of roles in both whose people may do more in `after`: other rows, without a condition that
// held them back, fields that were hidden, files out or in, looking after the app. Entities and
// roles that only `after` has do not count.
std::vector<std::string> wider_roles(const model::App& before, const model::App& after);

}  // namespace tollgate::versions
