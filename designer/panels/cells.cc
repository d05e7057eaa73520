#include "cells.h"

#include <nlohmann/json.hpp>

#include "condition_parts.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/typed_number.h"
#include "tollgate/designer/document/condition_values.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/message_labels.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

// A part of one as a percentage: "0.85" is "85".
std::string hundredfold(const std::string& text) {
  const std::optional<Decimal> number = Decimal::parse(text);
  const std::optional<Decimal> result = number ? multiply(*number, Decimal(100)) : std::nullopt;
  return result ? result->to_text() : text;
}

std::string value_in_words(const ConditionField& field, const std::string& feel,
                           const std::string& zone) {
  if (feel.size() >= 2 && feel.front() == '"') {
    const std::string id = feel.substr(1, feel.size() - 2);
    for (const ConditionOption& option : field.options) {
      if (option.id == id) return option.label;
    }
    return id;
  }
  return typed_of(field.kind, feel, zone).value_or(feel);
}

std::string row_in_words(const DesignSession& session, const ConditionContext& context,
                         const DraftRow& row) {
  const ConditionField* field = context.field(row.field);
  if (field == nullptr) return {};
  const Ui& ui = session.ui;
  const feel::RowOperator op = shown_operator(field->kind, row);
  std::string words = field->label + " " + operator_words(op, field->kind).in(ui.language());
  if (value_count(op) == ValueCount::kNone) return words;
  for (size_t i = 0; i < row.values.size(); ++i) {
    words += i == 0                              ? " "
             : op == feel::RowOperator::kBetween ? ui.tr(" 和 ", " and ")
                                                 : ui.tr("、", ", ");
    words += value_in_words(*field, row.values[i].feel, context.time_zone);
  }
  return words;
}

// A text, with the names of these fields in it.
void worded_cell(DesignSession& session, const std::string& pointer, std::string_view name,
                 float width, const std::vector<ConditionField>& fields) {
  Ui& ui = session.ui;
  const std::string locale(session.locale());
  const Json* value = session.at(pointer_child(pointer, locale));
  const std::string text =
      value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  const std::string shown = message_with_labels(text, fields);
  // A language without words shows those of another.
  std::string instead;
  for (const std::string& other : locales_of(session.json())) {
    const Json* words = session.at(pointer_child(pointer, other));
    if (instead.empty() && words != nullptr && words->is_string()) instead = *words;
  }
  const uint32_t id = ImGui::GetID(pointer.c_str());
  if (session.takes_focus(pointer)) ui.request_focus(id);
  const std::string problem = session.problem_at(pointer);
  ImGui::BeginGroup();
  if (auto typed =
          text_field(ui, pointer.c_str(), shown,
                     {.name = name, .placeholder = instead, .problem = problem, .width = width})) {
    session.run(SetText{pointer, locale, message_with_paths(*typed, fields)});
  }
  ImGui::EndGroup();
  if (ui.lost_focus(id)) session.document.seal();
}

}  // namespace

void text_cell(DesignSession& session, const std::string& pointer, std::string_view name,
               float width) {
  worded_cell(session, pointer, name, width, {});
}

void message_cell(DesignSession& session, const std::string& pointer, std::string_view name,
                  float width) {
  worded_cell(session, pointer, name, width,
              condition_fields(session.json(), pointer, session.locale()));
}

void number_cell(DesignSession& session, const std::string& pointer, std::string_view name,
                 float width, bool required, bool percent) {
  Ui& ui = session.ui;
  const Json* value = session.at(pointer);
  const auto draft = session.drafts.find(pointer);
  std::string stored = value != nullptr && value->is_number() ? number_text(*value) : std::string();
  if (percent) stored = hundredfold(stored);
  const std::string text = draft != session.drafts.end() ? draft->second : stored;
  const bool wrong = !text.empty() && !read_typed_number(text, percent ? "%" : "");
  const std::string problem =
      wrong ? std::string(ui.tr("请填写数字", "Enter a number")) : session.problem_at(pointer);
  const uint32_t id = ImGui::GetID(pointer.c_str());
  if (session.takes_focus(pointer)) ui.request_focus(id);
  ImGui::BeginGroup();
  auto typed = text_field(
      ui, pointer.c_str(), text,
      {.name = name, .problem = problem, .numeric = true, .required = required, .width = width});
  ImGui::EndGroup();
  if (typed) {
    session.drafts[pointer] = *typed;
    std::optional<Decimal> number = read_typed_number(*typed, percent ? "%" : "");
    if (number && percent) number = divide(*number, Decimal(100));
    if (typed->empty() && !required) {
      session.run(UnsetProperty{pointer});
    } else if (Result<Json> parsed = number ? parse_json(number->to_text()) : Result<Json>(Json());
               number && parsed) {
      session.run(SetProperty{pointer, *std::move(parsed), true});
    }
  }
  if (ui.lost_focus(id)) {
    session.drafts.erase(pointer);
    session.document.seal();
  }
}

