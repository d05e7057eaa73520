// 10.3.4.4: functions that make one value of a list. Each takes the list, or its items as
// arguments.
#include <algorithm>

#include "builtin.h"
#include "fast.h"

namespace tollgate::feel {
namespace {

// The items, whichever way they were given. False for a null argument in place of the list.
bool items_of(const Arguments& a, std::vector<Value>& storage, std::span<const Value>& items) {
  if (a.size() == 1) {
    if (a[0].is_null()) return false;
    items = a.items(0);
    return true;
  }
  spend_work(work::kAllocation * 2 + a.size() * work::kItem * 2);
  for (size_t i = 0; i < a.size(); ++i) storage.push_back(a[i]);
  items = storage;
  return true;
}

Value extreme(const Arguments& a, Order wanted) {
  std::vector<Value> storage;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  if (items.empty()) return Value();
  const Value* best = &items[0];
  for (const Value& item : items) {
    const Order o = order(item, *best);
    if (o == Order::kNone) {
      return item.is_null() || &item == best ? bad_item(item)
                                             : null_because(NullCode::kItemOrder, *best, item);
    }
    if (o == wanted) best = &item;
  }
  return *best;
}

Value min_(const Arguments& a) { return extreme(a, Order::kLess); }
Value max_(const Arguments& a) { return extreme(a, Order::kGreater); }

bool is_quantity(const Value& v) {
  return v.is_number() || v.kind() == Kind::kDaysTimeDuration ||
         v.kind() == Kind::kYearsMonthsDuration;
}

// The sum of numbers, or of durations of one kind; null for no items.
Value total(std::span<const Value> items) {
  Value sum;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!is_quantity(items[i])) return bad_item(items[i]);
    if (i == 0) {
      sum = items[0];
      continue;
    }
    sum = add(sum, items[i]);
    if (sum.is_null()) return sum;
  }
  return sum;
}

Value sum(const Arguments& a) {
  std::vector<Value> storage;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  return total(items);
}

Value mean(const Arguments& a) {
  std::vector<Value> storage;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  if (items.empty()) return bad_value(0, a[0]);
  const Value all = total(items);
  return all.is_null() ? all : divide(all, Value::integer(static_cast<int64_t>(items.size())));
}

Value product(const Arguments& a) {
  std::vector<Value> storage;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  if (items.empty()) return bad_value(0, a[0]);
  Value result = Value::integer(1);
  for (const Value& item : items) {
    if (!item.is_number()) return bad_item(item);
    result = multiply(result, item);
    if (result.is_null()) return result;
  }
  return result;
}

// The numbers in order; false and a problem when one of the items is no number.
bool sorted_numbers(std::span<const Value> items, std::vector<Value>& numbers, Value& problem) {
  // How many comparisons a sort makes depends on the library: they are counted before.
  bool wide = false;
  for (const Value& item : items) wide = wide || item.head() != items[0].head();
  spend_work(work::kAllocation * 2 + items.size() * (4 + 3 * work::levels(items.size())) *
                                         (wide ? work::kWideCompare : work::kItem));
  for (const Value& item : items) {
    if (!item.is_number()) {
      problem = bad_item(item);
      return false;
    }
    numbers.push_back(item);
  }
  std::sort(numbers.begin(), numbers.end(), [](const Value& x, const Value& y) {
    Order quick;
    if (fast_order(x, y, quick)) return quick == Order::kLess;
    return compare(x.as_number(), y.as_number()) < 0;
  });
  return true;
}

Value median(const Arguments& a) {
  std::vector<Value> storage, numbers;
  Value problem;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  if (!sorted_numbers(items, numbers, problem)) return problem;
  if (numbers.empty()) return Value();
  const size_t middle = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return numbers[middle];
  return divide(add(numbers[middle - 1], numbers[middle]), Value::integer(2));
}

// stddev(list): the sample standard deviation.
Value stddev(const Arguments& a) {
  std::vector<Value> storage;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  for (const Value& item : items) {
    if (!item.is_number()) return bad_item(item);
  }
  if (items.size() < 2) return bad_value(0, a[0]);
  const auto n = static_cast<int64_t>(items.size());
  const Value average = divide(total(items), Value::integer(n));
  spend_work(items.size() * work::kItem * 4);
  Value squares = Value::integer(0);
  for (const Value& item : items) {
    const Value distance = subtract(item, average);
    squares = add(squares, multiply(distance, distance));
  }
  const Value variance = divide(squares, Value::integer(n - 1));
  if (!variance.is_number()) return variance;
  return Value::number(square_root(variance.as_number()));
}

// mode(list): the most frequent numbers, in ascending order.
Value mode(const Arguments& a) {
  std::vector<Value> storage, numbers;
  Value problem;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  if (!sorted_numbers(items, numbers, problem)) return problem;
  spend_work(items.size() * work::kItem * 4);
  std::vector<Value> modes;
  size_t most = 0;
  for (size_t i = 0; i < numbers.size();) {
    size_t end = i;
    while (end < numbers.size() && same(numbers[end], numbers[i])) ++end;
    if (end - i > most) {
      most = end - i;
      modes.clear();
    }
    if (end - i == most) modes.push_back(numbers[i]);
    i = end;
  }
  return Value::list(std::move(modes));
}

// all(list), any(list): conjunction and disjunction in three-valued logic.
Value quantify(const Arguments& a, bool decisive) {
  std::vector<Value> storage;
  std::span<const Value> items;
  if (!items_of(a, storage, items)) return bad_type(0, a[0]);
  const Value* unclear = nullptr;
  for (const Value& item : items) {
    if (item.is_boolean() && item.as_boolean() == decisive) return Value::boolean(decisive);
    if (!item.is_boolean()) unclear = &item;
  }
  if (unclear != nullptr) return bad_item(*unclear);
  return Value::boolean(!decisive);
}

Value all_(const Arguments& a) { return quantify(a, false); }
Value any_(const Arguments& a) { return quantify(a, true); }

constexpr Builtin kAggregateBuiltins[] = {
    {"min", min_, false},      {"max", max_, false},        {"sum", sum, false},
    {"mean", mean, false},     {"product", product, false}, {"median", median, false},
    {"stddev", stddev, false}, {"mode", mode, false},       {"all", all_, false},
    {"any", any_, false},
};

}  // namespace

std::span<const Builtin> aggregate_builtins() { return kAggregateBuiltins; }

}  // namespace tollgate::feel
