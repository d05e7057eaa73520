#include "tollgate/designer/panels/live_answers.h"

#include <catch_amalgamated.hpp>

namespace tollgate::designer {
namespace {

TEST_CASE("a question goes out once, and again when the records changed") {
  LiveAnswers live;
  const Json params = {{"metric", "visits"}};
  CHECK(live.ask("m", "metric.read", params).waiting);
  live.ask("m", "metric.read", params);
  const std::vector<LiveQuestion> asked = live.take_questions();
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].request == "metric.read");
  live.answer(asked[0].number, {{"text", "12"}});
  CHECK(live.ask("m", "metric.read", params).reply->at("text") == "12");
  CHECK(live.take_questions().empty());

  live.outdate();
  const LiveAnswer& stale = live.ask("m", "metric.read", params);
  CHECK(stale.waiting);
  CHECK(stale.reply->at("text") == "12");
  CHECK(live.take_questions().size() == 1);
}

TEST_CASE("an answer to an older question is no answer to the newer one") {
  LiveAnswers live;
  live.ask("m", "metric.read", {{"metric", "a"}});
  const uint32_t old = live.take_questions().at(0).number;
  live.ask("m", "metric.read", {{"metric", "b"}});
  live.answer(old, {{"text", "1"}});
  CHECK_FALSE(live.ask("m", "metric.read", {{"metric", "b"}}).reply.has_value());
  live.refuse(live.take_questions().at(0).number, "no such metric");
  CHECK(live.ask("m", "metric.read", {{"metric", "b"}}).problem == "no such metric");
}

}  // namespace
}  // namespace tollgate::designer
