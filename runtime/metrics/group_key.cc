#include <nlohmann/json.hpp>

#include "tollgate/metrics/metrics.h"

namespace tollgate::metrics {
namespace {

Json wire_of(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::kNull:
      return nullptr;
    case feel::Kind::kBoolean:
      return value.as_boolean();
    case feel::Kind::kList: {
      Json items = Json::array();
      for (const feel::Value& item : value.as_list()) items.push_back(wire_of(item));
      return items;
    }
    case feel::Kind::kContext: {
      const feel::Value* id = value.find("id");
      return id ? wire_of(*id) : Json(feel::to_text(value));
    }
    default:
      return feel::to_text(value);
  }
}

}  // namespace

std::string key_of(const feel::Value& value) { return write_json(wire_of(value)); }

std::optional<Decimal> value_of_nothing(const model::Metric& metric) {
  if (metric.aggregate == model::Aggregate::kRatio) return std::nullopt;
  return Aggregate(metric.aggregate).value();
}

std::optional<model::Threshold> level_of(const model::Metric& metric,
                                         const std::optional<Decimal>& value) {
  if (!value) return std::nullopt;
  for (const model::Threshold& threshold : metric.thresholds) {
    auto below = Decimal::parse(threshold.below);
    auto at_least = Decimal::parse(threshold.at_least);
    if (below && compare(*value, *below) >= 0) continue;
    if (at_least && compare(*value, *at_least) < 0) continue;
    return threshold;
  }
  return std::nullopt;
}

}  // namespace tollgate::metrics
