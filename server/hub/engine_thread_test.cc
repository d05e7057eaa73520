#include "hub/engine_thread.h"

#include <future>
#include <string>

#include "hub/running_hub_test_support.h"

namespace tollgate::server {
namespace {

TEST_CASE("Short jobs go before long ones, but never all of them") {
  std::string order;  // written on the thread alone, read after it has ended its last job
  std::promise<void> begun;
  std::promise<void> go_on;
  std::promise<void> ended;
  const auto thread = start_echo();
  REQUIRE(thread->submit([&](EnginePort&) {
    begun.set_value();
    go_on.get_future().wait();
  }));
  begun.get_future().wait();
  const auto note = [&](char c) { return [&order, c](EnginePort&) { order += c; }; };
  REQUIRE(thread->submit(note('L'), EngineThread::Length::kLong));
  REQUIRE(thread->submit(note('M'), EngineThread::Length::kLong));
  for (int i = 0; i < EngineThread::kMaxShortInARow + 5; ++i) REQUIRE(thread->submit(note('s')));
  REQUIRE(thread->submit([&](EnginePort&) { ended.set_value(); }, EngineThread::Length::kLong));
  go_on.set_value();
  ended.get_future().wait();
  const std::string many(EngineThread::kMaxShortInARow, 's');
  CHECK(order == many + "L" + "sssss" + "M");
}

}  // namespace
}  // namespace tollgate::server
