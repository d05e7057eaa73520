#include "tollgate/engine/editors.h"

#include <algorithm>

namespace tollgate::engine {

void Editors::say(Editor editor, Instant now) {
  forget_silent(now);
  editor.at = now;
  for (Editor& known : editors_) {
    if (known.page != editor.page) continue;
    known = std::move(editor);
    return;
  }
  // Pages make their names up: whoever makes many is not remembered for ever.
  if (editors_.size() >= kMax) editors_.erase(editors_.begin());
  editors_.push_back(std::move(editor));
}

void Editors::leave(std::string_view page) {
  std::erase_if(editors_, [&](const Editor& editor) { return editor.page == page; });
}

std::vector<Editor> Editors::others(std::string_view page, Instant now) {
  forget_silent(now);
  std::vector<Editor> others;
  for (const Editor& editor : editors_) {
    if (editor.page != page) others.push_back(editor);
  }
  return others;
}

void Editors::forget_silent(Instant now) {
  // A clock that was set back makes nobody stay for long.
  std::erase_if(editors_, [&](const Editor& editor) {
    const int64_t silent_us = now.microseconds - editor.at.microseconds;
    return silent_us > kForgottenAfter_s * 1'000'000 || silent_us < -kForgottenAfter_s * 1'000'000;
  });
}

}  // namespace tollgate::engine
