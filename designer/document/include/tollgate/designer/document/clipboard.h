// Parts of an app as text for the clipboard: fields, sections, criteria, stages, widgets, whole
// forms… They go to another place, another app, or another window.
//
//   const std::optional<std::string> text = copied_parts(document, {"/scorecards/0/criteria/2"});
//   const std::optional<Json> parts = pasted_parts(text);   // nullopt: another kind of text
//   session.run(PasteParts{"/scorecards/1", *parts});
//
// The text is JSON: {"tollgate": "parts/1", "kind": "criterion", "items": [...]}, and "fields" with
// what the places of a form show. What comes back from a clipboard is anybody's: sizes are bounded,
// and PasteParts takes nothing that the schema has no place for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

// nullopt where the pointers are not elements of one kind that can be copied.
std::optional<std::string> copied_parts(const Json& document,
                                        const std::vector<std::string>& pointers);
std::optional<Json> pasted_parts(std::string_view text);

// The list that takes elements of that kind, nearest to a place: the one in which it stands, or one
// of what it stands in. `position` is behind the place, else the list's end.
struct PastePlace {
  std::string list;
  size_t position = 0;
};
std::optional<PastePlace> paste_place(const Json& document, std::string_view near,
                                      std::string_view kind);

}  // namespace tollgate::designer
