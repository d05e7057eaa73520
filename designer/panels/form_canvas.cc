// The form, as its fillers will see it, to be arranged: sections as cards, fields by pointer or
// keyboard to where they belong.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kFormWidth = 640;
constexpr float kInset = 12;  // of a field inside its selection frame

// Where a carried field would go, found while the canvas is drawn.
struct Drop {
  bool found = false;
  float distance = 1e9f;
  Target target;
  ImVec2 from, to;  // the line that shows it
};

void offer(Drop& drop, ImVec2 mouse, const Target& target, ImVec2 from, ImVec2 to) {
  const float y = mouse.y - from.y;
  const float x = mouse.x < from.x ? from.x - mouse.x : mouse.x > to.x ? mouse.x - to.x : 0;
  const float distance = y * y + x * x;
  if (distance < drop.distance) drop = {true, distance, target, from, to};
}

std::string condition_text(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_true(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

// Label, help and marks of a field; height of all of it without drawing when `draw` is false.
float field_body(Bench& bench, const Json& field, const Json& place, ImVec2 at, float width,
                 bool draw) {
  Ui& ui = bench.ui;
  const ImVec2 start = at;
  std::string label = text_in(place, "label", bench.locale());
  if (label.empty()) label = bench.label(field);
  const float label_height = ui.px(22);
  if (draw) {
    const TextStyle style{.size = 13.5f, .face = Face::kSemibold};
    float right = width;
    const bool conditional =
        !condition_text(field, "visible").empty() || !condition_text(place, "visible").empty();
    if (conditional) {
      const std::string words = ui.tr("按条件显示", "Conditional");
      const TextStyle small{.size = 11.5f, .colour = theme::kTextSoft};
      const float badge_width = text_width(ui, words, small) + ui.px(12);
      const ImVec2 from(at.x + width - badge_width, at.y + ui.px(2));
      ImGui::GetWindowDrawList()->AddRectFilled(from, from + ImVec2(badge_width, ui.px(18)),
                                                theme::kHover, ui.px(9));
      draw_text_centred(ui, from + ImVec2(ui.px(6), 0), ui.px(18), words, small);
      right -= badge_width + ui.px(8);
    }
    const float text = std::min(text_width(ui, label, style), right - ui.px(14));
    draw_text_centred(ui, at, label_height, label, style, right - ui.px(14));
    if (is_true(field, "required") || is_true(place, "required") ||
        !condition_text(field, "required").empty()) {
      const bool sometimes = !is_true(field, "required") && !is_true(place, "required");
      draw_text_centred(ui, at + ImVec2(text + ui.px(4), 0), label_height, "*",
                        {.colour = sometimes ? theme::kTextFaint : theme::kDanger});
    }
  }
  at.y += label_height + ui.px(4);
  const float preview = field_preview_height(bench, field, width);
  if (draw) draw_field_preview(bench, field, at, width);
  at.y += preview;
  std::string help = text_in(place, "help", bench.locale());
  if (help.empty()) help = text_in(field, "help", bench.locale());
  if (!help.empty()) {
    const TextStyle style{.size = theme::kSmallText, .colour = theme::kTextFaint};
    at.y += ui.px(4);
    for (std::string_view line : wrap_text(ui, help, width, style, 3)) {
      if (draw) draw_text_centred(ui, at, ui.px(18), line, style);
      at.y += ui.px(18);
    }
  }
  return at.y - start.y;
}

// The tools at a selected field's corner.
std::optional<Command> field_tools(Bench& bench, const std::string& place, ImVec2 corner) {
  Ui& ui = bench.ui;
  std::optional<Command> command;
  const std::string section(pointer_parent(pointer_parent(place)));
  struct Tool {
    const char* key;
    Icon icon;
    const char* zh;
    const char* en;
    const char* shortcut;
  };
  static constexpr Tool kTools[] = {
      {"up", Icon::kUp, "上移", "Move up", "Alt+ArrowUp"},
      {"down", Icon::kDown, "下移", "Move down", "Alt+ArrowDown"},
      {"copy", Icon::kCopy, "复制", "Duplicate", "Control+D"},
      {"remove", Icon::kTrash, "从表单移除", "Remove from form", "Delete"}};
  const float size = ui.px(26);
  const float width = size * 4 + ui.px(4);
  const ImVec2 start(corner.x - width - ui.px(10), corner.y - size / 2 - ui.px(1));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(start, start + ImVec2(width, size + ui.px(4)), theme::kSurface, ui.px(5));
  list->AddRect(start, start + ImVec2(width, size + ui.px(4)), theme::kAccentLine, ui.px(5), 0,
                ui.px(1));
  SemanticGroup group(ui, "tools", Role::kToolbar, ui.tr("字段操作", "Field actions"));
  for (int i = 0; i < 4; ++i) {
    const Tool& tool = kTools[i];
    const ImVec2 at = start + ImVec2(ui.px(2) + size * static_cast<float>(i), ui.px(2));
    const Item item = add_item_at(
        ui, tool.key, at, {size, size},
        {.role = Role::kButton, .name = ui.tr(tool.zh, tool.en), .shortcut = tool.shortcut});
    if (item.visible) {
      if (item.hovered) list->AddRectFilled(item.min, item.max, theme::kHover, ui.px(4));
      draw_icon(ui, tool.icon, item.min + ImVec2(ui.px(6), ui.px(6)), ui.px(14),
                i == 3 && item.hovered ? theme::kDanger : theme::kTextSoft);
      draw_focus_ring(ui, item, 4);
      tooltip(ui, item, ui.tr(tool.zh, tool.en), tool.shortcut);
    }
    if (!item.pressed) continue;
    if (i == 0) move_selected(bench, true);
    if (i == 1) move_selected(bench, false);
    if (i == 2) command = DuplicateField{place};
    if (i == 3) command = RemoveFromForm{place};
  }
  return command;
}

// What the keyboard asks of a section or field; done when all is drawn.
enum class KeyAction : uint8_t { kNone, kUp, kDown, kRemove };

KeyAction key_action(Ui& ui, const Item& item) {
  if (!item.focused) return KeyAction::kNone;
  if (ui.key(item.id, Key::kUp, kAlt)) return KeyAction::kUp;
  if (ui.key(item.id, Key::kDown, kAlt)) return KeyAction::kDown;
  if (ui.key(item.id, Key::kDelete)) return KeyAction::kRemove;
  return KeyAction::kNone;
}

struct Canvas {
  Bench& bench;
  Drop drop;
  std::optional<Command> command;
  std::string select;
  bool edit = false;
  KeyAction action = KeyAction::kNone;
  std::string action_on;

  void keys(const Item& item, const std::string& pointer) {
    const KeyAction wanted = key_action(bench.ui, item);
    if (wanted == KeyAction::kNone) return;
    action = wanted;
    action_on = pointer;
  }

  void field(const std::string& place, const Target& here, ImVec2 at, float width, float height) {
    Ui& ui = bench.ui;
    const Json& entry = *bench.at(place);
    const std::string field_pointer = field_of_place(bench.json(), place);
    const bool dangling = field_pointer.empty();
    const Json& field = dangling ? entry : *bench.at(field_pointer);
    const std::string type = text_member(field, "type");
    std::string name = text_in(entry, "label", bench.locale());
    if (name.empty()) name = dangling ? text_member(entry, "field") : bench.label(field);
    const bool selected = bench.document.selection() == place;
    const bool wrong =
        dangling || bench.has_problem_below(place) || bench.has_problem_below(field_pointer);
    std::string description = value_words("type", type).in(ui.language());
    if (is_true(field, "required")) description += ui.tr("，必填", ", required");
    if (wrong) description += ui.tr("，有问题", ", has a problem");

    const Item item = add_item_at(ui, place.c_str(), at, {width, height},
                                  {.role = Role::kTreeItem,
                                   .name = name,
                                   .description = description,
                                   .states = kSelectable | (selected ? kSelected : 0u),
                                   .level = 2,
                                   .overlap = true});
    if (bench.takes_focus(place)) ui.request_focus(item.id);
    if (item.pressed && !bench.drag) {
      select = place;
      if (!item.by_pointer) edit = true;
    }
    if (ui.gained_focus(item.id) && ui.focus_ring(item.id)) select = place;
    keys(item, place);
    if (item.focused && ui.shortcut('d', kControl)) command = DuplicateField{place};
    drag_from(bench, item, {Drag::Kind::kPlace, place, name, icon_of_field_type(type)});

    const bool carried =
        bench.drag && bench.drag->kind == Drag::Kind::kPlace && bench.drag->what == place;
    if (item.visible) {
      ImDrawList* list = ImGui::GetWindowDrawList();
      const float radius = ui.px(theme::kRadius);
      if (selected) {
        list->AddRectFilled(item.min, item.max, theme::rgb(0xF7F8FF), radius);
      } else if (item.hovered && !bench.drag) {
        list->AddRectFilled(item.min, item.max, theme::kSurfaceSoft, radius);
      }
      const ImVec2 inside = at + ImVec2(ui.px(kInset), ui.px(8));
      if (dangling) {
        draw_text_centred(ui, inside, ui.px(22), name, {.colour = theme::kDanger},
                          width - ui.px(2 * kInset));
        draw_text_centred(ui, inside + ImVec2(0, ui.px(22)), ui.px(20),
                          ui.tr("这个字段不存在", "There is no such field"),
                          {.size = theme::kSmallText, .colour = theme::kDanger});
      } else {
        field_body(bench, field, entry, inside, width - ui.px(2 * kInset), true);
      }
      if (carried) list->AddRectFilled(item.min, item.max, theme::rgb(0xFFFFFF, 170), radius);
      if (selected) {
        list->AddRect(item.min, item.max, theme::kAccent, radius, 0, ui.px(1.5f));
      } else if (wrong) {
        list->AddRect(item.min, item.max, theme::kDangerLine, radius, 0, ui.px(1));
      } else if (item.hovered && !bench.drag) {
        list->AddRect(item.min, item.max, theme::kAccentLine, radius, 0, ui.px(1));
      }
      if ((item.hovered || selected) && !bench.drag) {
        draw_icon(ui, Icon::kGrip, {at.x - ui.px(1), at.y + height / 2 - ui.px(8)}, ui.px(14),
                  theme::kTextFaint);
      }
      draw_focus_ring(ui, item);
      if (bench.drag) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const float half = ui.px(3);
        offer(drop, mouse, here, {at.x, at.y - half}, {at.x + width, at.y - half});
        Target after = here;
        ++after.position;
        offer(drop, mouse, after, {at.x, at.y + height + half},
              {at.x + width, at.y + height + half});
      }
    }
  }

  // Returns the section's height.
  float section(const std::string& pointer, ImVec2 at, float width) {
    Ui& ui = bench.ui;
    const Json& section = *bench.at(pointer);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float padding = ui.px(12);
    const float inner = width - 2 * padding;
    const bool selected = bench.document.selection() == pointer;
    const Json* fields = bench.at(pointer + "/fields");
    const size_t count = fields != nullptr && fields->is_array() ? fields->size() : 0;
    std::string label = bench.label(section);
    const std::string help = text_in(section, "help", bench.locale());
    const float head = ui.px(help.empty() ? 44 : 62);

    // Heights first: the card lies below what it holds.
    struct Placed {
      ImVec2 at;
      float width, height;
    };
    std::vector<Placed> placed;
    float y = at.y + padding / 2 + head;
    bool left_half_open = false;
    float row_height = 0;
    for (size_t i = 0; i < count; ++i) {
      const Json& entry = (*fields)[i];
      const std::string field_pointer =
          field_of_place(bench.json(), pointer_child(pointer + "/fields", i));
      const bool half = text_member(entry, "width") == "half";
      const float half_width = std::floor((inner - ui.px(4)) / 2);
      const float field_width = half ? half_width : inner;
      float height = ui.px(60);
      if (!field_pointer.empty()) {
        height = field_body(bench, *bench.at(field_pointer), entry, {},
                            field_width - ui.px(2 * kInset), false) +
                 ui.px(18);
      }
      if (half && left_half_open) {
        placed.push_back({{at.x + padding + half_width + ui.px(4), y}, field_width, height});
        y += std::max(row_height, height) + ui.px(4);
        left_half_open = false;
        continue;
      }
      if (left_half_open) {
        y += row_height + ui.px(4);
        left_half_open = false;
      }
      placed.push_back({{at.x + padding, y}, field_width, height});
      if (half) {
        left_half_open = true;
        row_height = height;
      } else {
        y += height + ui.px(4);
      }
    }
    if (left_half_open) y += row_height + ui.px(4);
    const float empty_height = ui.px(64);
    if (count == 0) y += empty_height;
    const float height = y + padding - at.y;

    const ImVec2 end = at + ImVec2(width, height);
    list->AddRectFilled(at, end, theme::kSurface, ui.px(10));
    list->AddRect(at, end, selected ? theme::kAccent : theme::kBorder, ui.px(10), 0,
                  ui.px(selected ? 1.5f : 1));

    const Item item = add_item_at(ui, pointer.c_str(), at + ImVec2(padding / 2, padding / 2),
                                  {width - padding, head - ui.px(4)},
                                  {.role = Role::kTreeItem,
                                   .name = label,
                                   .description = ui.tr("分组", "Section"),
                                   .states = kSelectable | (selected ? kSelected : 0u),
                                   .level = 1});
    if (bench.takes_focus(pointer)) ui.request_focus(item.id);
    if (item.pressed && !bench.drag) select = pointer;
    if (ui.gained_focus(item.id) && ui.focus_ring(item.id)) select = pointer;
    keys(item, pointer);
    if (item.visible) {
      if (item.hovered && !bench.drag) {
        list->AddRectFilled(item.min, item.max, theme::kSurfaceSoft, ui.px(theme::kRadius));
      }
      const ImVec2 text = at + ImVec2(padding + ui.px(kInset), padding / 2);
      draw_text_centred(ui, text, ui.px(40), label, {.size = 15.5f, .face = Face::kSemibold},
                        inner - ui.px(100));
      if (!help.empty()) {
        draw_text_centred(ui, text + ImVec2(0, ui.px(34)), ui.px(18), help,
                          {.size = theme::kSmallText, .colour = theme::kTextFaint},
                          inner - ui.px(24));
      }
      if (!condition_text(section, "visible").empty()) {
        const char* words = ui.tr("按条件显示", "Conditional");
        const TextStyle small{.size = 11.5f, .colour = theme::kTextSoft};
        draw_text_centred(ui,
                          {end.x - text_width(ui, words, small) - ui.px(24), at.y + padding / 2},
                          ui.px(40), words, small);
      }
      draw_focus_ring(ui, item);
    }

    for (size_t i = 0; i < placed.size(); ++i) {
      field(pointer_child(pointer + "/fields", i), {pointer, i}, placed[i].at, placed[i].width,
            placed[i].height);
    }
    if (count == 0) {
      const ImVec2 from = at + ImVec2(padding, padding / 2 + head);
      const ImVec2 to = from + ImVec2(inner, empty_height - ui.px(4));
      list->AddRectFilled(from, to, theme::kSurfaceSoft, ui.px(theme::kRadius));
      list->AddRect(from, to, theme::kBorder, ui.px(theme::kRadius), 0, ui.px(1));
      const char* words = ui.tr("把字段拖到这里，或在左侧按回车添加",
                                "Drag fields here, or press Enter on one at the left");
      const TextStyle style{.size = 13, .colour = theme::kTextFaint};
      const float text = std::min(text_width(ui, words, style), inner);
      draw_text_centred(ui, from + ImVec2((inner - text) / 2, 0), to.y - from.y, words, style,
                        inner);
      if (bench.drag) {
        offer(drop, ImGui::GetIO().MousePos, {pointer, 0}, {from.x, (from.y + to.y) / 2},
              {to.x, (from.y + to.y) / 2});
      }
    }
    return height;
  }
};

void drop_here(Bench& bench, const Target& target) {
  const Drag drag = *bench.drag;
  bench.drag.reset();
  switch (drag.kind) {
    case Drag::Kind::kNewField:
      if (bench.run(AddField{target.section, target.position, drag.what})) {
        bench.say(bench.ui.tr("已添加字段：", "Field added: ") + drag.label);
        bench.focus_on(edited_pointer(bench) + "/label");
      }
      break;
    case Drag::Kind::kExistingField:
      bench.run(PlaceField{target.section, target.position, drag.what});
      break;
    case Drag::Kind::kPlace:
      bench.run(MoveField{drag.what, target.section, target.position});
      break;
  }
}

}  // namespace

