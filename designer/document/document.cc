#include "tollgate/designer/document/document.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/part_group.h"
#include "tollgate/model/save.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxUndoSteps = 500;
// Whoever keeps something of the document looks once a frame; a frame takes few revisions.
constexpr size_t kMaxEdited = 32;
// After a pause, typing is a new thought and a step of its own.
constexpr double kMergePause_ms = 4000;

bool same_single_set(const std::vector<Edit>& a, const std::vector<Edit>& b) {
  return a.size() == 1 && b.size() == 1 && a[0].kind == EditKind::kSet &&
         b[0].kind == EditKind::kSet && a[0].pointer == b[0].pointer;
}

}  // namespace

Document::Document(Json json) : json_(std::make_unique<Json>(std::move(json))) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

std::string Document::text() const { return model::save(*json_); }

Status Document::run(const Command& command, double now_ms) {
  Result<Change> planned = plan(*json_, command);
  if (!planned) return std::move(planned).error();
  Change& change = *planned;
  const std::vector<std::string> before = selected_;
  if (!change.edits.empty()) {
    Result<std::vector<Edit>> inverse = apply_edits(*json_, change.edits);
    if (!inverse) return std::move(inverse).error();
    note_edited(change.edits);

    steps_.resize(done_);
    Step* last = steps_.empty() ? nullptr : &steps_.back();
    const bool soon = !sealed_ && last != nullptr && now_ms - last->at_ms <= kMergePause_ms;
    const bool merges = last != nullptr && (soon || change.joins) && !change.merge_key.empty() &&
                        last->merge_key == change.merge_key && last->id != saved_step_;
    if (merges) {
      last->at_ms = now_ms;
      if (same_single_set(last->forward, change.edits)) {
        last->forward = std::move(change.edits);
      } else {
        last->forward.insert(last->forward.end(), change.edits.begin(), change.edits.end());
        inverse->insert(inverse->end(), last->backward.begin(), last->backward.end());
        last->backward = *std::move(inverse);
      }
    } else {
      if (steps_.size() == kMaxUndoSteps) {
        // The oldest step is forgotten; if that was the saved state, nothing is the saved one.
        if (saved_step_ == 0 || saved_step_ == steps_.front().id) saved_step_ = ~uint64_t{0};
        steps_.erase(steps_.begin());
      }
      steps_.push_back({next_step_++, change.title, change.merge_key, now_ms,
                        std::move(change.edits), *std::move(inverse), before, before});
    }
    done_ = steps_.size();
    sealed_ = false;
  }
  if (!change.select_all.empty()) {
    select_several(change.select_all);
  } else if (!change.select.empty()) {
    select(change.select);
  } else {
    keep_selection_valid();
  }
  if (done_ > 0 && done_ == steps_.size()) steps_.back().selected_after = selected_;
  return ok_status();
}

void Document::set_version(int64_t version) {
  if (!json_->is_object()) return;
  (*json_)["version"] = version;
  note_edited({{EditKind::kSet, "/version", nullptr}});
}

const LocalizedText* Document::undo_title() const {
  return can_undo() ? &steps_[done_ - 1].title : nullptr;
}

const LocalizedText* Document::redo_title() const {
  return can_redo() ? &steps_[done_].title : nullptr;
}

bool Document::undo() {
  if (!can_undo()) return false;
  const Step& step = steps_[done_ - 1];
  const bool done = apply_edits(*json_, step.backward).ok();
  assert(done);
  if (!done) return false;
  --done_;
  note_edited(step.backward);
  sealed_ = true;
  select_several(step.selected_before);
  return true;
}

bool Document::redo() {
  if (!can_redo()) return false;
  const Step& step = steps_[done_];
  const bool done = apply_edits(*json_, step.forward).ok();
  assert(done);
  if (!done) return false;
  ++done_;
  note_edited(step.forward);
  sealed_ = true;
  select_several(step.selected_after);
  return true;
}

void Document::note_edited(const std::vector<Edit>& edits) {
  ++revision_;
  Edited edited;
  for (const Edit& edit : edits) {
    edited.moved = edited.moved || edit.kind == EditKind::kInsert || edit.kind == EditKind::kErase;
    edited.pointers.push_back(edit.pointer);
  }
  edited_.push_back(std::move(edited));
  if (edited_.size() > kMaxEdited) edited_.pop_front();
}

std::optional<std::vector<std::string>> Document::edited_since(uint64_t revision) const {
  if (revision > revision_ || revision_ - revision > edited_.size()) return std::nullopt;
  std::vector<std::string> pointers;
  for (size_t i = edited_.size() - (revision_ - revision); i < edited_.size(); ++i) {
    if (edited_[i].moved) return std::nullopt;
    pointers.insert(pointers.end(), edited_[i].pointers.begin(), edited_[i].pointers.end());
  }
  return pointers;
}

bool Document::is_selected(std::string_view pointer) const {
  if (selected_.size() < 2) return pointer == selection_;
  return selected_set_.contains(std::string(pointer));
}

void Document::select(std::string_view pointer) { select_several({std::string(pointer)}); }

void Document::select_several(const std::vector<std::string>& pointers) {
  selected_ = pointers;
  selection_ = selected_.empty() ? std::string() : selected_.back();
  keep_selection_valid();
  anchor_ = selected_.front();
}

void Document::toggle_selected(std::string_view pointer) {
  const std::vector<std::string> group = group_of(*json_, pointer);
  if (std::find(group.begin(), group.end(), selection_) == group.end()) return select(pointer);
  if (is_selected(pointer)) {
    if (selected_.size() == 1) return;
    std::erase(selected_, pointer);
    if (selection_ == pointer) selection_ = selected_.back();
  } else {
    std::vector<std::string> all;
    for (const std::string& one : group) {
      if (one == pointer || is_selected(one)) all.push_back(one);
    }
    selected_ = std::move(all);
    selection_ = pointer;
  }
  anchor_ = selection_;
  note_selected();
}

void Document::extend_selection(std::string_view pointer) {
  const std::vector<std::string> group = group_of(*json_, pointer);
  const auto to = std::find(group.begin(), group.end(), pointer);
  const auto from = std::find(group.begin(), group.end(), anchor_);
  if (to == group.end() || from == group.end()) return select(pointer);
  selected_.assign(std::min(from, to), std::max(from, to) + 1);
  selection_ = pointer;
  note_selected();
}

bool Document::select_group() {
  std::vector<std::string> group = group_of(*json_, selection_);
  if (group.empty()) return false;
  selected_ = std::move(group);
  note_selected();
  return true;
}

void Document::note_selected() {
  selected_set_.clear();
  if (selected_.size() > 1) selected_set_.insert(selected_.begin(), selected_.end());
}

// What is gone gives the selection to what held it, unless others are selected, too.
void Document::keep_selection_valid() {
  const auto is_gone = [&](const std::string& pointer) {
    return !pointer.empty() && find_pointer(*json_, pointer) == nullptr;
  };
  if (selected_.size() > 1) {
    std::erase_if(selected_, is_gone);
    if (!selected_.empty() && is_gone(selection_)) selection_ = selected_.back();
  }
  if (selected_.size() < 2) {
    if (!selected_.empty()) selection_ = selected_.front();
    while (is_gone(selection_)) selection_ = std::string(pointer_parent(selection_));
    selected_ = {selection_};
  }
  note_selected();
}

}  // namespace tollgate::designer
