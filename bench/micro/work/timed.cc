#include "timed.h"

#include <algorithm>
#include <ctime>

#include "counted_memory_test_support.h"
#include "tollgate/feel/program.h"

namespace tollgate::feel {

std::optional<Timed> timed(const Hostile& hostile, const HostileCase& one, uint64_t units,
                           int rounds) {
  const FixedClock clock(Instant{1'700'000'000'000'000});
  Usage usage;
  EvalOptions options;
  options.clock = &clock;
  options.budget.work = units * 100;
  options.usage = &usage;
  size_t turns = 1;
  const auto run = [&](const Program& program) {
    // Of the processor: where others want it as well, a long run is never without them.
    constexpr double kNsPerTick = 1e9 / CLOCKS_PER_SEC;
    const std::clock_t start = std::clock();
    (void)evaluate(program, hostile.slots(), options);
    return static_cast<double>(std::clock() - start) * kNsPerTick;
  };
  while (true) {
    const Result<Program> program = compile(one.looped(turns), hostile.scope());
    if (!program) return std::nullopt;
    double fastest = run(*program);
    if (usage.work < units / 2) {
      turns = std::max(turns + 1, turns * std::min<size_t>(64, units / (usage.work + 1)));
      continue;
    }
    for (int round = 1; round < rounds; ++round) fastest = std::min(fastest, run(*program));
    const auto all = static_cast<double>(usage.work);
    return Timed{all / static_cast<double>(turns), fastest / static_cast<double>(turns),
                 fastest / all};
  }
}

std::optional<double> bytes_at_the_limit(const Hostile& hostile, const HostileCase& one) {
  const FixedClock clock(Instant{1'700'000'000'000'000});
  EvalOptions options;
  options.clock = &clock;
  const CountedMemory counted;
  // Once by itself and repeated without end, what each turn gives being kept.
  for (const std::string& text : {one.expression, one.looped(1'000'000'000'000)}) {
    const Result<Program> program = compile(text, hostile.scope());
    if (!program) return std::nullopt;
    (void)evaluate(*program, hostile.slots(), options);
  }
  return static_cast<double>(counted.most_bytes());
}

}  // namespace tollgate::feel
