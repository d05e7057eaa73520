#include "trace.h"

namespace tollgate::feel {
namespace {

size_t counted_in(const Step& step) {
  size_t count = step.counted ? 1 : 0;
  for (const Step& part : step.parts) count += counted_in(part);
  return count;
}

}  // namespace

Step* Trace::latest(Step& around, NodeId node) {
  for (size_t i = around.parts.size(); i-- > 0;) {
    ++looked_at_;
    if (around.parts[i].node == node) return &around.parts[i];
  }
  return nullptr;
}

void Trace::begin(NodeId node) {
  const bool again = seen_[node];
  // After one part was left out the later ones are, too: the passes keep their numbers.
  const bool full = repeated_ >= kMaxRepeated || looked_at_ >= kMaxLookedAt ||
                    (!open_.empty() && open_.back().omitted > 0);
  if (skipped_ > 0 || (again && full) || open_.size() >= kDeepest) {
    if (skipped_++ == 0) ++open_.back().omitted;
    return;
  }
  seen_[node] = true;
  Step step;
  step.node = node;
  step.counted = again;
  if (again) {
    ++repeated_;
    if (const Step* const before = open_.empty() ? nullptr : latest(open_.back(), node)) {
      step.pass = before->pass + 1;
    }
  }
  open_.push_back(std::move(step));
}

void Trace::end(NodeId node, const Value& value) {
  if (skipped_ > 0) {
    --skipped_;
    return;
  }
  while (!open_.empty() && open_.back().node != node) close();
  if (open_.empty()) return;
  open_.back().ended = true;
  open_.back().value = value;
  close();
}

std::optional<Step> Trace::finish() && {
  while (!open_.empty()) close();
  return std::move(whole_);
}

void Trace::close() {
  Step step = std::move(open_.back());
  open_.pop_back();
  if (open_.empty()) {
    whole_ = std::move(step);
  } else {
    add(open_.back(), std::move(step));
  }
}

void Trace::add(Step& around, Step part) {
  if (part.pass > kFirstPasses + 1) {
    if (const Step* const before = latest(around, part.node)) {
      repeated_ -= counted_in(*before);
      around.parts.erase(around.parts.begin() + (before - around.parts.data()));
    }
  }
  around.parts.push_back(std::move(part));
}

}  // namespace tollgate::feel
