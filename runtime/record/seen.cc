#include "tollgate/record/seen.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "tollgate/base/sha256.h"

namespace tollgate::record {
namespace {

Json digest_of(const std::string& text) {
  return {{"digest", {{"sha256", hex(sha256(text))}, {"size_bytes", text.size()}}}};
}

bool same_file(const Json& seen, const Json& now) {
  const auto of = [](const Json& file, const char* member) {
    const auto found = file.find(member);
    return found == file.end() ? Json() : *found;
  };
  return now.is_object() && of(seen, "sha256") == of(now, "sha256") &&
         of(seen, "name") == of(now, "name");
}

// Every item that was seen is still there, each once.
bool keeps_items(const Json& seen, const Json& now) {
  std::vector<const Json*> left;
  for (const Json& item : now) left.push_back(&item);
  return std::all_of(seen.begin(), seen.end(), [&](const Json& item) {
    const auto found = std::find_if(left.begin(), left.end(),
                                    [&](const Json* other) { return keeps(item, *other); });
    if (found == left.end()) return false;
    left.erase(found);
    return true;
  });
}

}  // namespace

Json seen_value(const Json& wire) {
  if (wire.is_array() && wire.size() <= kMaxSeenItems) {
    Json items = Json::array();
    for (const Json& item : wire) items.push_back(seen_value(item));
    return items;
  }
  if (!wire.is_structured() && !wire.is_string()) return wire;
  // A file is known by its hash, however much is told of it.
  if (wire.is_object() && wire.contains("sha256")) return wire;
  const std::string text = write_json(wire);
  return text.size() <= kMaxSeenBytes ? wire : digest_of(text);
}

bool keeps(const Json& seen, const Json& now) {
  if (seen.is_null()) return true;
  if (seen.is_array()) return seen.empty() || (now.is_array() && keeps_items(seen, now));
  if (seen.is_object() && seen.contains("sha256")) return same_file(seen, now);
  return seen == seen_value(now);
}

}  // namespace tollgate::record
