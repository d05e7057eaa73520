#include "group_tallies.h"

#include <algorithm>
#include <optional>

namespace tollgate::query {
namespace {

// As many take about a millisecond.
constexpr int64_t kRowsOfChunk = 1024;
// Where that changes all the time which decides, all rows are counted in one go in the end.
constexpr int kMaxCountings = 8;

Tally& tally_of(GroupTallies::Tallies& tallies, std::string_view group, size_t sums) {
  auto found = tallies.groups.find(group);
  if (found == tallies.groups.end()) found = tallies.groups.try_emplace(std::string(group)).first;
  found->second.sums.resize(sums);
  tallies.total.sums.resize(sums);
  return found->second;
}

void add(Decimal& sum, const Decimal& number) {
  if (const std::optional<Decimal> both = tollgate::add(sum, number)) sum = *both;
}

void add(Tally& to, const Tally& tally) {
  to.count += tally.count;
  to.sums.resize(std::max(to.sums.size(), tally.sums.size()));
  for (size_t i = 0; i < tally.sums.size(); ++i) add(to.sums[i], tally.sums[i]);
}

}  // namespace

void GroupTallies::begin_again(store::Store& store) {
  chunks_.clear();
  again_.clear();
  next_ = 0;
  all_ = {};
  merged_ = 0;
  removals_ = store.recent_writes().removals();
  ++begun_;
}

bool GroupTallies::count(store::Store& store, const store::RecordQuery& query, const Asked& asked,
                         const GroupOf& group_of) {
  std::string text = asked.under + "\n" + store.condition_of(query);
  for (const std::string& field : asked.fields) text += "\n" + field;
  if (text != asked_ || !catch_up(store, query, asked)) {
    asked_ = std::move(text);
    begin_again(store);
  }
  std::optional<AtOnce> at_once;
  if (begun_ > kMaxCountings) at_once.emplace();
  moment_ = store.recent_writes().moment();
  chunks_.resize(size_t(store.rows(query.entity) / kRowsOfChunk) + 1);
  read(store, query, asked, group_of);
  const bool is_read = again_.empty() && next_ == chunks_.size();
  return is_read && merge();
}

// False: all of it is in doubt.
bool GroupTallies::catch_up(store::Store& store, const store::RecordQuery& query,
                            const Asked& asked) {
  const auto written = store.recent_writes().since(moment_);
  if (!written || store.recent_writes().removals() != removals_) return false;
  for (const store::RecordKey& key : *written) {
    if (key.entity == asked.people) return false;
    if (key.entity != query.entity) continue;
    const std::optional<int64_t> row = store.row_of(key.entity, key.record);
    const size_t chunk = row ? size_t(*row / kRowsOfChunk) : next_;
    if (chunk < next_) again_.insert(chunk);
  }
  if (!again_.empty() && merged_ > 0) {
    all_ = {};
    merged_ = 0;
    ++begun_;
  }
  return true;
}

// What is to be read again, then the rest.
void GroupTallies::read(store::Store& store, const store::RecordQuery& query, const Asked& asked,
                        const GroupOf& group_of) {
  const size_t sums = asked.fields.size() - 1;
  const auto add_row = [&](Tallies& chunk, const std::vector<std::string_view>& texts) {
    Tally& group = tally_of(chunk, group_of(texts.front()), sums);
    ++group.count;
    ++chunk.total.count;
    for (size_t i = 0; i < sums; ++i) {
      if (texts[i + 1].empty()) continue;
      const std::optional<Decimal> number = Decimal::parse(texts[i + 1]);
      if (!number) continue;
      add(group.sums[i], *number);
      add(chunk.total.sums[i], *number);
    }
  };
  const auto is_over = [&](size_t done) {
    return Turn::is_over({int64_t(done), int64_t(chunks_.size())});
  };
  while (!again_.empty()) {
    const size_t number = *again_.begin();
    Tallies& chunk = chunks_[number] = {};
    const auto first = int64_t(number) * kRowsOfChunk;
    store.scan_columns(query, {asked.fields, first, first + kRowsOfChunk},
                       [&](int64_t, const std::vector<std::string_view>& texts) {
                         add_row(chunk, texts);
                         return true;
                       });
    // Where the store was not ready to search, it gave nothing.
    if (Turn::was_left()) return;
    again_.erase(again_.begin());
    if (is_over(next_)) return;
  }
  if (next_ == chunks_.size()) return;
  // One look through the table for the whole turn: what a search finds is found once.
  bool left = false;
  store.scan_columns(query, {asked.fields, int64_t(next_) * kRowsOfChunk, -1},
                     [&](int64_t row, const std::vector<std::string_view>& texts) {
                       const auto chunk = size_t(row / kRowsOfChunk);
                       if (chunk > next_) {
                         next_ = chunk;
                         left = is_over(next_);
                       }
                       if (!left) add_row(chunks_[chunk], texts);
                       return !left;
                     });
  if (!left && !Turn::was_left()) next_ = chunks_.size();
}

bool GroupTallies::merge() {
  for (; merged_ < chunks_.size(); ++merged_) {
    if (merged_ > 0 && Turn::is_over({int64_t(merged_), int64_t(chunks_.size())})) return false;
    for (const auto& [group, tally] : chunks_[merged_].groups) {
      add(all_.groups[group], tally);
    }
    add(all_.total, chunks_[merged_].total);
  }
  return true;
}

}  // namespace tollgate::query
