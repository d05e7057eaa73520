// Counts the rows of a list by groups, in turns (base/turn.h) and chunk by chunk of the rows.
//
//   GroupTallies own;
//   GroupTallies* tallies = Turn::note<GroupTallies>();
//   if (tallies == nullptr) tallies = &own;
//   if (!tallies->count(store, query, {.under = app.hash, .fields = {"city"}}, group_of)) return;
//   tallies->all().groups                // by group, once the turns are over
//
// A chunk in which a record was written between two turns is counted again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/base/turn.h"
#include "tollgate/store/store.h"

namespace tollgate::query {

struct Tally {
  int64_t count = 0;
  std::vector<Decimal> sums;  // one for each field but the first
};

class GroupTallies final : public TurnNote {
 public:
  struct Asked {
    std::string under;                // what else decides: another text begins anew
    std::string people;               // the entity whose records say who may see what; "" for none
    std::vector<std::string> fields;  // the one that is grouped by, then those that are summed
  };
  // The group of a row by the text of its first field.
  using GroupOf = std::function<const std::string&(std::string_view text)>;
  struct Tallies {
    std::map<std::string, Tally, std::less<>> groups;
    Tally total;
  };

  // False: the turn is over; the same again in the next one.
  bool count(store::Store& store, const store::RecordQuery& query, const Asked& asked,
             const GroupOf& group_of);
  const Tallies& all() const { return all_; }

 private:
  void begin_again(store::Store& store);
  bool catch_up(store::Store& store, const store::RecordQuery& query, const Asked& asked);
  void read(store::Store& store, const store::RecordQuery& query, const Asked& asked,
            const GroupOf& group_of);
  bool merge();

  std::string asked_;  // "" before the first turn
  std::vector<Tallies> chunks_;
  std::set<size_t> again_;  // chunks in which something was written
  size_t next_ = 0;         // the chunk that is read next
  Tallies all_;             // of the chunks before merged_
  size_t merged_ = 0;
  int64_t moment_ = 0;    // of the store's writes
  int64_t removals_ = 0;  // so many rows were given to others
  int begun_ = 0;         // so often, with reading or with merging
};

}  // namespace tollgate::query
