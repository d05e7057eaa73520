#include "tollgate/designer/panels/live_answers.h"

#include <algorithm>

namespace tollgate::designer {

const LiveAnswer& LiveAnswers::ask(std::string_view key, std::string_view request, Json params) {
  Asked& asked = asked_[std::string(key)];
  const bool same = asked.number != 0 && asked.request == request && asked.params == params;
  if (same && asked.state == state_) return asked.answer;
  // What was answered about another thing says nothing about this one.
  if (!same) asked.answer = {};
  asked.request = request;
  asked.params = params;
  asked.number = ++last_number_;
  asked.state = state_;
  asked.answer.waiting = true;
  questions_.push_back({asked.number, asked.request, std::move(params)});
  return asked.answer;
}

void LiveAnswers::answer(uint32_t number, Json reply) {
  Asked* asked = find(number);
  if (asked == nullptr) return;
  asked->answer = {std::move(reply), {}, false};
}

void LiveAnswers::refuse(uint32_t number, std::string problem) {
  Asked* asked = find(number);
  if (asked == nullptr) return;
  asked->answer = {std::nullopt, std::move(problem), false};
}

void LiveAnswers::clear() {
  asked_.clear();
  questions_.clear();
}

LiveAnswers::Asked* LiveAnswers::find(uint32_t number) {
  const auto found = std::find_if(asked_.begin(), asked_.end(),
                                  [&](const auto& entry) { return entry.second.number == number; });
  return found == asked_.end() ? nullptr : &found->second;
}

}  // namespace tollgate::designer
