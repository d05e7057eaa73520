// How long an expression takes, and how many units of work.
#pragma once

#include <cstdint>
#include <optional>

#include "hostile_test_support.h"

namespace tollgate::feel {

struct Timed {
  double units = 0;  // of one turn
  double ns = 0;     // of one turn, the fastest of the rounds
  double ns_per_unit = 0;
};

// As many turns as make a round of about `units`. nullopt: it does not compile.
std::optional<Timed> timed(const Hostile& hostile, const HostileCase& one, uint64_t units,
                           int rounds);

// Looks for expressions whose units take the longest: starts with the known ones, puts them
// together and changes them at random, and goes on from the worst. Prints the worst it found, one
// JSON line each. The same seed begins the same way; what is kept depends on the clock.
void search_worst(const Hostile& hostile, double seconds, uint64_t seed);

// The most that was asked of the heap at one time, up to the limits of one expression. nullopt: it
// does not compile.
std::optional<double> bytes_at_the_limit(const Hostile& hostile, const HostileCase& one);

// The same search for what takes the most memory.
void search_most_memory(const Hostile& hostile, double seconds, uint64_t seed);

}  // namespace tollgate::feel
