// What metrics read of each record of an entity, one kind of thing a column: whether a condition
// holds, a number, a group's key as a number in a list of words, a day.
//
//   column.take(row, value, context);         // what the column's rule gave for a record
//   column.get(row);                          // units of 10^-12, a word's number, a day
//   column.words().text(3);                   // "\"Wuhan\""
//
// Rows count from 0. What is missing is false, null, or a day that there is not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "packed_chunk.h"
#include "tollgate/feel/value.h"
#include "tollgate/metrics/aggregate.h"
#include "tollgate/metrics/column_store.h"
#include "tollgate/metrics/sight.h"
#include "tollgate/model/metric.h"
#include "tollgate/record/rule.h"

namespace tollgate::metrics {

enum class ColumnUse : uint8_t { kThere, kCondition, kNumber, kKey, kDay };

// How rules see a record for whom a column is made.
struct Lens {
  std::shared_ptr<const Sight> sight;
  bool as_user = false;  // `user` is the sight's
  std::vector<uint32_t> hidden_slots;
  std::vector<std::pair<uint32_t, const SeenRecords*>> hidden_members;

  bool changes_nothing() const {
    return !as_user && hidden_slots.empty() && hidden_members.empty();
  }
  void show(std::vector<feel::Value>& slots, size_t user_slot) const;
};

struct ColumnSpec {
  ColumnUse use = ColumnUse::kThere;
  std::string text;  // of the expression; of a day: the field's id
  std::optional<model::TimeUnit> by;
  const record::Rule* rule = nullptr;  // nullptr: null for each record
  std::optional<uint32_t> slot;        // of a day: the field's place
  std::shared_ptr<const Lens> lens;    // nullptr: as the record is

  // Columns of an entity are alike when this is.
  std::string key() const;
};
// The spec of a kept column again, without its rule: nullopt for what key() does not say.
std::optional<ColumnSpec> spec_from_key(std::string_view key);

// The keys of a column's groups, numbered as they came. 0 is "null".
class Words {
 public:
  static constexpr uint32_t kNull = 0;
  void read_from(std::vector<std::string> texts);
  uint32_t code(std::string_view text);  // adds it when it is new
  std::optional<uint32_t> find(std::string_view text) const;
  const std::string& text(uint32_t code) const;
  size_t size() const { return 1 + texts_.size(); }

 private:
  std::vector<std::unique_ptr<std::string>> texts_;  // without "null"
  std::unordered_map<std::string_view, uint32_t> codes_;
};

class Column {
 public:
  // `kept_as` is its number in `store`; 0: it is nowhere yet.
  Column(ColumnSpec spec, ColumnStore* store, int64_t kept_as);

  const ColumnSpec& spec() const { return spec_; }
  bool reads_clock() const { return spec_.rule != nullptr && spec_.rule->reads_clock; }

  // What the rule's value is in this column.
  std::optional<int128> stored(const feel::Value& value, ZoneRef zone);
  std::optional<int128> get(int64_t row);
  bool is(int64_t row);
  void set(int64_t row, std::optional<int128> value);
  PackedChunk& chunk(size_t number);
  // Rows of a chunk all at once.
  void put_chunk(size_t number, PackedChunk chunk);
  // Rows from `rows` on are missing again.
  void cut(int64_t rows);
  Words& words();

  // What has changed since it was last kept.
  ColumnChanges take_changes();
  int64_t kept_as() const { return kept_as_; }
  void set_kept_as(int64_t number) { kept_as_ = number; }
  size_t bytes() const;

  uint64_t work_left;
  bool refused = false;  // its rule takes too much work: there are no values
  int64_t last_use = 0;

 private:
  struct Held {
    PackedChunk chunk;
    bool changed = false;
  };
  Held& held(size_t number);

  ColumnSpec spec_;
  ColumnStore* store_;
  int64_t kept_as_;
  std::vector<std::unique_ptr<Held>> chunks_;
  std::optional<Words> words_;
  size_t words_kept_ = 0;
};

}  // namespace tollgate::metrics
