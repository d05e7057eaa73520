#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

std::optional<int> segments(Ui& ui, const char* key, std::string_view name,
                            std::span<const Choice> entries, int selected, SegmentKind kind) {
  ImGui::PushID(key);
  std::optional<int> picked;
  const float height = ui.px(32);
  const float inset = ui.px(3);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float part = (width - 2 * inset) / static_cast<float>(entries.size());
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(start, start + ImVec2(width, height), theme::kHover, ui.px(theme::kRadius));
  {
    const bool radios = kind == SegmentKind::kRadios;
    SemanticGroup group(ui, "entries", radios ? Role::kRadioGroup : Role::kTabList, name);
    for (size_t i = 0; i < entries.size(); ++i) {
      const bool current = static_cast<int>(i) == selected;
      const ImVec2 at(start.x + inset + part * static_cast<float>(i), start.y + inset);
      const Item item = add_item_at(ui, entries[i].id.c_str(), at, {part, height - 2 * inset},
                                    {.role = radios ? Role::kRadio : Role::kTab,
                                     .name = entries[i].label,
                                     .states = radios ? kCheckable | (current ? kChecked : 0u)
                                                      : kSelectable | (current ? kSelected : 0u)});
      if (item.pressed) picked = static_cast<int>(i);
      if (current) {
        list->AddRectFilled(item.min, item.max, theme::kSurface, ui.px(4));
        list->AddRect(item.min, item.max, theme::kBorder, ui.px(4), 0, ui.px(1));
      }
      const TextStyle style{.size = 13,
                            .face = current ? Face::kSemibold : Face::kRegular,
                            .colour = current || item.hovered ? theme::kText : theme::kTextSoft};
      const float text = std::min(text_width(ui, entries[i].label, style), part - ui.px(8));
      draw_text_centred(ui, {item.min.x + (part - text) / 2, item.min.y}, item.height(),
                        entries[i].label, style, part - ui.px(6));
      draw_focus_ring(ui, item, 4);
    }
  }
  ImGui::Dummy({width, height});
  ImGui::PopID();
  if (picked && *picked == selected) picked.reset();
  return picked;
}

}  // namespace tollgate::designer
