// The list of all requests: one overload each, in a file of its own below handlers/.
#pragma once

#include "call.h"

#define TOLLGATE_HANDLERS(X) \
  X(EngineInfo)              \
  X(AppGet)                  \
  X(AppCheck)                \
  X(AppSave)                 \
  X(AppDescribe)             \
  X(DataImport)              \
  X(PeopleList)              \
  X(FormOpen)                \
  X(FormSet)                 \
  X(FormItem)                \
  X(FormCandidates)          \
  X(FormSave)                \
  X(FormClose)               \
  X(RecordList)              \
  X(RecordGet)               \
  X(RecordDiscard)           \
  X(WorkflowBoard)           \
  X(DashboardRead)           \
  X(DashboardDrill)          \
  X(QuickFilterRead)         \
  X(QuickFilterRows)         \
  X(WorkflowState)           \
  X(WorkflowAdvance)         \
  X(OutboxList)              \
  X(LogVerify)               \
  X(LogRebuild)

namespace tollgate::api {

#define X(NAME) \
  Result<messages::NAME##Reply> handle(Call& call, const messages::NAME##Request& request);
TOLLGATE_HANDLERS(X)
#undef X

}  // namespace tollgate::api
