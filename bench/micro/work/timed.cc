#include "timed.h"

#include <algorithm>
#include <chrono>

#include "tollgate/feel/program.h"

namespace tollgate::feel {

std::optional<Timed> timed(const Hostile& hostile, const HostileCase& one, uint64_t units,
                           int rounds) {
  using SteadyClock = std::chrono::steady_clock;
  const FixedClock clock(Instant{1'700'000'000'000'000});
  Usage usage;
  EvalOptions options;
  options.clock = &clock;
  options.budget.work = units * 100;
  options.usage = &usage;
  size_t turns = 1;
  const auto run = [&](const Program& program) {
    const auto start = SteadyClock::now();
    (void)evaluate(program, hostile.slots(), options);
    return std::chrono::duration<double, std::nano>(SteadyClock::now() - start).count();
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

}  // namespace tollgate::feel
