#include "tollgate/log/clock_watch.h"

#include <catch_amalgamated.hpp>

#include "tollgate/log/writer.h"

namespace tollgate::log {
namespace {

struct HandWound final : MonotonicClock {
  int64_t elapsed = 1'000;
  bool sleeps = true;
  int64_t elapsed_ms() const override { return elapsed; }
  bool counts_sleep() const override { return sleeps; }
};

constexpr int64_t kHourMs = 3'600'000;
constexpr int64_t kStartMs = 1'790'000'000'000;
Instant at_ms(int64_t ms) { return {ms * 1000}; }

TEST_CASE("a wall clock that goes on as time does was not moved") {
  HandWound monotonic;
  const ClockWatch watch(&monotonic, at_ms(kStartMs));
  monotonic.elapsed += 40 * kHourMs;
  CHECK_FALSE(watch.moved_ms(at_ms(kStartMs + 40 * kHourMs)));
  CHECK_FALSE(watch.moved_ms(at_ms(kStartMs + 40 * kHourMs + kLeastMoveMilliseconds - 1)));
  CHECK(watch.moved_ms(at_ms(kStartMs + 40 * kHourMs + kLeastMoveMilliseconds)) ==
        kLeastMoveMilliseconds);
  CHECK(watch.moved_ms(at_ms(kStartMs)) == -40 * kHourMs);
  CHECK_FALSE(ClockWatch().moved_ms(at_ms(0)));
}

TEST_CASE("sleep is not taken for a move where the monotonic clock stands meanwhile") {
  HandWound monotonic;
  monotonic.sleeps = false;
  const ClockWatch watch(&monotonic, at_ms(kStartMs));
  CHECK_FALSE(watch.moved_ms(at_ms(kStartMs + 9 * kHourMs)));
  CHECK(watch.moved_ms(at_ms(kStartMs - 9 * kHourMs)) == -9 * kHourMs);
}

TEST_CASE("a move is told by the first op of the next group that is durable, once") {
  HandWound monotonic;
  Writer writer("dev-1", {}, ClockWatch(&monotonic, at_ms(kStartMs)));
  auto group_at = [&](int64_t ms) {
    GroupDraft group = writer.begin(at_ms(ms), 1, "");
    group.add(ops::RecordDiscard{"visit", "v1"});
    group.add(ops::RecordDiscard{"visit", "v2"});
    Result<std::vector<SealedOp>> sealed = group.seal();
    REQUIRE(sealed.ok());
    return *sealed;
  };
  CHECK_FALSE(group_at(kStartMs)[0].op.clock_moved_ms);
  const std::vector<SealedOp> lost = group_at(kStartMs - kHourMs);
  CHECK(lost[0].op.clock_moved_ms == -kHourMs);
  const std::vector<SealedOp> told = group_at(kStartMs - kHourMs);
  CHECK(told[0].op.clock_moved_ms == -kHourMs);
  CHECK_FALSE(told[1].op.clock_moved_ms);
  CHECK(told[1].op.at_ms() == kStartMs - kHourMs);
  CHECK(told[1].op.time > lost[1].op.time);
  writer.commit(told);
  CHECK(writer.head().at_ms == kStartMs - kHourMs);
  CHECK_FALSE(group_at(kStartMs - kHourMs)[0].op.clock_moved_ms);
}

}  // namespace
}  // namespace tollgate::log
