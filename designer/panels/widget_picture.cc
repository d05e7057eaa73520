#include "widget_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kTile = 62;      // a number with the line below it
constexpr float kBar = 26;       // one group
constexpr float kLine = 132;     // a line with the names of its ends
constexpr float kTableRow = 26;  // of a table, its head included
constexpr size_t kMaxGroups = 12;

const Json& groups_of(const Json& widget) {
  static const Json none = Json::array();
  const auto groups = widget.find("groups");
  return groups != widget.end() && groups->is_array() ? *groups : none;
}

size_t shown_groups(const Json& widget) { return std::min(groups_of(widget).size(), kMaxGroups); }

double value_of(const Json& group) {
  const std::string text = text_member(group, "value");
  return text.empty() ? 0 : std::strtod(text.c_str(), nullptr);
}

ImU32 colour_of(const Json& thing) {
  const std::string level = text_member(thing, "level");
  if (level == "good") return theme::kGood;
  if (level == "warning") return theme::kWarning;
  if (level == "risk") return theme::kDanger;
  return theme::kAccent;
}

double greatest(const Json& widget) {
  if (text_member(widget, "format") == "percent") return 1;
  double most = 0;
  for (size_t i = 0; i < shown_groups(widget); ++i) {
    most = std::max(most, std::abs(value_of(groups_of(widget)[i])));
  }
  return most > 0 ? most : 1;
}

void text_node(Ui& ui, uint32_t id, Role role, std::string name, ImVec2 at, ImVec2 size) {
  SemanticNode node;
  node.id = id;
  node.role = role;
  node.name = std::move(name);
  node.rect = node.visible = {at.x, at.y, size.x, size.y};
  ui.semantics().add(std::move(node));
}

std::string records_in_words(const Ui& ui, const Json& widget) {
  const auto count = widget.find("count");
  if (count == widget.end() || !count->is_number_integer()) return {};
  const std::string number = std::to_string(count->get<int64_t>());
  return ui.tr("基于 ", "from ") + number +
         ui.tr(" 条记录", number == "1" ? " record" : " records");
}

void number_picture(Ui& ui, const Json& widget, ImVec2 at, float width) {
  const std::string text = text_member(widget, "text");
  const std::string below = records_in_words(ui, widget);
  // A long number is written smaller rather than cut.
  TextStyle style{.size = 28, .face = Face::kSemibold, .colour = colour_of(widget)};
  while (style.size > 16 && text_width(ui, text, style) > width) style.size -= 2;
  draw_text_centred(ui, at, ui.px(38), text, style, width);
  draw_text_centred(ui, at + ImVec2(0, ui.px(38)), ui.px(20), below,
                    {.size = theme::kSmallText, .colour = theme::kTextFaint}, width);
  text_node(ui, ImGui::GetID("number"), Role::kText,
            below.empty() ? text : text + ui.tr("，", ", ") + below, at, {width, ui.px(kTile)});
}

void bars_picture(Ui& ui, const Json& widget, ImVec2 at, float width, bool centred) {
  const double most = greatest(widget);
  // Names and numbers take what they need, bars the rest.
  float name = 0;
  float number = 0;
  for (size_t i = 0; i < shown_groups(widget); ++i) {
    const Json& one = groups_of(widget)[i];
    name = std::max(name, text_width(ui, text_member(one, "label"), {.size = 13}));
    number = std::max(
        number, text_width(ui, text_member(one, "text"), {.size = 13, .face = Face::kSemibold}));
  }
  name = std::min(std::ceil(name) + 1, width * 0.4f);
  number = std::min(std::ceil(number) + 1, width * 0.36f);
  const float track = std::max(1.0f, width - name - number - ui.px(16));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const SemanticGroup group(ui, "bars", Role::kList, text_member(widget, "label"));
  for (size_t i = 0; i < shown_groups(widget); ++i) {
    const Json& one = groups_of(widget)[i];
    const std::string label = text_member(one, "label");
    const std::string text = text_member(one, "text");
    const float height = ui.px(kBar);
    const ImVec2 row = at + ImVec2(0, height * static_cast<float>(i));
    draw_text_centred(ui, row, height, label, {.size = 13}, name);
    const double part = std::clamp(std::abs(value_of(one)) / most, 0.0, 1.0);
    const float long_ = std::max(ui.px(2), track * static_cast<float>(part));
    const ImVec2 from =
        row + ImVec2(name + ui.px(8) + (centred ? (track - long_) / 2 : 0), ui.px(6));
    const ImVec2 room = row + ImVec2(name + ui.px(8), ui.px(6));
    const float thick = height - ui.px(12);
    list->AddRectFilled(room, room + ImVec2(track, thick), theme::kSurfaceSoft, ui.px(4));
    if (part > 0) {
      list->AddRectFilled(from, from + ImVec2(long_, thick), colour_of(one), ui.px(4));
    }
    const float wide = text_width(ui, text, {.size = 13, .face = Face::kSemibold}) + 1;
    draw_text_centred(ui, {row.x + width - std::min(wide, number), row.y}, height, text,
                      {.size = 13, .face = Face::kSemibold}, number);
    text_node(ui, ImGui::GetID(static_cast<int>(i)), Role::kListItem,
              label + ui.tr("：", ": ") + text, row, {width, height});
  }
}

