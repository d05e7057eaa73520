// Visits and customers in memory: what the engine's store is to metrics.
#pragma once

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/metrics/metrics.h"

namespace tollgate::metrics {

inline constexpr const char* kApp = R"({
  "format": "tollgate.app/1", "id": "m", "version": 1, "label": {"en": "m"}, "locales": ["en"],
  "time_zone": "Asia/Shanghai",
  "entities": [
    {"id": "customer", "label": {"en": "c"}, "fields": [
      {"id": "city", "type": "text", "label": {"en": "city"}}]},
    {"id": "visit", "label": {"en": "v"}, "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "c"}},
      {"id": "rep", "type": "text", "label": {"en": "r"}},
      {"id": "amount", "type": "number", "label": {"en": "a"}},
      {"id": "late", "type": "boolean", "label": {"en": "l"}},
      {"id": "day", "type": "date", "label": {"en": "d"}}]}],
  "metrics": [
    {"id": "visits", "label": {"en": "x"}, "entity": "visit", "aggregate": "count"},
    {"id": "total", "label": {"en": "x"}, "entity": "visit", "aggregate": "sum", "value": "amount",
     "window": {"field": "day", "days": 30}},
    {"id": "mean", "label": {"en": "x"}, "entity": "visit", "aggregate": "average",
     "value": "amount", "filter": "late != true"},
    {"id": "late_share", "label": {"en": "x"}, "entity": "visit", "aggregate": "share",
     "test": "late = true", "window": {"field": "day", "days": 7}},
    {"id": "middle", "label": {"en": "x"}, "entity": "visit", "aggregate": "median",
     "value": "amount"},
    {"id": "least", "label": {"en": "x"}, "entity": "visit", "aggregate": "minimum",
     "value": "amount"},
    {"id": "most", "label": {"en": "x"}, "entity": "visit", "aggregate": "maximum",
     "value": "amount", "window": {"field": "day", "days": 3}},
    {"id": "customers_seen", "label": {"en": "x"}, "entity": "visit",
     "aggregate": "count_distinct", "value": "customer.id"},
    {"id": "customers", "label": {"en": "x"}, "entity": "customer", "aggregate": "count"},
    {"id": "reach", "label": {"en": "x"}, "entity": "visit", "aggregate": "ratio",
     "numerator": "customers_seen", "denominator": "customers"},
    {"id": "late_of_best", "label": {"en": "x"}, "entity": "visit", "aggregate": "share",
     "test": "late = true",
     "among": {"group_by": "rep", "metric": "total", "share": 0.4}},
    {"id": "visits_of_best", "label": {"en": "x"}, "entity": "visit", "aggregate": "count",
     "among": {"group_by": "rep", "metric": "total", "share": 0.4, "of": "customers"}},
    {"id": "part_of_best", "label": {"en": "x"}, "entity": "visit", "aggregate": "ratio",
     "numerator": "visits_of_best", "denominator": "visits"}]
})";

inline constexpr int64_t kToday = 20'500;

