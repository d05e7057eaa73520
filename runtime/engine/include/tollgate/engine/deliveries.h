// Messages of the outbox that have arrived.
//
//   // op 12 left two messages in the outbox; the second was taken by WeCom
//   Status marked = mark_delivered(engine, {.op = 12, .ordinal = 1, .channel = "wecom",
//                                           .at_ms = …, .receipt = "msg-81"}, caller);
#pragma once

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

// Puts it into the log, so that it outlives a rebuild. Saying it again changes nothing: the first
// report counts. Refused with engine.unknown_message.
Status mark_delivered(Engine& engine, const ops::EffectDelivered& delivered, const Caller& caller);

}  // namespace tollgate::engine
