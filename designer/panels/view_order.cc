// In which order a list's rows stand: up to four fields, one after the other.
#include <nlohmann/json.hpp>

#include "card.h"
#include "cells.h"
#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"
#include "view_parts.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxSortKeys = 4;

std::vector<Choice> sort_choices(const std::vector<ConditionField>& fields) {
  std::vector<Choice> choices;
  for (const ConditionField& one : fields) {
    // The records' own fields alone.
    if (one.path.find('.') != std::string::npos) continue;
    choices.push_back(
        {one.path, one.label, one.type.empty() ? Icon::kNone : icon_of_field_type(one.type)});
  }
  return choices;
}

}  // namespace

const Json* view_sort_key(const DesignSession& session, const std::string& view,
                          std::string_view path) {
  const Json* sort = session.at(view + "/sort");
  if (sort == nullptr || !sort->is_array()) return nullptr;
  for (const Json& key : *sort) {
    if (text_member(key, "field") == path) return &key;
  }
  return nullptr;
}

void set_view_sort(DesignSession& session, const std::string& view, Json keys) {
  const std::string selected = session.document.selection();
  if (keys.empty()) {
    session.run(UnsetProperty{view + "/sort"});
  } else {
    session.run(SetProperty{view + "/sort", std::move(keys), false});
  }
  session.document.select(selected);
}

void view_order(DesignSession& session, const std::string& view,
                const std::vector<ConditionField>& fields) {
  Ui& ui = session.ui;
  caption(ui, ui.tr("排序", "Order"));
  const Json* sort = session.at(view + "/sort");
  const Json keys = sort != nullptr && sort->is_array() ? *sort : Json::array();
  const std::vector<Choice> choices = sort_choices(fields);
  std::optional<Json> next;
  const SemanticGroup group(ui, "sort", Role::kGroup, ui.tr("排序", "Order"));
  for (size_t i = 0; i < keys.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const std::string spoken = ui.tr("排序 ", "Order ") + std::to_string(i + 1);
    const std::string place = pointer_child(view + "/sort", i);
    const std::string problem = session.problem_at(place + "/field");
    ImGui::BeginGroup();
    if (auto picked = combo(ui, "field", text_member(keys[i], "field"), choices,
                            {.name = spoken, .problem = problem, .width = ui.px(220)})) {
      next = keys;
      (*next)[i]["field"] = *picked;
    }
    ImGui::EndGroup();
    same_line(ui, 8);
    const bool down = keys[i].value("descending", false);
    const std::string direction = down ? ui.tr("降序", "Descending") : ui.tr("升序", "Ascending");
    const std::string flip = spoken + ui.tr("：", ": ") + direction;
    if (button(ui, "direction",
               {.name = direction, .description = flip, .icon = down ? Icon::kDown : Icon::kUp})) {
      next = keys;
      if (down) {
        (*next)[i].erase("descending");
      } else {
        (*next)[i]["descending"] = true;
      }
    }
    same_line(ui, 4);
    const std::string remove = ui.tr("移除", "Remove ") + spoken;
    if (button(ui, "remove",
               {.name = remove,
                .icon = Icon::kClose,
                .kind = ButtonKind::kGhost,
                .icon_only = true,
                .beside_field = true})) {
      next = keys;
      next->erase(next->begin() + static_cast<ptrdiff_t>(i));
    }
    gap(ui, 4);
    ImGui::PopID();
  }
  if (keys.size() < kMaxSortKeys && !choices.empty() &&
      button(ui, "add-sort",
             {.name = keys.empty() ? ui.tr("设置排序", "Set an order") : ui.tr("再按", "Then by"),
              .icon = Icon::kPlus,
              .kind = ButtonKind::kGhost,
              .small = true})) {
    next = keys;
    next->push_back({{"field", choices.front().id}});
  }
  if (next) set_view_sort(session, view, *std::move(next));
}

}  // namespace tollgate::designer
