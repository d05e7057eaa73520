#include "tollgate/engine/log_repair.h"

#include "log_copy.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::engine {

LogRepair::LogRepair(Engine& engine) : engine_(engine) {}
LogRepair::~LogRepair() = default;

Result<std::unique_ptr<LogRepair>> LogRepair::begin(Engine& engine) {
  std::unique_ptr<LogRepair> self(new LogRepair(engine));
  // What a device of a hub shows moves without an op (log_verification.cc): at once or never.
  if (engine.sync_device_->follows()) return self;
  Result<std::unique_ptr<Engine::LogCopy>> copy = Engine::LogCopy::make(engine);
  if (!copy) return std::move(copy).error();
  self->copy_ = std::move(*copy);
  self->repair_ =
      std::make_unique<log::Repair>(*engine.store_, self->copy_->replica(), engine.path_);
  return self;
}

Result<bool> LogRepair::step() { return repair_ ? repair_->step() : Result<bool>(true); }

Progress LogRepair::progress() const { return repair_ ? repair_->progress() : Progress{}; }

Result<log::RebuildReport> LogRepair::take() {
  if (!repair_ || repair_->needs_rebuild()) return engine_.rebuild();
  Result<log::RebuildReport> report = repair_->take();
  if (!report || report->differences.empty()) return report;
  if (engine_.sync_hub_->has_devices()) {
    store::SyncRows(*engine_.store_).begin_hub(engine_.log_.head().number);
  }
  // What was made of the rows before is made anew when somebody asks.
  store::Transaction forget(*engine_.store_);
  engine_.store_->forget_all_columns();
  if (Status forgotten = forget.commit(); !forgotten) return std::move(forgotten).error();
  if (engine_.app_) {
    engine_.app_->records->forget_all();
    engine_.app_->metrics->clear();
  }
  engine_.changes_.all = true;
  return report;
}

Result<std::unique_ptr<LogRepair>> Engine::begin_rebuild() { return LogRepair::begin(*this); }

}  // namespace tollgate::engine
