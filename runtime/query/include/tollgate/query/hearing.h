// Who is told of records that were changed.
//
//   ChangedRecords changed;  // of this moment
//   for (const Viewer& viewer : readers) {
//     Hearing hearing(source, viewer, changed);
//     hearing.of(record, before);  // Heard::kGone: it went out of their sight
//   }
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "tollgate/ops/record_state.h"
#include "tollgate/query/source.h"
#include "tollgate/query/viewer.h"

namespace tollgate::query {

class Sight;

// What a viewer hears of a record that was changed.
enum class Heard { kNothing, kChanged, kGone };
// Records that were changed, as they stand: each is read once, however many viewers are told of it.
using ChangedRecords = std::map<ops::RecordKey, std::optional<ops::StoredRecord>>;
class Hearing {
 public:
  // `changed` begins empty, and holds for viewers of the same moment.
  Hearing(const Source& source, const Viewer& viewer, ChangedRecords& changed);
  ~Hearing();
  bool hears_everything() const;
  // `before`: as it stood, null where it was not written itself, or is new.
  Heard of(const ops::RecordKey& record, const ops::RecordState* before);

 private:
  const Source& source_;
  const std::unique_ptr<Sight> sight_;  // null: there is no app
  ChangedRecords& changed_;
};

}  // namespace tollgate::query
