#include "tollgate/log/checkpoints.h"

#include "tollgate/engine/engine.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

int64_t Engine::wall_ms() const { return ops::wall_milliseconds(now()); }

Status Engine::start_checkpoints(const EngineOptions& options) {
  Result<log::Checkpoints> points = log::Checkpoints::open(*store_, log_.device());
  if (!points) return std::move(points).error();
  Status sound = points->check(*store_, log_.head(), path_);
  if (!sound && !options.accept_log) return sound;
  checkpoints_ = std::make_unique<log::Checkpoints>(std::move(*points));
  // What an engine that was killed had no time to sign for.
  if (!sound || checkpoints_->has_news(log_.head())) keep_checkpoint(!sound);
  return ok_status();
}

void Engine::keep_checkpoint(bool accepted) {
  // It speaks of nothing that the disk does not have.
  if (Status flushed = store_->flush(); !flushed) {
    checkpoint_trouble_ = flushed.diagnostics();
    return;
  }
  Status kept = checkpoints_->keep(log_.head(), wall_ms(), accepted);
  checkpoint_trouble_ = kept ? Diagnostics() : kept.diagnostics();
}

void Engine::keep_checkpoint_when_due() {
  if (checkpoints_ && checkpoints_->due(log_.head(), wall_ms())) keep_checkpoint();
}

std::vector<log::Checkpoint> Engine::checkpoints(size_t limit) const {
  return log::read_checkpoints(store_->companions(), limit);
}

Diagnostics Engine::notices() const {
  Diagnostics notices;
  if (const std::optional<int64_t> moved = log_.clock_moved_ms(now())) {
    const LocalizedText how_far = log::moved_text(*moved);
    notices.push_back(make_warning(
        "engine.clock_moved", {"设备的时钟刚被" + how_far.zh + "；请核对，之后保存的内容按新的时间",
                               "the device's clock was just " + how_far.en +
                                   ": check it, for what is saved now is dated by it"}));
  } else if (log_.head().at_ms - wall_ms() >= log::kLeastMoveMilliseconds) {
    const LocalizedText how_far = log::moved_text(wall_ms() - log_.head().at_ms);
    notices.push_back(make_warning(
        "engine.clock_behind",
        {"最新的操作的时间在设备时钟之后：时钟被" + how_far.zh +
             "，或之前走快了；请核对时钟，已记下的日期可能不对",
         "the newest operation is dated after the device's clock: it was " + how_far.en +
             ", or was ahead before; check it, for dates that were noted may be wrong"}));
  }
  for (Diagnostic trouble : checkpoint_trouble_) {
    trouble.severity = Severity::kWarning;
    notices.push_back(std::move(trouble));
  }
  return notices;
}

}  // namespace tollgate::engine
