// The app document while it is edited: the JSON, what is selected, and the way back.
//
//   Document document(parse_json(text).value());
//   document.run(AddField{"/forms/0/sections/0", 2, "number"});
//   document.undo();
//
// Everything is kept as raw JSON, so members nobody knows survive. Time comes from the caller.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
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
  // Pointers of what was set or taken away since that revision, so that what is kept of the
  // document is made anew only where it changed. nullopt: too long ago to know, or elements of
  // lists came, went or moved, so that pointers lead elsewhere now.
  std::optional<std::vector<std::string>> edited_since(uint64_t revision) const;

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

  // Pointer of the selected thing; "" is the app itself. Always leads somewhere. Of several it is
  // the one that was selected last.
  const std::string& selection() const { return selection_; }
  // All that is selected, in the document's order: one, or several that belong together
  // (part_group.h).
  const std::vector<std::string>& selected() const { return selected_; }
  bool is_selected(std::string_view pointer) const;
  void select(std::string_view pointer);
  // Adds the part to what is selected, or takes it out. What does not belong to the others is
  // selected alone.
  void toggle_selected(std::string_view pointer);
  // All from where the selection began up to the part.
  void extend_selection(std::string_view pointer);
  // All that belong to what is selected. False: it is part of no list.
  bool select_group();
  void select_several(const std::vector<std::string>& pointers);

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
    std::vector<std::string> selected_before, selected_after;
  };

  uint64_t current_step_id() const { return done_ == 0 ? 0 : steps_[done_ - 1].id; }
  void keep_selection_valid();
  void note_selected();
  void note_edited(const std::vector<Edit>& edits);

  std::unique_ptr<Json> json_;
  std::vector<Step> steps_;
  size_t done_ = 0;
  uint64_t next_step_ = 1;
  uint64_t saved_step_ = 0;
  uint64_t revision_ = 0;
  // What the latest revisions changed, the newest at the end.
  struct Edited {
    bool moved = false;  // elements of a list
    std::vector<std::string> pointers;
  };
  std::deque<Edited> edited_;
  bool sealed_ = true;
  std::string selection_;
  std::vector<std::string> selected_ = {""};
  std::unordered_set<std::string> selected_set_;  // of several
  std::string anchor_;                            // where a range of selected parts begins
};

}  // namespace tollgate::designer
