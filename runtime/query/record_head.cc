#include "context.h"
#include "verdicts.h"

namespace tollgate::query {

std::optional<RecordHead> record_head(const Source& source, const Viewer& viewer,
                                      std::string_view entity, std::string_view record) {
  const Result<Context> context = context_of(source, viewer);
  if (!context) return std::nullopt;
  const std::optional<ops::StoredRecord> stored = context->sight->find_record(entity, record);
  if (!stored) return std::nullopt;
  RecordHead head;
  head.title = stored->title.empty() ? stored->state.id : stored->title;
  head.unsubmitted = stored->state.has_unsubmitted();
  head.stage = workflow_state(*context, *stored);
  return head;
}

}  // namespace tollgate::query
