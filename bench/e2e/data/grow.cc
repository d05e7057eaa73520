#include <iostream>
#include <nlohmann/json.hpp>
#include <vector>

#include "data.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"
#include "tollgate/base/temporal.h"
#include "tollgate/store/store.h"

namespace tollgate::bench {
namespace {

constexpr uint64_t kSeed = 20260630;
constexpr int64_t kAtOnce = 20'000;
constexpr int64_t kDaysBack = 540;

struct Grown {
  store::StoredRecord record;
  std::vector<store::ScoreRow> scores;
};

std::vector<Grown> visits_of(store::Store& store) {
  std::vector<Grown> visits;
  store.scan({.entity = "visit", .any_order = true}, [&](store::StoredRecord&& record) {
    visits.push_back({std::move(record), {}});
    return true;
  });
  for (Grown& visit : visits) visit.scores = store.scores("visit", visit.record.state.id);
  return visits;
}

// A date-time so many days earlier; what is none stays.
void move_back(Json& value, int64_t days) {
  if (!value.is_string()) return;
  const std::optional<DateTime> time = parse_date_time(value.get_ref<const std::string&>());
  if (!time) return;
  DateTime earlier = *time;
  earlier.local_seconds -= days * kSecondsPerDay;
  value = to_text(earlier);
}

}  // namespace

int grow(const std::string& database, int64_t wanted) {
  Result<std::unique_ptr<store::Store>> opened = store::Store::open({.path = database});
  if (!opened) {
    std::cerr << opened.diagnostics().front().message.en << "\n";
    return 1;
  }
  store::Store& store = **opened;
  const std::vector<Grown> visits = visits_of(store);
  if (visits.empty()) return 1;
  std::vector<std::string> customers;
  store.scan({.entity = "customer", .any_order = true}, [&](store::StoredRecord&& record) {
    customers.push_back(record.state.id);
    return true;
  });
  SeededRandom random(kSeed);
  auto made = static_cast<int64_t>(visits.size());
  while (made < wanted) {
    store::Transaction batch(store);
    for (int64_t i = 0; i < kAtOnce && made < wanted; ++i, ++made) {
      Grown copy = visits[random.next() % visits.size()];
      copy.record.state.id = "grown_" + std::to_string(made);
      const auto days = static_cast<int64_t>(random.next() % kDaysBack);
      for (auto& [field, slot] : copy.record.state.fields) {
        if (field == "customer" && !customers.empty()) {
          slot.value = customers[random.next() % customers.size()];
        }
        move_back(slot.value, days);
      }
      store.put_record(copy.record.state, copy.record.title);
      for (store::ScoreRow& score : copy.scores) {
        score.record = copy.record.state.id;
        store.put_score(score);
      }
    }
    if (!batch.commit()) return 1;
  }
  std::cout << "{\"visits\": " << made << "}\n";
  return 0;
}

}  // namespace tollgate::bench
