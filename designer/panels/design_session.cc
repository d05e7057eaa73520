#include "tollgate/designer/panels/design_session.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/formula_names.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

constexpr double kToast_ms = 2600;
// A focus that comes later would surprise whoever has gone on to something else.
constexpr double kFocusWait_ms = 1000;

// The first two parts of a pointer: the thing in one of the document's lists.
std::string top_level(std::string_view pointer) {
  const std::vector<std::string> parts = pointer_parts(pointer);
  if (parts.size() < 2) return {};
  return pointer_child(pointer_child("", parts[0]), parts[1]);
}

}  // namespace

DesignSession::DesignSession(Ui& context, Document opened)
    : ui(context), document(std::move(opened)) {
  replace(std::move(document));
}

void DesignSession::replace(Document next) {
  document = std::move(next);
  note_stored();
  new_names.clear();
  live.clear();
  drafts.clear();
  condition_drafts.clear();
  text_conditions.clear();
  plain_formulas.clear();
  formula_views_.clear();
  open_formula.clear();
  drag.reset();
  choosing_several = false;
  removal.reset();
  emptied_.clear();
  kept_conditions_.clear();
  set_problems({});
  kept_form_layout.reset();
  kept_common_members.reset();
  view_.clear();
  if (at("/forms/0") != nullptr) view_ = "/forms/0";
  document.select(view_);
  open_groups.insert({"forms", "workflows", "scorecards"});
}

const Json* DesignSession::at(std::string_view pointer) const {
  return find_pointer(json(), pointer);
}

bool DesignSession::run(const Command& command) {
  const uint64_t before = document.revision();
  const std::string selected = document.selection();
  const Status status = document.run(command, ui.now_ms());
  if (!status) {
    say(status.diagnostics().front().message.in(ui.language()), true);
    return false;
  }
  if (document.revision() != before) {
    ask(HostRequest::kChanged);
    if (const auto* text = std::get_if<SetText>(&command)) note_new_name(*this, *text);
    if (at(view_) == nullptr) go_to(document.selection());
  }
  if (document.selection() != selected) reveal(document.selection());
  return true;
}

void DesignSession::note_stored() {
  stored_ids_.clear();
  const Json* entities = at("/entities");
  for (size_t i = 0; entities != nullptr && entities->is_array() && i < entities->size(); ++i) {
    const Json& entity = (*entities)[i];
    const std::string id = text_member(entity, "id");
    stored_ids_.insert(id);
    const auto fields = entity.is_object() ? entity.find("fields") : entity.end();
    if (fields == entity.end()) continue;
    for (const std::string& field : ids_of(*fields)) stored_ids_.insert(id + "/" + field);
  }
}

bool DesignSession::is_stored_id(std::string_view list, std::string_view id) const {
  if (list == "/entities") return stored_ids_.contains(id);
  const Json* entity = at(pointer_parent(list));
  if (entity == nullptr) return false;
  return stored_ids_.contains(text_member(*entity, "id") + "/" + std::string(id));
}

void DesignSession::undo() {
  const LocalizedText* title = document.undo_title();
  if (title == nullptr) return;
  const std::string sentence =
      std::string(ui.tr("已撤销：", "Undone: ")) + title->in(ui.language());
  if (!document.undo()) return;
  drafts.clear();
  show_selected();
  say(sentence);
  ask(HostRequest::kChanged);
}

// Where something was undone or done again.
void DesignSession::show_selected() {
  const std::vector<std::string> selected = document.selected();
  if (selected.size() > 1 && document.selection().starts_with(view_ + "/")) {
    reveal(document.selection());
    return;
  }
  if (at(view_) == nullptr) view_ = top_level(document.selection());
  if (!document.selection().empty()) go_to(document.selection());
  if (selected.size() > 1) document.select_several(selected);
}

void DesignSession::redo() {
  const LocalizedText* title = document.redo_title();
  if (title == nullptr) return;
  const std::string sentence =
      std::string(ui.tr("已重做：", "Redone: ")) + title->in(ui.language());
  if (!document.redo()) return;
  drafts.clear();
  show_selected();
  say(sentence);
  ask(HostRequest::kChanged);
}

std::string DesignSession::shown_form() const {
  const Json* form = view_.starts_with("/forms/") ? at(view_) : nullptr;
  return form == nullptr ? std::string() : text_member(*form, "id");
}

std::string DesignSession::shown_part() const {
  const Json* part = at(view_);
  return part == nullptr ? std::string() : label(*part);
}

void DesignSession::open(std::string_view pointer) {
  view_ = pointer;
  reveal_pointer_.clear();
  document.select(pointer);
}

void DesignSession::go_to(std::string_view pointer) {
  std::string target = std::string(pointer);
  // A member is shown in the panel of the object that has it.
  while (!target.empty()) {
    const Json* value = at(target);
    // Texts by language are objects, but not things of their own.
    const bool text = target.ends_with("/label") || target.ends_with("/help") ||
                      target.ends_with("/message") || target.ends_with("/placeholder") ||
                      target.ends_with("/unit") || target.ends_with("/advice");
    const bool nested = target.ends_with("/window") || target.ends_with("/on") ||
                        target.ends_with("/drill") || target.ends_with("/users");
    if (value != nullptr && value->is_object() && !text && !nested) break;
    target = std::string(pointer_parent(target));
  }
  // A field is edited where a form shows it.
  if (ancestor_in(target, "entities") != target && target.find("/fields/") != std::string::npos) {
    const std::vector<std::string> places = places_of_field(json(), target);
    if (!places.empty()) target = places.front();
  }
  const std::string top = top_level(target);
  if (view_ != top) view_ = top;
  document.select(target);
  reveal(target);
}

