// A field as the people who fill the form see it, drawn but not alive.
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/words.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kBox = 36;
constexpr float kArea = 64;
constexpr float kChip = 30;

struct Chip {
  ImVec2 at;
  float width = 0;
  std::string label;
};

// The row of the field's type; that of a text where the document says none that there is.
const model::FieldTypeInfo& info_of(const Json& field) {
  const model::FieldTypeInfo* info = field_type_info(text_member(field, "type"));
  return info != nullptr ? *info : model::kFieldTypes.front();
}

bool computed(const Json& field) { return field.contains("computed"); }

// In labels; as FEEL where labels cannot say it.
std::string computed_words(const DesignSession& session, const Json& field,
                           std::string_view pointer) {
  const auto& words = session.formula_view(std::string(pointer) + "/computed").words;
  return words ? *words : text_member(field, "computed");
}

// "+4" at the end of the second row. Chips that leave it no room go, and are counted with the rest.
Chip rest_chip(const Ui& ui, std::vector<Chip>& chips, size_t rest, float width) {
  const float row = ui.px(kChip + 6);
  for (;; ++rest) {
    const std::string label = "+" + std::to_string(rest);
    const float chip = text_width(ui, label, {.size = 13}) + ui.px(20);
    const bool row_is_empty = chips.empty() || chips.back().at.y < row;
    const float x = row_is_empty ? 0 : chips.back().at.x + chips.back().width + ui.px(6);
    if (row_is_empty || x + chip <= width) return {{x, row}, chip, label};
    chips.pop_back();
  }
}

// Chips flow in rows; at most two rows, then a count of the rest.
std::vector<Chip> chips_of(const DesignSession& session, const Json& field, float width,
                           float* height) {
  const Ui& ui = session.ui;
  std::vector<std::string> labels;
  if (info_of(field).shape == model::ValueShape::kBoolean) {
    labels = {ui.tr("是", "Yes"), ui.tr("否", "No")};
  } else if (const auto options = field.find("options");
             options != field.end() && options->is_array()) {
    for (const Json& option : *options) labels.push_back(session.label(option));
  }
  const TextStyle style{.size = 13};
  std::vector<Chip> chips;
  float x = 0;
  int row = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    std::string label = labels[i];
    float chip = std::min(text_width(ui, label, style) + ui.px(34), width);
    if (x > 0 && x + chip > width) {
      if (row == 1) {
        chips.push_back(rest_chip(ui, chips, labels.size() - i, width));
        break;
      }
      ++row;
      x = 0;
    }
    chips.push_back({{x, static_cast<float>(row) * ui.px(kChip + 6)}, chip, label});
    x += chip + ui.px(6);
  }
  *height = ui.px(kChip) + static_cast<float>(row) * ui.px(kChip + 6);
  return chips;
}

// Long lists are shown as a closed list box.
bool is_long_choice(const Json& field) {
  const auto options = field.find("options");
  return options != field.end() && options->is_array() && options->size() > 8;
}

// A text of several lines.
bool is_area(const model::FieldTypeInfo& info) {
  return info.family == model::FieldFamily::kText && !info.is_compact;
}

bool has_chips(const model::FieldTypeInfo& info) {
  return info.element == "boolean" || info.element == "choice";
}

// A number of the document as text; "" when it is missing.
std::string number_member(const Json& field, const char* name) {
  const auto found = field.find(name);
  if (found == field.end()) return {};
  return found->is_string() ? found->get<std::string>() : write_json(*found);
}

// What stands behind a number: its unit, or the sign of its currency.
std::string behind(const Json& field, std::string_view locale) {
  const std::string unit = text_in(field, "unit", locale);
  const std::string code = text_member(field, "currency");
  const model::Currency* currency = model::find_currency(code);
  if (!unit.empty() || currency == nullptr) return unit.empty() ? code : unit;
  return currency->symbol.empty() ? code : currency->symbol.text().in(locale);
}

// What stands at the end of a box.
Icon mark_of(const model::FieldTypeInfo& info) {
  switch (info.shape) {
    case model::ValueShape::kDate:
    case model::ValueShape::kDateTime:
      return Icon::kDate;
    case model::ValueShape::kTime:
      return Icon::kTime;
    case model::ValueShape::kDuration:
      return Icon::kDuration;
    case model::ValueShape::kRecord:
      return Icon::kChevronDown;
    default:
      return Icon::kNone;
  }
}

}  // namespace

float field_preview_height(const DesignSession& session, const Json& field, float width) {
  const Ui& ui = session.ui;
  if (computed(field)) return ui.px(kBox);
  const model::FieldTypeInfo& info = info_of(field);
  if (is_area(info) || info.element == "signature") return ui.px(kArea);
  if (has_chips(info) && !is_long_choice(field)) {
    float height = 0;
    chips_of(session, field, width, &height);
    return height;
  }
  return ui.px(info.element == "list" ? kBox + 30 : kBox);
}

