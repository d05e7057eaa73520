// The value part of a condition's row: a control that fits the field.
#include <algorithm>

#include "condition_parts.h"
#include "tollgate/designer/document/condition_values.h"

namespace tollgate::designer {
namespace {

struct ValueControl {
  const ConditionContext& context;
  const ConditionField* field;
  ValueKind kind;

  std::optional<std::string> typed(const DraftValue& value) const {
    return typed_of(kind, value.feel, context.time_zone);
  }
  std::optional<std::string> feel(std::string_view text) const {
    return feel_of(kind, text, context.time_zone);
  }
};

// Today(), another field: whatever is no constant of the kind is shown as the formula it is.
bool is_formula(const ValueControl& control, const DraftValue& value) {
  const bool free = control.kind == ValueKind::kAny || control.kind == ValueKind::kPresence;
  return free || (!value.feel.empty() && !control.typed(value));
}

RowDeed formula_value(const ValueControl& control, const std::string& name, float width,
                      DraftValue& value) {
  Ui& ui = control.context.session.ui;
  const std::string example = value_example(ValueKind::kAny).in(ui.language());
  auto typed = text_field(ui, "value", value.feel,
                          {.name = name,
                           .placeholder = example,
                           .description = ui.tr("FEEL 表达式", "FEEL expression"),
                           .mono = true,
                           .width = width});
  if (ui.lost_focus(ImGui::GetID("value"))) control.context.session.document.seal();
  if (!typed) return RowDeed::kNone;
  value = {*std::move(typed), ""};
  return RowDeed::kTyped;
}

RowDeed written_value(const ValueControl& control, const std::string& name, float width,
                      DraftValue& value) {
  Ui& ui = control.context.session.ui;
  const std::string shown =
      value.typed.empty() ? control.typed(value).value_or(std::string()) : value.typed;
  const std::string example = value_example(control.kind).in(ui.language());
  const std::string problem = !value.typed.empty() && value.feel.empty()
                                  ? value_problem(control.kind).in(ui.language())
                                  : std::string();
  const bool digits = control.kind == ValueKind::kNumber || control.kind == ValueKind::kDuration;
  auto typed = text_field(ui, "value", shown,
                          {.name = name,
                           .placeholder = example,
                           .description = example,
                           .problem = problem,
                           .numeric = digits,
                           .width = width});
  if (ui.lost_focus(ImGui::GetID("value"))) control.context.session.document.seal();
  if (!typed) return RowDeed::kNone;
  value.feel = control.feel(*typed).value_or(std::string());
  value.typed = *std::move(typed);
  return RowDeed::kTyped;
}

RowDeed chosen_value(const ValueControl& control, std::span<const Choice> choices,
                     const std::string& name, float width, DraftValue& value) {
  Ui& ui = control.context.session.ui;
  const auto picked =
      combo(ui, "value", control.typed(value).value_or(std::string()), choices,
            {.name = name, .empty_label = ui.tr("选择值", "Choose a value"), .width = width});
  if (!picked) return RowDeed::kNone;
  value = {control.feel(*picked).value_or(std::string()), ""};
  return RowDeed::kChosen;
}

std::vector<Choice> option_choices(const ConditionField* field) {
  std::vector<Choice> choices;
  if (field == nullptr) return choices;
  for (const ConditionOption& option : field->options) {
    choices.push_back({option.id, option.label, Icon::kNone});
  }
  return choices;
}

RowDeed one_value(const ValueControl& control, const std::string& name, float width,
                  DraftValue& value) {
  if (is_formula(control, value)) return formula_value(control, name, width, value);
  if (has_options(control.kind)) {
    return chosen_value(control, option_choices(control.field), name, width, value);
  }
  if (control.kind == ValueKind::kBoolean) {
    Ui& ui = control.context.session.ui;
    const Choice yes_no[] = {{"true", ui.tr("是", "Yes"), Icon::kNone},
                             {"false", ui.tr("否", "No"), Icon::kNone}};
    return chosen_value(control, yes_no, name, width, value);
  }
  return written_value(control, name, width, value);
}

// Checkboxes for the options; what is no option (any more) has one, too, to be taken away.
RowDeed option_values(const ValueControl& control, const std::string& name, DraftRow& row) {
  Ui& ui = control.context.session.ui;
  SemanticGroup group(ui, "options", Role::kGroup, name);
  std::vector<std::pair<std::string, std::string>> entries;  // FEEL and label
  for (const ConditionOption& option : control.field->options) {
    entries.emplace_back(control.feel(option.id).value_or(std::string()), option.label);
  }
  const auto known = [&](const DraftValue& value) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const auto& entry) { return entry.first == value.feel; });
  };
  for (const DraftValue& value : row.values) {
    if (!known(value)) entries.emplace_back(value.feel, value.feel);
  }
  RowDeed deed = RowDeed::kNone;
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string& feel = entries[i].first;
    const auto same = [&](const DraftValue& value) { return value.feel == feel; };
    const bool on = std::any_of(row.values.begin(), row.values.end(), same);
    ImGui::PushID(static_cast<int>(i));
    if (checkbox(ui, "option", entries[i].second, on)) {
      if (on) {
        std::erase_if(row.values, same);
      } else {
        row.values.push_back({feel, ""});
      }
      deed = RowDeed::kChosen;
    }
    ImGui::PopID();
  }
  return deed;
}

}  // namespace

