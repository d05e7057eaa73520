// Operations: what happened, in the order it happened. The log of them is the truth; everything
// else is derived from it.
//
//   Op op;
//   op.body = RecordSet{.entity = "visit", .record = "v1", .writes = {{"city", "Wuhan", ""}}};
//   Result<std::string> bytes = storable_bytes(op);  // what is hashed and stored, within bounds
//   Sha256Digest hash = hash_of(*bytes);             // the next op's `previous`
//
// Facts (a typed value, a photo, a new app document) are never refused once they are in the log. A
// claim (a move to a stage) asks the rules for a decision and can be refused when it is looked at
// again, with other devices' ops before it.
//
// Shape on the wire: schemas/ops/op.schema.json.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/result.h"
#include "tollgate/base/sha256.h"
#include "tollgate/ops/hybrid_clock.h"

namespace tollgate::ops {

enum class RecordStatus { kDraft, kComplete, kDiscarded };
std::string_view name_of(RecordStatus status);

// One field takes a value; null unsets it.
struct FieldWrite {
  std::string field;
  Json value;
  std::string base;  // version of the field that the writer had seen, "" when it was unset
};

// `cause`: "" for a person, the automation's id for an effect.
struct RecordSet {
  std::string entity;
  std::string record;
  std::vector<FieldWrite> writes;
  std::string cause;
};

// All that a person has typed and not saved as complete, also texts that are no values yet. A
// complete record stays as it is beside its draft.
struct RecordDraft {
  std::string entity;
  std::string record;
  Json draft;
};

// A record becomes a draft or complete.
struct RecordStatusSet {
  std::string entity;
  std::string record;
  RecordStatus status = RecordStatus::kDraft;
  // The version of the app by whose rules a device's record was found complete; 0: the one in
  // force.
  int64_t judged_by = 0;
};

struct RecordDiscard {
  std::string entity;
  std::string record;
};

// The claim that a record may enter a stage.
struct WorkflowAdvance {
  std::string entity;
  std::string record;
  std::string workflow;
  std::string field;  // the stage field
  std::string from;   // "" when no stage was set
  std::string to;
  std::string role;  // the role in which the person claims it
  // What the gate saw: an object for a move through a gate that was open, null for a move back and
  // for ops of versions that kept nothing of it.
  Json saw = nullptr;
  std::vector<std::string> leaves;  // of a move back: the stages whose gates are passed no more
  // The version of the app by whose rules a device's claim was judged; 0: the one in force.
  int64_t judged_by = 0;
};

// What a passed gate saw is there no more: the record stands before that gate again. Never a
// person's claim: it follows from another op of its group.
struct WorkflowReopen {
  std::string entity;
  std::string record;
  std::string workflow;
  std::string field;  // the stage field
  std::string from;
  std::string to;                   // the stage before the gate
  std::string gate;                 // the stage whose gate it is
  std::vector<std::string> fields;  // what was changed or removed
};

// A document comes into force.
struct AppPut {
  std::string id;
  int64_t version = 0;
  std::string text;
  // Records in stages that no gate led to, because this document makes stages of what was an
  // ordinary field, are known by that from here on. Ops of before did not look.
  bool judges_stages = false;
  // As of when records were named and their gates asked, where that began before the op: it may
  // take long. nullopt: as of the op.
  std::optional<int64_t> judged_at_ms = std::nullopt;
};

struct BlobAdd {
  std::string sha256;
  Json facts;  // name, media_type, size_bytes, …: what the runtime found in the bytes
};

// A whole record from outside, with the time at which it was made there.
struct RecordImport {
  std::string entity;
  std::string record;
  RecordStatus status = RecordStatus::kComplete;
  Json values;  // by field id
  int64_t at_ms = 0;
  bool stage_imported = false;  // the stage came along from outside: no gate let the record in
};

// A message that an effect left in the outbox has arrived.
struct EffectDelivered {
  int64_t op = 0;       // number of the op that the effect followed from
  int64_t ordinal = 0;  // of the message among those of that op, from 0
  std::string channel;  // that took it: "wecom"
  int64_t at_ms = 0;    // when the channel took it
  std::string receipt;  // what the channel said to it, "" for nothing

