#include "tollgate/live/metric_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::live {
namespace {

using metrics::ReadSlots;

// Members of the document by which records are shown, and which no rule of a record reads.
constexpr const char* kOnlyShown[] = {"version", "label",      "views",
                                      "metrics", "dashboards", "quick_filters"};

void add_reads(ReadSlots& reads, const record::ConditionRule& condition) {
  if (!condition.rule) return;
  for (const feel::Dependency& d : condition.rule->program.dependencies()) reads[d.slot] = true;
}

// What decides whether the fields that are read are there is read, too.
void add_conditions(ReadSlots& reads, const record::Presence& presence,
                    const record::Names& names) {
  for (ReadSlots before; before != reads;) {
    before = reads;
    for (size_t i = 0; i < presence.fields().size(); ++i) {
      if (!before[i]) continue;
      const record::FieldPresence& field = presence.fields()[i];
      for (const record::PlaceRule& place : field.places) {
        add_reads(reads, place.section);
        add_reads(reads, place.field);
      }
      for (const uint32_t slot : field.item_slots) {
        const record::SlotSource& source = field.item_names->source(slot);
        if (source.kind == record::SlotSource::Kind::kField && source.level > 0) {
          reads[source.index] = true;
        }
        if (source.kind == record::SlotSource::Kind::kRecord) reads[names.record()] = true;
      }
    }
  }
}

}  // namespace

MetricReader::MetricReader(Records& records, store::Store& store, const Clock& clock,
                           const std::string& app_text)
    : records_(records), store_(store), clock_(clock), app_text_(app_text) {}

void MetricReader::read(const model::Entity& entity, int64_t from, int64_t limit,
                        const ReadSlots& wanted,
                        const std::function<bool(int64_t, record::RecordView&&)>& visit) {
  const record::Names& names = records_.names(entity);
  const record::Presence& presence = records_.presence(entity);
  ReadSlots reads = wanted;
  reads.resize(names.size());
  add_conditions(reads, presence, names);
  store::Store::RowScan rows{entity.id, from, limit, {}};
  // What rules see as `record` comes from all that it holds.
  const bool whole = reads[names.record()];
  std::set<std::string, std::less<>> values;
  for (size_t i = 0; i < entity.fields.size(); ++i) {
    if (reads[i]) values.insert(entity.fields[i].id);
    if (reads[i] || whole) rows.fields.insert(entity.fields[i].id);
  }
  store_.scan_rows(rows, [&](int64_t row, store::StoredRecord&& record) {
    record::RecordFacts facts;
    if (whole) {
      facts = records_.facts(record.state);
      // Nothing else of it is read: what it refers to there needs no looking up.
      std::erase_if(record.state.fields,
                    [&](const auto& field) { return !values.contains(field.first); });
    } else {
      facts.id = record.state.id;
      facts.entity = record.state.entity;
    }
    record::RecordView view =
        record::make_view(names, facts, wire_values(record.state), {}, records_.values());
    if (!presence.hides_nothing()) presence.hide(view, {nullptr, records_.values().time_zone});
    if (reads[names.score()]) {
      view.slots[names.score()] = score_context(store_.totals(entity.id, record.state.id));
    }
    return visit(row, std::move(view));
  });
}

void MetricReader::scan(std::string_view entity, int64_t from, const ReadSlots& reads,
                        const std::function<bool(int64_t, record::RecordView&&)>& visit) {
  if (const model::Entity* model = records_.app().find_entity(entity)) {
    read(*model, from, -1, reads, visit);
  }
}

bool MetricReader::load(std::string_view entity, int64_t row, const ReadSlots& reads,
                        const Visit& visit) {
  const model::Entity* model = records_.app().find_entity(entity);
  bool found = false;
  if (!model) return found;
  read(*model, row, 1, reads, [&](int64_t at, record::RecordView&& view) {
    found = true;
    visit(at, std::move(view));
    return false;
  });
  return found;
}

std::vector<std::string> MetricReader::ids(std::string_view entity,
                                           const std::vector<int64_t>& rows) {
  std::vector<std::string> ids = store_.ids_of_rows(entity, rows);
  std::sort(ids.begin(), ids.end());
  return ids;
}

const record::Rule* MetricReader::rule(const model::Expression& expression,
                                       std::string_view entity) {
  const model::Entity* model = records_.app().find_entity(entity);
  return model ? records_.rule(expression, records_.names(*model)) : nullptr;
}

const record::Names& MetricReader::names(std::string_view entity) {
  return records_.names(*records_.app().find_entity(entity));
}

const std::string& MetricReader::stamp() {
  if (!stamp_.empty()) return stamp_;
  Json rules = stored_json(app_text_);
  for (const char* member : kOnlyShown) rules.erase(member);
  stamp_ = hex(sha256(write_json(rules)));
  return stamp_;
}

metrics::KeptColumns MetricReader::columns(std::string_view entity) {
  metrics::KeptColumns kept;
  store::MetricColumns stored = store_.metric_columns(entity, stamp());
  kept.rows = stored.rows;
  kept.changed = std::move(stored.changed_rows);
  for (store::MetricColumn& column : stored.columns) {
    kept.columns.push_back({column.number, std::move(column.key)});
  }
  return kept;
}

std::vector<int64_t> MetricReader::write(std::string_view entity, int64_t rows,
                                         const std::vector<metrics::ColumnChanges>& changes) {
  std::vector<store::MetricColumnChanges> stored;
  for (const metrics::ColumnChanges& column : changes) {
    stored.push_back({column.number, column.key, column.chunks, column.first_word, column.words});
  }
  return store_.write_metric_columns(entity, stamp(), rows, stored);
}

}  // namespace tollgate::live
