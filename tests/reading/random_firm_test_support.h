// A firm in which anything happens at random, and one of its people who asks everything after it.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "firm_app_test_support.h"
#include "naive_firm_test_support.h"

namespace tollgate::reading {

class RandomFirm {
 public:
  explicit RandomFirm(uint64_t seed);

  // One thing happens, then somebody looks. "", or what they see and should not, or do not.
  std::string step();
  const std::vector<std::string>& told() const { return told_; }

 private:
  uint64_t below(uint64_t limit) { return random_() % limit; }
  std::string any_of(const std::map<std::string, Values>& records);
  void put(std::map<std::string, Values>& records, const std::string& entity, const std::string& id,
           const Values& changes);
  void happen();
  void take_back();

  void look(const std::string& viewer);
  void look_at_lists(const std::string& viewer);
  void look_at_exports(const std::string& viewer);
  void look_at_numbers(const std::string& viewer);
  void look_below_numbers(const std::string& viewer);
  void look_at_record(const std::string& viewer);
  void look_for_candidates(const std::string& viewer);
  void expect(const std::string& what, const json& got, const json& wanted);

  std::mt19937_64 random_;
  Firm firm_;
  NaiveFirm naive_;
  std::string last_batch_;  // of a visit that may be taken back, "" for none
  std::string last_new_;
  std::vector<std::string> told_;
  std::string fault_;
};

}  // namespace tollgate::reading
