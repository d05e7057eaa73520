// One record as rules see it: a value for each of its entity's names.
//
//   RecordView view = make_view(names, {.id = "v1", .status = "complete"}, values, user, context);
//   run(rule, view.slots, rule_context);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/feel/value.h"
#include "tollgate/record/names.h"
#include "tollgate/record/values.h"

namespace tollgate::record {

// What expressions see as `record`. Times are ISO 8601 text; empty members are null.
struct RecordFacts {
  std::string id;
  std::string entity;
  std::string status;  // "draft" or "complete"
  std::string created_at;
  std::string updated_at;
  std::string stage;
  // How it came to its stage: "begun", "passed", "imported" or "earlier"; "" without a workflow.
  std::string stage_origin;
  std::optional<bool> stage_holds;         // whether the gates up to its stage hold
  std::vector<std::string> changed_after;  // see record/settled.h
};
feel::Value to_feel(const RecordFacts& facts, const ValueContext& context);

// "2026-03-01T09:30:00Z" from milliseconds: a time of the facts.
std::string iso_text(int64_t milliseconds);

struct RecordView {
  const Names* names = nullptr;
  std::vector<feel::Value> slots;

  // The field's value; null for a field that the entity does not have.
  const feel::Value& field(std::string_view id) const;
};

// `values` is the record on the wire, by field id; `user` as a reference gives it, or null.
RecordView make_view(const Names& names, const RecordFacts& facts, const Json& values,
                     const feel::Value& user, const ValueContext& context);

}  // namespace tollgate::record
