#include "column.h"

#include <algorithm>

#include "tollgate/base/json.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/metrics/period.h"

namespace tollgate::metrics {
namespace {

constexpr std::pair<ColumnUse, std::string_view> kUses[] = {{ColumnUse::kThere, "there"},
                                                            {ColumnUse::kCondition, "is"},
                                                            {ColumnUse::kNumber, "number"},
                                                            {ColumnUse::kKey, "key"},
                                                            {ColumnUse::kDay, "day"}};
constexpr model::TimeUnit kTimeUnits[] = {model::TimeUnit::kHour, model::TimeUnit::kDay,
                                          model::TimeUnit::kWeek, model::TimeUnit::kMonth,
                                          model::TimeUnit::kQuarter};

std::optional<int64_t> day_of(const feel::Value& value) {
  if (value.kind() == feel::Kind::kDate) return value.as_date().days;
  // Date-times of records are in the app's time zone already.
  if (value.kind() == feel::Kind::kDateTime) {
    return floor_divide(value.as_date_time().local_seconds, kSecondsPerDay);
  }
  return std::nullopt;
}

// Durations count as seconds.
std::optional<Decimal> number_of(const feel::Value& value) {
  if (value.is_number()) return admit(value.as_number());
  if (value.kind() == feel::Kind::kDaysTimeDuration) {
    DaysTimeDuration duration = value.as_days_time_duration();
    auto nanoseconds = Decimal::make(false, duration.nanoseconds, -9);
    auto sum = add(Decimal(duration.seconds), *nanoseconds);
    return sum ? admit(*sum) : std::nullopt;
  }
  return std::nullopt;
}

std::string key_in(const feel::Value& value, std::optional<model::TimeUnit> by, ZoneRef zone) {
  if (!by) return key_of(value);
  const std::optional<Period> period = Period::of(value, *by, zone);
  return period ? json_quoted(period->key()) : std::string("null");
}

bool names_field(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// A referred record with some of its members empty; lists of them item by item.
feel::Value without_members(const feel::Value& value, const std::vector<std::string>& hidden) {
  if (value.is_list()) {
    std::vector<feel::Value> items;
    for (const feel::Value& item : value.as_list()) items.push_back(without_members(item, hidden));
    return feel::Value::list(std::move(items));
  }
  if (value.kind() != feel::Kind::kContext) return value;
  std::vector<std::pair<std::string, feel::Value>> members;
  const feel::ContextRep& held = value.as_context();
  for (size_t i = 0; i < held.size(); ++i) {
    members.emplace_back(held.key(i),
                         names_field(hidden, held.key(i)) ? feel::Value() : held.value(i));
  }
  return feel::Value::context(std::move(members));
}

const std::string kNullWord = "null";

}  // namespace

void Lens::show(std::vector<feel::Value>& slots, size_t user_slot) const {
  if (as_user) slots[user_slot] = sight->user;
  for (const uint32_t slot : hidden_slots) slots[slot] = {};
  for (const auto& [slot, target] : hidden_members) {
    slots[slot] = without_members(slots[slot], target->hidden);
  }
}

std::string ColumnSpec::key() const {
  std::string key;
  for (const auto& [use_of, name] : kUses) {
    if (use_of == use) key = name;
  }
  if (by) key += " by " + std::string(model::name_of(*by));
  key += "|" + text;
  // Such a column is not kept: nobody reads this again.
  if (lens) key = "|" + lens->sight->key + "|" + key;
  return key;
}

std::optional<ColumnSpec> spec_from_key(std::string_view key) {
  const size_t bar = key.find('|');
  if (bar == std::string_view::npos) return std::nullopt;
  ColumnSpec spec;
  spec.text = key.substr(bar + 1);
  std::string_view head = key.substr(0, bar);
  constexpr std::string_view kBy = " by ";
  if (const size_t at = head.find(kBy); at != std::string_view::npos) {
    for (const model::TimeUnit unit : kTimeUnits) {
      if (model::name_of(unit) == head.substr(at + kBy.size())) spec.by = unit;
    }
    if (!spec.by) return std::nullopt;
    head = head.substr(0, at);
  }
  for (const auto& [use, name] : kUses) {
    if (name != head) continue;
    spec.use = use;
    return spec;
  }
  return std::nullopt;
}

void Words::read_from(std::vector<std::string> texts) {
  for (std::string& text : texts) code(text);
}

uint32_t Words::code(std::string_view text) {
  if (const std::optional<uint32_t> found = find(text)) return *found;
  texts_.push_back(std::make_unique<std::string>(text));
  const auto code = static_cast<uint32_t>(texts_.size());
  codes_.emplace(*texts_.back(), code);
  return code;
}

std::optional<uint32_t> Words::find(std::string_view text) const {
  if (text == kNullWord) return kNull;
  const auto found = codes_.find(text);
  if (found == codes_.end()) return std::nullopt;
  return found->second;
}

const std::string& Words::text(uint32_t code) const {
  return code == kNull || code > texts_.size() ? kNullWord : *texts_[code - 1];
}

Column::Column(ColumnSpec spec, ColumnStore* store, int64_t kept_as)
    : work_left(kMaxMetricWork), spec_(std::move(spec)), store_(store), kept_as_(kept_as) {}

std::optional<int128> Column::stored(const feel::Value& value, ZoneRef zone) {
  switch (spec_.use) {
    case ColumnUse::kThere:
    case ColumnUse::kCondition:
      return value.is_true() ? std::optional<int128>(0) : std::nullopt;
    case ColumnUse::kNumber: {
      const std::optional<Decimal> number = number_of(value);
      return number ? std::optional<int128>(units_of(*number)) : std::nullopt;
    }
    case ColumnUse::kDay: {
      const std::optional<int64_t> day = day_of(value);
      return day ? std::optional<int128>(*day) : std::nullopt;
    }
    case ColumnUse::kKey:
      break;
  }
  if (value.is_null()) return std::nullopt;
  const uint32_t code = words().code(key_in(value, spec_.by, zone));
  return code == Words::kNull ? std::nullopt : std::optional<int128>(code);
}

Column::Held& Column::held(size_t number) {
  if (number >= chunks_.size()) chunks_.resize(number + 1);
  std::unique_ptr<Held>& held = chunks_[number];
  if (!held) {
    held = std::make_unique<Held>();
    if (store_ != nullptr && kept_as_ != 0) {
      held->chunk =
          PackedChunk::from_bytes(store_->chunk(kept_as_, number)).value_or(PackedChunk());
    }
  }
  return *held;
}

PackedChunk& Column::chunk(size_t number) { return held(number).chunk; }

std::optional<int128> Column::get(int64_t row) {
  return chunk(size_t(row) / kChunkRows).get(size_t(row) % kChunkRows);
}

bool Column::is(int64_t row) {
  return has_bit(chunk(size_t(row) / kChunkRows).present(), size_t(row) % kChunkRows);
}

void Column::set(int64_t row, std::optional<int128> value) {
  Held& of_row = held(size_t(row) / kChunkRows);
  of_row.chunk.set(size_t(row) % kChunkRows, value);
  of_row.changed = true;
}

void Column::put_chunk(size_t number, PackedChunk chunk) {
  if (number >= chunks_.size()) chunks_.resize(number + 1);
  chunks_[number] = std::make_unique<Held>(Held{std::move(chunk), true});
}

void Column::cut(int64_t rows) {
  const size_t last = size_t(rows) / kChunkRows;
  if (last + 1 < chunks_.size()) chunks_.resize(last + 1);
  if (last >= chunks_.size()) return;
  for (int64_t row = rows; row < int64_t((last + 1) * kChunkRows); ++row) set(row, std::nullopt);
}

Words& Column::words() {
  if (!words_) {
    words_.emplace();
    if (store_ != nullptr && kept_as_ != 0) words_->read_from(store_->words(kept_as_));
    words_kept_ = words_->size() - 1;
  }
  return *words_;
}

ColumnChanges Column::take_changes() {
  ColumnChanges changes{kept_as_, spec_.key(), {}, words_kept_ + 1, {}};
  for (size_t i = 0; i < chunks_.size(); ++i) {
    if (!chunks_[i] || !chunks_[i]->changed) continue;
    changes.chunks.emplace_back(i, chunks_[i]->chunk.to_bytes());
    chunks_[i]->changed = false;
  }
  if (words_) {
    for (; words_kept_ < words_->size() - 1; ++words_kept_) {
      changes.words.push_back(words_->text(uint32_t(words_kept_ + 1)));
    }
  }
  return changes;
}

size_t Column::bytes() const {
  size_t sum = 0;
  for (const auto& held : chunks_) sum += held ? held->chunk.bytes() : 0;
  return sum;
}

}  // namespace tollgate::metrics
