// Finds the item of a list that has a text, in steps of the logarithm of its length: a document can
// hold thousands of items and name them as often.
//
//   TextIndex index;
//   index.build(options, id_of);                        // id_of(option): its std::string_view
//   const Option* done = index.find(options, id_of, "done");   // the first that has it; nullptr
//
// It belongs to one list, which stays as it is. A list that none was built for, or a short one, is
// looked through.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

namespace tollgate {

class TextIndex {
 public:
  template <typename Items, typename TextOf>
  void build(const Items& items, TextOf text_of) {
    order_.clear();
    if (items.size() < kMinItems) return;
    order_.resize(items.size());
    std::iota(order_.begin(), order_.end(), uint32_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
      return std::string_view(text_of(items[a])) < std::string_view(text_of(items[b]));
    });
  }

  template <typename Items, typename TextOf>
  const typename Items::value_type* find(const Items& items, TextOf text_of,
                                         std::string_view text) const {
    if (order_.size() != items.size()) {
      const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) {
        return std::string_view(text_of(item)) == text;
      });
      return found == items.end() ? nullptr : &*found;
    }
    const auto found = std::lower_bound(
        order_.begin(), order_.end(), text,
        [&](uint32_t at, std::string_view t) { return std::string_view(text_of(items[at])) < t; });
    if (found == order_.end() || std::string_view(text_of(items[*found])) != text) return nullptr;
    return &items[*found];
  }

 private:
  static constexpr size_t kMinItems = 16;
  std::vector<uint32_t> order_;  // places in the list, by text; empty: none was built
};

}  // namespace tollgate
