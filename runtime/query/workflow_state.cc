#include "require.h"
#include "tollgate/query/present.h"
#include "verdicts.h"

namespace tollgate::query {

std::optional<messages::WorkflowState> workflow_state(const Context& context,
                                                      const ops::StoredRecord& record,
                                                      const workflow::Workflow* workflow) {
  live::AppRules& app = context.app;
  if (!workflow) {
    const live::EntityRules* rules = app.rules_of(record.state.entity);
    if (!rules || rules->workflows.empty()) return std::nullopt;
    workflow = &rules->workflows.front();
  }
  const record::RecordView view = app.records->view(record.state, context.person());
  const workflow::State state = workflow->state(view, context.role(), context.rules());
  return present(state, record.state.id, context.texts());
}

Result<messages::WorkflowState> workflow_state(const Source& source, const Viewer& viewer,
                                               const std::string& workflow,
                                               const std::string& record) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<const workflow::Workflow*> found = require_workflow(*context, workflow);
  if (!found) return std::move(found).error();
  Result<ops::StoredRecord> stored = require_record(*context, (*found)->model().entity, record);
  if (!stored) return std::move(stored).error();
  return *workflow_state(*context, *stored, *found);
}

Result<messages::WorkflowState> workflow_state(const Source& source, const Viewer& viewer,
                                               const std::string& workflow,
                                               const ops::StoredRecord& record) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<const workflow::Workflow*> found = require_workflow(*context, workflow);
  if (!found) return std::move(found).error();
  return *workflow_state(*context, record, *found);
}

std::optional<messages::WorkflowState> first_workflow_state(const Source& source,
                                                            const Viewer& viewer,
                                                            const ops::StoredRecord& record) {
  const Result<Context> context = context_of(source, viewer);
  return context ? workflow_state(*context, record) : std::nullopt;
}

}  // namespace tollgate::query