void line_picture(Ui& ui, const Json& widget, ImVec2 at, float width) {
  const size_t count = groups_of(widget).size();
  const SemanticGroup group(ui, "line", Role::kList, text_member(widget, "label"));
  double most = text_member(widget, "format") == "percent" ? 1 : 0;
  for (const Json& one : groups_of(widget)) most = std::max(most, value_of(one));
  if (most <= 0) most = 1;
  const float top = at.y + ui.px(20);
  const float height = ui.px(kLine - 46);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float hair = ui.px(1);
  list->AddRectFilled({at.x, top + height}, {at.x + width, top + height + hair}, theme::kBorder);
  ImVec2 before;
  for (size_t i = 0; i < count; ++i) {
    const Json& one = groups_of(widget)[i];
    const float x =
        at.x + (count == 1 ? width / 2
                           : width * (static_cast<float>(i) + 0.5f) / static_cast<float>(count));
    const double part = std::clamp(value_of(one) / most, 0.0, 1.0);
    const ImVec2 point(x, top + height * (1 - static_cast<float>(part)));
    if (i > 0) list->AddLine(before, point, theme::kAccent, ui.px(2));
    list->AddCircleFilled(point, ui.px(3), colour_of(one));
    before = point;
    const std::string label = text_member(one, "label");
    const std::string text = text_member(one, "text");
    const bool room = width / static_cast<float>(count) > ui.px(44);
    const TextStyle style{.size = 12, .colour = theme::kTextSoft};
    if (room || i == 0 || i + 1 == count) {
      const auto in_sight = [&](float wide) {
        return std::clamp(x - wide / 2, at.x, at.x + std::max(0.0f, width - wide));
      };
      const float cell = room ? width / static_cast<float>(count) : width / 2;
      const float wide = std::min(text_width(ui, label, style), cell);
      draw_text_centred(ui, {in_sight(wide), top + height + ui.px(4)}, ui.px(20), label, style,
                        cell);
      const float number = text_width(ui, text, style);
      draw_text_centred(ui, {in_sight(number), point.y - ui.px(20)}, ui.px(16), text, style);
    }
    text_node(ui, ImGui::GetID(static_cast<int>(i)), Role::kListItem,
              label + ui.tr("：", ": ") + text, point - ImVec2(ui.px(8), ui.px(8)),
              {ui.px(16), ui.px(16)});
  }
}

