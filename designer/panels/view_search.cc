// Where a list's search looks: each text field of its records is a switch.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cells.h"
#include "tollgate/designer/widgets/controls.h"
#include "view_parts.h"

namespace tollgate::designer {

void view_search(DesignSession& session, const std::string& view,
                 const std::vector<ConditionField>& fields) {
  Ui& ui = session.ui;
  const std::string name = ui.tr("搜索框在这些字段里找", "Search looks in");
  caption(ui, name);
  const Json* search = session.at(view + "/search");
  Json ids = search != nullptr && search->is_array() ? *search : Json::array();
  const SemanticGroup group(ui, "search", Role::kGroup, name);
  Flow flow(ui);
  bool any = false;
  for (const ConditionField& one : fields) {
    if (one.kind != ValueKind::kText || one.path.find('.') != std::string::npos) continue;
    any = true;
    const auto at = std::find(ids.begin(), ids.end(), Json(one.path));
    const bool on = at != ids.end();
    const ButtonSpec spec{
        .name = one.label, .icon = on ? Icon::kCheck : Icon::kNone, .small = true, .pressed = on};
    flow.place(button_width(ui, spec));
    if (!button(ui, one.path.c_str(), spec)) continue;
    if (on) {
      ids.erase(at);
    } else {
      ids.push_back(one.path);
    }
    const std::string selected = session.document.selection();
    if (ids.empty()) {
      session.run(UnsetProperty{view + "/search"});
    } else {
      session.run(SetProperty{view + "/search", ids, false});
    }
    session.document.select(selected);
  }
  if (!any) {
    paragraph(ui, ui.tr("没有文本字段。", "There are no text fields."),
              {.size = theme::kSmallText, .colour = theme::kTextFaint});
  }
  gap(ui, 4);
}

}  // namespace tollgate::designer
