#include "by_hand.h"

#include <memory>
#include <string>

namespace tollgate::bench {
namespace {

using feel::Value;

// Keeps a result alive without storing it anywhere slow.
template <typename T>
void keep(const T& value) {
  asm volatile("" : : "r,m"(value) : "memory");
}

template <typename Row>
std::function<void()> over(const Workload& workload, Row (*read)(std::span<const Value>),
                           void (*evaluate)(const Row&)) {
  auto rows = std::make_shared<std::vector<Row>>();
  for (size_t i = 0; i < workload.size(); ++i) rows->push_back(read(workload.record(i)));
  return [rows, evaluate] {
    for (const Row& row : *rows) evaluate(row);
  };
}

// Slots come in the order of the JSON members, which are sorted by name.
Decimal first_number(std::span<const Value> slots) { return slots[0].as_number(); }
std::string first_text(std::span<const Value> slots) { return std::string(slots[0].as_string()); }

struct Sale {
  Decimal discount, price, quantity;
};
struct Times {
  DateTime arrived, planned;
};
struct Criteria {
  bool met[12];
};

int64_t seconds_of(const DateTime& at) { return at.local_seconds; }

Decimal points_of(const Value& context, std::string_view member) {
  return context.find(member)->as_number();
}

std::vector<Decimal> members(std::span<const Value> slots, std::string_view member) {
  std::vector<Decimal> values;
  for (const Value& item : slots[0].as_list()) values.push_back(points_of(item, member));
  return values;
}

void filtered_sum(const std::vector<Decimal>& amounts) {
  const Decimal limit(100);
  Decimal sum;
  for (const Decimal& amount : amounts) {
    if (compare(amount, limit) > 0) sum = *add(sum, amount);
  }
  keep(sum);
}

const Decimal k5(5), k15(15), k20(20), k40(40), k55(55), k100(100);

}  // namespace

std::function<void()> by_hand(std::string_view name, const Workload& workload) {
  if (name == "lateness over 90 minutes") {
    return over<Times>(
        workload,
        +[](std::span<const Value> s) { return Times{s[0].as_date_time(), s[1].as_date_time()}; },
        +[](const Times& t) { keep(seconds_of(t.arrived) - seconds_of(t.planned) > 5400); });
  }
  if (name == "arithmetic") {
    return over<Sale>(
        workload,
        +[](std::span<const Value> s) {
          return Sale{s[0].as_number(), s[1].as_number(), s[2].as_number()};
        },
        +[](const Sale& s) {
          keep(*multiply(*multiply(s.price, s.quantity), *subtract(k100, s.discount)));
        });
  }
  if (name == "threshold") {
    return over<Decimal>(
        workload, first_number, +[](const Decimal& d) { keep(compare(d, k40) < 0); });
  }
  if (name == "contains") {
    return over<std::string>(
        workload, first_text,
        +[](const std::string& text) { keep(text.find("CT设备") != std::string::npos); });
  }
  if (name == "if chain") {
    return over<Decimal>(
        workload, first_number, +[](const Decimal& d) {
          keep(compare(d, k55) >= 0   ? "A"
               : compare(d, k40) >= 0 ? "B"
               : compare(d, k20) >= 0 ? "C"
                                      : "D");
        });
  }
  if (name == "between") {
    return over<Decimal>(
        workload, first_number,
        +[](const Decimal& d) { keep(compare(d, k5) >= 0 && compare(d, k15) <= 0); });
  }
  if (name == "nested path") {
    return over<std::string>(
        workload,
        +[](std::span<const Value> s) {
          return std::string(s[0].find("address")->find("city")->as_string());
        },
        +[](const std::string& city) { keep(city == "广州"); });
  }
  if (name == "12-criteria score") {
    return over<Criteria>(
        workload,
        +[](std::span<const Value> s) {
          Criteria c{};
          for (size_t i = 0; i < 12; ++i) c.met[i] = s[i].is_true();
          return c;
        },
        +[](const Criteria& c) {
          Decimal sum;
          for (bool met : c.met) {
            if (met) sum = *add(sum, k5);
          }
          keep(sum);
        });
  }
  if (name == "some…satisfies over 12") {
    return over<std::vector<Decimal>>(
        workload, +[](std::span<const Value> s) { return members(s, "points"); },
        +[](const std::vector<Decimal>& points) {
          bool found = false;
          for (const Decimal& p : points) {
            if (compare(p, k5) < 0) {
              found = true;
              break;
            }
          }
          keep(found);
        });
  }
  if (name.starts_with("filtered sum")) {
    return over<std::vector<Decimal>>(
        workload, +[](std::span<const Value> s) { return members(s, "amount"); }, filtered_sum);
  }
  return {};
}

}  // namespace tollgate::bench
