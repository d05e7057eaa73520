#include "rows.h"

#include <nlohmann/json.hpp>

#include "cursor.h"
#include "list_fields.h"
#include "row_sieve.h"
#include "tollgate/base/json.h"
#include "tollgate/live/condition_sql.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/metrics/period.h"
#include "tollgate/query/cells.h"
#include "tollgate/record/display.h"
#include "tollgate/rules/standing.h"

namespace tollgate::query {
namespace {

constexpr size_t kColumnsWithoutView = 5;

std::vector<model::Column> columns_of(const model::Entity& entity, const model::View* view) {
  if (view) return view->columns;
  std::vector<model::Column> columns;
  for (const model::Field& field : entity.fields) {
    if (!info_of(field.type).is_compact || columns.size() == kColumnsWithoutView) continue;
    model::Column column;
    column.id = column.field = field.id;
    columns.push_back(std::move(column));
  }
  return columns;
}

// The field that a path such as rep or customer.city names, seen from the entity.
const model::Field* field_of_path(const model::App& app, const std::string& entity,
                                  std::string_view path) {
  const model::Entity* at = app.find_entity(entity);
  while (at) {
    size_t dot = path.find('.');
    const model::Field* field = at->find_field(path.substr(0, dot));
    if (!field || dot == std::string_view::npos) return field;
    at = model::is_reference(field->type) ? app.find_entity(field->entity) : nullptr;
    path.remove_prefix(dot + 1);
  }
  return nullptr;
}

// Latitude and longitude as decimal text; null where the value is no place.
Json place_of(const feel::Value& value) {
  const feel::Value* latitude = value.find("latitude");
  const feel::Value* longitude = value.find("longitude");
  if (latitude == nullptr || longitude == nullptr || latitude->is_null() || longitude->is_null()) {
    return nullptr;
  }
  return {{"latitude", feel::to_text(*latitude)}, {"longitude", feel::to_text(*longitude)}};
}

}  // namespace

Rows::Rows(const Context& context, const model::Entity& entity, const model::View* view)
    : Rows(context, entity, view, {}) {}

Rows::Rows(const Context& context, const model::Entity& entity, const model::View* view,
           std::vector<model::Column> columns)
    : context_(context),
      app_(context.app),
      entity_(entity),
      view_(view),
      columns_(columns.empty() ? columns_of(entity, view) : std::move(columns)),
      texts_(context.texts()) {
  for (const model::Column& column : columns_) {
    if (column.value) app_.records->add_reads(*column.value, entity_, reads_);
  }
}

std::vector<messages::Column> Rows::columns() const {
  std::vector<messages::Column> columns;
  for (const model::Column& column : columns_) {
    const model::Field* field = entity_.find_field(column.field);
    messages::Column out;
    out.id = column.id;
    if (field) out.field = field->id;
    out.type = field ? std::string(name_of(field->type)) : "text";
    out.label = !column.label.empty() ? texts_.of(column.label)
                : field               ? texts_.of(field->label)
                                      : column.id;
    columns.push_back(std::move(out));
  }
  return columns;
}

messages::Cell Rows::cell(const model::Column& column, const Json& values,
                          const record::RecordView& view) const {
  if (!column.value) {
    const model::Field* field = entity_.find_field(column.field);
    Json value = values.value(column.field, Json());
    if (field) return cell_of(*field, std::move(value), texts_, true);
    std::string text = texts_.of_any(value);
    return {.value = std::move(value), .text = std::move(text)};
  }
  const record::Rule* rule = app_.records->rule(*column.value, *view.names);
  if (!rule) return {};
  feel::Value value = record::run(*rule, view.slots, context_.rules()).value;
  if (column.id == kLocationColumn) return {.value = place_of(value), .text = {}};
  return {.value = stored_json(metrics::key_of(value)),
          .text = record::display_text(value, texts_.locale())};
}

messages::Row Rows::row(const store::StoredRecord& record) const {
  messages::Row out;
  out.record = record.state.id;
  out.entity = record.state.entity;
  out.title = record.title.empty() ? record.state.id : record.title;
  out.status = name_of(record.state.status);
  if (record.state.has_unsubmitted()) out.unsubmitted = true;
  const record::RecordFacts facts = app_.records->facts(record.state);
  if (facts.stage_origin == rules::kImported) out.stage_imported = true;
  if (facts.stage_holds == false) out.stage_broken = true;
  out.updated_at = texts_.instant(record.state.updated_ms);
  record::RecordView view;
  if (!reads_.empty()) view = context_.sight->view(record.state, reads_);
  const Json values = context_.sight->seen_values(record.state);
  for (const model::Column& column : columns_) out.cells.push_back(cell(column, values, view));
  return out;
}

bool Rows::passes(const ops::RecordState& state, const record::Rule& rule,
                  const record::Names& names) const {
  const record::RecordView view =
      context_.sight->view(state, app_.records->reads_score(rule, names));
  return record::run(rule, view.slots, context_.rules()).value.is_true();
}

FoundRows Rows::listed(const store::RecordQuery& query, const Sight::Passes& passes) const {
  store::RecordPage page = context_.sight->list(query, {passes, "", decisions_});
  FoundRows found{.records = std::move(page.records), .total = page.total};
  if (page.next) found.next = cursor_of(query, *page.next);
  return found;
}

// What the query sorts, searches and compares by is empty where it is hidden.
store::RecordQuery Rows::as_seen(store::RecordQuery query,
                                 const std::vector<std::string>& read) const {
  std::vector<std::string> fields =
      query.search.empty() ? std::vector<std::string>() : query.search_in;
  fields.insert(fields.end(), read.begin(), read.end());
  for (const store::NamedTitles& named : query.search_titles) fields.push_back(named.field);
  for (const store::SortBy& by : query.sort) fields.push_back(by.field);
  for (const store::FieldEquals& equals : query.where) fields.push_back(equals.field);
  for (const store::FieldTest& test : query.tests) fields.push_back(test.field);
  if (query.drafts_where) fields.push_back(query.drafts_where->field);
  live::Records& records = *app_.records;
  for (const std::string& id : fields) {
    const model::Field* field = entity_.find_field(id);
    if (field == nullptr) continue;
    const auto place = static_cast<uint32_t>(field - entity_.fields.data());
    const record::FieldPresence& presence = records.presence(entity_).fields()[place];
    if (!presence.can_be_hidden()) continue;
    if (context_.sight->reads_hidden(presence, records.names(entity_))) {
      // Whether it is there tells of a field that the viewer may not see.
      query.unseen.insert(id);
      continue;
    }
    query.hidden[id] = records.hiding(entity_, place);
  }
  return query;
}

std::optional<Rows::Narrowed> Rows::narrowed(const store::RecordQuery& asked,
                                             const std::vector<std::string>& read) const {
  Narrowed narrowed{as_seen(asked, read), {}};
  if (!view_ || !view_->filter) return narrowed;
  const record::Names& names = app_.records->names(entity_);
  const record::Rule* rule = app_.records->rule(*view_->filter, names);
  if (!rule) return std::nullopt;
  // What is hidden is null for the filter as well: a column would tell.
  if (!context_.sight->reads_hidden(*rule, names)) {
    narrowed.query.test = live::condition_sql(app_, context_.store, entity_, *rule, context_.clock);
  }
  if (!narrowed.query.test) {
    narrowed.passes = [this, rule, &names](const ops::RecordState& state) {
      return passes(state, *rule, names);
    };
  }
  return narrowed;
}

FoundRows Rows::find(const store::RecordQuery& asked) const {
  const std::optional<Narrowed> narrow = narrowed(asked, {});
  return narrow ? listed(narrow->query, narrow->passes) : FoundRows{};
}

void Rows::keep_decisions() {
  decisions_ = Turn::note<RowSieve>();
  if (decisions_ != nullptr) return;
  own_decisions_ = std::make_shared<RowSieve>();
  decisions_ = own_decisions_.get();
}

RowPage Rows::page(const store::RecordQuery& query) const {
  FoundRows found = find(query);
  RowPage page{
      .columns = columns(), .rows = {}, .total = found.total, .next = std::move(found.next)};
  for (const store::StoredRecord& record : found.records) page.rows.push_back(row(record));
  return page;
}

std::optional<store::RecordQuery> Rows::as_stored(const store::RecordQuery& asked,
                                                  const std::vector<std::string>& fields) const {
  const std::optional<Narrowed> narrow = narrowed(asked, fields);
  if (!narrow) return std::nullopt;
  return context_.sight->as_stored(narrow->query, {narrow->passes, ""});
}

const model::View* view_of(const model::App& app, const std::string& entity) {
  const model::View* first = nullptr;
  for (const model::View& view : app.views) {
    if (view.entity != entity) continue;
    if (!view.mine && view.pool.empty() && !view.filter) return &view;
    if (!first || first->mine) first = &view;
  }
  return first;
}

store::RecordQuery query_of(const Context& context, const model::View& view) {
  const model::App& app = context.model();
  const model::Entity& entity = *app.find_entity(view.entity);
  store::RecordQuery query;
  query.entity = view.entity;
  if (view.mine && !entity.owner.empty()) {
    query.where.push_back({entity.owner, context.viewer.person, false});
  }
  if (!view.pool.empty()) {
    const model::Scorecard* card = app.scorecard_with_pool(view.pool);
    query.pool = store::InPool{card ? card->id : "", view.pool};
  }
  const model::Workflow* workflow = app.workflow_of(view.entity);
  for (const model::SortKey& key : view.sort) {
    bool stage = key.field == "stage" && workflow && !entity.find_field("stage");
    query.sort.push_back({stage ? workflow->stage_field : key.field, key.descending});
  }
  return query;
}

std::optional<metrics::MetricSlice> metric_slice(const Context& context,
                                                 const model::Metric& metric,
                                                 const model::Grouping& group_by) {
  if (context.sight->withholds(metric, {group_by})) return std::nullopt;
  metrics::MetricSlice slice{.group_by = {group_by}, .where = {}};
  if (!metric.may_reveal_totals) slice.sight = context.sight->for_metrics();
  return slice;
}

std::string group_label(const model::App& app, const Texts& texts, const std::string& entity,
                        const model::Grouping& group_by, const Json& key) {
  if (key.is_null()) return texts.of(LocalizedText{"（未填）", "(none)"});
  if (group_by.by && key.is_string()) {
    const auto period = metrics::Period::from_key(key.get_ref<const std::string&>(), *group_by.by);
    if (period) return texts.of(period->words(record::zone_of(app)));
  }
  const model::Field* field = field_of_path(app, entity, group_by.text);
  std::string label = field ? texts.brief(*field, key) : texts.of_any(key);
  return label.empty() ? texts.of_any(key) : label;
}

}  // namespace tollgate::query
