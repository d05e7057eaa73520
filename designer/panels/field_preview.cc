// A field as the people who fill the form see it, drawn but not alive.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/document/lookup.h"
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

bool computed(const Json& field) { return field.contains("computed"); }

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
  if (text_member(field, "type") == "boolean") {
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

bool is_evidence(std::string_view type) {
  return type == "location" || type == "photo" || type == "file" || type == "signature" ||
         type == "audio";
}

}  // namespace

float field_preview_height(const DesignSession& session, const Json& field, float width) {
  const Ui& ui = session.ui;
  const std::string type = text_member(field, "type");
  if (computed(field)) return ui.px(kBox);
  if (type == "long_text") return ui.px(kArea);
  if (type == "boolean" || type == "choice" || type == "multi_choice") {
    const auto options = field.find("options");
    // Long lists are shown as a closed list box.
    if (options != field.end() && options->is_array() && options->size() > 8) return ui.px(kBox);
    float height = 0;
    chips_of(session, field, width, &height);
    return height;
  }
  if (type == "signature") return ui.px(kArea);
  if (type == "list") return ui.px(kBox + 30);
  return ui.px(kBox);
}

void draw_field_preview(const DesignSession& session, const Json& field, ImVec2 position,
                        float width) {
  const Ui& ui = session.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string type = text_member(field, "type");
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
    TextStyle code{.size = 12.5f, .face = Face::kMono, .colour = theme::kTextSoft};
    draw_text_centred(ui, position + ImVec2(ui.px(10), 0), height,
                      "= " + text_member(field, "computed"), code, width - ui.px(20));
    return;
  }
  const auto options = field.find("options");
  const bool long_choice = options != field.end() && options->is_array() && options->size() > 8;
  if (type == "boolean" || ((type == "choice" || type == "multi_choice") && !long_choice)) {
    float unused = 0;
    for (const Chip& chip : chips_of(session, field, width, &unused)) {
      const ImVec2 at = position + chip.at;
      const ImVec2 to = at + ImVec2(chip.width, ui.px(kChip));
      const bool square = type == "multi_choice";
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
  if (is_evidence(type)) {
    list->AddRectFilled(position, end, theme::kSurfaceSoft, radius);
    list->AddRect(position, end, theme::kBorder, radius, 0, ui.px(1));
    const char* words = "";
    if (type == "location") words = ui.tr("点按定位", "Tap to locate");
    if (type == "photo") words = ui.tr("拍照", "Take a photo");
    if (type == "file") words = ui.tr("选择文件", "Choose a file");
    if (type == "signature") words = ui.tr("在此签名", "Sign here");
    if (type == "audio") words = ui.tr("开始录音", "Record");
    const float text = text_width(ui, words, faint);
    const float left = (width - text - icon - ui.px(8)) / 2;
    draw_icon(ui, icon_of_field_type(type), position + ImVec2(left, (height - icon) / 2), icon,
              theme::kTextFaint);
    draw_text_centred(ui, position + ImVec2(left + icon + ui.px(8), 0), height, words, faint);
    return;
  }
  if (type == "list") {
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
  Icon mark = Icon::kNone;
  if (type == "date" || type == "date_time") mark = Icon::kDate;
  if (type == "time") mark = Icon::kTime;
  if (type == "duration") mark = Icon::kDuration;
  if (type == "reference" || long_choice) mark = Icon::kChevronDown;
  if (inside.empty() && type == "reference") {
    const std::string entity =
        pointer_by_id(session.json(), "entities", text_member(field, "entity"));
    inside = ui.tr("选择", "Choose ") + (entity.empty() ? "…" : session.label_at(entity));
  }
  if (inside.empty() && long_choice) inside = ui.tr("请选择", "Choose");
  draw_text_centred(ui, position + ImVec2(ui.px(10), 0), type == "long_text" ? ui.px(kBox) : height,
                    inside, faint, width - ui.px(44));
  if (mark != Icon::kNone) {
    draw_icon(ui, mark, {end.x - icon - ui.px(10), position.y + (height - icon) / 2}, icon,
              theme::kTextFaint);
  }
  const std::string unit = text_in(field, "unit", session.locale());
  if (!unit.empty()) {
    const float text = text_width(ui, unit, faint);
    draw_text_centred(ui, {end.x - text - ui.px(10), position.y}, height, unit, faint);
  }
}

}  // namespace tollgate::designer
