#include "tollgate/live/condition_sql.h"

#include "tollgate/feel/sql.h"

namespace tollgate::live {
namespace {

std::optional<feel::SqlKind> sql_kind(store::ColumnKind kind) {
  switch (kind) {
    case store::ColumnKind::kText:
      return feel::SqlKind::kText;
    case store::ColumnKind::kDecimal:
      return feel::SqlKind::kDecimal;
    case store::ColumnKind::kBoolean:
      return feel::SqlKind::kBoolean;
    case store::ColumnKind::kDate:
      return feel::SqlKind::kDate;
    case store::ColumnKind::kDateTime:
      return feel::SqlKind::kDateTime;
    case store::ColumnKind::kTime:
    case store::ColumnKind::kDuration:
    case store::ColumnKind::kJson:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<store::SqlTest> condition_sql(const AppRules& app, store::Store& store,
                                            const model::Entity& entity, const record::Rule& rule,
                                            const Clock& clock, int first_parameter) {
  const record::Names& names = app.records->names(entity);
  std::vector<std::string> read;
  const feel::SqlColumns columns =
      [&](uint32_t slot, std::span<const std::string> path) -> std::optional<feel::SqlColumn> {
    const record::SlotSource& source = names.source(slot);
    if (source.kind != record::SlotSource::Kind::kField || !path.empty()) return std::nullopt;
    const model::Field& field = entity.fields[source.index];
    // The column has what is stored, also where rules see null.
    const record::FieldPresence& presence = app.records->presence(entity).fields()[source.index];
    if (presence.can_be_hidden() || !presence.cell_order.empty()) return std::nullopt;
    // A rule sees the record that is referred to, a column its id alone.
    if (model::is_reference(field.type)) return std::nullopt;
    const std::optional<store::ColumnRead> column = store.column(entity.id, field.id);
    if (!column) return std::nullopt;
    const std::optional<feel::SqlKind> kind = sql_kind(column->kind);
    if (!kind) return std::nullopt;
    read.push_back(field.id);
    // Rules take an empty text for no value.
    const bool text = *kind == feel::SqlKind::kText;
    return feel::SqlColumn{text ? "nullif(" + column->expression + ",'')" : column->expression,
                           *kind};
  };
  feel::SqlOptions options;
  const record::RuleContext context = app.records->rules(clock);
  options.first_parameter = first_parameter;
  options.evaluation.clock = context.clock;
  options.evaluation.time_zone = context.time_zone;
  options.date_time_key = [&](const DateTime& value) {
    return store.sort_key(store::ColumnKind::kDateTime, to_text(value));
  };
  std::optional<feel::SqlCondition> sql =
      feel::to_sql(rule.program, names.scope(), columns, options);
  if (!sql || !store.columns_hold(entity.id, read)) return std::nullopt;
  return store::SqlTest{std::move(sql->text), std::move(sql->parameters)};
}

}  // namespace tollgate::live