void form_canvas(Bench& bench) {
  Ui& ui = bench.ui;
  const std::string form = bench.view();
  const Json* sections = bench.at(form + "/sections");
  const float available = ImGui::GetContentRegionAvail().x;
  const float width = std::floor(std::min(available, ui.px(kFormWidth)));
  const float left = std::floor((available - width) / 2);
  ImVec2 at = ImGui::GetCursorScreenPos();
  at.x += left;

  // The form's own name; a click selects the form.
  const bool selected = bench.document.selection() == form;
  const std::string name = bench.label_at(form);
  const std::string entity = entity_of(bench.json(), form);
  const Item head = add_item_at(
      ui, "form", at, {width, ui.px(56)},
      {.role = Role::kButton, .name = name, .description = ui.tr("表单设置", "Form settings")});
  if (head.visible) {
    if (selected || head.hovered) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          head.min, head.max, selected ? theme::kAccentSoft : theme::kPressed, ui.px(8));
    }
    draw_text_centred(ui, at + ImVec2(ui.px(12), ui.px(4)), ui.px(30), name,
                      {.size = theme::kHeadlineText, .face = Face::kSemibold}, width - ui.px(24));
    const std::string about =
        ui.tr("填写的数据对象：", "Fills: ") + (entity.empty() ? "?" : bench.label_at(entity));
    draw_text_centred(ui, at + ImVec2(ui.px(12), ui.px(32)), ui.px(18), about,
                      {.size = theme::kSmallText, .colour = theme::kTextSoft}, width - ui.px(24));
    draw_focus_ring(ui, head);
  }
  if (head.pressed) bench.document.select(form);
  at.y += ui.px(66);

  Canvas canvas{.bench = bench};
  {
    SemanticGroup tree(ui, "form-tree", Role::kTree, ui.tr("表单内容", "Form content"), kVertical);
    for (size_t s = 0; sections != nullptr && sections->is_array() && s < sections->size(); ++s) {
      at.y += canvas.section(pointer_child(form + "/sections", s), at, width) + ui.px(14);
    }
  }

  // The selected field's tools lie above everything in the canvas.
  const std::string selection = bench.document.selection();
  if (!bench.drag && edited_pointer(bench) != selection && selection.starts_with(form + "/")) {
    const SemanticNode* node = ui.semantics().find(ImGui::GetID(selection.c_str()));
    if (node != nullptr) {
      const ImVec2 corner(node->rect.x + node->rect.width, node->rect.y);
      if (auto command = field_tools(bench, selection, corner)) canvas.command = command;
    }
  }

  ImGui::SetCursorScreenPos(at);
  if (button(ui, "add-section", {.name = ui.tr("添加分组", "Add section"), .icon = Icon::kPlus}) &&
      bench.run(AddSection{form, sections != nullptr ? sections->size() : 0})) {
    bench.focus_on(bench.document.selection() + "/label");
  }
  gap(ui, 48);

  if (bench.drag) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const ImVec2 top = ImGui::GetWindowPos();
    const ImVec2 bottom = top + ImGui::GetWindowSize();
    const bool inside =
        mouse.x >= top.x && mouse.x <= bottom.x && mouse.y >= top.y && mouse.y <= bottom.y;
    if (inside) {
      // Near its edges the canvas rolls.
      const float edge = ui.px(48);
      if (mouse.y < top.y + edge) {
        ImGui::SetScrollY(ImGui::GetScrollY() - (top.y + edge - mouse.y) * 0.25f);
        ui.wake_in(0);
      } else if (mouse.y > bottom.y - edge) {
        ImGui::SetScrollY(ImGui::GetScrollY() + (mouse.y - bottom.y + edge) * 0.25f);
        ui.wake_in(0);
      }
    }
    if (inside && canvas.drop.found) {
      ImDrawList* list = ImGui::GetWindowDrawList();
      const Drop& drop = canvas.drop;
      const float thick = ui.px(3);
      list->AddRectFilled(drop.from - ImVec2(0, thick / 2), drop.to + ImVec2(0, thick / 2),
                          theme::kAccent, thick / 2);
      list->AddCircleFilled(drop.from, ui.px(4), theme::kAccent);
      if (!ImGui::IsMouseDown(0)) {
        drop_here(bench, drop.target);
        return;
      }
    } else {
      ui.set_cursor(Cursor::kForbidden);
    }
  }
  if (canvas.command) {
    bench.run(*canvas.command);
  } else if (canvas.action != KeyAction::kNone) {
    bench.document.select(canvas.action_on);
    if (canvas.action == KeyAction::kRemove) {
      delete_selected(bench);
    } else {
      move_selected(bench, canvas.action == KeyAction::kUp);
    }
    bench.focus_on(bench.document.selection());
  } else if (!canvas.select.empty()) {
    bench.document.select(canvas.select);
    if (canvas.edit) bench.focus_on(edited_pointer(bench) + "/label");
  }
}

}  // namespace tollgate::designer
