// What a member of an app document is for: a sentence and an example, in both languages.
//
//   member_help("field", "required")   the sentence and example of field.required
//
// Source: schemas/app/member_help.json.
#pragma once

#include <optional>
#include <string_view>

#include "tollgate/base/localized_text.h"

namespace tollgate::designer {

struct MemberHelp {
  LocalizedText sentence, example;
};
// `definition` as definition_at() gives it; the help of that definition's member wins over a common
// one. nullopt for a member that there is not.
std::optional<MemberHelp> member_help(std::string_view definition, std::string_view member);

}  // namespace tollgate::designer
