// What a handler gets beside its request.
#pragma once

#include <memory>

#include "tollgate/engine/engine.h"
#include "tollgate/engine/tasks.h"
#include "tollgate/messages/messages.h"
#include "tollgate/query/query.h"
#include "tollgate/query/texts.h"

namespace tollgate::api {

struct Call {
  engine::Engine& engine;
  engine::Caller caller;
  // What questions are put to: the app in force, or a document that is only tried.
  engine::AppRules* tried = nullptr;
  engine::Principal stated = {};  // by whoever carries the message
  // So long one step of many writes may hold the engine; 0: nobody else waits.
  int64_t step_ms = 0;
  // Of a request that is answered in turns: what it keeps until the next one.
  std::unique_ptr<engine::TaskState> state = nullptr;

  query::Source source() const { return tried != nullptr ? engine.source(tried) : engine.source(); }

  query::Viewer viewer() const { return engine::viewer_of(caller); }
  // Only while an app is in force.
  query::Texts texts() const { return query::texts_for(source(), viewer()); }
};

}  // namespace tollgate::api
