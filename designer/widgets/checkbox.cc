#include <algorithm>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

float draw_label(Ui& ui, const Item& item, std::string_view name, std::string_view description,
                 float left, float line_height) {
  const float room = item.max.x - left;
  draw_text_centred(ui, {left, item.min.y}, line_height, name, {}, room);
  if (!description.empty()) {
    draw_text_centred(ui, {left, item.min.y + line_height - ui.px(3)}, ui.px(18), description,
                      {.size = theme::kSmallText, .colour = theme::kTextFaint}, room);
  }
  return room;
}

}  // namespace

bool checkbox(Ui& ui, const char* key, std::string_view name, bool checked,
              std::string_view description) {
  const float line = ui.px(28);
  const float height = line + (description.empty() ? 0 : ui.px(16));
  const Item item = add_item(ui, key, {ImGui::GetContentRegionAvail().x, height},
                             {.role = Role::kCheckbox,
                              .name = name,
                              .description = description,
                              .states = kCheckable | (checked ? kChecked : 0u)});
  if (!item.visible) return item.pressed;
  const float size = ui.px(16);
  const ImVec2 box(item.min.x, item.min.y + (line - size) / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float radius = ui.px(4);
  if (checked) {
    list->AddRectFilled(box, box + ImVec2(size, size),
                        item.hovered ? theme::kAccentHover : theme::kAccent, radius);
    draw_icon(ui, Icon::kCheck, box + ImVec2(ui.px(1), ui.px(1)), size - ui.px(2),
              theme::kOnAccent);
  } else {
    list->AddRectFilled(box, box + ImVec2(size, size), theme::kSurface, radius);
    list->AddRect(box, box + ImVec2(size, size),
                  item.hovered ? theme::kAccent : theme::kBorderHover, radius, 0, ui.px(1));
  }
  draw_label(ui, item, name, description, box.x + size + ui.px(8), line);
  draw_focus_ring(ui, item);
  return item.pressed;
}

bool toggle(Ui& ui, const char* key, std::string_view name, bool on, std::string_view description) {
  const float line = ui.px(28);
  const float height = line + (description.empty() ? 0 : ui.px(16));
  const Item item = add_item(ui, key, {ImGui::GetContentRegionAvail().x, height},
                             {.role = Role::kSwitch,
                              .name = name,
                              .description = description,
                              .states = kCheckable | (on ? kChecked : 0u),
                              .overlap = true});
  if (!item.visible) return item.pressed;
  const ImVec2 size(ui.px(30), ui.px(18));
  const ImVec2 track(item.max.x - size.x, item.min.y + (line - size.y) / 2);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 colour = on ? (item.hovered ? theme::kAccentHover : theme::kAccent)
                          : (item.hovered ? theme::kTrackHover : theme::kTrack);
  list->AddRectFilled(track, track + size, colour, size.y / 2);
  const float knob = size.y / 2 - ui.px(2);
  const float x = on ? track.x + size.x - size.y / 2 : track.x + size.y / 2;
  list->AddCircleFilled({x, track.y + size.y / 2}, knob, theme::kSurface);
  Item text_part = item;
  text_part.max.x = track.x - ui.px(8);
  draw_label(ui, text_part, name, description, item.min.x, line);
  draw_focus_ring(ui, item);
  return item.pressed;
}

}  // namespace tollgate::designer
