// What all panels share: the document in edit, what is shown, what is being dragged, what was
// found wrong, and what the host is asked for. Panels change the document by run() alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/designer/document/condition_draft.h"
#include "tollgate/designer/document/document.h"
#include "tollgate/designer/document/fixes.h"
#include "tollgate/designer/document/search.h"
#include "tollgate/designer/panels/live_answers.h"
#include "tollgate/designer/widgets/icons.h"
#include "tollgate/designer/widgets/ui.h"
#include "tollgate/wording/names.h"

namespace tollgate::designer {

// Carried by the pointer from the palette or the canvas.
struct Drag {
  enum class Kind : uint8_t { kNewField, kExistingField, kPlace, kElement, kNewWidget };
  Kind kind = Kind::kNewField;
  // A type of field or widget, a field's id, or the pointer of a place or of a list's element.
  std::string what;
  std::string label;
  Icon icon = Icon::kNone;
};

// What somebody writes as a formula, and the FEEL that was read of it.
struct FormulaDraft {
  std::string typed, feel;
};

// A formula as the document has it now: what it may name, and how it is shown.
struct FormulaView {
  std::string feel;
  wording::Names names;
  std::optional<std::string> words;  // nullopt: labels cannot say it
};

// A label that was written of something new, which may get an id by it (naming.cc).
struct NewName {
  std::string list, id;     // pointer of the element's list, its id until then
  std::string locale;       // of the label
  uint32_t written_in = 0;  // control
};
// What the host is asked for such a label: an id by its reading, {"label"} -> {"id"}, "" for none.
inline constexpr const char* kReadLabel = "label.read";

// What somebody looks for over the whole app, and where a part is used.
struct FindState {
  std::string query;
  bool wants_focus = false;
  // What was found, for the query and the document that it was looked for in.
  std::vector<Found> found;
  std::string looked_for;
  uint64_t revision = 0;
  Language language = Language::kChinese;
  bool show_uses = false;
  std::string uses_of;            // name of the part
  std::vector<std::string> uses;  // pointers
};

// Something to be taken away, about which the person is asked first.
struct Removal {
  Command command;
  std::string selected;           // pointer of what was selected when it was asked for
  std::string name;               // its label
  std::vector<std::string> uses;  // the places that need it, in labels
  uint64_t revision = 0;          // of the document that all this speaks of
};

class DesignSession {
 public:
  DesignSession(Ui& ui, Document document);

  Ui& ui;
  Document document;

  // The document, by commands. A refusal is said to the person; false then.
  bool run(const Command& command);
  void undo();
  void redo();
  void replace(Document next);

  const Json& json() const { return document.json(); }
  const Json* at(std::string_view pointer) const;

  // What the centre shows: pointer of a form, a workflow, a metric, …; "" is the app.
  const std::string& view() const { return view_; }
  std::string shown_form() const;  // its id; "" when another thing is shown
  std::string shown_part() const;  // its label
  void open(std::string_view pointer);
  // Selects, and shows the thing that contains it.
  void go_to(std::string_view pointer);
  // The control that edits this member gets the focus when it is drawn, if that is soon.
  void focus_on(std::string_view pointer);
  bool takes_focus(std::string_view pointer);
  // The same for one of several that are selected; with `keep` they stay so when it gets there.
  void lead_focus_to(std::string_view pointer, bool keep);
  // Whether the focus, which the part just got, leaves the selection as it is. True once.
  bool keeps_selection_at(std::string_view pointer);
  // Whether the focus is wanted by something at the pointer or below it.
  bool wants_focus_below(std::string_view pointer) const;
  // At the end of a frame: what nothing has taken goes to the object that holds it.
  void climb_focus();
  // What is selected by other means than the pointer comes into view when the canvas draws it.
  void reveal(std::string_view pointer) { reveal_pointer_ = pointer; }
  bool takes_reveal(std::string_view pointer);

  // An optional expression that was cleared: the member is taken away when its field has lost the
  // focus.
  void empty_until_blur(std::string_view pointer, uint32_t field_id);
  void settle_emptied(bool even_if_focused = false);
  // The condition that stood here before another choice was made, for the way back.
  void keep_condition(std::string_view pointer);
  std::string kept_condition(std::string_view pointer) const;

