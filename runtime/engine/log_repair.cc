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
  if (Status begun = self->begin_again(); !begun) return std::move(begun).error();
  return self;
}

Status LogRepair::begin_again() {
  ++begun_;
  repair_.reset();
  copy_.reset();
  if (begun_ > kMaxBeginnings) return ok_status();
  Result<std::unique_ptr<Engine::LogCopy>> copy = Engine::LogCopy::make(engine_);
  if (!copy) return std::move(copy).error();
  copy_ = std::move(*copy);
  repair_ = std::make_unique<log::Repair>(*engine_.store_, copy_->replica(), engine_.path_);
  return ok_status();
}

// Of what a device of a hub shows, some moves without an op: the copy follows that, too.
Result<bool> LogRepair::step() {
  if (!repair_) return true;
  const Result<bool> followed = copy_->catch_up();
  if (followed && *followed) return repair_->step();
  if (Status begun = begin_again(); !begun) return std::move(begun).error();
  return false;
}

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
