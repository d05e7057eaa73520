#include "row_sieve.h"

#include <algorithm>
#include <set>

namespace tollgate::query {
namespace {

// A look at the clock costs about a hundredth of these.
constexpr int64_t kRecordsBetweenLooks = 16;
// Where that changes all the time which decides, all rows are decided in one go in the end.
constexpr int kMaxBeginnings = 4;

}  // namespace

std::optional<std::vector<int64_t>> RowSieve::sift(store::Store& store,
                                                   const store::RecordQuery& query,
                                                   const Conditions& conditions, const Test& test) {
  const std::string asked = conditions.under + "\n" + store.condition_of(query);
  if (asked != asked_ || !catch_up(store, query, conditions.people, test)) {
    rows_.clear();
    after_.clear();
    decided_ = 0;
    done_ = false;
    asked_ = asked;
    ++begun_;
  }
  if (!done_ && begun_ > kMaxBeginnings) {
    const AtOnce at_once;
    go_on(store, query, test);
  } else if (!done_) {
    go_on(store, query, test);
  }
  moment_ = store.recent_writes().moment();
  if (!done_) return std::nullopt;
  std::vector<int64_t> rows;
  for (size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row]) rows.push_back(int64_t(row));
  }
  return rows;
}

// What was written since the last turn, of the rows that are decided. False: all of it is in doubt.
bool RowSieve::catch_up(store::Store& store, const store::RecordQuery& query,
                        const std::string& people, const Test& test) {
  const auto written = store.recent_writes().since(moment_);
  if (!written) return false;
  std::set<std::string> ids;
  for (const store::RecordKey& key : *written) {
    if (key.entity == people) return false;
    if (key.entity != query.entity || (!done_ && key.record > after_)) continue;
    const bool is_asked_for = !query.ids || std::find(query.ids->begin(), query.ids->end(),
                                                      key.record) != query.ids->end();
    if (is_asked_for) ids.insert(key.record);
  }
  if (ids.empty()) return true;
  for (const std::string& id : ids) {
    const auto row = store.row_of(query.entity, id);
    if (row && size_t(*row) < rows_.size()) rows_[size_t(*row)] = false;
  }
  store::RecordQuery again = query;
  again.ids.emplace(ids.begin(), ids.end());
  again.any_order = true;
  again.after.reset();
  again.offset = 0;
  again.limit = -1;
  store.scan(again, [&](store::StoredRecord&& record) {
    const std::string id = record.state.id;
    if (test(std::move(record))) take(store, query, id);
    return true;
  });
  return !Turn::was_left();
}

// By id, so that a record which comes meanwhile stands before or behind the place.
void RowSieve::go_on(store::Store& store, const store::RecordQuery& query, const Test& test) {
  store::RecordQuery rest = query;
  rest.any_order = false;
  rest.sort = {{"id"}};
  rest.after.reset();
  rest.offset = 0;
  rest.limit = -1;
  if (!rest.test) rest.test = store::SqlTest{"1", {}};
  rest.test->parameters.push_back(after_);
  rest.test->text =
      "(" + rest.test->text + ") AND id>?" + std::to_string(rest.test->parameters.size());
  const int64_t all = store.rows(query.entity);
  bool is_over = false;
  store.scan(rest, [&](store::StoredRecord&& record) {
    after_ = record.state.id;
    if (test(std::move(record))) take(store, query, after_);
    is_over = ++decided_ % kRecordsBetweenLooks == 0 &&
              Turn::is_over({std::min(decided_, all), std::max<int64_t>(all, 1)});
    return !is_over;
  });
  // Where the store was not ready to search, it gave nothing.
  done_ = !is_over && !Turn::was_left();
}

void RowSieve::take(store::Store& store, const store::RecordQuery& query, const std::string& id) {
  const auto row = store.row_of(query.entity, id);
  if (!row) return;
  if (size_t(*row) >= rows_.size()) rows_.resize(size_t(*row) + 1);
  rows_[size_t(*row)] = true;
}

}  // namespace tollgate::query
