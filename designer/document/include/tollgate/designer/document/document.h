// The app document while it is edited: the JSON, what is selected, and the way back.
//
//   Document document(parse_json(text).value());
//   document.run(AddField{"/forms/0/sections/0", 2, "number"});
//   document.undo();
//
// Everything is kept as raw JSON, so members nobody knows survive. Time comes from the caller.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/edit.h"

namespace tollgate::designer {

class Document {
 public:
  explicit Document(Json json);
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  const Json& json() const { return *json_; }
  // Canonical text of the document.
  std::string text() const;
  // Rises with each change, also with undo and redo.
  uint64_t revision() const { return revision_; }

  // Plans and does a command. A command without effect leaves no step of undo.
  Status run(const Command& command, double now_ms = 0);
  // Ends the merging of keystrokes: what is typed next is a step of its own.
  void seal() { sealed_ = true; }

  bool can_undo() const { return done_ > 0; }
  bool can_redo() const { return done_ < steps_.size(); }
  const LocalizedText* undo_title() const;
  const LocalizedText* redo_title() const;
  bool undo();
  bool redo();

  // Pointer of the selected thing; "" is the app itself. Always leads somewhere.
  const std::string& selection() const { return selection_; }
  void select(std::string_view pointer);

  // The state that is stored elsewhere.
  void mark_saved() { saved_step_ = current_step_id(); }
  bool is_saved() const { return saved_step_ == current_step_id(); }
  // The number under which it was stored. Not a change of the person's: no step of undo.
  void set_version(int64_t version);

 private:
  struct Step {
    uint64_t id;
    LocalizedText title;
    std::string merge_key;
    double at_ms;
    std::vector<Edit> forward, backward;
    std::string selection_before, selection_after;
  };

  uint64_t current_step_id() const { return done_ == 0 ? 0 : steps_[done_ - 1].id; }
  void keep_selection_valid();

  std::unique_ptr<Json> json_;
  std::vector<Step> steps_;
  size_t done_ = 0;
  uint64_t next_step_ = 1;
  uint64_t saved_step_ = 0;
  uint64_t revision_ = 0;
  bool sealed_ = true;
  std::string selection_;
};

}  // namespace tollgate::designer
