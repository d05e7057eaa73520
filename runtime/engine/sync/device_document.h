// A page of the hub's that brings another document than the one in force here, while what it
// changes is prepared in turns.
#pragma once

#include <memory>
#include <string>

#include "app_preparation.h"
#include "tollgate/base/turn.h"
#include "tollgate/engine/sync.h"
#include "tollgate/model/app.h"

namespace tollgate::engine {

struct SyncDevice::Document final : TurnNote {
  std::unique_ptr<sync::SyncPullReply> page;  // null: none has come
  // What stood here when it came: where something else does, the page is late.
  std::string cursor;
  std::string app_hash;
  ops::AppPut put;
  std::shared_ptr<const model::App> loaded;
  std::unique_ptr<AppPreparation> preparation;
  Diagnostics too_new;  // why this program cannot read it
  bool is_written = false;
};

}  // namespace tollgate::engine
