#include "outcome_events.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/turn.h"
#include "tollgate/record/values.h"

namespace tollgate::query {
namespace {

constexpr size_t kMaxStageRecords = 50'000;
constexpr size_t kRecordsBetweenLooks = 16;

}  // namespace

bool read_events(const Context& context, const model::Metric& metric, const std::string& link,
                 EventDays& days) {
  metrics::SampleRequest request{.entity = metric.entity, .filter = metric.filter};
  using Kind = metrics::SampleColumn::Kind;
  request.columns = {{Kind::kKey, {link, "/link"}}, {Kind::kDay, {metric.window->field, "/day"}}};
  request.sight = context.sight->for_metrics();
  std::vector<std::vector<int64_t>> by_code;
  const auto words =
      context.app.metrics->sample(request, context.today(), [&](const metrics::SampleChunk& chunk) {
        for (size_t i = 0; i < chunk.rows.size(); ++i) {
          const auto code = size_t(chunk.columns[0][i]);
          const double day = chunk.columns[1][i];
          if (code == 0 || day != day) continue;
          if (by_code.size() <= code) by_code.resize(code + 1);
          by_code[code].push_back(int64_t(day));
        }
      });
  if (!words) return false;
  for (size_t code = 1; code < by_code.size(); ++code) {
    if (by_code[code].empty()) continue;
    std::sort(by_code[code].begin(), by_code[code].end());
    days.emplace((*words)(0, uint32_t(code)), std::move(by_code[code]));
  }
  return true;
}

bool StageHistory::read(const Context& context, const model::Workflow& flow,
                        const std::string& link) {
  stages_ = flow.stages.size();
  const ZoneRef zone = record::zone_of(context.model());
  bool is_over = false;
  context.sight->scan(
      {.entity = flow.entity, .test = store::SqlTest{"id>?1", {after_}}, .sort = {{"id"}}},
      [&](store::StoredRecord&& record) {
        if (read_ == kMaxStageRecords) {
          cut_ = true;
          return false;
        }
        after_ = record.state.id;
        const std::string key = link == "record.id" ? write_json(Json(record.state.id))
                                                    : write_json(record.state.value(link));
        std::vector<Move>& moves = moves_[key];
        for (const ops::PassedGate& gate : record.state.standing.passed) {
          const int64_t seconds = floor_divide(gate.at_ms, 1000);
          const int64_t day = floor_divide(seconds + zone.offset_at(seconds), kSecondsPerDay);
          const int to = flow.index_of(gate.stage);
          const int from = flow.index_of(gate.from);
          if (moves.empty() && from >= 0) moves.push_back({INT64_MIN, uint32_t(from)});
          if (to >= 0) moves.push_back({day, uint32_t(to)});
        }
        if (moves.empty()) moves_.erase(key);
        is_over = ++read_ % kRecordsBetweenLooks == 0 &&
                  Turn::is_over({int64_t(read_), int64_t(kMaxStageRecords)});
        return !is_over;
      });
  if (is_over) return false;
  for (auto& [key, moves] : moves_) {
    std::stable_sort(moves.begin(), moves.end(),
                     [](const Move& a, const Move& b) { return a.day < b.day; });
  }
  return true;
}

uint32_t StageHistory::stage_on(const std::string& key, int64_t day) const {
  const auto unknown = uint32_t(stages_);
  const auto found = moves_.find(key);
  if (found == moves_.end()) return unknown;
  uint32_t stage = unknown;
  for (const Move& move : found->second) {
    // The stage before the day's own move: the success itself is often one.
    if (move.day >= day) break;
    stage = move.stage;
  }
  return stage;
}

}  // namespace tollgate::query
