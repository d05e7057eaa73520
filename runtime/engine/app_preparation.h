// What a document changes in the records that are there, found out before it comes into force:
// their titles, which gates they do not meet, and the columns they are kept in. The looking takes
// long and is done in turns (base/turn.h), others save in between; the writing is what the save
// itself does. Where much is to be written, that is done beside the table in force, in turns as
// well (store/table_remake.h), and the save only lets the two change places.
//
//   AppPreparation preparation(rules, before, put, store, {.at = now, .is_beside = true});
//   if (!preparation.look()) return;        // the turn is over
//   if (Status made = preparation.failure(); !made) return made;
//   …                                       // in the transaction of the save, in the same turn:
//   std::unique_ptr<AppRules> rules = preparation.take_rules();
//   store.set_layout(layout, preparation.remade());
//   preparation.write(store);
//
// All of it is as of one time, however long it took: the op says which (AppPut::judged_at_ms).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/base/result.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"
#include "tollgate/store/table_remake.h"

namespace tollgate::engine {

class AppPreparation {
 public:
  struct When {
    Instant at;
    bool is_new = false;     // its rules are bounded; those of the log's documents were once
    bool is_beside = false;  // tables may be made beside those in force: not in a transaction
    int64_t rows_indexed_at_once = INT64_MAX;  // of more, an index is made with its table
    // Only where records are kept: what they are called and which gates they meet is said by a hub,
    // whose rows come again with its document.
    bool columns_alone = false;
  };
  // `rules`: of the document of `put`, not in force yet. `before`: in force, null for none.
  AppPreparation(std::unique_ptr<live::AppRules> rules, std::shared_ptr<live::AppRules> before,
                 const ops::AppPut& put, store::Store& store, When when);

  // False: the turn is over, the same again in the next one. Records that were written since the
  // last turn are looked at once more.
  bool look();
  // The rules that it ran for this took too much work, all turns together.
  bool took_too_much() const { return work_left_ == 0; }
  // Why a table could not be made: the storage.
  Status failure() const { return failure_; }

  Instant at() const { return clock_.now(); }
  const ops::AppPut& put() const { return put_; }
  const live::AppRules* before() const { return before_.get(); }
  bool is_of(const ops::AppPut& put) const {
    return put.id == put_.id && put.version == put_.version && put.text == put_.text;
  }
  std::unique_ptr<live::AppRules> take_rules();
  std::vector<store::TableRemake*> remade() const;
  void write(store::Store& store) const;

 private:
  // What an entity's records are looked at for; null: not for it.
  struct Part {
    std::string entity;
    bool names = false;                         // the title's rule is another one
    const model::Workflow* workflow = nullptr;  // gates may find something else
    bool is_new_workflow = false;               // its stage was an ordinary field
    bool rewrites = false;                      // rows cannot stay where they are
    std::string after;                          // the record that was looked at last, by id
    size_t changes = 0;                         // so many records, about
    std::unique_ptr<store::TableRemake> remake = nullptr;  // null: few rows change, or none yet
    bool done = false;
  };
  struct Change {
    std::optional<std::string> title;
    std::optional<ops::Standing> standing;
  };

  void begin_again();
  bool catch_up();
  bool go_on(Part& part);
  bool copy(Part& part);
  void begin_remake(Part& part);
  Change change_of(const Part& part, const store::StoredRecord& record);
  void change_copy(const Part& part, store::StoredRecord& record);
  void look_at(Part& part, const store::StoredRecord& record);
  void look_again(const ops::RecordKey& key);
  // nullopt: they are too many.
  std::optional<std::set<ops::RecordKey>> with_referrers(std::set<ops::RecordKey> keys);

  const ops::AppPut put_;
  store::Store& store_;
  std::unique_ptr<live::AppRules> rules_;
  const std::shared_ptr<live::AppRules> before_;
  const FixedClock clock_;
  const bool is_beside_;
  const store::Layout layout_;  // of the document
  std::vector<Part> parts_;
  Status failure_ = ok_status();
  std::map<ops::RecordKey, Change> changes_;
  int64_t moment_ = 0;  // of the store's writes
  int64_t looked_at_ = 0;
  int64_t to_look_at_ = 0;
  int begun_ = 0;  // so often
  uint64_t work_left_ = 0;
};

}  // namespace tollgate::engine
