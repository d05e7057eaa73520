// How long newcomers take until they do as much as the median of the others.
//
//   Newcomers found = newcomers(people);   // figures by whole month
//   found.median;                          // of those who were there before: a month's figure
//   found.of[0].reached_after;             // whole months, nullopt: not yet
//   found.half_after;                      // by then half of them have, nullopt: cannot be said
//
// Who has not come that far yet counts for the months so far and not as a failure (Kaplan and
// Meier), so that many who have just begun don't make it look slow or fast.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tollgate/base/decimal.h"

namespace tollgate::insight {

inline constexpr size_t kLeastEstablished = 5;
inline constexpr size_t kLeastNewcomers = 3;

struct PersonMonths {
  // The month in which they began, counted like the figures: 0 is the first month that there are
  // figures of. Negative: before, so they are no newcomers.
  int64_t begun = 0;
  std::vector<Decimal> figures;  // of whole months, the same number for all people
};

struct NewcomerMonths {
  size_t person = 0;                     // place in what was given
  int64_t months = 0;                    // whole ones so far, the month of the beginning left out
  std::optional<int64_t> reached_after;  // whole months; 1: in the first one
};

struct Newcomers {
  size_t established = 0;
  std::optional<Decimal> median;  // nullopt: too few established people
  std::vector<NewcomerMonths> of;
  size_t reached = 0;
  std::optional<int64_t> half_after;
};

Newcomers newcomers(const std::vector<PersonMonths>& people);

}  // namespace tollgate::insight
