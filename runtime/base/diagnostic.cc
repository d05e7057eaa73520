#include "tollgate/base/diagnostic.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tollgate {
namespace {

constexpr size_t kLongestName = 200;  // keeps a hostile name from costing quadratic time

constinit thread_local int64_t* guesses_left = nullptr;

// Levenshtein distance, given up as soon as it must exceed `bound`. Of names up to kLongestName.
size_t edit_distance(std::string_view a, std::string_view b, size_t bound) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > bound) return bound + 1;
  std::array<size_t, kLongestName + 1> row;
  for (size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (size_t j = 1; j <= b.size(); ++j) {
    size_t diagonal = row[0];
    size_t smallest = row[0] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      const size_t above = row[i];
      row[i] = a[i - 1] == b[j - 1] ? diagonal : 1 + std::min({diagonal, above, row[i - 1]});
      diagonal = above;
      smallest = std::min(smallest, row[i]);
    }
    if (smallest > bound) return bound + 1;
  }
  return row[a.size()];
}

}  // namespace

GuessLimit::GuessLimit(int64_t& names_left) : before_(guesses_left) { guesses_left = &names_left; }
GuessLimit::~GuessLimit() { guesses_left = before_; }
bool GuessLimit::is_reached() { return guesses_left != nullptr && *guesses_left <= 0; }

std::vector<std::string> nearest_names(std::string_view wanted,
                                       const std::vector<std::string>& names, size_t limit) {
  if (wanted.empty() || wanted.size() > kLongestName) return {};
  if (GuessLimit::is_reached()) return {};
  if (guesses_left != nullptr) *guesses_left -= int64_t(names.size());
  const size_t bound = std::max<size_t>(1, wanted.size() / 2);
  std::vector<std::pair<size_t, const std::string*>> ranked;
  for (const std::string& name : names) {
    if (name.size() > kLongestName) continue;
    const size_t distance = edit_distance(wanted, name, bound);
    const bool contained =
        name.size() > 2 && wanted.size() > 2 &&
        (name.find(wanted) != std::string::npos || wanted.find(name) != std::string_view::npos);
    if (distance <= bound && distance < wanted.size()) {
      ranked.emplace_back(distance, &name);
    } else if (contained) {
      ranked.emplace_back(bound + 1, &name);
    }
  }
  // Of equally near names the earlier comes first: the pointers point into one array.
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> nearest;
  for (const auto& [distance, name] : ranked) {
    if (nearest.size() == limit) break;
    nearest.push_back(*name);
  }
  return nearest;
}

}  // namespace tollgate
