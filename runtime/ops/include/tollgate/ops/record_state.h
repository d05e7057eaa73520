// A record as the ops made it.
//
//   RecordState state = apply_op(std::move(before), op);
//
// Applying is pure and total: it asks no rule and refuses nothing. Who applies a claim has decided
// that it holds. `standing.broken` is the one member that no op says: rules do.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/ops/op.h"

namespace tollgate::ops {

struct FieldState {
  Json value;           // wire value, null when unset
  std::string version;  // Op::version() of its last write
  bool operator==(const FieldState&) const = default;
};

// A gate that the record went through and stands behind.
struct PassedGate {
  std::string stage;  // that it leads to
  std::string from;   // "" when no stage was set
  int64_t op_number = 0;
  int64_t at_ms = 0;
  std::string user;  // who moved it, "" for nobody
  int64_t app_version = 0;
  Json saw;  // what the op keeps of it
  bool operator==(const PassedGate&) const = default;
};

// How a record came to its stage, and whether it may stand there.
struct Standing {
  bool imported = false;            // it began in a stage that came along from outside
  std::vector<PassedGate> passed;   // in the order of passing
  std::vector<std::string> broken;  // stages whose gates do not hold; rules say which
  bool is_plain() const { return !imported && passed.empty() && broken.empty(); }
  const PassedGate* find(std::string_view stage) const;
  bool operator==(const Standing&) const = default;
};
Json to_json(const Standing& standing);
// What to_json wrote; members of another kind count as absent.
Standing standing_from_json(const Json& json);

struct RecordState {
  std::string entity;
  std::string id;
  RecordStatus status = RecordStatus::kDraft;
  int64_t created_ms = 0;
  int64_t updated_ms = 0;
  std::string version;  // Op::version() of the last op about it
  Json draft;           // what is typed and not saved as complete, or null
  std::map<std::string, FieldState, std::less<>> fields;
  Standing standing;
  // Values that fields were settled with (record/settled.h): no op says so, the app in force does.
  std::map<std::string, Json, std::less<>> settled;
  // Automations whose condition was met: each reacts to a record once. No op says so, either.
  std::vector<std::string> met;

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
