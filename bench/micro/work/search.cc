#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "timed.h"
#include "tollgate/feel/function_table.h"

namespace tollgate::feel {
namespace {

constexpr size_t kKept = 64;
constexpr size_t kShown = 25;
constexpr size_t kLongest = 400;  // bytes of an expression
constexpr uint64_t kTryUnits = 300'000;

// xorshift64*
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
  size_t below(size_t count) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<size_t>((state_ * 0x2545f4914f6cdd1du) >> 33) % count;
  }

 private:
  uint64_t state_;
};

struct Found {
  std::string expression;
  double much;
};

// How bad an expression is; nullopt where it does not compile. `hastily`: while searching.
using Measure = std::function<std::optional<double>(const std::string& expression, bool hastily)>;

class Search {
 public:
  Search(const Hostile& hostile, uint64_t seed, Measure measure)
      : hostile_(hostile), dice_(seed), measure_(std::move(measure)) {
    for (const HostileCase& one : hostile.cases()) consider(one.expression);
  }

  void step() { consider(candidate()); }

  void report(const char* unit) {
    for (size_t i = 0; i < std::min(kShown, worst_.size()); ++i) {
      nlohmann::ordered_json line;
      line["expression"] = worst_[i].expression;
      line[unit] = measure_(worst_[i].expression, false).value_or(0);
      std::cout << line.dump() << std::endl;
    }
    std::cerr << tried_ << " expressions tried\n";
  }

 private:
  void consider(const std::string& expression) {
    if (expression.size() > kLongest) return;
    const auto known = [&](const Found& f) { return f.expression == expression; };
    if (std::any_of(worst_.begin(), worst_.end(), known)) return;
    const std::optional<double> much = measure_(expression, true);
    ++tried_;
    if (!much || (worst_.size() == kKept && *much <= worst_.back().much)) return;
    Found found{expression, *much};
    const auto at = std::find_if(worst_.begin(), worst_.end(),
                                 [&](const Found& f) { return f.much < found.much; });
    worst_.insert(at, std::move(found));
    if (worst_.size() > kKept) worst_.pop_back();
  }

  std::string name() {
    const auto& names = hostile_.scope().names();
    return names[dice_.below(names.size())].name;
  }

  std::string known() {
    return dice_.below(2) == 0 ? worst_[dice_.below(worst_.size())].expression
                               : hostile_.cases()[dice_.below(hostile_.cases().size())].expression;
  }

  // A name, a number, or a known expression.
  std::string part() {
    static constexpr const char* kLiterals[] = {"0",      "1",    "-1",    "2.5",         "999",
                                                "1e6144", "null", "true",  "\"a\"",       "[]",
                                                "{}",     "turn", "[1,2]", "string(turn)"};
    switch (dice_.below(6)) {
      case 0:
        return kLiterals[dice_.below(std::size(kLiterals))];
      case 1:
        return "(" + known() + ")";
      default:
        return name();
    }
  }

  std::string call() {
    const auto all = all_functions();
    const FunctionSignature& function = all[dice_.below(all.size())];
    std::string text = std::string(function.name) + "(";
    const size_t count = function.variadic ? 1 + dice_.below(4) : function.parameters.size();
    for (size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + part();
    return text + ")";
  }

  // A known expression with one of the names in it changed.
  std::string changed() {
    std::string text = known();
    const std::string old = name();
    const size_t at = text.find(old);
    if (at != std::string::npos) text.replace(at, old.size(), part());
    return text;
  }

  std::string candidate() {
    static constexpr const char* kOperators[] = {" + ", " - ", " * ",  " / ",   " ** ",
                                                 " = ", " < ", " in ", " and ", " or "};
    switch (dice_.below(9)) {
      case 0:
      case 1:
        return call();
      case 2:
      case 3:
        return changed();
      case 4:
        return part() + kOperators[dice_.below(std::size(kOperators))] + part();
      case 5:
        return "for x in " + part() + " return (" + known() + ")";
      case 6:
        return (dice_.below(2) == 0 ? "some x in " : "every x in ") + part() + " satisfies " +
               part();
      case 7:
        return part() + "[" + part() + "]";
      default:
        return "[" + part() + ", " + part() + ", " + part() + "]";
    }
  }

  const Hostile& hostile_;
  Dice dice_;
  const Measure measure_;
  size_t tried_ = 0;
  std::vector<Found> worst_;  // the worst first
};

}  // namespace

namespace {

void search(Search& search, double seconds, const char* unit) {
  using SteadyClock = std::chrono::steady_clock;
  const auto end = SteadyClock::now() + std::chrono::duration<double>(seconds);
  while (SteadyClock::now() < end) search.step();
  search.report(unit);
}

}  // namespace

void search_worst(const Hostile& hostile, double seconds, uint64_t seed) {
  Search worst(hostile, seed, [&](const std::string& expression, bool hastily) {
    const auto t =
        timed(hostile, {{}, expression}, hastily ? kTryUnits : 4'000'000, hastily ? 3 : 5);
    return t ? std::optional(t->ns_per_unit) : std::nullopt;
  });
  search(worst, seconds, "ns_per_unit");
}

void search_most_memory(const Hostile& hostile, double seconds, uint64_t seed) {
  Search worst(hostile, seed, [&](const std::string& expression, bool) {
    return bytes_at_the_limit(hostile, {{}, expression});
  });
  search(worst, seconds, "bytes");
}

}  // namespace tollgate::feel
