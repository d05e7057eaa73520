// Tags that say in what the listed groups differ from the others, found in the records that the
// viewer sees.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "../context.h"
#include "tollgate/insight/contrast.h"
#include "traits.h"

namespace tollgate::query {

struct TaggedFilter {
  std::vector<const model::Metric*> metrics;
  std::string group_by;
};

// What a counted trait becomes where it is told: which value, or that records are too alike.
struct TraitValue {
  RecordTrait trait;
  std::string value;  // canonical JSON; "" for a share
  bool alike = false;
};

// Tags as far as they are found: for one app and the same groups.
struct TagsSoFar {
  std::unordered_map<std::string, size_t> places;  // of groups
  size_t group_count = 0;                          // those that are joined are one
  std::vector<size_t> listed;
  size_t next = 0;  // the trait that is counted next
  std::vector<insight::Trait> traits;
  std::vector<TraitValue> values;  // of each of these
  insight::ContrastsSoFar contrasts;
  std::vector<std::vector<messages::GroupTag>> tags;
};

// In turns (base/turn.h). True: `so_far.tags` has those of each of the listed groups (keys as
// canonical JSON). An id names what stands behind it: found_tag_rows.
bool find_tags(const Context& context, const TaggedFilter& filter,
               const std::vector<std::string>& listed, TagsSoFar& so_far);

// The same of these groups together, as if they were one: against each of the others.
bool find_tags_together(const Context& context, const TaggedFilter& filter,
                        const std::vector<std::string>& groups, TagsSoFar& so_far);

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