void table_picture(Ui& ui, const Json& widget, ImVec2 at, float width) {
  const auto columns = widget.find("columns");
  const size_t numbers =
      columns != widget.end() && columns->is_array() ? columns->size() : size_t{0};
  const float cell = width / static_cast<float>(numbers + 1);
  const float height = ui.px(kTableRow);
  const SemanticGroup semantic(ui, "table", Role::kTable, text_member(widget, "label"));
  const TextStyle head{.size = theme::kSmallText, .colour = theme::kTextSoft};
  ImDrawList* list = ImGui::GetWindowDrawList();
  {
    const SemanticGroup row(ui, "head", Role::kRow, "");
    for (size_t i = 0; i <= numbers; ++i) {
      const std::string label = i == 0 ? "" : text_member((*columns)[i - 1], "label");
      const ImVec2 place = at + ImVec2(cell * static_cast<float>(i), 0);
      draw_text_centred(ui, place, height, label, head, cell - ui.px(8));
      text_node(ui, ImGui::GetID(static_cast<int>(i)), Role::kColumnHeader, label, place,
                {cell, height});
    }
  }
  for (size_t r = 0; r < shown_groups(widget); ++r) {
    const Json& one = groups_of(widget)[r];
    ImGui::PushID(static_cast<int>(r));
    const SemanticGroup row(ui, "row", Role::kRow, text_member(one, "label"));
    const ImVec2 start = at + ImVec2(0, height * static_cast<float>(r + 1));
    list->AddRectFilled(start, start + ImVec2(width, ui.px(1)), theme::kBorder);
    const auto values = one.find("values");
    for (size_t i = 0; i <= numbers; ++i) {
      const bool there = values != one.end() && values->is_array() && i >= 1 && i <= values->size();
      const std::string text = i == 0  ? text_member(one, "label")
                               : there ? text_member((*values)[i - 1], "text")
                                       : std::string();
      const ImVec2 place = start + ImVec2(cell * static_cast<float>(i), 0);
      draw_text_centred(ui, place, height, text, {.size = 13}, cell - ui.px(8));
      text_node(ui, ImGui::GetID(static_cast<int>(i)), Role::kCell, text, place, {cell, height});
    }
    ImGui::PopID();
  }
}

bool has_checks(const Json& widget) {
  return widget.contains("checks") && widget["checks"].is_array() && !widget["checks"].empty();
}

// The widget with its checks as bars: what each is about and its first figure.
Json checks_as_groups(const Json& widget) {
  Json shown = widget;
  shown["groups"] = Json::array();
  for (const Json& check : widget["checks"]) {
    const Json figures = check.value("figures", Json::array());
    const Json first = figures.empty() ? Json::object() : figures[0];
    shown["groups"].push_back({{"key", check.value("id", "")},
                               {"label", check.value("label", "")},
                               {"value", first.value("value", Json())},
                               {"text", first.value("text", "")},
                               {"level", check.value("level", "none")}});
  }
  shown.erase("checks");
  return shown;
}

}  // namespace

float widget_picture_height(const Ui& ui, const Json& widget, float) {
  if (has_checks(widget)) return ui.px(kBar) * static_cast<float>(widget["checks"].size());
  const std::string type = text_member(widget, "type");
  const auto rows = static_cast<float>(std::max<size_t>(1, shown_groups(widget)));
  if (type == "metric") return ui.px(kTile);
  if (type == "line") return ui.px(kLine);
  if (type == "table") return ui.px(kTableRow) * (rows + 1);
  return ui.px(kBar) * rows;
}

void widget_picture(Ui& ui, const char* key, const Json& widget, ImVec2 position, float width) {
  if (has_checks(widget)) return widget_picture(ui, key, checks_as_groups(widget), position, width);
  ImGui::PushID(key);
  const std::string type = text_member(widget, "type");
  if (type == "metric") {
    number_picture(ui, widget, position, width);
  } else if (groups_of(widget).empty()) {
    const std::string nothing = ui.tr("没有数据", "No data");
    draw_text_centred(ui, position, ui.px(kBar), nothing, {.size = 13, .colour = theme::kTextFaint},
                      width);
    text_node(ui, ImGui::GetID("nothing"), Role::kText, nothing, position, {width, ui.px(kBar)});
  } else if (type == "line") {
    line_picture(ui, widget, position, width);
  } else if (type == "table") {
    table_picture(ui, widget, position, width);
  } else {
    bars_picture(ui, widget, position, width, type == "funnel");
  }
  ImGui::PopID();
}

void widget_picture(Ui& ui, const char* key, const Json& widget) {
  const float width = ImGui::GetContentRegionAvail().x;
  widget_picture(ui, key, widget, ImGui::GetCursorScreenPos(), width);
  ImGui::Dummy({width, widget_picture_height(ui, widget, width)});
}

}  // namespace tollgate::designer
