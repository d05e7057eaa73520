// What all panels share: the document in edit, what is shown, what is being dragged, what was
// found wrong, and what the host is asked for. Panels change the document by run() alone.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"
#include "tollgate/designer/document/document.h"
#include "tollgate/designer/widgets/icons.h"
#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

// Carried by the pointer from the palette or the canvas.
struct Drag {
  enum class Kind : uint8_t { kNewField, kExistingField, kPlace };
  Kind kind = Kind::kNewField;
  std::string what;  // a type, a field's id, or the pointer of a place
  std::string label;
  Icon icon = Icon::kNone;
};

enum class HostRequest : uint8_t { kSave, kImport, kExport, kTogglePreview, kLocale, kChanged };

class Bench {
 public:
  Bench(Ui& ui, Document document);

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
  void open(std::string_view pointer);
  // Selects, and shows the thing that contains it.
  void go_to(std::string_view pointer);
  // The control that edits this member gets the focus when it is drawn next.
  void focus_on(std::string_view pointer) { focus_pointer_ = pointer; }
  bool takes_focus(std::string_view pointer);

  // The interface's language as a locale of documents.
  std::string_view locale() const { return ui.language() == Language::kChinese ? "zh-CN" : "en"; }
  std::string label(const Json& object) const;
  std::string label_at(std::string_view pointer) const;

  // Findings of the last check.
  const Diagnostics& problems() const { return problems_; }
  std::string problem_at(std::string_view pointer) const;  // the first one's message, "" for none
  bool has_problem_below(std::string_view pointer) const;
  void set_problems(Diagnostics problems) { problems_ = std::move(problems); }

  std::optional<Drag> drag;
  bool drag_given_up = false;                 // by Escape; until the pointer is released
  std::set<std::string> open_groups;          // of the outline and the inspector
  std::map<std::string, std::string> drafts;  // text that is no value of its member yet
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
  std::string view_;
  std::string focus_pointer_;
  Diagnostics problems_;
  std::vector<HostRequest> requests_;
  std::string toast_;
  bool toast_problem_ = false;
  double toast_until_ms_ = 0;
};

}  // namespace tollgate::designer