void draw_field_preview(const DesignSession& session, std::string_view pointer, ImVec2 position,
                        float width) {
  const Ui& ui = session.ui;
  const Json& field = *session.at(pointer);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const model::FieldTypeInfo& info = info_of(field);
  const float height = field_preview_height(session, field, width);
  const float radius = ui.px(theme::kRadius);
  const ImVec2 end = position + ImVec2(width, height);
  const TextStyle faint{.size = 13.5f, .colour = theme::kTextFaint};
  const float icon = ui.px(16);

  const auto box = [&](ImU32 surface) {
    list->AddRectFilled(position, end, surface, radius);
    list->AddRect(position, end, theme::kBorderStrong, radius, 0, ui.px(1));
  };
  if (computed(field)) {
    box(theme::kSurfaceSoft);
    const TextStyle code{.size = 12.5f, .colour = theme::kTextSoft};
    draw_text_centred(ui, position + ImVec2(ui.px(10), 0), height,
                      "= " + computed_words(session, field, pointer), code, width - ui.px(20));
    return;
  }
  const bool long_choice = is_long_choice(field);
  if (has_chips(info) && !long_choice) {
    float unused = 0;
    for (const Chip& chip : chips_of(session, field, width, &unused)) {
      const ImVec2 at = position + chip.at;
      const ImVec2 to = at + ImVec2(chip.width, ui.px(kChip));
      const bool square = info.shape == model::ValueShape::kStrings;
      list->AddRectFilled(at, to, theme::kSurface, square ? radius : ui.px(kChip) / 2);
      list->AddRect(at, to, theme::kBorderStrong, square ? radius : ui.px(kChip) / 2, 0, ui.px(1));
      float left = ui.px(10);
      if (!chip.label.starts_with("+")) {
        const ImVec2 mark = at + ImVec2(ui.px(10), ui.px(9));
        if (square) {
          list->AddRect(mark, mark + ImVec2(ui.px(12), ui.px(12)), theme::kBorderHover, ui.px(3), 0,
                        ui.px(1));
        } else {
          list->AddCircle(mark + ImVec2(ui.px(6), ui.px(6)), ui.px(6), theme::kBorderHover, 0,
                          ui.px(1));
        }
        left = ui.px(28);
      }
      draw_text_centred(ui, at + ImVec2(left, 0), ui.px(kChip), chip.label,
                        {.size = 13, .colour = theme::kTextSoft}, chip.width - left);
    }
    return;
  }
  if (!info.action.empty()) {
    list->AddRectFilled(position, end, theme::kSurfaceSoft, radius);
    list->AddRect(position, end, theme::kBorder, radius, 0, ui.px(1));
    const char* words = ui.tr(info.action.zh, info.action.en);
    const float text = text_width(ui, words, faint);
    const float left = (width - text - icon - ui.px(8)) / 2;
    draw_icon(ui, icon_named(info.icon), position + ImVec2(left, (height - icon) / 2), icon,
              theme::kTextFaint);
    draw_text_centred(ui, position + ImVec2(left + icon + ui.px(8), 0), height, words, faint);
    return;
  }
  if (info.element == "rating") {
    const std::string typed = number_member(field, "maximum");
    const int stars =
        std::clamp(std::atoi((typed.empty() ? std::string(info.maximum) : typed).c_str()), 1,
                   static_cast<int>(info.most_maximum));
    for (int i = 0; i < stars; ++i) {
      const float left = ui.px(4) + static_cast<float>(i) * ui.px(26);
      draw_icon(ui, Icon::kRating, position + ImVec2(left, (height - ui.px(20)) / 2), ui.px(20),
                theme::kTextFaint);
    }
    return;
  }
  if (info.element == "list") {
    list->AddRectFilled(position, end, theme::kSurface, radius);
    list->AddRect(position, end, theme::kBorder, radius, 0, ui.px(1));
    std::string columns;
    if (const auto fields = field.find("fields"); fields != field.end() && fields->is_array()) {
      for (const Json& inner : *fields) {
        if (!columns.empty()) columns += "  ·  ";
        columns += session.label(inner);
      }
    }
    draw_text_centred(ui, position + ImVec2(ui.px(10), 0), ui.px(kBox), columns, faint,
                      width - ui.px(20));
    list->AddRectFilled(position + ImVec2(0, ui.px(kBox)),
                        position + ImVec2(width, ui.px(kBox) + ui.px(1)), theme::kBorder);
    draw_icon(ui, Icon::kPlus, position + ImVec2(ui.px(10), ui.px(kBox) + ui.px(8)), ui.px(14),
              theme::kTextFaint);
    draw_text_centred(ui, position + ImVec2(ui.px(30), ui.px(kBox)), ui.px(30),
                      ui.tr("添加一项", "Add an item"), {.size = 13, .colour = theme::kTextFaint});
    return;
  }

  box(theme::kSurface);
  std::string inside = text_in(field, "placeholder", session.locale());
  const Icon mark = long_choice ? Icon::kChevronDown : mark_of(info);
  if (inside.empty() && info.family == model::FieldFamily::kReference) {
    const std::string entity =
        pointer_by_id(session.json(), "entities", text_member(field, "entity"));
    inside = ui.tr("选择", "Choose from ") + (entity.empty() ? "…" : session.label_at(entity));
  }
  if (inside.empty() && long_choice) inside = ui.tr("请选择", "Choose");
  draw_text_centred(ui, position + ImVec2(ui.px(10), 0), is_area(info) ? ui.px(kBox) : height,
                    inside, faint, width - ui.px(44));
  if (mark != Icon::kNone) {
    draw_icon(ui, mark, {end.x - icon - ui.px(10), position.y + (height - icon) / 2}, icon,
              theme::kTextFaint);
  }
  const std::string unit = behind(field, session.locale());
  if (!unit.empty()) {
    const float text = text_width(ui, unit, faint);
    draw_text_centred(ui, {end.x - text - ui.px(10), position.y}, height, unit, faint);
  }
}

}  // namespace tollgate::designer
