#include "handlers.h"
#include "hub_only.h"
#include "tollgate/engine/deliveries.h"

namespace tollgate::api {
namespace {

constexpr size_t kMaxSent = 100;

Diagnostic bad_sent() {
  return make_error("api.bad_delivery", {"sent 应有 1 至 100 项", "sent holds 1 to 100 deliveries"},
                    {.pointer = "/params/sent"});
}

}  // namespace

Result<messages::OutboxDeliveredReply> handle(Call& call,
                                              const messages::OutboxDeliveredRequest& request) {
  if (!call.caller.administrator) return hub_only();
  if (request.sent.empty() || request.sent.size() > kMaxSent) return bad_sent();
  ops::EffectDelivered delivered;
  delivered.op = request.op;
  delivered.ordinal = request.ordinal;
  for (const messages::SentMessage& one : request.sent) {
    delivered.sent.push_back(
        {one.to, one.channel, one.at_ms, one.key, one.text, one.receipt.value_or("")});
  }
  delivered.channel = delivered.sent.front().channel;
  delivered.at_ms = delivered.sent.front().at_ms;
  delivered.receipt = delivered.sent.front().receipt;
  Status marked = engine::mark_delivered(call.engine, delivered, call.caller);
  if (!marked) return std::move(marked).error();
  return messages::OutboxDeliveredReply{};
}

}  // namespace tollgate::api
