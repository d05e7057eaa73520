#include "tollgate/designer/document/condition_draft.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/feel/parse.h"

namespace tollgate::designer {
namespace {

using feel::ConditionRow;
using feel::Conditions;
using feel::RowOperator;

// Ids have no spaces: rows are read without knowing the names.
std::optional<Conditions> rows_of(const std::string& expression) {
  const feel::Scope scope;
  const Result<feel::Ast> ast = feel::parse(expression, scope);
  if (!ast) return std::nullopt;
  return feel::conditions_from(*ast, scope);
}

DraftRow draft_of(const ConditionRow& row) {
  DraftRow draft{row.field, row.op, {}, {}, std::nullopt};
  for (const std::string& value : row.values) draft.values.push_back({value, ""});
  for (const ConditionRow& inner : row.group) draft.group.push_back(draft_of(inner));
  if (row.group.empty()) draft.stored = row;
  return draft;
}

ConditionRow row_of(const DraftRow& draft) {
  ConditionRow row{draft.field, draft.op, {}, {}};
  for (const DraftValue& value : draft.values) row.values.push_back(value.feel);
  return row;
}

// What the row stands for in the document; nullopt for a new one that is not complete.
std::optional<ConditionRow> effective(const DraftRow& draft) {
  if (draft.group.empty()) return is_complete(draft) ? row_of(draft) : draft.stored;
  ConditionRow group;
  for (const DraftRow& inner : draft.group) {
    if (std::optional<ConditionRow> row = effective(inner)) group.group.push_back(*std::move(row));
  }
  if (group.group.empty()) return std::nullopt;
  return group;
}

void mark_row(DraftRow& row) {
  for (DraftRow& inner : row.group) mark_row(inner);
  if (row.group.empty() && is_complete(row)) row.stored = row_of(row);
}

bool is_blank(const Json* value) {
  if (value == nullptr || !value->is_string()) return true;
  // Rows have no other way to show what always holds.
  return *value == "" || *value == "true";
}

size_t fewest_values(ValueCount count) {
  if (count == ValueCount::kNone) return 0;
  return count == ValueCount::kTwo ? 2 : 1;
}

bool by_size(ValueKind kind) {
  return kind == ValueKind::kNumber || kind == ValueKind::kDate || kind == ValueKind::kTime ||
         kind == ValueKind::kDateTime || kind == ValueKind::kDuration;
}

}  // namespace

std::string stored_text(const Json* value) { return value != nullptr ? value->dump() : ""; }

std::optional<ConditionDraft> read_condition(const Json* value) {
  ConditionDraft draft;
  draft.base = stored_text(value);
  if (is_blank(value)) {
    draft.rows.emplace_back();
    return draft;
  }
  const std::optional<Conditions> conditions = rows_of(value->get<std::string>());
  if (!conditions) return std::nullopt;
  draft.join = conditions->join;
  for (const ConditionRow& row : conditions->rows) draft.rows.push_back(draft_of(row));
  return draft;
}

bool is_expression(const Json* value) {
  return value != nullptr && value->is_string() &&
         feel::parse(value->get<std::string>(), feel::Scope()).ok();
}

std::optional<std::string> condition_text(const ConditionDraft& draft) {
  Conditions conditions{draft.join, {}};
  for (const DraftRow& row : draft.rows) {
    if (std::optional<ConditionRow> made = effective(row)) {
      conditions.rows.push_back(*std::move(made));
    }
  }
  if (conditions.rows.empty()) return std::nullopt;
  return feel::conditions_to_text(conditions);
}

void mark_stored(ConditionDraft& draft, std::string base) {
  draft.base = std::move(base);
  for (DraftRow& row : draft.rows) mark_row(row);
}

bool is_complete(const DraftRow& row) {
  const auto missing = [](const DraftValue& value) { return value.feel.empty(); };
  if (row.field.empty() || row.values.size() < fewest_values(value_count(row.op)) ||
      std::any_of(row.values.begin(), row.values.end(), missing)) {
    return false;
  }
  // A formula may be half written, or be more than a value: it must come back as it is.
  const Conditions alone{feel::Join::kAnd, {row_of(row)}};
  const std::optional<Conditions> again = rows_of(feel::conditions_to_text(alone));
  return again && again->rows.size() == 1 && again->rows[0].group.empty() &&
         again->rows[0].field == row.field && again->rows[0].op == row.op &&
         again->rows[0].values.size() == row.values.size();
}

ValueCount value_count(RowOperator op) {
  switch (op) {
    case RowOperator::kIsEmpty:
    case RowOperator::kIsNotEmpty:
    case RowOperator::kIsTrue:
    case RowOperator::kIsFalse:
      return ValueCount::kNone;
    case RowOperator::kBetween:
      return ValueCount::kTwo;
    case RowOperator::kOneOf:
    case RowOperator::kNotOneOf:
      return ValueCount::kMany;
    default:
      return ValueCount::kOne;
  }
}

std::span<const RowOperator> operators_of(ValueKind kind) {
  using enum RowOperator;
  static constexpr RowOperator kText[] = {kEquals,     kNotEquals, kContains, kNotContains,
                                          kStartsWith, kEndsWith,  kIsEmpty,  kIsNotEmpty};
  static constexpr RowOperator kSized[] = {kGreater, kGreaterEqual, kLess,    kLessEqual, kBetween,
                                           kEquals,  kNotEquals,    kIsEmpty, kIsNotEmpty};
  static constexpr RowOperator kYesNo[] = {kIsTrue, kIsFalse, kIsEmpty, kIsNotEmpty};
  static constexpr RowOperator kChoices[] = {kEquals,   kNotEquals, kOneOf,
                                             kNotOneOf, kIsEmpty,   kIsNotEmpty};
  static constexpr RowOperator kChosen[] = {kListContains, kNotListContains, kIsEmpty, kIsNotEmpty};
  static constexpr RowOperator kThere[] = {kIsNotEmpty, kIsEmpty};
  static constexpr RowOperator kAll[] = {
      kEquals,      kNotEquals,    kGreater,         kGreaterEqual, kLess,
      kLessEqual,   kBetween,      kOneOf,           kNotOneOf,     kContains,
      kNotContains, kListContains, kNotListContains, kStartsWith,   kEndsWith,
      kIsEmpty,     kIsNotEmpty,   kIsTrue,          kIsFalse};
  if (by_size(kind)) return kSized;
  switch (kind) {
    case ValueKind::kText:
      return kText;
    case ValueKind::kBoolean:
      return kYesNo;
    case ValueKind::kChoice:
      return kChoices;
    case ValueKind::kMultiChoice:
      return kChosen;
    case ValueKind::kPresence:
      return kThere;
    default:
      return kAll;
  }
}

bool offers(ValueKind kind, RowOperator op) {
  const auto operators = operators_of(kind);
  return std::find(operators.begin(), operators.end(), op) != operators.end();
}

RowOperator shown_operator(ValueKind kind, const DraftRow& row) {
  if (kind != ValueKind::kBoolean || row.op != RowOperator::kEquals || row.values.size() != 1) {
    return row.op;
  }
  if (row.values[0].feel == "true") return RowOperator::kIsTrue;
  if (row.values[0].feel == "false") return RowOperator::kIsFalse;
  return row.op;
}

void choose_field(DraftRow& row, const ConditionField& field, ValueKind before) {
  const bool keeps_operator = !row.field.empty() && offers(field.kind, row.op);
  row.field = field.path;
  if (keeps_operator && field.kind == before && !has_options(field.kind)) return;
  row.values.clear();
  choose_operator(row, keeps_operator ? row.op : operators_of(field.kind).front());
}

void choose_operator(DraftRow& row, RowOperator op) {
  row.op = op;
  switch (value_count(op)) {
    case ValueCount::kNone:
      row.values.clear();
      break;
    case ValueCount::kOne:
      row.values.resize(1);
      break;
    case ValueCount::kTwo:
      row.values.resize(2);
      break;
    case ValueCount::kMany:
      // What is not filled is no entry of a list.
      std::erase_if(row.values, [](const DraftValue& value) { return value.feel.empty(); });
      break;
  }
}

}  // namespace tollgate::designer
