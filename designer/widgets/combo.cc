#include <algorithm>
#include <string>
#include <vector>

#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kRowHeight = 32;
constexpr int kRowsShown = 9;

const Choice* chosen(std::span<const Choice> choices, std::string_view id) {
  for (const Choice& choice : choices) {
    if (choice.id == id) return &choice;
  }
  return nullptr;
}

// One entry of the open list.
Item entry(Ui& ui, const char* key, const Choice& choice, bool selected, bool focus) {
  const Item item = add_item(ui, key, {ImGui::GetContentRegionAvail().x, ui.px(kRowHeight)},
                             {.role = Role::kOption,
                              .name = choice.label,
                              .states = kSelectable | (selected ? kSelected : 0u)});
  if (focus) ui.request_focus(item.id);
  if (!item.visible) return item;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (item.hovered || item.ring) {
    list->AddRectFilled(item.min, item.max, theme::kHover, ui.px(4));
  }
  float x = item.min.x + ui.px(8);
  const float icon = ui.px(16);
  if (choice.icon != Icon::kNone) {
    draw_icon(ui, choice.icon, {x, item.min.y + (item.height() - icon) / 2}, icon,
              theme::kTextSoft);
    x += icon + ui.px(8);
  }
  draw_text_centred(ui, {x, item.min.y}, item.height(), choice.label,
                    {.colour = selected ? theme::kAccent : theme::kText},
                    item.max.x - x - ui.px(24));
  if (selected) {
    draw_icon(ui, Icon::kCheck,
              {item.max.x - icon - ui.px(6), item.min.y + (item.height() - icon) / 2}, icon,
              theme::kAccent);
  }
  return item;
}

bool begins_with(std::string_view text, char letter) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return !text.empty() && lower(text[0]) == lower(letter);
}

// The first entry behind `from` whose label or id begins with the letter: ids are Latin where
// labels are not. `from` is also where the search ends.
std::optional<size_t> find_by_letter(std::span<const Choice> choices, size_t from, char letter) {
  for (size_t step = 1; step <= choices.size(); ++step) {
    const size_t i = (from + step) % choices.size();
    if (begins_with(choices[i].label, letter) || begins_with(choices[i].id, letter)) return i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> combo(Ui& ui, const char* key, std::string_view value,
                                 std::span<const Choice> choices, const ComboSpec& spec) {
  ImGui::PushID(key);
  const float width = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
  const Choice* current = chosen(choices, value);
  // A value that is not among the choices is shown as it is: it is in the document.
  const std::string_view shown = current != nullptr ? std::string_view(current->label)
                                 : value.empty()    ? spec.empty_label
                                                    : value;
  const bool open = ImGui::IsPopupOpen("list");
  uint32_t states = kExpandable | (open ? kExpanded : 0u);
  if (spec.disabled) states |= kDisabled;
  if (!spec.problem.empty()) states |= kInvalid;
  const Item item = add_item(ui, "box", {width, ui.px(theme::kControlHeight)},
                             {.role = Role::kCombobox,
                              .name = spec.name,
                              .value = shown,
                              .description = spec.problem,
                              .states = states});
  if (item.visible) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    list->AddRectFilled(item.min, item.max,
                        spec.disabled  ? theme::kSurfaceSoft
                        : item.hovered ? theme::kSurfaceSoft
                                       : theme::kSurface,
                        radius);
    list->AddRect(item.min, item.max,
                  !spec.problem.empty() ? theme::kDanger
                  : open                ? theme::kAccent
                  : item.hovered        ? theme::kBorderHover
                                        : theme::kBorderStrong,
                  radius, 0, ui.px(1));
    float x = item.min.x + ui.px(theme::kPadding);
    const float icon = ui.px(16);
    if (current != nullptr && current->icon != Icon::kNone) {
      draw_icon(ui, current->icon, {x, item.min.y + (item.height() - icon) / 2}, icon,
                theme::kTextSoft);
      x += icon + ui.px(8);
    }
    draw_text_centred(ui, {x, item.min.y}, item.height(), shown,
                      {.colour = value.empty() || spec.disabled ? theme::kTextFaint : theme::kText},
                      item.max.x - x - ui.px(30));
    draw_icon(ui, Icon::kChevronDown,
              {item.max.x - icon - ui.px(8), item.min.y + (item.height() - icon) / 2}, icon,
              theme::kTextFaint);
    draw_focus_ring(ui, item);
  }
  bool opened = false;
  if (!spec.disabled && (item.pressed || ui.key(item.id, Key::kDown) ||
                         ui.key(item.id, Key::kDown, kAlt) || ui.key(item.id, Key::kUp))) {
    ImGui::OpenPopup("list");
    opened = true;
  }

  std::optional<std::string> picked;
  const size_t rows = choices.size() + (spec.clearable ? 1 : 0);
  const float rows_height =
      ui.px(kRowHeight) * static_cast<float>(std::min<size_t>(rows, kRowsShown)) + 2 * ui.px(4);
  const bool above =
      item.max.y + ui.px(4) + rows_height > ui.height() && item.min.y - ui.px(4) - rows_height > 0;
  ImGui::SetNextWindowPos(
      {item.min.x, above ? item.min.y - ui.px(4) - rows_height : item.max.y + ui.px(4)});
  ImGui::SetNextWindowSize({std::max(width, ui.px(180)), rows_height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  if (ImGui::BeginPopup("list", ImGuiWindowFlags_NoMove)) {
    SemanticGroup list(ui, "entries", Role::kListbox, spec.name, kVertical);
    const bool none = current == nullptr;
    bool focus_inside = ui.focused(item.id);
    const auto take = [&](const Item& row, std::string_view id) {
      if (row.pressed) picked = id;
      focus_inside = focus_inside || row.focused;
    };
    if (spec.clearable) {
      take(entry(ui, "", {"", std::string(spec.empty_label), Icon::kNone}, value.empty(),
                 opened && none),
           "");
    }
    size_t focused_entry = choices.size() - 1;  // before the first
    std::vector<uint32_t> ids;
    for (size_t i = 0; i < choices.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      const bool selected = &choices[i] == current;
      const bool focus = opened && (selected || (none && i == 0 && !spec.clearable));
      const Item row = entry(ui, "entry", choices[i], selected, focus);
      take(row, choices[i].id);
      if (row.focused) focused_entry = i;
      ids.push_back(row.id);
      if (opened && selected) ImGui::SetScrollHereY(0.5f);
      ImGui::PopID();
    }
    if (const auto letter = choices.empty() ? std::nullopt : ui.letter()) {
      if (const auto found = find_by_letter(choices, focused_entry, *letter)) {
        ui.request_focus(ids[*found]);
      }
    }
    const bool escape = ui.shortcut(Key::kEscape, 0);
    if (picked || escape) {
      ImGui::CloseCurrentPopup();
      ui.request_focus(item.id);
    } else if (ui.focus_moved() && !focus_inside) {
      // By Tab: whoever goes on leaves no list open.
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  ImGui::PopID();
  if (!spec.problem.empty()) {
    gap(ui, 4);
    paragraph(ui, spec.problem, {.size = theme::kSmallText, .colour = theme::kDanger});
  }
  if (picked && *picked == value) picked.reset();
  return picked;
}

}  // namespace tollgate::designer
