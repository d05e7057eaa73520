// A list's editor: how its records are shown, the list as its readers see it, and below it which
// rows it shows, in which order, and where its search looks.
#include <nlohmann/json.hpp>

#include "card.h"
#include "cells.h"
#include "part_editors.h"
#include "tollgate/designer/document/condition_fields.h"
#include "tollgate/designer/widgets/controls.h"
#include "view_parts.h"

namespace tollgate::designer {
namespace {

std::vector<ConditionField> fields_of_view(const DesignSession& session, const std::string& view) {
  std::vector<ConditionField> fields =
      condition_fields(session.json(), view + "/filter", session.locale());
  std::erase_if(fields,
                [](const ConditionField& field) { return field.path.starts_with("user."); });
  return fields;
}

}  // namespace

void view_editor(DesignSession& session, const std::string& view) {
  Ui& ui = session.ui;
  const std::vector<ConditionField> fields = fields_of_view(session, view);
  view_kind_card(session, view, fields);
  gap(ui, 12);
  {
    const Card card(ui, "table-card");
    view_table(session, view, fields);
  }
  gap(ui, 12);
  const Card card(ui, "rows-card");
  heading(ui, "which", ui.tr("显示哪些记录", "Which records"), 2);
  gap(ui, 6);
  rule_editor(session, view + "/filter", ui.tr("只显示", "Only those where"), false);
  gap(ui, 8);
  view_order(session, view, fields);
  gap(ui, 12);
  view_search(session, view, fields);
}

}  // namespace tollgate::designer
