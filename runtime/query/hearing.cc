#include "tollgate/query/hearing.h"

#include "sight.h"

namespace tollgate::query {

Hearing::Hearing(const Source& source, const Viewer& viewer, ChangedRecords& changed)
    : source_(source),
      sight_(source.app ? std::make_unique<Sight>(*source.app, *source.store, *source.clock, viewer)
                        : nullptr),
      changed_(changed) {}

Hearing::~Hearing() = default;

bool Hearing::hears_everything() const { return !sight_ || sight_->is_whole(); }

Heard Hearing::of(const ops::RecordKey& record, const ops::RecordState* before) {
  if (!sight_) return Heard::kNothing;
  if (sight_->sees_all_rows(record.entity)) return Heard::kChanged;
  if (!sight_->rights().may_some(access::Action::kRead, record.entity)) return Heard::kNothing;
  const auto [slot, fresh] = changed_.try_emplace(record);
  if (fresh) slot->second = source_.store->find_record(record.entity, record.record);
  if (slot->second && sight_->sees(slot->second->state)) return Heard::kChanged;
  return before != nullptr && sight_->sees(*before) ? Heard::kGone : Heard::kNothing;
}

}  // namespace tollgate::query
