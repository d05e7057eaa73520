// What the app says of real records while it is designed: numbers, rows, scores. An engine beside
// the designer has taken on the document; the host asks it on the designer's behalf.
//
//   const LiveAnswer& number = session.live.ask("metric", "metric.read", {{"metric", id}});
//   if (number.reply) draw(*number.reply);
//
// An editor asks in every frame; only what is new goes out. When the document or the records
// changed, all that is still drawn is asked again, and the old answer stands until the new one is
// there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"

namespace tollgate::designer {

struct LiveAnswer {
  std::optional<Json> reply;  // of the last question that was answered; none yet, or refused
  std::string problem;        // why it was refused, in the interface's language
  bool waiting = true;        // a newer one is on its way
};

// What the host is asked: a request of the message pair (schemas/api).
struct LiveQuestion {
  uint32_t number = 0;
  std::string request;  // "metric.read"
  Json params;
};

class LiveAnswers {
 public:
  // The answer so far. `key` names who asks: a later question under it replaces the one before.
  const LiveAnswer& ask(std::string_view key, std::string_view request, Json params);

  // For the host. What was asked since the last call.
  std::vector<LiveQuestion> take_questions() { return std::exchange(questions_, {}); }
  // The reply to a question, or why there is none. Late ones to older questions are ignored.
  void answer(uint32_t number, Json reply);
  void refuse(uint32_t number, std::string problem);
  // The engine has another document or other records now: all answers are out of date.
  void outdate() { ++state_; }
  // Another document is in edit.
  void clear();

 private:
  struct Asked {
    std::string request;
    Json params;
    uint32_t number = 0;
    uint64_t state = 0;  // of the engine, when it was asked
    LiveAnswer answer;
  };
  Asked* find(uint32_t number);

  std::map<std::string, Asked, std::less<>> asked_;
  std::vector<LiveQuestion> questions_;
  uint32_t last_number_ = 0;
  uint64_t state_ = 0;
};

}  // namespace tollgate::designer
