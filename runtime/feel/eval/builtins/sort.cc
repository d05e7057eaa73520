// 10.3.4.8: sort(list, precedes), stable.
#include "builtin.h"

namespace tollgate::feel {
namespace {

// Merge sort written out: the callback may answer anything, and fail.
class Sorter {
 public:
  Sorter(const Arguments& a, const Value& precedes) : a_(a), precedes_(precedes) {}

  // False when the function did not answer true or false: see answer().
  bool sort(std::vector<Value>& items) {
    std::vector<Value> buffer(items.size());
    for (size_t width = 1; width < items.size(); width *= 2) {
      a_.machine.spend(items.size() * work::kItem * 3);
      for (size_t begin = 0; begin < items.size(); begin += 2 * width) {
        const size_t middle = std::min(begin + width, items.size());
        const size_t end = std::min(begin + 2 * width, items.size());
        if (!merge(items, buffer, begin, middle, end)) return false;
      }
      items.swap(buffer);
    }
    return true;
  }

  const Value& answer() const { return answer_; }

 private:
  bool merge(std::vector<Value>& items, std::vector<Value>& out, size_t left, size_t middle,
             size_t end) {
    size_t right = middle;
    const size_t begin = left;
    for (size_t i = begin; i < end; ++i) {
      bool take_right = left == middle;
      if (!take_right && right < end) {
        // The right one comes first only if it must: equal items keep their order.
        const Value* const pair[2] = {&items[right], &items[left]};
        answer_ = a_.machine.call(precedes_, pair, 2);
        if (!answer_.is_boolean()) return false;
        take_right = answer_.is_true();
      }
      out[i] = items[take_right ? right++ : left++];
    }
    return true;
  }

  const Arguments& a_;
  const Value& precedes_;
  Value answer_;
};

Value sort_(const Arguments& a) {
  if (a[0].is_null()) return bad_type(0, a[0]);
  const Value& precedes = a.one(1);
  if (!precedes.is_function()) return bad_type(1, precedes);
  const std::span<const Value> list = a.items(0);
  make_room(2 * list.size() * sizeof(Value));
  std::vector<Value> items(list.begin(), list.end());
  Sorter sorter(a, precedes);
  if (!sorter.sort(items)) return bad_answer(sorter.answer());
  return Value::list(std::move(items));
}

constexpr Builtin kSortBuiltins[] = {{"sort", sort_, false}};

}  // namespace

std::span<const Builtin> sort_builtins() { return kSortBuiltins; }

}  // namespace tollgate::feel
