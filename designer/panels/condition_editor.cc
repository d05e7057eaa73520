// Conditions: always, never, or by rows of field, comparison and value. The same condition can be
// written as FEEL; what rows cannot show is shown so.
#include <nlohmann/json.hpp>

#include "condition_parts.h"
#include "panels.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

std::string key_of(const DesignSession& session, const std::string& place) {
  return path_of_ids(session.json(), place);
}

// The rows under way, as long as the document still says what they began with.
const ConditionDraft* draft_under_way(const DesignSession& session, const std::string& place) {
  const auto draft = session.condition_drafts.find(key_of(session, place));
  if (draft == session.condition_drafts.end()) return nullptr;
  return draft->second.base == stored_text(session.at(place)) ? &draft->second : nullptr;
}

std::optional<ConditionDraft> rows_to_show(const DesignSession& session, const std::string& place) {
  if (const ConditionDraft* draft = draft_under_way(session, place)) return *draft;
  return read_condition(session.at(place));
}

// The condition that stood here before comes back, else there is an empty row. A rule is unfinished
// in the document until that is filled: without it, it would always hold. A field stays as it is.
void begin_condition(DesignSession& session, const std::string& place, bool is_rule) {
  const std::string kept = session.kept_condition(place);
  if (!kept.empty() || is_rule) {
    session.run(SetProperty{place, kept, false});
  } else if (std::optional<ConditionDraft> draft = read_condition(session.at(place))) {
    session.condition_drafts[key_of(session, place)] = *std::move(draft);
    session.text_conditions.erase(key_of(session, place));
  }
  session.focus_on(place);
}

void leave_condition(DesignSession& session, const std::string& place) {
  session.keep_condition(place);
  session.condition_drafts.erase(key_of(session, place));
}

void condition_as_text(DesignSession& session, const std::string& place, const std::string& name,
                       bool required, bool fits_rows) {
  Ui& ui = session.ui;
  expression_editor(
      session, place, name, required,
      ui.tr("例如：金额 > 5万 且 阶段 = 赢单", "e.g. Amount > 50000 and Stage = Won"));
  if (fits_rows || !is_expression(session.at(place))) return;
  paragraph(ui,
            ui.tr("这个条件比条件行能表达的更多，所以用公式显示。",
                  "This condition says more than rows can show, so it is shown as text."),
            {.size = theme::kSmallText, .colour = theme::kTextFaint}, "why-text");
  gap(ui, 8);
}

void condition_as_rows(DesignSession& session, const std::string& place, bool required,
                       ConditionDraft draft) {
  condition_rows(session, place, required, std::move(draft));
  const std::string problem = session.problem_at(place);
  if (problem.empty()) return;
  notice(session.ui, "problem", problem, true);
  fix_button(session, place);
  gap(session.ui, 4);
}

void condition_body(DesignSession& session, const std::string& place, const std::string& name,
                    bool required, bool titled) {
  Ui& ui = session.ui;
  const std::string key = key_of(session, place);
  std::optional<ConditionDraft> draft = rows_to_show(session, place);
  const bool fits_rows = draft.has_value();
  // Text stays text while it is typed, also when rows could show it by now.
  if (!fits_rows) session.text_conditions.insert(key);
  const bool as_text = session.text_conditions.contains(key);
  ImGui::PushID((place + "#condition").c_str());
  {
    SemanticGroup group(ui, "condition", Role::kGroup, name);
    if (as_text) {
      condition_as_text(session, place, name, required, fits_rows);
    } else {
      if (titled) caption(ui, name, required);
      condition_as_rows(session, place, required, *std::move(draft));
    }
    if (fits_rows && button(ui, "as-text",
                            {.name = ui.tr("以公式显示", "As text"),
                             .kind = ButtonKind::kGhost,
                             .small = true,
                             .pressed = as_text})) {
      if (as_text) {
        session.text_conditions.erase(key);
      } else {
        session.text_conditions.insert(key);
      }
    }
  }
  ImGui::PopID();
  gap(ui, 8);
}

}  // namespace

void condition_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                      std::string_view never, std::string_view always, bool absent_means) {
  Ui& ui = session.ui;
  const std::string place(pointer);
  const Json* value = session.at(place);
  int mode = absent_means ? 1 : 0;
  if (value != nullptr && value->is_boolean()) mode = value->get<bool>() ? 1 : 0;
  if (value != nullptr && value->is_string()) mode = 2;
  if (draft_under_way(session, place) != nullptr) mode = 2;
  caption(ui, name);
  const Choice choices[] = {{"never", std::string(never), Icon::kNone},
                            {"always", std::string(always), Icon::kNone},
                            {"when", ui.tr("按条件", "Condition"), Icon::kNone}};
  if (const auto picked =
          segments(ui, (place + "#mode").c_str(), name, choices, mode, SegmentKind::kRadios)) {
    mode = *picked;
    leave_condition(session, place);
    if (mode == 2) {
      begin_condition(session, place, false);
    } else if ((mode == 1) == absent_means) {
      session.run(UnsetProperty{place});
    } else {
      session.run(SetProperty{place, Json(mode == 1), false});
    }
  }
  gap(ui, 8);
  if (mode != 2) return;
  condition_body(session, place, std::string(name) + ui.tr("条件", " when"), false, true);
}

void rule_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                 bool required) {
  Ui& ui = session.ui;
  const std::string place(pointer);
  const std::string title(name);
  if (required) {
    condition_body(session, place, title, true, true);
    return;
  }
  int mode = session.at(place) != nullptr || draft_under_way(session, place) != nullptr ? 1 : 0;
  caption(ui, name);
  const Choice choices[] = {{"any", ui.tr("不限", "No condition"), Icon::kNone},
                            {"when", ui.tr("按条件", "Condition"), Icon::kNone}};
  if (const auto picked =
          segments(ui, (place + "#mode").c_str(), name, choices, mode, SegmentKind::kRadios)) {
    mode = *picked;
    leave_condition(session, place);
    if (mode == 1) {
      begin_condition(session, place, true);
    } else {
      session.run(UnsetProperty{place});
    }
  }
  gap(ui, 8);
  if (mode == 1) condition_body(session, place, title, false, false);
}

}  // namespace tollgate::designer
