// One row of a condition: which field, compared how, with what.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "card.h"
#include "condition_parts.h"
#include "names.h"

namespace tollgate::designer {
namespace {

constexpr float kOneLine = 440;  // CSS pixels that a row in one line needs
constexpr float kControlGap = 6;

RowDeed field_control(const ConditionContext& context, DraftRow& row, const std::string& spoken,
                      const std::string& number, float width) {
  DesignSession& session = context.session;
  Ui& ui = session.ui;
  const bool first = number == "1" || number == "1.1";
  if ((first && session.takes_focus(context.place)) ||
      session.takes_focus(row_focus(context.place, number))) {
    ImGui::PushID("field");
    ui.request_focus(ImGui::GetID("box"));
    ImGui::PopID();
  }
  const std::string name = spoken + ui.tr(" 字段", " field");
  const auto picked =
      combo(ui, "field", row.field, context.field_choices,
            {.name = name, .empty_label = ui.tr("选择字段", "Choose a field"), .width = width});
  if (!picked) return RowDeed::kNone;
  choose_field(row, *context.field(*picked), context.kind_of(row.field));
  return RowDeed::kChosen;
}

RowDeed operator_control(const ConditionContext& context, DraftRow& row, const std::string& spoken,
                         float width) {
  Ui& ui = context.session.ui;
  const ValueKind kind = context.kind_of(row.field);
  const feel::RowOperator current = shown_operator(kind, row);
  const auto id_of = [](feel::RowOperator op) { return std::to_string(static_cast<int>(op)); };
  const auto entry_of = [&](feel::RowOperator op) -> Choice {
    return {id_of(op), operator_words(op, kind).in(ui.language()), Icon::kNone};
  };
  std::vector<Choice> choices;
  for (const feel::RowOperator op : operators_of(kind)) choices.push_back(entry_of(op));
  // A stored comparison that is unusual for the field stays what it is.
  if (!offers(kind, current)) choices.push_back(entry_of(current));
  const std::string name = spoken + ui.tr(" 比较", " comparison");
  const auto picked =
      combo(ui, "operator", id_of(current), choices, {.name = name, .width = width});
  if (!picked) return RowDeed::kNone;
  choose_operator(row, static_cast<feel::RowOperator>(std::stoi(*picked)));
  return RowDeed::kChosen;
}

// The next control: beside the last one, or below.
void between(Ui& ui, bool one_line) {
  if (one_line) {
    same_line(ui, kControlGap);
  } else {
    gap(ui, 4);
  }
}

// An unfinished row says what holds meanwhile.
void completeness_hint(Ui& ui, const DraftRow& row) {
  if (is_complete(row)) return;
  gap(ui, 2);
  paragraph(ui,
            row.stored ? ui.tr("填完之前，原来的条件仍然有效。",
                               "Until this is complete, the earlier condition holds.")
                       : ui.tr("填完后生效。", "Takes effect once it is complete."),
            {.size = theme::kSmallText, .colour = theme::kTextFaint}, "hint");
}

}  // namespace

std::string row_focus(std::string_view pointer, std::string_view number) {
  return std::string(pointer) + "#row" + std::string(number);
}

ConditionContext::ConditionContext(DesignSession& of, std::string_view pointer)
    : session(of),
      place(pointer),
      fields(condition_fields(of.json(), pointer, of.locale())),
      time_zone(time_zone_of(of.json())) {
  for (const ConditionField& known : fields) {
    field_choices.push_back({known.path, known.label,
                             known.type.empty() ? Icon::kNone : icon_of_field_type(known.type)});
  }
}

const ConditionField* ConditionContext::field(std::string_view path) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const ConditionField& known) { return known.path == path; });
  return found != fields.end() ? &*found : nullptr;
}

ValueKind ConditionContext::kind_of(std::string_view path) const {
  const ConditionField* known = field(path);
  return known != nullptr ? known->kind : ValueKind::kAny;
}

RowDeed condition_row(const ConditionContext& context, DraftRow& row, const std::string& number,
                      bool removable) {
  Ui& ui = context.session.ui;
  const std::string spoken = std::string(ui.tr("条件 ", "Condition ")) + number;
  ImGui::PushID("row");
  const float width = ImGui::GetContentRegionAvail().x - (removable ? ui.px(kRemoveWidth) : 0);
  const bool valued = !row.field.empty() && value_count(shown_operator(context.kind_of(row.field),
                                                                       row)) != ValueCount::kNone;
  // Where there is room the row is one line, else each control has one of its own.
  const bool one_line = width >= ui.px(kOneLine);
  const float space = ui.px(kControlGap);
  const float field = one_line ? std::floor((width - 2 * space) * 0.38f) : width;
  const float comparison = one_line ? std::floor((width - 2 * space) * 0.26f) : 0;
  RowDeed deed = field_control(context, row, spoken, number, field);
  if (removable && !one_line && remove_button(ui, spoken)) deed = RowDeed::kRemoved;
  if (!row.field.empty()) {
    between(ui, one_line);
    deed = std::max(deed, operator_control(context, row, spoken, comparison));
  }
  if (valued) {
    between(ui, one_line);
    const NarrowRoom room(one_line ? width - field - comparison - 2 * space
                                   : ImGui::GetContentRegionAvail().x);
    ImGui::BeginGroup();
    deed = std::max(deed, condition_values(context, row, spoken + ui.tr(" 值", " value")));
    ImGui::EndGroup();
  }
  if (removable && one_line && remove_button(ui, spoken)) deed = RowDeed::kRemoved;
  completeness_hint(ui, row);
  gap(ui, 8);
  ImGui::PopID();
  return deed;
}

}  // namespace tollgate::designer
