// Tags that say in what the listed groups differ from the others, found in the records that the
// viewer sees.
#pragma once

#include <string>
#include <vector>

#include "../context.h"
#include "traits.h"

namespace tollgate::query {

struct TaggedFilter {
  std::vector<const model::Metric*> metrics;
  std::string group_by;
};

// For each of the listed groups (keys as canonical JSON) its tags. An id names what stands behind
// it: found_tag_rows.
std::vector<std::vector<messages::GroupTag>> found_tags(const Context& context,
                                                        const TaggedFilter& filter,
                                                        const std::vector<std::string>& listed);

// The records behind a tag of a group, and the field that shows it.
struct TagRows {
  const model::Entity* entity = nullptr;
  std::string label;
  std::vector<int64_t> rows;       // of the entity
  std::vector<std::string> paths;  // of the fields that show it: "site_photo", "customer.level"
};
// nullopt for an id that found_tags does not give.
std::optional<TagRows> found_tag_rows(const Context& context, const TaggedFilter& filter,
                                      const std::string& group, const std::string& tag);

}  // namespace tollgate::query
