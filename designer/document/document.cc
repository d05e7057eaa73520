#include "tollgate/designer/document/document.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/base/json_pointer.h"
#include "tollgate/model/save.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxUndoSteps = 500;
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
  const std::string before = selection_;
  if (!change.edits.empty()) {
    Result<std::vector<Edit>> inverse = apply_edits(*json_, change.edits);
    if (!inverse) return std::move(inverse).error();
    ++revision_;

    steps_.resize(done_);
    Step* last = steps_.empty() ? nullptr : &steps_.back();
    const bool merges = last != nullptr && !sealed_ && !change.merge_key.empty() &&
                        last->merge_key == change.merge_key && last->id != saved_step_ &&
                        now_ms - last->at_ms <= kMergePause_ms;
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
  if (!change.select.empty()) selection_ = change.select;
  keep_selection_valid();
  if (done_ > 0 && done_ == steps_.size()) steps_.back().selection_after = selection_;
  return ok_status();
}

void Document::set_version(int64_t version) {
  if (!json_->is_object()) return;
  (*json_)["version"] = version;
  ++revision_;
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
  ++revision_;
  sealed_ = true;
  selection_ = step.selection_before;
  keep_selection_valid();
  return true;
}

bool Document::redo() {
  if (!can_redo()) return false;
  const Step& step = steps_[done_];
  const bool done = apply_edits(*json_, step.forward).ok();
  assert(done);
  if (!done) return false;
  ++done_;
  ++revision_;
  sealed_ = true;
  selection_ = step.selection_after;
  keep_selection_valid();
  return true;
}

void Document::select(std::string_view pointer) {
  selection_ = pointer;
  keep_selection_valid();
}

void Document::keep_selection_valid() {
  while (!selection_.empty() && find_pointer(*json_, selection_) == nullptr) {
    selection_ = std::string(pointer_parent(selection_));
  }
}

}  // namespace tollgate::designer
