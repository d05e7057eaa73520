#include "log_deriver.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sync.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/store/store.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::engine {

Result<log::RebuildReport> Engine::rebuild() {
  // The log brings each app into force again.
  std::shared_ptr<AppRules> app_before = std::exchange(app_, nullptr);
  LogDeriver deriver(*this, *sync_device_);
  does_all_at_once_ = true;
  Result<log::RebuildReport> report = log::rebuild(*store_, deriver, path_);
  does_all_at_once_ = false;
  if (report) {
    if (sync_hub_->has_devices()) store::SyncRows(*store_).begin_hub(log_.head().number);
    changes_.all = true;
    return report;
  }
  app_ = std::move(app_before);
  if (app_) app_->records->forget_all();
  return report;
}

}  // namespace tollgate::engine
