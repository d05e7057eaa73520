// What a gate can ask for, by kind: a field filled in, a file, a signature, points, a recent date,
// a confirmation. Each kind is a sentence with blanks; the test, and the words for whoever misses
// it, follow from what stands in them. What fits no kind is a condition.
//
//   RequirementParts parts = read_requirement(document, "/workflows/0/stages/1/requires/0");
//   parts.least = 5;
//   document.run(SetProperty{requirement, requirement_of(document, requirement, parts)});
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/designer/document/automation_sentence.h"

namespace tollgate::designer {

enum class RequirementKind : uint8_t {
  kFilled,
  kFile,  // of so many slides or pages, and with a name that contains something
  kSignature,
  kScore,      // of a scorecard, at least so many points
  kRecent,     // a date within the last days, of the record or of one that it refers to
  kConfirmed,  // a yes
  kCondition,  // any other test
};

struct RequirementParts {
  RequirementKind kind = RequirementKind::kCondition;
  std::string field;  // as FEEL writes it: "customer.visited_on"; of kScore: the scorecard's id
  int64_t least = 0;  // kFile: slides or pages, 0 for any; kScore: points; kRecent: days
  std::string name;   // kFile: what its name contains, "" for anything
  bool name_is_field = false;  // `name` is a path: what that field holds
  bool operator==(const RequirementParts&) const = default;
};

// The kinds that the workflow's entity has a field for, and kCondition.
std::vector<RequirementKind> requirement_kinds(const Json& document, std::string_view requirement);
LocalizedText kind_words(RequirementKind kind);

// What may stand in `field`, and fields of texts for `name`.
std::vector<NamedChoice> requirement_fields(const Json& document, std::string_view requirement,
                                            RequirementKind kind, std::string_view locale);
std::vector<NamedChoice> name_fields(const Json& document, std::string_view requirement,
                                     std::string_view locale);

// By the requirement's test.
RequirementParts read_requirement(const Json& document, std::string_view requirement);
// Of another kind, with what is usual in its blanks.
RequirementParts parts_of_kind(const Json& document, std::string_view requirement,
                               RequirementKind kind);
// The requirement with these parts. Its name and sentence follow as long as nobody wrote others.
Json requirement_of(const Json& document, std::string_view requirement,
                    const RequirementParts& parts);

}  // namespace tollgate::designer
