// A condition as rows while it is edited. A row that is not complete changes nothing: what it
// stood for before holds until it is, and a new one counts only then.
//
//   std::optional<ConditionDraft> draft = read_condition(&stored);   // "amount > 5"
//   draft->rows[0].values[0] = {"9", ""};
//   condition_text(*draft) == "amount > 9"
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/condition_fields.h"
#include "tollgate/feel/condition_rows.h"

namespace tollgate::designer {

struct DraftValue {
  std::string feel;   // "" while it is no value
  std::string typed;  // as the person wrote it, while it is being written
};

struct DraftRow {
  std::string field;  // "" until it is chosen
  feel::RowOperator op = feel::RowOperator::kEquals;
  std::vector<DraftValue> values;
  std::vector<DraftRow> group;  // not empty: rows under the other join, see feel::ConditionRow
  std::optional<feel::ConditionRow> stored;  // what the document has in this row's place
};

struct ConditionDraft {
  std::string base;  // the stored value that the draft belongs to; see stored_text()
  feel::Join join = feel::Join::kAnd;
  std::vector<DraftRow> rows;  // at least one
};

// A member's value as text, "" for none.
std::string stored_text(const Json* value);

// The rows of a member's value: one empty row where there is no condition yet. nullopt: an
// expression that rows cannot show.
std::optional<ConditionDraft> read_condition(const Json* value);

// Whether a member's value is FEEL that can be read at all.
bool is_expression(const Json* value);

// What is to be stored; nullopt while no row is complete.
std::optional<std::string> condition_text(const ConditionDraft& draft);
// After that text was stored as `base`.
void mark_stored(ConditionDraft& draft, std::string base);

// Whether the row alone is a condition that rows can show. Not for groups.
bool is_complete(const DraftRow& row);

// How many values an operator takes.
enum class ValueCount : uint8_t { kNone, kOne, kTwo, kMany };
ValueCount value_count(feel::RowOperator op);

// The operators that fit a kind of field, the usual one first.
std::span<const feel::RowOperator> operators_of(ValueKind kind);
bool offers(ValueKind kind, feel::RowOperator op);
// How the row reads: `lost = true` is "lost is yes".
feel::RowOperator shown_operator(ValueKind kind, const DraftRow& row);

// Another field or operator; values that do not fit it go.
void choose_field(DraftRow& row, const ConditionField& field, ValueKind before);
void choose_operator(DraftRow& row, feel::RowOperator op);

}  // namespace tollgate::designer
