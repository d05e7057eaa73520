// Arrays of an app document by what their items are known by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::versions {

// A text by itself, an object by its id or, where it stands for something else, by what it stands
// for. Nothing when it is known by none of them.
std::optional<std::string> key_of(const Json& item);

// Items and their order by key.
struct KeyedItems {
  std::vector<std::string> order;
  std::unordered_map<std::string_view, const Json*> items;  // by the keys in `order`

  const Json* find(std::string_view key) const {
    const auto found = items.find(key);
    return found == items.end() ? nullptr : found->second;
  }
};

// Nothing when some item has no key, or two have the same.
std::optional<KeyedItems> by_key(const Json& array);

// A word as a part of a path (RFC 6901).
std::string escaped(std::string_view word);

}  // namespace tollgate::versions