void DesignSession::focus_on(std::string_view pointer) {
  focus_pointer_ = pointer;
  focus_frames_ = 0;
  focus_until_ms_ = ui.now_ms() + kFocusWait_ms;
}

bool DesignSession::takes_focus(std::string_view pointer) {
  if (focus_pointer_.empty() || focus_pointer_ != pointer) return false;
  focus_pointer_.clear();
  if (document.selected().size() > 1 && document.is_selected(pointer)) led_to_ = pointer;
  return ui.now_ms() <= focus_until_ms_;
}

void DesignSession::lead_focus_to(std::string_view pointer, bool keep) {
  focus_on(pointer);
  if (keep) led_to_ = pointer;
}

bool DesignSession::keeps_selection_at(std::string_view pointer) {
  return !pointer.empty() && std::exchange(led_to_, {}) == pointer;
}

bool DesignSession::wants_focus_below(std::string_view pointer) const {
  return !pointer.empty() && focus_pointer_.starts_with(pointer) &&
         (focus_pointer_.size() == pointer.size() || focus_pointer_[pointer.size()] == '/');
}

void DesignSession::climb_focus() {
  constexpr int kPatience = 2;  // frames: a panel that was just opened draws its parts next time
  if (focus_pointer_.empty()) return;
  if (++focus_frames_ >= kPatience) {
    focus_pointer_ = std::string(pointer_parent(focus_pointer_));
    focus_frames_ = 0;
  }
  if (!focus_pointer_.empty()) ui.wake_in(0);
}

bool DesignSession::takes_reveal(std::string_view pointer) {
  if (reveal_pointer_.empty() || reveal_pointer_ != pointer) return false;
  reveal_pointer_.clear();
  return true;
}

void DesignSession::empty_until_blur(std::string_view pointer, uint32_t field_id) {
  emptied_ = pointer;
  emptied_field_ = field_id;
}

void DesignSession::settle_emptied(bool even_if_focused) {
  if (emptied_.empty() || (ui.focused(emptied_field_) && !even_if_focused)) return;
  const std::string pointer = std::exchange(emptied_, {});
  const Json* value = at(pointer);
  if (value == nullptr || *value != "") return;  // written anew
  const std::string selected = document.selection();
  run(UnsetProperty{pointer});
  document.select(selected);
}

void DesignSession::keep_condition(std::string_view pointer) {
  const Json* value = at(pointer);
  if (value == nullptr || !value->is_string() || *value == "") return;
  kept_conditions_[path_of_ids(json(), pointer)] = value->get<std::string>();
}

std::string DesignSession::kept_condition(std::string_view pointer) const {
  const auto kept = kept_conditions_.find(path_of_ids(json(), pointer));
  return kept != kept_conditions_.end() ? kept->second : std::string();
}

const FormulaView& DesignSession::formula_view(const std::string& pointer) const {
  if (formula_revision_ != document.revision() || formula_language_ != ui.language()) {
    formula_views_.clear();
    formula_revision_ = document.revision();
    formula_language_ = ui.language();
  }
  const auto [found, made] = formula_views_.try_emplace(pointer);
  FormulaView& view = found->second;
  if (!made) return view;
  const Json* value = at(pointer);
  if (value != nullptr && value->is_string()) view.feel = value->get<std::string>();
  view.names = formula_names(json(), pointer, locale());
  view.words = formula_in_words(json(), pointer, view.feel, view.names, ui.language());
  return view;
}

std::string DesignSession::label(const Json& object) const {
  return label_of(json(), object, locale());
}

std::string DesignSession::label_at(std::string_view pointer) const {
  const Json* object = at(pointer);
  return object == nullptr ? std::string() : label(*object);
}

std::string DesignSession::problem_at(std::string_view pointer) const {
  for (const Diagnostic& problem : problems_) {
    if (problem.place.pointer == pointer) return problem.message.in(ui.language());
  }
  return {};
}

std::optional<Fix> DesignSession::fix_at(std::string_view pointer) const {
  for (const Diagnostic& problem : problems_) {
    if (problem.place.pointer == pointer) return fix_of(json(), problem);
  }
  return std::nullopt;
}

void DesignSession::set_problems(Diagnostics problems) {
  problems_ = std::move(problems);
  problem_places_.clear();
  for (const Diagnostic& problem : problems_) {
    std::string_view at = problem.place.pointer;
    while (!at.empty() && problem_places_.emplace(at).second) at = pointer_parent(at);
  }
}

bool DesignSession::has_problem_below(std::string_view pointer) const {
  return !problem_places_.empty() && problem_places_.contains(std::string(pointer));
}

std::string DesignSession::problems_in_words() const {
  if (problems_.empty()) return ui.tr("没有问题", "No problems");
  const auto errors = static_cast<size_t>(std::count_if(
      problems_.begin(), problems_.end(),
      [](const Diagnostic& problem) { return problem.severity == Severity::kError; }));
  const size_t others = problems_.size() - errors;
  std::string words;
  if (errors > 0) {
    words = std::to_string(errors) + ui.tr(" 个错误", errors == 1 ? " error" : " errors");
  }
  if (others > 0) {
    if (errors > 0) words += ui.tr("，", ", ");
    words += std::to_string(others) + ui.tr(" 个提醒", others == 1 ? " warning" : " warnings");
  }
  return words;
}

void DesignSession::show_first_problem() {
  problems_open = true;
  if (problems_.empty()) return;
  const std::string& pointer = problems_.front().place.pointer;
  go_to(pointer);
  focus_on(pointer);
}

void DesignSession::say(std::string sentence, bool problem) {
  ui.announce(sentence);
  toast_ = std::move(sentence);
  toast_problem_ = problem;
  toast_until_ms_ = ui.now_ms() + kToast_ms;
}

}  // namespace tollgate::designer
