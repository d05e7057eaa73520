// The parts of the condition editor: its words, one value, one row, all rows.
#pragma once

#include <string>
#include <vector>

#include "panels.h"
#include "tollgate/designer/document/condition_draft.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

// The operator as people say it of such a field.
LocalizedText operator_words(feel::RowOperator op, ValueKind kind);
// How a value of this kind is written, "" where anything goes.
LocalizedText value_example(ValueKind kind);
// Why what was typed is no such value.
LocalizedText value_problem(ValueKind kind);

// What a control did; the greatest of several counts.
enum class RowDeed : uint8_t { kNone, kTyped, kChosen, kRemoved };

struct ConditionContext {
  DesignSession& session;
  std::string place;  // pointer of the condition
  std::vector<ConditionField> fields;
  std::vector<Choice> field_choices;
  std::string time_zone;

  ConditionContext(DesignSession& session, std::string_view pointer);
  // nullptr for a name that the document does not tell about.
  const ConditionField* field(std::string_view path) const;
  ValueKind kind_of(std::string_view path) const;
};

// The button at the right of a row or value that takes it away; whether it was pressed. It takes
// kRemoveWidth of the line.
constexpr float kRemoveWidth = 32;
bool remove_button(Ui& ui, const std::string& what);
// The values of one row, below each other.
RowDeed condition_values(const ConditionContext& context, DraftRow& row, const std::string& name);
// One row: field, operator, values. `number` is what people call it: "2", in a group "2.1".
RowDeed condition_row(const ConditionContext& context, DraftRow& row, const std::string& number,
                      bool removable);
// All rows of the condition, as one draft; they write the document by commands.
void condition_rows(DesignSession& session, std::string_view pointer, bool required,
                    ConditionDraft draft);

// Where the focus goes for a row that was just added; for DesignSession::focus_on.
std::string row_focus(std::string_view pointer, std::string_view number);

}  // namespace tollgate::designer
