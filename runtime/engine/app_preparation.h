// What a document changes in the records that are there, found out before it comes into force:
// their titles, and which gates they do not meet. The looking takes long and is done in turns
// (base/turn.h), others save in between; the writing is what the save itself does.
//
//   auto preparation = AppPreparation::begin(engine, put, engine.now());
//   if (!preparation->look()) return;        // the turn is over
//   …                                        // in the transaction of the save, in the same turn:
//   std::unique_ptr<AppRules> rules = preparation->take_rules();
//   preparation->write(store);
//
// All of it is as of one time, however long it took: the op says which (AppPut::judged_at_ms).
#pragma once

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

namespace tollgate::engine {

class AppPreparation {
 public:
  struct When {
    Instant at;
    bool is_new = false;  // its rules are bounded; those of the log's documents were once
  };
  // `rules`: of the document of `put`, not in force yet. `before`: in force, null for none.
  AppPreparation(std::unique_ptr<live::AppRules> rules, std::shared_ptr<live::AppRules> before,
                 const ops::AppPut& put, store::Store& store, When when);

  // False: the turn is over, the same again in the next one. Records that were written since the
  // last turn are looked at once more.
  bool look();
  // The rules that it ran for this took too much work, all turns together.
  bool took_too_much() const { return work_left_ == 0; }

  Instant at() const { return clock_.now(); }
  const ops::AppPut& put() const { return put_; }
  const live::AppRules* before() const { return before_.get(); }
  bool is_of(const ops::AppPut& put) const {
    return put.id == put_.id && put.version == put_.version && put.text == put_.text;
  }
  std::unique_ptr<live::AppRules> take_rules();
  void write(store::Store& store) const;

 private:
  // What an entity's records are looked at for; null: not for it.
  struct Part {
    std::string entity;
    bool names = false;                         // the title's rule is another one
    const model::Workflow* workflow = nullptr;  // gates may find something else
    bool is_new_workflow = false;               // its stage was an ordinary field
    std::string after;                          // the record that was looked at last, by id
    bool done = false;
  };
  struct Change {
    std::optional<std::string> title;
    std::optional<ops::Standing> standing;
  };

  void begin_again();
  bool catch_up();
  bool go_on(Part& part);
  void look_at(const Part& part, const store::StoredRecord& record);
  void look_again(const ops::RecordKey& key);
  std::set<ops::RecordKey> with_referrers(std::set<ops::RecordKey> keys);

  const ops::AppPut put_;
  store::Store& store_;
  std::unique_ptr<live::AppRules> rules_;
  const std::shared_ptr<live::AppRules> before_;
  const FixedClock clock_;
  std::vector<Part> parts_;
  std::map<ops::RecordKey, Change> changes_;
  int64_t moment_ = 0;  // of the store's writes
  int64_t looked_at_ = 0;
  int64_t to_look_at_ = 0;
  int begun_ = 0;  // so often
  uint64_t work_left_ = 0;
};

}  // namespace tollgate::engine
