// The smallest changes of a JSON document, each with its exact inverse. Commands are made of them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/base/result.h"

namespace tollgate::designer {

enum class EditKind : uint8_t {
  kSet,     // an object's member, made or replaced; or an array's element, replaced
  kUnset,   // an object's member, taken away
  kInsert,  // an array's element, before the index at the pointer's end ("-1" is no index)
  kErase,   // an array's element, taken away
};

struct Edit {
  EditKind kind;
  std::string pointer;
  Json value;  // of kSet and kInsert
};

// Does the edit and returns its inverse. Refused (the document stays as it was) when the pointer
// leads nowhere: designer.no_such_place.
Result<Edit> apply_edit(Json& document, const Edit& edit);

// Several edits that belong together: all or none. Returns the inverses in the order to do them.
Result<std::vector<Edit>> apply_edits(Json& document, const std::vector<Edit>& edits);

// What a command would do.
struct Change {
  LocalizedText title;      // "Add field", for the undo button
  std::vector<Edit> edits;  // empty: nothing to do
  std::string select;       // pointer of what is selected afterwards; "" keeps the selection
  std::vector<std::string> select_all;  // of several: pointers, in the document's order
  std::string merge_key;  // successive changes of the same key are one step of undo; "": never
  bool joins = false;     // the step before of the same key, however long ago that was
};

}  // namespace tollgate::designer
