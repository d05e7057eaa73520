// A record as the ops made it.
//
//   RecordState state = apply_op(std::move(before), op);
//
// Applying is pure and total: it asks no rule and refuses nothing. Who applies a claim has decided
// that it holds.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "tollgate/ops/op.h"

namespace tollgate::ops {

struct FieldState {
  Json value;           // wire value, null when unset
  std::string version;  // Op::version() of its last write
  bool operator==(const FieldState&) const = default;
};

struct RecordState {
  std::string entity;
  std::string id;
  RecordStatus status = RecordStatus::kDraft;
  int64_t created_ms = 0;
  int64_t updated_ms = 0;
  std::string version;  // Op::version() of the last op about it
  Json draft;           // what is typed and not saved as complete, or null
  std::map<std::string, FieldState, std::less<>> fields;

  const Json& value(std::string_view field) const;
  // Complete, with changes beside it that were not submitted.
  bool has_unsubmitted() const { return status == RecordStatus::kComplete && !draft.is_null(); }
  bool operator==(const RecordState&) const = default;
};

// A record as a store keeps it.
struct StoredRecord {
  RecordState state;
  std::string title;  // "" where the app gives it none
};

struct RecordKey {
  std::string entity;
  std::string record;
  auto operator<=>(const RecordKey&) const = default;
};

// `state` is nullopt for a record nobody has heard of. Ops about no record give it back unchanged.
std::optional<RecordState> apply_op(std::optional<RecordState> state, const Op& op);

}  // namespace tollgate::ops
