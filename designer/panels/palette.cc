// The field types: dragged to the canvas, or added behind the selected field by Enter or a click.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

constexpr float kTileText = 29;  // left of the name: the icon
constexpr float kTileEnd = 4;

// Two beside each other where all names fit into that.
int tile_columns(const Ui& ui, float room, float space) {
  float widest = 0;
  for (const model::FieldTypeInfo& info : model::kFieldTypes) {
    const std::string name = info.words.text().in(ui.language());
    widest = std::max(widest, text_width(ui, name, {.size = 13}));
  }
  return widest + ui.px(kTileText + kTileEnd) <= std::floor((room - space) / 2) ? 2 : 1;
}

// One tile; true when the field is to be added.
bool tile(DesignSession& session, const char* key, std::string_view name, Icon icon, float width,
          std::string_view description, Drag drag) {
  Ui& ui = session.ui;
  const Item item = add_item(
      ui, key, {width, ui.px(34)},
      {.role = Role::kButton, .name = name, .description = description, .cursor = Cursor::kGrab});
  if (item.visible) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = ui.px(theme::kRadius);
    list->AddRectFilled(item.min, item.max, item.hovered ? theme::kAccentSoft : theme::kSurface,
                        radius);
    list->AddRect(item.min, item.max, item.hovered ? theme::kAccentLine : theme::kBorder, radius, 0,
                  ui.px(1));
    draw_icon(ui, icon, item.min + ImVec2(ui.px(7), ui.px(9)), ui.px(16),
              item.hovered ? theme::kAccent : theme::kTextSoft);
    draw_text_centred(ui, item.min + ImVec2(ui.px(kTileText), 0), item.height(), name, {.size = 13},
                      width - ui.px(kTileText));
    draw_focus_ring(ui, item);
  }
  drag_from(session, item, std::move(drag));
  return item.pressed && !session.drag && !session.drag_given_up;
}

}  // namespace

namespace {

// Where the form shows what is selected: a place of it, or a section.
std::string selected_in_form(const DesignSession& session) {
  const std::string& selection = session.document.selection();
  const std::string entity = ancestor_in(selection, "entities");
  if (entity.empty()) return selection;
  const std::string field = ancestor_in(selection, "fields");
  for (const std::string& place : places_of_field(session.json(), field)) {
    if (place.starts_with(session.view() + "/")) return place;
  }
  return {};
}

size_t fields_in(const DesignSession& session, const std::string& section) {
  const Json* fields = session.at(section + "/fields");
  return fields != nullptr ? fields->size() : 0;
}

}  // namespace

std::optional<Target> insertion_target(const DesignSession& session) {
  const std::string& view = session.view();
  const Json* sections = session.at(view + "/sections");
  if (!view.starts_with("/forms/") || sections == nullptr || sections->empty()) return {};
  const std::string selected = selected_in_form(session);
  const std::string section = ancestor_in(selected, "sections");
  if (section.empty() || !section.starts_with(view + "/")) {
    const std::string last = pointer_child(view + "/sections", sections->size() - 1);
    return Target{last, fields_in(session, last)};
  }
  if (section == selected) return Target{section, fields_in(session, section)};
  return Target{section, last_index(ancestor_in(selected, "fields")) + 1};
}

namespace {

std::optional<Target> target_or_new_section(DesignSession& session) {
  if (auto target = insertion_target(session)) return target;
  if (!session.view().starts_with("/forms/")) return {};
  if (!session.run(AddSection{session.view(), 0})) return {};
  return insertion_target(session);
}

}  // namespace

void add_field(DesignSession& session, std::string_view type) {
  const auto target = target_or_new_section(session);
  if (!target || !session.run(AddField{target->into, target->position, std::string(type)})) return;
  const std::string added = value_words("type", type).in(session.ui.language());
  session.say(session.ui.tr("已添加字段：", "Field added: ") + added);
  show_added(session);
}

void place_field(DesignSession& session, std::string_view field) {
  const auto target = target_or_new_section(session);
  if (!target || !session.run(PlaceField{target->into, target->position, std::string(field)})) {
    return;
  }
  session.say(session.ui.tr("已放入字段：", "Field placed: ") +
              session.label_at(edited_pointer(session)));
  if (session.ui.is_phone()) session.narrow_tab = 1;
  session.focus_on(session.document.selection());
}

void palette(DesignSession& session) {
  Ui& ui = session.ui;
  if (!session.view().starts_with("/forms/")) {
    paragraph(ui, ui.tr("打开一个表单，就能在这里挑选字段。", "Open a form to pick fields here."),
              {.size = 13, .colour = theme::kTextSoft}, "hint");
    return;
  }
  const float space = ui.px(8);
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = tile_columns(ui, room, space);
  const float width = columns == 2 ? (room - space) / 2 : room;
  const char* const description =
      ui.tr("回车添加，或拖到表单上", "Enter adds it, or drag it onto the form");
  {
    SemanticGroup toolbar(ui, "types", Role::kToolbar, ui.tr("字段类型", "Field types"));
    for (size_t group = 0; group < model::kPaletteGroups.size(); ++group) {
      const model::PaletteGroup& words = model::kPaletteGroups[group];
      heading(ui, words.words.en, ui.tr(words.words.zh, words.words.en), 3,
              {.size = theme::kSmallText, .face = Face::kSemibold, .colour = theme::kTextFaint});
      gap(ui, 4);
      int column = 0;
      for (const model::FieldTypeInfo& info : model::kFieldTypes) {
        if (info.group != group) continue;
        const std::string type(info.name);
        const std::string name = value_words("type", type).in(ui.language());
        const Icon icon = icon_of_field_type(type);
        if (column > 0) ImGui::SameLine(0, space);
        if (tile(session, type.c_str(), name, icon, std::floor(width), description,
                 {Drag::Kind::kNewField, type, name, icon})) {
          add_field(session, type);
        }
        column = (column + 1) % columns;
        if (column == 0) gap(ui, 8);
      }
      if (column > 0) gap(ui, 8);
      gap(ui, 8);
    }
  }

  const std::vector<std::string> unplaced = unplaced_fields(session.json(), session.view());
  if (unplaced.empty()) return;
  const std::string entity = entity_of(session.json(), session.view());
  const Json* fields = session.at(entity + "/fields");
  heading(ui, "unplaced", ui.tr("已有字段，未放入此表单", "Existing fields not in this form"), 3,
          {.size = theme::kSmallText, .face = Face::kSemibold, .colour = theme::kTextFaint});
  gap(ui, 4);
  SemanticGroup toolbar(ui, "existing", Role::kToolbar,
                        ui.tr("已有字段，未放入此表单", "Existing fields not in this form"),
                        kVertical);
  std::string chosen;
  for (const std::string& id : unplaced) {
    const auto index = fields == nullptr ? std::nullopt : index_by_id(*fields, id);
    if (!index) continue;
    const Json& field = (*fields)[*index];
    const std::string name = session.label(field);
    const Icon icon = icon_of_field_type(text_member(field, "type"));
    const std::string key = "field:" + id;
    if (tile(session, key.c_str(), name, icon, ImGui::GetContentRegionAvail().x, description,
             {Drag::Kind::kExistingField, id, name, icon})) {
      chosen = id;
    }
    gap(ui, 6);
  }
  if (!chosen.empty()) place_field(session, chosen);
}

}  // namespace tollgate::designer
