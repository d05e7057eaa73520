// What one who reads may see of the records that metrics count: some records, and of those not each
// field. Numbers are made of nothing else, so they tell nothing else either.
//
//   auto sight = std::make_shared<Sight>();
//   sight->key = "rep-0001";                          // alike for those who see alike
//   sight->user = records.user("rep-0001");
//   sight->entities["visit"] = {.condition = rule, .hidden = {"amount"}};
//   metrics.read(metric, {.group_by = {city}, .sight = sight}, today);
//
// Of an entity that is not named everything is seen. A hidden field reads as null: in filters,
// values, groups, windows, in the condition of another entity's records that refer to it (one step,
// as rules see it), but not in the sight's own conditions, which are the app's and not the
// reader's.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/feel/value.h"
#include "tollgate/record/rule.h"

namespace tollgate::metrics {

struct SeenRecords {
  // True for the records that are seen; over the entity's names, `user` among them. nullptr: all.
  // It must outlive the Metrics that it is used with.
  const record::Rule* condition = nullptr;
  std::vector<std::string> hidden;  // ids of fields
};

struct Sight {
  // Names what is seen. It changes when a condition, the list of hidden fields or what the
  // conditions read of the user changes; numbers kept under an older key go by themselves.
  std::string key;
  feel::Value user;  // as rules see `user`
  std::map<std::string, SeenRecords, std::less<>> entities;

  // nullptr: everything.
  const SeenRecords* of(std::string_view entity) const {
    const auto found = entities.find(entity);
    return found == entities.end() ? nullptr : &found->second;
  }
};

}  // namespace tollgate::metrics
