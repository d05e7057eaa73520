// What rules decided, under which app version: rows of the derived tables. JSON members are text.
#pragma once

#include <cstdint>
#include <string>

namespace tollgate::store {

struct ScoreRow {
  std::string entity;
  std::string record;
  std::string scorecard;
  std::string total;     // decimal text
  std::string possible;  // decimal text
  std::string pool;      // "" for none
  std::string explanation;
  int64_t app_version = 0;
  int64_t op_number = 0;
};

struct DecisionRow {
  int64_t op_number = 0;  // of the claim
  std::string entity;
  std::string record;
  std::string workflow;
  std::string from;
  std::string to;
  bool allowed = false;
  std::string explanation;
  int64_t app_version = 0;
};

struct MessageRow {
  int64_t number = 0;
  int64_t op_number = 0;
  int64_t at_ms = 0;
  std::string entity;
  std::string record;
  std::string effect;
  bool delivered = false;
};

// What an automation should have done and could not, or a rule that failed, when it happened.
struct ProblemRow {
  int64_t op_number = 0;
  int64_t at_ms = 0;
  std::string entity;
  std::string record;
  std::string diagnostic;
};

}  // namespace tollgate::store