RowTool row_tools(Ui& ui, std::string_view name, bool first, bool last) {
  RowTool done = RowTool::kNone;
  const auto tool = [&](const char* key, const char* words, Icon icon, bool disabled,
                        RowTool deed) {
    const std::string spoken = std::string(words) + " " + std::string(name);
    if (button(ui, key,
               {.name = spoken,
                .icon = icon,
                .kind = ButtonKind::kGhost,
                .icon_only = true,
                .disabled = disabled,
                .beside_field = true})) {
      done = deed;
    }
  };
  tool("up", ui.tr("上移", "Move up"), Icon::kUp, first, RowTool::kUp);
  same_line(ui, 0);
  tool("down", ui.tr("下移", "Move down"), Icon::kDown, last, RowTool::kDown);
  same_line(ui, 0);
  tool("remove", ui.tr("删除", "Delete"), Icon::kTrash, false, RowTool::kRemove);
  return done;
}

float row_tools_width(const Ui& ui) {
  return 3 * button_width(ui, {.icon = Icon::kUp, .icon_only = true, .beside_field = true});
}

void table_head(Ui& ui, const std::vector<TableColumn>& columns, float gap_css) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ui.px(26);
  float x = start.x;
  for (const TableColumn& column : columns) {
    draw_text_centred(
        ui, {x, start.y}, height, column.name,
        {.size = theme::kSmallText, .face = Face::kSemibold, .colour = theme::kTextSoft},
        column.width);
    x += column.width + ui.px(gap_css);
  }
  ImGui::Dummy({x - start.x, height});
}

std::string condition_in_words(DesignSession& session, const std::string& pointer) {
  const Json* value = session.at(pointer);
  if (value == nullptr || !value->is_string() || *value == "") return {};
  const Ui& ui = session.ui;
  const std::string text = value->get<std::string>();
  const ConditionContext context(session, pointer);
  if (const std::optional<ConditionDraft> draft = read_condition(value)) {
    std::string words;
    bool all = true;
    for (const DraftRow& row : draft->rows) {
      const std::string one = row_in_words(session, context, row);
      all = all && !one.empty();
      if (!words.empty()) {
        words += draft->join == feel::Join::kAnd ? ui.tr(" 且 ", " and ") : ui.tr(" 或 ", " or ");
      }
      words += one;
    }
    if (all && !words.empty()) return words;
  }
  return session.formula_view(pointer).words.value_or(text);
}

bool condition_button(DesignSession& session, const std::string& pointer, const std::string& name,
                      float width, bool open) {
  Ui& ui = session.ui;
  std::string words = condition_in_words(session, pointer);
  const bool empty = words.empty();
  if (empty) words = ui.tr("设置条件…", "Set a condition…");
  const bool wrong = session.has_problem_below(pointer);
  const Item item =
      add_item(ui, "condition", {width, ui.px(theme::kControlHeight)},
               {.role = Role::kButton,
                .name = name,
                .description = words,
                .states = kExpandable | (open ? kExpanded : 0u) | (wrong ? kInvalid : 0u)});
  if (item.visible) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    list->AddRectFilled(item.min, item.max,
                        open           ? theme::kAccentSoft
                        : item.hovered ? theme::kHover
                                       : theme::kSurfaceSoft,
                        radius);
    if (wrong) list->AddRect(item.min, item.max, theme::kDanger, radius, 0, ui.px(1));
    draw_text_centred(ui, item.min + ImVec2(ui.px(8), 0), item.height(), words,
                      {.size = 13, .colour = empty ? theme::kTextFaint : theme::kText},
                      item.width() - ui.px(28));
    draw_icon(ui, open ? Icon::kChevronDown : Icon::kChevronRight,
              {item.max.x - ui.px(18), item.min.y + ui.px(9)}, ui.px(14), theme::kTextFaint);
    draw_focus_ring(ui, item);
    tooltip(ui, item, words);
  }
  return item.pressed;
}

}  // namespace tollgate::designer