  // To whom, how and what exactly: one for each person. Empty in logs of before.
  struct Sent {
    std::string to;       // record id of the person
    std::string channel;  // as the hub calls it: "robot_north"
    int64_t at_ms = 0;
    std::string key;      // by which it is known when it arrives twice
    std::string text;     // as it was sent
    std::string receipt;  // "" for nothing
    bool operator==(const Sent&) const = default;
  };
  std::vector<Sent> sent = {};
};

// A batch of imported records begins: the ops that belong to it carry its id (Op::batch).
struct ImportBegin {
  std::string source;  // the file's name, "" when nobody said one
};

// The batch is taken back: as many of its records as nobody has changed since are restored.
struct ImportUndo {};

// A record is again what it was before a batch, whole: fields that are not in `values` are unset.
// One that the batch had made is discarded.
struct RecordRestore {
  std::string entity;
  std::string record;
  RecordStatus status = RecordStatus::kDiscarded;
  Json values;  // by field id
  Json draft;   // null: none
  int64_t created_ms = 0;
  int64_t updated_ms = 0;
  Json standing = nullptr;  // with the gates behind which it stood; null: as they are
};

// A device may send what it does to this hub, in the name of whoever signed in there (Op::user).
struct DeviceJoin {
  std::string device;
  std::string key;    // its public key: Ed25519, hexadecimal
  std::string label;  // browser and system, "" when nobody said
};

// A device's claim that does not hold on what all devices did: what it claimed is not so.
struct ClaimRefuse {
  std::string entity;
  std::string record;
  std::string claim;      // kind of the op that claimed it: "workflow.advance", "record.status"
  std::string workflow;   // "" where a record was said to be complete
  std::string to;         // the stage, or the status
  Json why;               // diagnostics, as diagnostic_json.h writes them
  int64_t judged_by = 0;  // the version of the app by whose rules; 0: the one in force
};

// Two people changed a field without knowing of each other: one value stands, both are kept.
struct FieldConflict {
  std::string entity;
  std::string record;
  std::string field;
  Json stands;
  std::string stands_by;  // the person, "" for nobody
  Json yields;
  std::string yields_by;
};

// What a device did and may not come into force: nothing of it is lost, its owner finds it here.
struct GroupSetAside {
  std::string entity;  // of the group's first op about a record; "" for none
  std::string record;
  Json ops;  // its ops as the device wrote them
  Json why;  // diagnostics
};

// A time came that an automation waits for: what follows for the record, if anything does, is
// decided by the rules then. One for each record and time, never again. Where no record is named it
// is about the automation as a whole: a schedule, or a metric that it watches.
struct AutomationDue {
  std::string entity;
  std::string record;  // "" for none
  std::string automation;
  int64_t due_ms = 0;  // the time that came; it may be long past when the engine was not running
  std::string what;    // one of due_kinds below
  Json why = nullptr;  // kSkipped: diagnostics
};
namespace due_kinds {
inline constexpr std::string_view kReached = "reached";  // for the record
inline constexpr std::string_view kSkipped = "skipped";  // for the record: its rules cannot be run
inline constexpr std::string_view kFinished = "finished";  // it came for all records
inline constexpr std::string_view kArmed = "armed";        // the metric is on this side of its line
inline constexpr std::string_view kBeyond = "beyond";    // it was beyond when it was watched first
inline constexpr std::string_view kCrossed = "crossed";  // it went over the line
}  // namespace due_kinds

// What somebody says about a record. It changes nothing of it. Said again by its author: with
// another text instead; with none: taken back.
struct RecordComment {
  std::string entity;
  std::string record;
  std::string comment;  // id, the same in each op about the comment
  std::string text;
  std::vector<std::string> mentions;  // record ids of people who hear of it
};

using Body = std::variant<RecordSet, RecordDraft, RecordStatusSet, RecordDiscard, WorkflowAdvance,
                          AppPut, BlobAdd, RecordImport, EffectDelivered, ImportBegin, ImportUndo,
                          RecordRestore, WorkflowReopen, DeviceJoin, ClaimRefuse, FieldConflict,
                          GroupSetAside, AutomationDue, RecordComment>;

// In a hub's log: the device's group that an op was taken from.
struct Origin {
  std::string device;
  int64_t group = 0;        // counts the groups that the device sent, from 1
  std::string hash;         // of the group, hexadecimal (sync/group.h)
  std::string version;      // Op::version() of the device's op; "" for what the hub adds to it
  int64_t app_version = 0;  // under which the device made it
  // What the device's wall clock said, where the hub dates the op otherwise.
  std::optional<int64_t> said_ms;
};

struct Op {
  std::string device;
  int64_t number = 0;       // of the device, from 1, without gaps
  int64_t group_first = 0;  // ops from group_first to group_last happen together or not at all
  int64_t group_last = 0;
  HybridTime time;  // orders ops; may run ahead of every clock
  // What the device's wall clock said, in milliseconds since 1970. Absent where it says what `time`
  // does: almost always, and in all ops of before.
  std::optional<int64_t> wall_ms;
  // How far the wall clock was moved between the op before and this one, as the device's monotonic
  // clock tells: forward when positive. Absent where nobody saw it move.
  std::optional<int64_t> clock_moved_ms;
  int64_t app_version = 0;  // the app in force for whoever made the op; 0 before the first
  std::string user;         // "" when nobody was chosen
  std::string batch;        // of the import that the op belongs to, "" for none
  Sha256Digest previous = {};
  std::optional<Origin> origin;
  Body body;

  // When it happened by the device's wall clock: what rules see as now, and people as its time.
  int64_t at_ms() const { return wall_ms.value_or(time.milliseconds); }
  Instant at() const { return {at_ms() * 1000}; }

  // Names this op among all devices' ops, and sorts as they happened.
  std::string version() const { return to_text(time) + "-" + device; }
};

std::string_view kind_of(const Body& body);  // "record.set"
bool is_claim(const Body& body);
// Tells of a record and changes nothing of it.
bool is_note(const Body& body);
std::string_view entity_of(const Body& body);  // "" where the op is about no record
std::string_view record_of(const Body& body);

// Writers and readers hold to the same bounds, so that whatever gets into the log can be read. Each
// value takes at least two bytes, and in memory at most fifty times what it takes as text: what
// keeps to max_bytes keeps to the others.
inline constexpr JsonLimits kOpLimits = {.max_bytes = limits::kOpBytes,
                                         .max_depth = 96,
                                         .max_values = limits::kOpBytes / 2 + 1,
                                         .max_memory_factor = 64};

// Where a log ends.
struct LogHead {
  int64_t number = 0;  // of the last op; 0 when the log is empty
  Sha256Digest hash = {};
  HybridTime time;
  int64_t at_ms = 0;  // by the wall clock; of the last op
};

std::string canonical_bytes(const Op& op);
// The canonical bytes of an op that parse_op will read. Refused: ops.too_large and ops.too_deep,
// with the record as source; ops.user_too_long.
Result<std::string> storable_bytes(const Op& op);
inline Sha256Digest hash_of(std::string_view bytes) { return sha256(bytes); }
// What canonical_bytes wrote. Anything else is refused with ops.bad_op.
Result<Op> parse_op(std::string_view bytes);

}  // namespace tollgate::ops
