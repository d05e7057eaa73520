#include "tollgate/insight/newcomers.h"

#include <algorithm>

namespace tollgate::insight {
namespace {

bool is_less(const Decimal& a, const Decimal& b) { return compare(a, b) < 0; }

Decimal mean_of(const std::vector<Decimal>& numbers) {
  Decimal sum;
  for (const Decimal& number : numbers) sum = add(sum, number).value_or(sum);
  return divide(sum, Decimal(static_cast<int64_t>(numbers.size()))).value_or(Decimal());
}

Decimal median_of(std::vector<Decimal> numbers) {
  std::sort(numbers.begin(), numbers.end(), is_less);
  const size_t half = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return numbers[half];
  return mean_of({numbers[half - 1], numbers[half]});
}

// The first month by which at most half are left of those who were still on their way.
std::optional<int64_t> half_after(const std::vector<NewcomerMonths>& people) {
  int64_t last = 0;
  for (const NewcomerMonths& each : people) last = std::max(last, each.months);
  double left = 1;
  for (int64_t month = 1; month <= last; ++month) {
    double on_their_way = 0;
    double reach = 0;
    for (const NewcomerMonths& each : people) {
      const int64_t seen = each.reached_after.value_or(each.months);
      if (seen < month) continue;
      on_their_way += 1;
      if (each.reached_after == month) reach += 1;
    }
    if (on_their_way == 0) break;
    left *= 1 - reach / on_their_way;
    if (left <= 0.5) return month;
  }
  return std::nullopt;
}

}  // namespace

Newcomers newcomers(const std::vector<PersonMonths>& people) {
  Newcomers found;
  std::vector<Decimal> usual;
  for (const PersonMonths& person : people) {
    if (person.begun < 0 && !person.figures.empty()) usual.push_back(mean_of(person.figures));
  }
  found.established = usual.size();
  if (usual.size() < kLeastEstablished) return found;
  found.median = median_of(std::move(usual));
  for (size_t i = 0; i < people.size(); ++i) {
    const PersonMonths& person = people[i];
    if (person.begun < 0) continue;
    NewcomerMonths months{.person = i};
    for (size_t month = static_cast<size_t>(person.begun) + 1; month < person.figures.size();
         ++month) {
      months.months += 1;
      if (!months.reached_after && !is_less(person.figures[month], *found.median)) {
        months.reached_after = months.months;
        found.reached += 1;
      }
    }
    found.of.push_back(months);
  }
  if (found.of.size() >= kLeastNewcomers) found.half_after = half_after(found.of);
  return found;
}

}  // namespace tollgate::insight
