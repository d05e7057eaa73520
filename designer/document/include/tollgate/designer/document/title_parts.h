// A record's title as chips: fields and words one after the other.
//
//   read_title("name + \" \" + string(opened_on)")   // [name] [ ] [opened_on]
//   title_text(parts, fields)                       // FEEL that gives a text also where a field is
//   empty
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

struct TitlePart {
  std::string path;  // of a field; "" for words
  std::string words;
  bool operator==(const TitlePart&) const = default;
};

// nullopt: an expression that chips cannot show. No parts for an empty text.
std::optional<std::vector<TitlePart>> read_title(std::string_view text);

// "" for no parts. A field that is not among `fields` is taken for a text.
std::string title_text(std::span<const TitlePart> parts, std::span<const ConditionField> fields);

// What a title can be made of: texts, numbers, dates and times, of the record and of what its
// references lead to. Options are left out, because their ids would show.
std::vector<ConditionField> title_fields(const Json& document, std::string_view entity,
                                         std::string_view locale);

}  // namespace tollgate::designer
