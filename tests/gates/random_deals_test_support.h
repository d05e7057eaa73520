// Random people doing random things with deals, in the engine and in the naive model beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "naive_deals_test_support.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"
#include "tollgate/engine/engine.h"

namespace tollgate::gates {

class RandomDeals {
 public:
  explicit RandomDeals(uint64_t seed);

  // One doing. What differs between engine and model afterwards, in words; "" when nothing does.
  std::string step();
  // All records compared and the log verified; with `rebuild`, everything derived from it again.
  std::string check_all(bool rebuild);
  // What was done, the last things last.
  const std::vector<std::string>& told() const { return told_; }

 private:
  struct Person {
    std::string user;
    std::string role;
  };

  size_t below(size_t count) { return static_cast<size_t>(random_.next() % count); }
  bool one_in(size_t count) { return below(count) == 0; }
  const std::string& any(const std::vector<std::string>& all) { return all[below(all.size())]; }
  Person person();
  std::string deal();
  std::string value(const std::string& field);
  Rules rules();
  engine::Caller caller(const Person& person);
  void tell(std::string what);

  void save_app();
  void save_form();
  void advance();
  void discard();
  void import();
  void undo_import();
  void write();
  void set_license();
  void set_stage();
  void claim_role();

  Json wire(const std::string& field, const std::string& value) const;
  std::string plain(const std::string& field, const Json& value) const;
  std::string compare(const std::string& deal);

  SeededRandom random_;
  FixedClock clock_;
  std::unique_ptr<engine::Engine> engine_;
  NaiveDeals naive_;
  std::vector<std::string> hashes_;
  std::vector<std::string> told_;
  std::string fault_;  // of the step itself
  std::string touched_;
  struct Imported {
    std::string batch;
    std::string deal;
    Deal as_it_was;
  };
  std::vector<Imported> imported_;
};

}  // namespace tollgate::gates
