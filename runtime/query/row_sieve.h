// The rows of a query that pass a test which SQL cannot say, decided one by one and in turns
// (base/turn.h).
//
//   RowSieve own;
//   RowSieve* sieve = Turn::note<RowSieve>();
//   if (sieve == nullptr) sieve = &own;
//   auto rows = sieve->sift(store, query, {.under = app.hash, .people = "rep"}, test);
//   // nullopt: the turn is over; the same again in the next one
//
// Records that are written between two turns are decided again. What a test reads of other records
// counts as it was when the row was decided.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/turn.h"
#include "tollgate/store/store.h"

namespace tollgate::query {

class RowSieve final : public TurnNote {
 public:
  using Test = std::function<bool(store::StoredRecord&& record)>;
  struct Conditions {
    std::string under;   // what else decides: another text begins anew
    std::string people;  // the entity whose records say who may see what; "" for none
  };
  // As Store::row_of() counts them.
  std::optional<std::vector<int64_t>> sift(store::Store& store, const store::RecordQuery& query,
                                           const Conditions& conditions, const Test& test);

 private:
  bool catch_up(store::Store& store, const store::RecordQuery& query, const std::string& people,
                const Test& test);
  void go_on(store::Store& store, const store::RecordQuery& query, const Test& test);
  void take(store::Store& store, const store::RecordQuery& query, const std::string& id);

  std::string asked_;  // what the rows are decided for; "" before the first turn
  std::vector<bool> rows_;
  std::string after_;  // the record that was decided last, by id
  int64_t decided_ = 0;
  bool done_ = false;
  int64_t moment_ = 0;  // of the store's writes
  int begun_ = 0;       // so often
};

}  // namespace tollgate::query
