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
  for (int i = 0; i < EngineThread::kMaxOthersInARow + 5; ++i) REQUIRE(thread->submit(note('s')));
  REQUIRE(thread->submit([&](EnginePort&) { ended.set_value(); }, EngineThread::Length::kLong));
  go_on.set_value();
  ended.get_future().wait();
  const std::string many(EngineThread::kMaxOthersInARow, 's');
  CHECK(order == many + "L" + "sssss" + "M");
}

// Counts flushes; what was done since the last one is not on its disk.
class FlushEngine final : public EnginePort {
 public:
  explicit FlushEngine(std::string& events) : events_(events) {}
  std::string request(std::string_view, std::string_view message) override {
    events_ += message;
    return {};
  }
  std::string put_blob(std::string_view, std::string_view) override { return {}; }
  std::string put_blob_parts(std::string_view, uint64_t, std::string_view) override { return {}; }
  std::string add_blob(std::string_view) override { return {}; }
  std::optional<StoredPiece> read_blob(std::string_view, std::string_view, uint64_t) override {
    return {};
  }
  Heard heard(std::string_view) override { return {}; }
  void hold_flush(bool held) override { events_ += held ? "(" : ")"; }
  std::string flush() override {
    events_ += "F";
    return fails_ ? "full" : "";
  }
  void fail() { fails_ = true; }

 private:
  std::string& events_;
  bool fails_ = false;
};

TEST_CASE(
    "Saves that wait together share a flush, and are answered after it; other jobs are apart") {
  std::string events;  // written on the thread alone
  FlushEngine* engine = nullptr;
  const auto thread = EngineThread::start([&]() -> Result<std::unique_ptr<EnginePort>> {
    auto made = std::make_unique<FlushEngine>(events);
    engine = made.get();
    return std::unique_ptr<EnginePort>(std::move(made));
  });
  REQUIRE(thread.ok());
  const auto save = [&] {
    return (*thread)->submit_saving([&](EnginePort& port) -> EngineThread::Answer {
      port.request("", "s");
      return [&](const std::string& unflushed) { events += unflushed.empty() ? "a" : "!"; };
    });
  };
  const auto batch = [&](const std::function<void()>& submit) {
    std::promise<void> begun, go_on, ended;
    REQUIRE((*thread)->submit([&](EnginePort&) {
      begun.set_value();
      go_on.get_future().wait();
      events.clear();
    }));
    begun.get_future().wait();
    submit();
    REQUIRE((*thread)->submit([&](EnginePort&) { ended.set_value(); }));
    go_on.set_value();
    ended.get_future().wait();
    return events;
  };
  CHECK(batch([&] {
          for (int i = 0; i < 3; ++i) REQUIRE(save());
          REQUIRE((*thread)->submit([&](EnginePort&) { events += "j"; }));
          REQUIRE(save());
        }) == "(sssF)aaajsa");
  // As many as 16 at once, so that nobody waits for ever.
  CHECK(batch([&] {
          for (int i = 0; i < 17; ++i) REQUIRE(save());
        }) == "(" + std::string(16, 's') + "F)" + std::string(16, 'a') + "sa");
  // Where the disk does not take it nobody is told that it is kept.
  engine->fail();
  CHECK(batch([&] {
          REQUIRE(save());
          REQUIRE(save());
        }) == "(ssF)!!");
}

TEST_CASE("What comes beyond those that wait is refused at once") {
  std::promise<void> begun, go_on;
  const auto thread = EngineThread::start(
      []() -> Result<std::unique_ptr<EnginePort>> {
        return std::unique_ptr<EnginePort>(std::make_unique<EchoEngine>());
      },
      2);
  REQUIRE(thread.ok());
  REQUIRE((*thread)->submit([&](EnginePort&) {
    begun.set_value();
    go_on.get_future().wait();
  }));
  begun.get_future().wait();
  const auto nothing = [](EnginePort&) -> EngineThread::Answer {
    return [](const std::string&) {};
  };
  CHECK((*thread)->submit_saving(nothing));
  CHECK((*thread)->submit_saving(nothing));
  CHECK((*thread)->is_full());
  CHECK_FALSE((*thread)->submit_saving(nothing));
  go_on.set_value();
}

TEST_CASE("What is asked at a desk waits for one device, and devices for a few at desks") {
  std::string order;  // written on the thread alone, read after it has ended its last job
  std::promise<void> begun, go_on, ended;
  const auto thread = EngineThread::start([]() -> Result<std::unique_ptr<EnginePort>> {
    return std::unique_ptr<EnginePort>(std::make_unique<EchoEngine>());
  });
  REQUIRE(thread.ok());
  EngineThread& jobs = **thread;
  using Length = EngineThread::Length;
  REQUIRE(jobs.submit([&](EnginePort&) {
    begun.set_value();
    go_on.get_future().wait();
  }));
  begun.get_future().wait();
  const auto note = [&](char c) { return [&order, c](EnginePort&) { order += c; }; };
  for (int i = 0; i < 3; ++i) REQUIRE(jobs.submit(note('d'), Length::kDevice));
  REQUIRE(jobs.submit(note('L'), Length::kLong));
  for (int i = 0; i < EngineThread::kMaxShortBeforeDevice + 2; ++i) REQUIRE(jobs.submit(note('s')));
  // Without anybody at a desk devices and what is long take turns.
  REQUIRE(jobs.submit([&](EnginePort&) { ended.set_value(); }, Length::kLong));
  go_on.set_value();
  ended.get_future().wait();
  const std::string many(EngineThread::kMaxShortBeforeDevice, 's');
  CHECK(order == many + "dssdLd");
}

TEST_CASE("The rest of a job has its turn behind what others asked, however many wait") {
  std::string order;  // written on the thread alone, read after it has ended its last job
  std::promise<void> begun;
  std::promise<void> go_on;
  std::promise<void> ended;
  const auto thread = EngineThread::start(
      []() -> Result<std::unique_ptr<EnginePort>> {
        return std::unique_ptr<EnginePort>(std::make_unique<EchoEngine>());
      },
      3);
  REQUIRE(thread.ok());
  EngineThread& jobs = **thread;
  REQUIRE(jobs.submit([&](EnginePort&) {
    begun.set_value();
    go_on.get_future().wait();
    order += '1';
    jobs.go_on([&](EnginePort&) {
      order += '2';
      jobs.go_on([&](EnginePort&) {
        order += '3';
        ended.set_value();
      });
    });
  }));
  begun.get_future().wait();
  const auto note = [&](char c) { return [&order, c](EnginePort&) { order += c; }; };
  REQUIRE(jobs.submit(note('L'), EngineThread::Length::kLong));
  REQUIRE(jobs.submit(note('s')));
  REQUIRE(jobs.submit(note('t')));
  CHECK(jobs.is_full());
  go_on.set_value();
  ended.get_future().wait();
  CHECK(order == "1stL23");
}

}  // namespace
}  // namespace tollgate::server
