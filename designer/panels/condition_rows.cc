// All rows of a condition, and what becomes of the document when one changes.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "condition_parts.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

feel::Join other_join(feel::Join join) {
  return join == feel::Join::kAnd ? feel::Join::kOr : feel::Join::kAnd;
}

bool join_control(Ui& ui, feel::Join& join) {
  const Choice choices[] = {{"and", ui.tr("全部满足", "All of these"), Icon::kNone},
                            {"or", ui.tr("任一满足", "Any of these"), Icon::kNone}};
  const std::string name = ui.tr("满足方式", "How the conditions join");
  const int current = join == feel::Join::kAnd ? 0 : 1;
  const auto picked = segments(ui, "join", name, choices, current, SegmentKind::kRadios);
  gap(ui, 8);
  if (picked) join = *picked == 0 ? feel::Join::kAnd : feel::Join::kOr;
  return picked.has_value();
}

// "and" between two rows: for eyes, the join's control says it to ears.
void joint(Ui& ui, feel::Join join) {
  paragraph(ui, join == feel::Join::kAnd ? ui.tr("且", "and") : ui.tr("或", "or"),
            {.size = theme::kSmallText, .face = Face::kSemibold, .colour = theme::kTextFaint});
  gap(ui, 4);
}

bool add_control(Ui& ui, const char* key, const std::string& name) {
  return button(ui, key,
                {.name = name, .icon = Icon::kPlus, .kind = ButtonKind::kGhost, .small = true});
}

RowDeed group_of_rows(const ConditionContext& context, DraftRow& group, const std::string& number,
                      feel::Join join) {
  Ui& ui = context.session.ui;
  const std::string name = std::string(ui.tr("条件组 ", "Condition group ")) + number;
  SemanticGroup semantic(ui, "group", Role::kGroup, name);
  ImGui::Indent(ui.px(12));
  const bool all = join == feel::Join::kAnd;
  caption(ui, name + (all ? ui.tr("：全部满足", ": all of these")
                          : ui.tr("：任一满足", ": any of these")));
  RowDeed deed = RowDeed::kNone;
  std::optional<size_t> removed;
  for (size_t i = 0; i < group.group.size(); ++i) {
    if (i > 0) joint(ui, join);
    ImGui::PushID(static_cast<int>(i));
    const std::string inner = number + "." + std::to_string(i + 1);
    const RowDeed done = condition_row(context, group.group[i], inner, true);
    if (done == RowDeed::kRemoved) removed = i;
    deed = std::max(deed, done);
    ImGui::PopID();
  }
  if (removed) group.group.erase(group.group.begin() + static_cast<ptrdiff_t>(*removed));
  const std::string add = std::string(ui.tr("添加到条件组 ", "Add to group ")) + number;
  if (!group.group.empty() && add_control(ui, "add-inner", add)) {
    group.group.emplace_back();
    deed = std::max(deed, RowDeed::kChosen);
    context.session.focus_on(
        row_focus(context.place, number + "." + std::to_string(group.group.size())));
  }
  ImGui::Unindent(ui.px(12));
  gap(ui, 8);
  return deed;
}

RowDeed each_row(const ConditionContext& context, ConditionDraft& draft, bool required) {
  RowDeed deed = RowDeed::kNone;
  std::optional<size_t> removed;
  const bool removable = !required || draft.rows.size() > 1;
  for (size_t i = 0; i < draft.rows.size(); ++i) {
    DraftRow& row = draft.rows[i];
    const std::string number = std::to_string(i + 1);
    if (i > 0) joint(context.session.ui, draft.join);
    ImGui::PushID(static_cast<int>(i));
    const bool grouped = !row.group.empty();
    const RowDeed done = grouped ? group_of_rows(context, row, number, other_join(draft.join))
                                 : condition_row(context, row, number, removable);
    if (grouped ? row.group.empty() : done == RowDeed::kRemoved) removed = i;
    deed = std::max(deed, done);
    ImGui::PopID();
  }
  if (removed) draft.rows.erase(draft.rows.begin() + static_cast<ptrdiff_t>(*removed));
  // What must hold keeps a row to fill.
  if (draft.rows.empty() && required) draft.rows.emplace_back();
  return deed;
}

RowDeed add_controls(const ConditionContext& context, ConditionDraft& draft) {
  Ui& ui = context.session.ui;
  std::optional<DraftRow> added;
  std::string number = std::to_string(draft.rows.size() + 1);
  if (add_control(ui, "add", ui.tr("添加条件", "Add condition"))) added.emplace();
  same_line(ui, 4);
  if (add_control(ui, "add-group", ui.tr("添加条件组", "Add group"))) {
    added.emplace().group.emplace_back();
    number += ".1";
  }
  gap(ui, 4);
  if (!added) return RowDeed::kNone;
  draft.rows.push_back(*std::move(added));
  context.session.focus_on(row_focus(context.place, number));
  return RowDeed::kChosen;
}

// The document says the same already, if in another spelling.
bool is_stored(const Json* value, const std::string& text) {
  const std::optional<ConditionDraft> stored = read_condition(value);
  return stored && condition_text(*stored) == text;
}

void store(DesignSession& session, const std::string& place, bool required, RowDeed deed,
           ConditionDraft draft) {
  const std::string key = path_of_ids(session.json(), place);
  const std::optional<std::string> text = condition_text(draft);
  const Json* value = session.at(place);
  if (text) {
    const bool stored =
        is_stored(value, *text) || session.run(SetProperty{place, *text, deed == RowDeed::kTyped});
    if (stored) mark_stored(draft, stored_text(session.at(place)));
  } else if (deed == RowDeed::kRemoved && !required && value != nullptr && value->is_string()) {
    session.run(UnsetProperty{place});
    draft.base = stored_text(session.at(place));
  }
  if (draft.rows.empty()) {
    session.condition_drafts.erase(key);
  } else {
    session.condition_drafts[key] = std::move(draft);
  }
}

}  // namespace

void condition_rows(DesignSession& session, std::string_view pointer, bool required,
                    ConditionDraft draft) {
  const ConditionContext context(session, pointer);
  RowDeed deed = RowDeed::kNone;
  if (draft.rows.size() > 1 && join_control(session.ui, draft.join)) deed = RowDeed::kChosen;
  deed = std::max(deed, each_row(context, draft, required));
  if (!draft.rows.empty()) deed = std::max(deed, add_controls(context, draft));
  if (deed != RowDeed::kNone) store(session, context.place, required, deed, std::move(draft));
}

}  // namespace tollgate::designer
