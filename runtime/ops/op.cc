#include "tollgate/ops/op.h"

namespace tollgate::ops {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

template <typename Body>
concept AboutRecord = requires(const Body& body) {
  body.entity;
  body.record;
};

}  // namespace

std::string_view name_of(RecordStatus status) {
  switch (status) {
    case RecordStatus::kDraft:
      return "draft";
    case RecordStatus::kComplete:
      return "complete";
    case RecordStatus::kDiscarded:
      break;
  }
  return "discarded";
}

std::string_view kind_of(const Body& body) {
  return std::visit(Overloaded{
                        [](const RecordSet&) { return "record.set"; },
                        [](const RecordDraft&) { return "record.draft"; },
                        [](const RecordStatusSet&) { return "record.status"; },
                        [](const RecordDiscard&) { return "record.discard"; },
                        [](const WorkflowAdvance&) { return "workflow.advance"; },
                        [](const AppPut&) { return "app.put"; },
                        [](const BlobAdd&) { return "blob.add"; },
                        [](const RecordImport&) { return "record.import"; },
                        [](const EffectDelivered&) { return "effect.delivered"; },
                        [](const ImportBegin&) { return "import.begin"; },
                        [](const ImportUndo&) { return "import.undo"; },
                        [](const RecordRestore&) { return "record.restore"; },
                        [](const WorkflowReopen&) { return "workflow.reopen"; },
                        [](const DeviceJoin&) { return "device.join"; },
                        [](const ClaimRefuse&) { return "claim.refuse"; },
                        [](const FieldConflict&) { return "field.conflict"; },
                        [](const GroupSetAside&) { return "group.set_aside"; },
                        [](const AutomationDue&) { return "automation.due"; },
                        [](const RecordComment&) { return "record.comment"; },
                    },
                    body);
}

bool is_claim(const Body& body) { return std::holds_alternative<WorkflowAdvance>(body); }

bool is_note(const Body& body) {
  return std::holds_alternative<ClaimRefuse>(body) || std::holds_alternative<FieldConflict>(body) ||
         std::holds_alternative<GroupSetAside>(body) ||
         std::holds_alternative<AutomationDue>(body) || std::holds_alternative<RecordComment>(body);
}

std::string_view entity_of(const Body& body) {
  return std::visit(
      []<typename T>(const T& b) -> std::string_view {
        if constexpr (AboutRecord<T>) return b.entity;
        return {};
      },
      body);
}

std::string_view record_of(const Body& body) {
  return std::visit(
      []<typename T>(const T& b) -> std::string_view {
        if constexpr (AboutRecord<T>) return b.record;
        return {};
      },
      body);
}

}  // namespace tollgate::ops
