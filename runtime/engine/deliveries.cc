#include "tollgate/engine/deliveries.h"

#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

Diagnostic unknown_message(const ops::EffectDelivered& delivered) {
  const std::string op = std::to_string(delivered.op);
  const std::string ordinal = std::to_string(delivered.ordinal);
  return make_error(
      "engine.unknown_message",
      {"操作 " + op + " 没有留下第 " + ordinal + " 条（从 0 数起）待发消息",
       "operation " + op + " left no message " + ordinal + " (counted from 0) in the outbox"},
      {.source = op});
}

}  // namespace

Status mark_delivered(Engine& engine, const ops::EffectDelivered& delivered, const Caller& caller) {
  const std::vector<store::MessageRow> messages = engine.store().messages_of_op(delivered.op);
  if (auto error = engine.store().take_error()) return *error;
  if (delivered.ordinal < 0 || delivered.ordinal >= int64_t(messages.size())) {
    return unknown_message(delivered);
  }
  if (messages[size_t(delivered.ordinal)].delivered) return ok_status();
  Result<Outcome> marked = engine.commit({delivered}, caller);
  if (!marked) return std::move(marked).error();
  return ok_status();
}

}  // namespace tollgate::engine
