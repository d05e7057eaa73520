// All that people may ask: each question is one function, in a file of its own. Nothing else reads
// the store for people, so what a viewer may see has one place.
//
//   Result<messages::RecordListReply> list =
//       query::list_records(engine.source(), {.person = "rep-1", .locale = "en"}, request);
//
// Requests and replies are those of schemas/api. Refused with engine.no_app before there is an app,
// with api.unknown_<what> for what does not exist. A read that failed in the store gives what there
// was: whoever asks looks at Engine::take_error.
#pragma once

#include "tollgate/base/result.h"
#include "tollgate/form/session.h"
#include "tollgate/messages/messages.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/query/source.h"
#include "tollgate/query/viewer.h"

namespace tollgate::query {

// For what only those do who look after the app. Nobody does where there is no app yet, or none of
// its people; there whoever comes first may. Refused: query.administration_only.
Status require_administration(const Source& source, const Viewer& viewer);

// The app as the viewer sees it: menus, forms, lists, dashboards.
Result<messages::AppDescribeReply> describe_app(const Source& source, const Viewer& viewer);
// What the document would change if it came into force: parts, values that are there, rights.
Result<messages::AppCompareReply> compare_app(const Source& source, const Viewer& viewer,
                                              const model::App& after);
// What came into force before. Refused: query.unknown_version.
Result<messages::AppVersionsReply> list_app_versions(const Source& source, const Viewer& viewer,
                                                     const messages::AppVersionsRequest& request);
// Two people's changes to one version, part by part. Refused with the schema's findings.
Result<messages::AppMergeReply> merge_apps(const Source& source, const Viewer& viewer,
                                           const messages::AppMergeRequest& request);
Result<messages::PeopleListReply> list_people(const Source& source, const Viewer& viewer,
                                              const messages::PeopleListRequest& request);

Result<messages::RecordListReply> list_records(const Source& source, const Viewer& viewer,
                                               const messages::RecordListRequest& request);
// A piece of all of them as a file. Refused: query.export_refused for roles that do not export,
// query.export_too_long for what no file of the format holds, query.cursor_wrong.
Result<messages::ListExportReply> export_list(const Source& source, const Viewer& viewer,
                                              const messages::ListExportRequest& request);
// A list's records by what a field has, with sums. Refused also: api.unknown_field for what is no
// group or sum for the viewer.
Result<messages::RecordGroupsReply> group_records(const Source& source, const Viewer& viewer,
                                                  const messages::RecordGroupsRequest& request);
Result<messages::RecordGetReply> read_record(const Source& source, const Viewer& viewer,
                                             const messages::RecordGetRequest& request);
// What was done to it, in words and by pages.
Result<messages::RecordHistoryReply> read_history(const Source& source, const Viewer& viewer,
                                                  const messages::RecordHistoryRequest& request);
// What people said about it. Its notes in the log are read, at most 20,000 ops back.
Result<messages::CommentListReply> list_comments(const Source& source, const Viewer& viewer,
                                                 const messages::CommentListRequest& request);
// Whether the comment is the viewer's, for commands.
bool is_own_comment(const Source& source, const Viewer& viewer, const ops::RecordKey& key,
                    const std::string& comment);
// Whether there is such a person in the app for the viewer; and what they are called.
bool is_person(const Source& source, const Viewer& viewer, const std::string& person);
std::string person_title(const Source& source, const Viewer& viewer, const std::string& person);
// What an automation would do about a record now, without doing it. Without a record in the
// request: about the one that was changed last. Refused: query.no_record_to_try.
Result<messages::AutomationTryReply> try_automation(const Source& source, const Viewer& viewer,
                                                    const messages::AutomationTryRequest& request);
// What a formula over an entity's records, and its parts, give on one of them. Refused:
// query.no_record_to_try, and what does not compile.
Result<messages::FormulaTryReply> try_formula(const Source& source, const Viewer& viewer,
                                              const messages::FormulaTryRequest& request);
// What its scorecards give it now; those of a draft are none, and none are those that rest on what
// the viewer may not see.
Result<std::vector<messages::Score>> scores_now(const Source& source, const Viewer& viewer,
                                                std::string_view entity, const std::string& record);
// The record as it is stored, for commands about it. Refused also when it was discarded, and in the
// same words when the viewer may not see it.
Result<ops::StoredRecord> require_record(const Source& source, const Viewer& viewer,
                                         std::string_view entity, const std::string& record);

// Whether nothing is kept from the viewer.
bool sees_everything(const Source& source, const Viewer& viewer);

// Whether the viewer sees a record and field that holds the file; its hash in hexadecimal digits.
bool sees_file(const Source& source, const Viewer& viewer, std::string_view sha256);

// What stands above an open form of a stored record.
struct RecordHead {
  std::string title;
  bool unsubmitted = false;
  std::optional<messages::WorkflowState> stage;  // in its entity's first workflow
};
// nullopt when there is no such record.
std::optional<RecordHead> record_head(const Source& source, const Viewer& viewer,
                                      std::string_view entity, std::string_view record);
// What a reference in an open form of the entity may be set to.
Result<messages::FormCandidatesReply> list_candidates(
    const Source& source, const Viewer& viewer, std::string_view entity,
    const form::FormSession& form, const messages::FormCandidatesRequest& request);

Result<messages::WorkflowBoardReply> read_board(const Source& source, const Viewer& viewer,
                                                const messages::WorkflowBoardRequest& request);
Result<messages::WorkflowState> workflow_state(const Source& source, const Viewer& viewer,
                                               const std::string& workflow,
                                               const std::string& record);
// The same of a record that a command has just read or stored; in its entity's first workflow,
// nullopt when it has none.
Result<messages::WorkflowState> workflow_state(const Source& source, const Viewer& viewer,
                                               const std::string& workflow,
                                               const ops::StoredRecord& record);
std::optional<messages::WorkflowState> first_workflow_state(const Source& source,
                                                            const Viewer& viewer,
                                                            const ops::StoredRecord& record);

Result<messages::DashboardReadReply> read_dashboard(const Source& source, const Viewer& viewer,
                                                    const messages::DashboardReadRequest& request);
// Makes what dashboards read of records, in turns (base/turn.h), so that whoever opens one first
// does not wait for it.
Status prepare_dashboards(const Source& source, const Viewer& viewer);
Result<messages::DashboardDrillReply> drill_down(const Source& source, const Viewer& viewer,
                                                 const messages::DashboardDrillRequest& request);
// What assigning a group of a coverage widget to a person sets: at most as many records as the
// widget says.
struct Dispatching {
  std::string entity;
  std::string field;
  std::vector<std::string> records;
  std::vector<messages::Proposal> proposals;  // who may be assigned
  int64_t left = 0;                           // uncovered records beyond those
};
// Refused: api.unknown_dashboard, api.unknown_widget for what dispatches nothing, and
// query.not_proposed.
Result<Dispatching> dispatch_of(const Source& source, const Viewer& viewer,
                                const messages::DashboardAssignRequest& request);
// One metric, whether a dashboard shows it or not.
Result<messages::MetricReadReply> read_metric(const Source& source, const Viewer& viewer,
                                              const messages::MetricReadRequest& request);

Result<messages::QuickFilterReadReply> read_quick_filter(
    const Source& source, const Viewer& viewer, const messages::QuickFilterReadRequest& request);
// In the viewer's own words; what was not understood is in the reply.
Result<messages::QuickFilterAskReply> ask_quick_filter(
    const Source& source, const Viewer& viewer, const messages::QuickFilterAskRequest& request);
Result<messages::QuickFilterRowsReply> quick_filter_rows(
    const Source& source, const Viewer& viewer, const messages::QuickFilterRowsRequest& request);

// What raises success, what a change brought, and what a rule would have stopped.
Result<messages::InsightLiftReply> lift_of_actions(const Source& source, const Viewer& viewer,
                                                   const messages::InsightLiftRequest& request);
Result<messages::InsightEffectReply> effect_of_change(
    const Source& source, const Viewer& viewer, const messages::InsightEffectRequest& request);
// How long newcomers take until the median person's figure, and what the best fifth do that others
// don't.
Result<messages::InsightPeopleReply> newcomers_and_best(
    const Source& source, const Viewer& viewer, const messages::InsightPeopleRequest& request);
Result<messages::InsightBacktestReply> backtest(const Source& source, const Viewer& viewer,
                                                const messages::InsightBacktestRequest& request);

Result<messages::DataImportListReply> list_imports(const Source& source, const Viewer& viewer,
                                                   const messages::DataImportListRequest& request);
// What changed since an op of the log, as far as the viewer may know of it now or could before.
Result<messages::RecordChangesReply> list_changes(const Source& source, const Viewer& viewer,
                                                  const messages::RecordChangesRequest& request);
// What waits in the outbox and for whom, for whoever delivers it.
Result<messages::OutboxPendingReply> list_pending(const Source& source, const Viewer& viewer,
                                                  const messages::OutboxPendingRequest& request);
Result<messages::OutboxListReply> list_outbox(const Source& source, const Viewer& viewer,
                                              const messages::OutboxListRequest& request);

}  // namespace tollgate::query
