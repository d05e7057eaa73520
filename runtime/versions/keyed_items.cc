#include "keyed_items.h"

#include <nlohmann/json.hpp>

namespace tollgate::versions {

std::string escaped(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> key_of(const Json& item) {
  if (item.is_string()) return item.get<std::string>();
  if (!item.is_object()) return std::nullopt;
  for (const char* name : {"id", "field", "entity", "criterion"}) {
    const auto found = item.find(name);
    if (found != item.end() && found->is_string()) return found->get<std::string>();
  }
  const auto type = item.find("type");
  const auto target = item.find("target");
  if (type == item.end() || target == item.end()) return std::nullopt;
  if (!type->is_string() || !target->is_string()) return std::nullopt;
  return type->get<std::string>() + " " + target->get<std::string>();
}

std::optional<KeyedItems> by_key(const Json& array) {
  KeyedItems keyed;
  keyed.order.reserve(array.size());
  for (const Json& item : array) {
    auto key = key_of(item);
    if (!key) return std::nullopt;
    keyed.order.push_back(*std::move(key));
  }
  keyed.items.reserve(array.size());
  for (size_t i = 0; i < keyed.order.size(); ++i) {
    if (!keyed.items.emplace(keyed.order[i], &array[i]).second) return std::nullopt;
  }
  return keyed;
}

}  // namespace tollgate::versions
