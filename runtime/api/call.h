// What a handler gets beside its request.
#pragma once

#include "tollgate/engine/engine.h"
#include "tollgate/messages/messages.h"

namespace tollgate::api {

struct Call {
  engine::Engine& engine;
  engine::Caller caller;
};

}  // namespace tollgate::api