bool remove_button(Ui& ui, const std::string& what) {
  same_line(ui, 4);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(3));
  const std::string name = ui.tr("移除", "Remove") + (" " + what);
  return button(ui, "remove",
                {.name = name,
                 .icon = Icon::kClose,
                 .kind = ButtonKind::kGhost,
                 .icon_only = true,
                 .small = true});
}

namespace {

// Any number of values, each with a button that takes it away.
RowDeed listed_values(const ValueControl& control, const std::string& name, DraftRow& row) {
  Ui& ui = control.context.session.ui;
  SemanticGroup group(ui, "values", Role::kGroup, name);
  RowDeed deed = RowDeed::kNone;
  std::optional<size_t> removed;
  for (size_t i = 0; i < row.values.size(); ++i) {
    const std::string numbered = name + " " + std::to_string(i + 1);
    ImGui::PushID(static_cast<int>(i));
    const float width = ImGui::GetContentRegionAvail().x - ui.px(kRemoveWidth);
    ImGui::BeginGroup();
    deed = std::max(deed, one_value(control, numbered, width, row.values[i]));
    ImGui::EndGroup();
    if (remove_button(ui, numbered)) removed = i;
    gap(ui, 4);
    ImGui::PopID();
  }
  const std::string add = ui.tr("添加", "Add") + (" " + name);
  if (button(ui, "add",
             {.name = add, .icon = Icon::kPlus, .kind = ButtonKind::kGhost, .small = true})) {
    row.values.emplace_back();
    deed = RowDeed::kChosen;
  }
  if (removed) {
    row.values.erase(row.values.begin() + static_cast<ptrdiff_t>(*removed));
    deed = RowDeed::kChosen;
  }
  return deed;
}

}  // namespace

RowDeed condition_values(const ConditionContext& context, DraftRow& row, const std::string& name) {
  Ui& ui = context.session.ui;
  const ValueControl control{context, context.field(row.field), context.kind_of(row.field)};
  if (value_count(row.op) == ValueCount::kMany) {
    const bool options = control.kind == ValueKind::kChoice && !control.field->options.empty();
    return options ? option_values(control, name, row) : listed_values(control, name, row);
  }
  RowDeed deed = RowDeed::kNone;
  for (size_t i = 0; i < row.values.size(); ++i) {
    if (i > 0) gap(ui, 4);
    const std::string numbered = i == 0 ? name : name + " " + std::to_string(i + 1);
    ImGui::PushID(static_cast<int>(i));
    deed = std::max(deed, one_value(control, numbered, 0, row.values[i]));
    ImGui::PopID();
  }
  return deed;
}

}  // namespace tollgate::designer
