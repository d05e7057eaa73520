// Indexes that an app's lists imply: one for each order in which its views show records, behind the
// owner where a view shows one's own, so that a page is read from an index and not by sorting all.
//
//   store.set_list_indexes(list_indexes_of(app));     // makes what is missing, drops the others
//
// They hold complete records and drafts, and their status: a total reads nothing else.
#pragma once

#include <string>
#include <vector>

#include "tollgate/model/app.h"
#include "tollgate/store/record_query.h"

namespace tollgate::store {

struct ListIndex {
  std::string entity;
  std::vector<SortBy> by;  // then newest first, then by id
  bool operator==(const ListIndex&) const = default;
};

std::vector<ListIndex> list_indexes_of(const model::App& app);

}  // namespace tollgate::store
