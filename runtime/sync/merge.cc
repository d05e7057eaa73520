#include "tollgate/sync/merge.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace tollgate::sync {
namespace {

const Json& member(const Json& object, const std::string& name) {
  static const Json kNothing;
  const auto found = object.find(name);
  return found == object.end() ? kNothing : *found;
}

// A file or a position is what it is as a whole: members of two would be a third that nobody has.
bool is_whole(const Json& value) { return value.contains("sha256") || value.contains("latitude"); }

Merged merge_objects(const Json& base, const Json& theirs, const Json& ours, Later later) {
  std::set<std::string> names;
  for (const Json* each : {&theirs, &ours}) {
    for (const auto& [name, value] : each->items()) names.insert(name);
  }
  Merged all{Json::object(), false};
  for (const std::string& name : names) {
    Merged one = merge(member(base, name), member(theirs, name), member(ours, name), later);
    all.contested = all.contested || one.contested;
    if (!one.value.is_null()) all.value[name] = std::move(one.value);
  }
  return all;
}

Merged merge_by_place(const Json& base, const Json& theirs, const Json& ours, Later later) {
  Merged all{Json::array(), false};
  for (size_t i = 0; i < base.size(); ++i) {
    Merged one = merge(base[i], theirs[i], ours[i], later);
    all.contested = all.contested || one.contested;
    all.value.push_back(std::move(one.value));
  }
  return all;
}

// How often the item stands in the list.
std::ptrdiff_t count_of(const Json& list, const Json& item) {
  return std::count(list.begin(), list.end(), item);
}

// One item of the list that is like `item`, gone.
void take_out(Json& list, const Json& item) {
  const auto found = std::find(list.begin(), list.end(), item);
  if (found != list.end()) list.erase(found);
}

Merged merge_by_item(const Json& base, const Json& theirs, const Json& ours) {
  Merged all{theirs, false};
  Json left = base;
  for (const Json& item : ours) take_out(left, item);
  for (const Json& gone : left) take_out(all.value, gone);
  // Behind the item that it stands behind with us.
  for (size_t i = 0; i < ours.size(); ++i) {
    const Json& item = ours[i];
    std::ptrdiff_t so_far = 0;
    for (size_t j = 0; j <= i; ++j) so_far += ours[j] == item ? 1 : 0;
    // Theirs may have put in the same.
    if (so_far <= std::max(count_of(base, item), count_of(theirs, item))) continue;
    auto at = all.value.begin();
    if (i > 0) {
      const auto before = std::find(all.value.begin(), all.value.end(), ours[i - 1]);
      at = before == all.value.end() ? before : before + 1;
    }
    all.value.insert(at, item);
  }
  return all;
}

}  // namespace

Merged merge(const Json& base, const Json& theirs, const Json& ours, Later later) {
  if (theirs == ours || ours == base) return {theirs, false};
  if (theirs == base) return {ours, false};
  const bool has_parts = base.is_object() && theirs.is_object() && ours.is_object();
  if (has_parts && !is_whole(theirs) && !is_whole(ours)) {
    return merge_objects(base, theirs, ours, later);
  }
  if (theirs.is_array() && ours.is_array() && (base.is_array() || base.is_null())) {
    static const Json kNoItems = Json::array();
    const Json& items = base.is_null() ? kNoItems : base;
    if (items.size() == theirs.size() && items.size() == ours.size()) {
      return merge_by_place(items, theirs, ours, later);
    }
    return merge_by_item(items, theirs, ours);
  }
  return {later == Later::kOurs ? ours : theirs, true};
}

}  // namespace tollgate::sync