class Visits final : public MetricSource, public record::RecordLookup {
 public:
  explicit Visits(std::shared_ptr<const model::App> app) : app_(std::move(app)) {
    for (const model::Entity& entity : app_->entities) {
      names_.emplace(entity.id, record::Names(*app_, entity));
    }
  }
  const feel::Value* find(std::string_view entity, std::string_view id) override {
    auto found = records_[std::string(entity)].find(std::string(id));
    if (found == records_[std::string(entity)].end()) return nullptr;
    referred_ = record::reference_context(*app_->find_entity(entity), id, found->second, flat());
    return &referred_;
  }
  int64_t rows(std::string_view entity) override {
    return int64_t(rows_[std::string(entity)].size());
  }
  void scan(std::string_view entity, int64_t from, const ReadSlots& reads,
            const std::function<bool(int64_t, record::RecordView&&)>& visit) override {
    for (int64_t row = from; row < rows(entity); ++row) {
      bool goes_on = true;
      load(entity, row, reads,
           [&](int64_t at, record::RecordView&& view) { goes_on = visit(at, std::move(view)); });
      if (!goes_on) return;
    }
  }
  bool load(std::string_view entity, int64_t row, const ReadSlots& reads,
            const Visit& visit) override {
    const std::string& id = rows_[std::string(entity)][size_t(row)];
    auto found = records_[std::string(entity)].find(id);
    if (found == records_[std::string(entity)].end()) return false;
    record::ValueContext context = flat();
    context.records = this;
    record::RecordView view =
        record::make_view(names(entity), {.id = id}, found->second, {}, context);
    // What is not read may be anything.
    for (size_t slot = 0; slot < reads.size(); ++slot) {
      if (!reads[slot]) view.slots[slot] = feel::Value::string("not read");
    }
    visit(row, std::move(view));
    return true;
  }
  std::optional<int64_t> row_of(std::string_view entity, const std::string& id) override {
    const auto& rows = rows_[std::string(entity)];
    const auto found = std::find(rows.begin(), rows.end(), id);
    if (found == rows.end()) return std::nullopt;
    return found - rows.begin();
  }
  std::vector<std::string> ids(std::string_view entity, const std::vector<int64_t>& rows) override {
    std::vector<std::string> ids;
    for (const int64_t row : rows) ids.push_back(rows_[std::string(entity)][size_t(row)]);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  const record::Names& names(std::string_view entity) override {
    return names_.at(std::string(entity));
  }
  void put(const std::string& entity, const std::string& id, Json values) {
    if (!row_of(entity, id)) rows_[entity].push_back(id);
    records_[entity][id] = std::move(values);
  }
  const record::Rule* rule(const model::Expression& expression, std::string_view entity) override {
    std::string key = std::string(entity) + expression.text;
    auto found = rules_.find(key);
    if (found == rules_.end()) {
      Diagnostics problems;
      found = rules_
                  .emplace(key, record::compile_rule(
                                    expression, names_.at(std::string(entity)).scope(), problems))
                  .first;
    }
    return found->second ? &*found->second : nullptr;
  }
  record::RuleContext context() override { return {&clock_, record::zone_of(*app_)}; }

  std::map<std::string, std::map<std::string, Json>> records_;
  std::map<std::string, std::vector<std::string>> rows_;

 private:
  record::ValueContext flat() const {
    return {.app = app_.get(), .time_zone = record::zone_of(*app_), .records = nullptr};
  }
  std::shared_ptr<const model::App> app_;
  std::map<std::string, record::Names> names_;
  std::map<std::string, std::optional<record::Rule>> rules_;
  feel::Value referred_;
  FixedClock clock_{{0}};
};

struct MetricsFixture {
  std::shared_ptr<const model::App> app = *model::load(kApp);
  Visits table{app};
  Metrics metrics{app, table};

  void put(const char* entity, const std::string& id, Json values) {
    table.put(entity, id, std::move(values));
    metrics.touch(entity, id);
    if (std::string_view(entity) == "customer") touch_visits_of(id);
  }
  void remove(const char* entity, const std::string& id) {
    table.records_[entity].erase(id);
    metrics.touch(entity, id);
  }
  void touch_visits_of(const std::string& customer) {
    for (const auto& [id, values] : table.records_["visit"]) {
      if (values.value("customer", "") == customer) metrics.touch("visit", id);
    }
  }
};

inline std::string shown(const std::vector<GroupValue>& groups) {
  std::string text;
  for (const GroupValue& g : groups) {
    for (const std::string& key : g.keys) text += key + " ";
    text += "= " + (g.value ? g.value->to_text() : "null") + " (" + std::to_string(g.count) + "); ";
  }
  return text;
}

inline std::string date_of(int64_t day) { return to_text(Date{day}); }

inline model::Expression by(const char* text) { return {text, "/test"}; }

}  // namespace tollgate::metrics