  // The interface's language as a locale of documents.
  std::string_view locale() const { return ui.language() == Language::kChinese ? "zh-CN" : "en"; }
  std::string label(const Json& object) const;
  std::string label_at(std::string_view pointer) const;

  // Findings of the last check.
  const Diagnostics& problems() const { return problems_; }
  std::string problem_at(std::string_view pointer) const;  // the first one's message, "" for none
  std::optional<Fix> fix_at(std::string_view pointer) const;  // of that one
  bool has_problem_below(std::string_view pointer) const;
  void set_problems(Diagnostics problems);
  // "2 errors, 1 warning"
  std::string problems_in_words() const;
  // Opens the list and leads to the first.
  void show_first_problem();

  // Numbers and rows of real records.
  LiveAnswers live;
  // Where the form that is shown stands, from the last frame (form_layout.h).
  std::shared_ptr<struct FormLayout> kept_form_layout;
  // What several that are selected have in common, likewise (several_inspector.cc).
  std::shared_ptr<const struct CommonMembers> kept_common_members;

  std::optional<Drag> drag;
  bool drag_given_up = false;         // by Escape; until the pointer is released
  bool choosing_several = false;      // each press adds a part to the selection: a finger's Control
  std::set<std::string> open_groups;  // of the outline and the inspector
  // As typed, by pointer: no value yet, or another text of it ("1.0", "1万").
  std::map<std::string, std::string> drafts;
  // By path of ids: conditions with rows under way, and those shown as text.
  std::map<std::string, ConditionDraft> condition_drafts;
  std::set<std::string> text_conditions;
  // The formula whose editor is open: its pointer, its controls beside the field, what is typed.
  std::string open_formula;
  std::set<uint32_t> formula_controls;
  FormulaDraft formula_draft;
  bool formula_drawn = false;  // in this frame: one that is shown no more is closed
  std::optional<std::string> function_purpose;  // of the list of functions, while it is shown
  std::set<std::string> plain_formulas;         // by path of ids: shown as FEEL
  const FormulaView& formula_view(const std::string& pointer) const;
  std::vector<NewName> new_names;
  // Whether the document as it was stored last has the id in that list.
  bool is_stored_id(std::string_view list, std::string_view id) const;
  void note_stored();
  std::optional<Removal> removal;
  FindState find;
  std::string open_help;                  // the member whose help is shown: "field.required"
  class HelpScope* help_scope = nullptr;  // of the editor that is being drawn
  bool inspector_shown = true;            // on this screen, now
  bool problems_open = false;
  bool preview_on = false;
  int side_tab = 0;
  int narrow_tab = 1;

  void ask(HostRequest request) { requests_.push_back(request); }
  std::vector<HostRequest> take_requests() { return std::exchange(requests_, {}); }

  // A sentence at the bottom for a moment, also spoken.
  void say(std::string sentence, bool problem = false);
  const std::string& toast() const { return toast_; }
  bool toast_is_problem() const { return toast_problem_; }
  double toast_until_ms() const { return toast_until_ms_; }

 private:
  mutable std::map<std::string, FormulaView> formula_views_;  // of this revision and language
  mutable uint64_t formula_revision_ = 0;
  mutable Language formula_language_ = Language::kChinese;
  void show_selected();

  std::set<std::string, std::less<>> stored_ids_;  // "visit/amount", and of entities "visit"
  std::string view_;
  std::string focus_pointer_;
  std::string led_to_;  // the part that gets the focus without being selected alone
  double focus_until_ms_ = 0;
  int focus_frames_ = 0;  // how long nothing has taken it
  std::string reveal_pointer_;
  std::string emptied_;  // pointer of an expression
  uint32_t emptied_field_ = 0;
  std::map<std::string, std::string> kept_conditions_;  // by path of ids
  Diagnostics problems_;
  std::unordered_set<std::string> problem_places_;  // of the problems, and all around them
  std::vector<HostRequest> requests_;
  std::string toast_;
  bool toast_problem_ = false;
  double toast_until_ms_ = 0;
};

}  // namespace tollgate::designer
