// Somebody who asks an engine, and what each answer took in CPU time of this process.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/engine/engine.h"

namespace tollgate::bench {

double cpu_ms();
// Peak memory of the process, where the system says so; 0 elsewhere.
double peak_mb();
// Prints the median of `times` (in ms) as a JSON line.
void say(const char* what, std::vector<double> times);

// Opens a database and prints what that took; null, with the reason on stderr, where it cannot be.
std::unique_ptr<engine::Engine> open_timed(const std::string& database);
// What the hub makes of itself before anybody asks, in its turns; prints what it took.
void make_behind(engine::Engine& engine);

class Asker {
 public:
  Asker(engine::Engine& engine, std::string user);
  // The whole reply. A refusal is told on stderr.
  Json ask(const std::string& type, Json params);
  // The place in the middle of a view's list.
  int64_t half(const char* view);
  // What so many turns took, in ms.
  std::vector<double> times(int turns, const std::string& type, const Json& params);
  // The median of so many turns, printed.
  void time(const char* what, int turns, const char* type, const Json& params) {
    say(what, times(turns, type, params));
  }

 private:
  engine::Engine& engine_;
  engine::Principal principal_;
  int id_ = 0;
};

}  // namespace tollgate::bench
