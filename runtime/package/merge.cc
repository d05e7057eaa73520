#include "tollgate/package/merge.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace tollgate::package {
namespace {

using Ids = std::vector<std::string>;

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

// Items by id; nothing when some item has none, or two have the same.
std::optional<std::map<std::string, const Json*>> by_id(const Json& array) {
  std::map<std::string, const Json*> items;
  for (const Json& item : array) {
    if (!item.is_object()) return std::nullopt;
    const auto id = item.find("id");
    if (id == item.end() || !id->is_string()) return std::nullopt;
    if (!items.emplace(id->get<std::string>(), &item).second) return std::nullopt;
  }
  return items;
}

Ids ids_of(const Json& array) {
  Ids ids;
  for (const Json& item : array) ids.push_back(item.at("id").get<std::string>());
  return ids;
}

bool among(const Ids& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

// Whether `changed` has what it shares with `base` in another order.
bool reordered(const Ids& base, const Ids& changed) {
  Ids before;
  Ids after;
  for (const std::string& id : base) {
    if (among(changed, id)) before.push_back(id);
  }
  for (const std::string& id : changed) {
    if (among(base, id)) after.push_back(id);
  }
  return before != after;
}

// The order of `leading`, and what only `other` has, each behind its neighbour there.
Ids woven(const Ids& leading, const Ids& other) {
  Ids order = leading;
  for (size_t i = 0; i < other.size(); ++i) {
    if (among(order, other[i])) continue;
    auto at = order.begin();
    if (i > 0) at = std::next(std::ranges::find(order, other[i - 1]));
    order.insert(at, other[i]);
  }
  return order;
}

bool same_kind(const Json& a, const Json& b) {
  for (const char* word : {"kind", "type"}) {
    const auto in_a = a.find(word);
    const auto in_b = b.find(word);
    if ((in_a == a.end()) != (in_b == b.end())) return false;
    if (in_a != a.end() && *in_a != *in_b) return false;
  }
  return true;
}

class Merger {
 public:
  explicit Merger(const std::set<std::string>& take_theirs) : take_theirs_(take_theirs) {}

  // Null pointers stand for what is not there.
  std::optional<Json> value(const Json* base, const Json* mine, const Json* theirs,
                            const std::string& path) {
    if (equal(mine, theirs) || equal(theirs, base)) return copy(mine);
    if (equal(mine, base)) return copy(theirs);
    if (mine != nullptr && theirs != nullptr) {
      if (mine->is_object() && theirs->is_object() && base != nullptr && base->is_object() &&
          same_kind(*base, *mine) && same_kind(*base, *theirs)) {
        return object(*base, *mine, *theirs, path);
      }
      if (mine->is_array() && theirs->is_array() && (base == nullptr || base->is_array())) {
        const Json none = Json::array();
        if (auto merged = array(base == nullptr ? none : *base, *mine, *theirs, path)) {
          return merged;
        }
      }
    }
    clashes.push_back({path, copy(base), copy(mine), copy(theirs)});
    return copy(take_theirs_.contains(path) ? theirs : mine);
  }

  std::vector<Clash> clashes;

 private:
  static bool equal(const Json* a, const Json* b) {
    return a == nullptr || b == nullptr ? a == b : *a == *b;
  }
  static std::optional<Json> copy(const Json* json) {
    return json == nullptr ? std::nullopt : std::optional<Json>(*json);
  }
  static const Json* member(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
  }

  Json object(const Json& base, const Json& mine, const Json& theirs, const std::string& path) {
    std::set<std::string> names;
    for (const Json* side : {&base, &mine, &theirs}) {
      for (const auto& [name, unused] : side->items()) names.insert(name);
    }
    Json merged = Json::object();
    for (const std::string& name : names) {
      auto part = value(member(base, name), member(mine, name), member(theirs, name),
                        path + "/" + escaped(name));
      if (part) merged[name] = *std::move(part);
    }
    return merged;
  }

  std::optional<Json> array(const Json& base, const Json& mine, const Json& theirs,
                            const std::string& path) {
    const auto in_base = by_id(base);
    const auto in_mine = by_id(mine);
    const auto in_theirs = by_id(theirs);
    if (!in_base || !in_mine || !in_theirs) return std::nullopt;
    const Ids my_order = ids_of(mine);
    const Ids their_order = ids_of(theirs);
    const Ids order = reordered(ids_of(base), my_order) ? woven(my_order, their_order)
                                                        : woven(their_order, my_order);
    const auto find = [](const auto& items, const std::string& id) {
      const auto found = items.find(id);
      return found == items.end() ? nullptr : found->second;
    };
    Json merged = Json::array();
    for (const std::string& id : order) {
      auto item = value(find(*in_base, id), find(*in_mine, id), find(*in_theirs, id),
                        path + "/" + escaped(id));
      if (item) merged.push_back(*std::move(item));
    }
    return merged;
  }

  const std::set<std::string>& take_theirs_;
};

}  // namespace

Merge merge_documents(const Json& base, const Json& mine, const Json& theirs,
                      const std::set<std::string>& take_theirs) {
  Merger merger(take_theirs);
  auto merged = merger.value(&base, &mine, &theirs, "");
  return {*std::move(merged), std::move(merger.clashes)};
}

}  // namespace tollgate::package
