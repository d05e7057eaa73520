#include "tollgate/live/metric_reader.h"

namespace tollgate::live {

MetricReader::MetricReader(Records& records, store::Store& store, const Clock& clock)
    : records_(records), store_(store), clock_(clock) {}

bool MetricReader::needs_scores(std::string_view entity) const {
  for (const model::Scorecard& card : records_.app().scorecards) {
    if (card.entity == entity) return true;
  }
  return false;
}

void MetricReader::scan(std::string_view entity, const Visit& visit) {
  const model::Entity* model = records_.app().find_entity(entity);
  if (!model) return;
  // All scores at once: a query per record would cost more than the record itself.
  std::unordered_map<std::string, std::vector<store::ScoreRow>> scores;
  if (needs_scores(entity)) {
    store_.scan_scores(entity,
                       [&](const store::ScoreRow& row) { scores[row.record].push_back(row); });
  }
  uint32_t score_slot = records_.names(*model).score();
  store_.scan({.entity = std::string(entity), .any_order = true},
              [&](store::StoredRecord&& record) {
                record::RecordView view = records_.view(record.state, {}, false);
                auto found = scores.find(record.state.id);
                if (found != scores.end()) view.slots[score_slot] = score_context(found->second);
                visit(record.state.id, view);
                return true;
              });
}

bool MetricReader::load(std::string_view entity, const std::string& id, const Visit& visit) {
  std::optional<store::StoredRecord> record = store_.find_record(entity, id);
  if (!record || record->state.status != ops::RecordStatus::kComplete) return false;
  visit(id, records_.view(record->state, {}, needs_scores(entity)));
  return true;
}

const record::Rule* MetricReader::rule(const model::Expression& expression,
                                       std::string_view entity) {
  const model::Entity* model = records_.app().find_entity(entity);
  return model ? records_.rule(expression, records_.names(*model)) : nullptr;
}

}  // namespace tollgate::live
