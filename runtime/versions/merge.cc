#include "tollgate/versions/merge.h"

#include <list>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "keyed_items.h"

namespace tollgate::versions {
namespace {

using Ids = std::vector<std::string>;
using IdSet = std::unordered_set<std::string_view>;

// Whether `changed` has what it shares with `base` in another order.
bool reordered(const Ids& base, const Ids& changed) {
  const IdSet in_base(base.begin(), base.end());
  const IdSet in_changed(changed.begin(), changed.end());
  auto after = changed.begin();
  for (const std::string& id : base) {
    if (!in_changed.contains(id)) continue;
    while (!in_base.contains(*after)) ++after;
    if (*after++ != id) return true;
  }
  return false;
}

// The order of `leading`, and what only `other` has, each behind its neighbour there.
std::list<std::string> woven(const Ids& leading, const Ids& other) {
  std::list<std::string> order;
  std::unordered_map<std::string_view, std::list<std::string>::iterator> places;
  const auto put = [&](std::list<std::string>::iterator before, const std::string& id) {
    const auto at = order.insert(before, id);
    places.emplace(*at, at);
  };
  for (const std::string& id : leading) put(order.end(), id);
  for (size_t i = 0; i < other.size(); ++i) {
    if (places.contains(other[i])) continue;
    put(i == 0 ? order.begin() : std::next(places.at(other[i - 1])), other[i]);
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
    const auto in_base = by_key(base);
    const auto in_mine = by_key(mine);
    const auto in_theirs = by_key(theirs);
    if (!in_base || !in_mine || !in_theirs) return std::nullopt;
    const std::list<std::string> order = reordered(in_base->order, in_mine->order)
                                             ? woven(in_mine->order, in_theirs->order)
                                             : woven(in_theirs->order, in_mine->order);
    Json merged = Json::array();
    for (const std::string& id : order) {
      auto item = value(in_base->find(id), in_mine->find(id), in_theirs->find(id),
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

}  // namespace tollgate::versions
