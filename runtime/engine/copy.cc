#include "tollgate/engine/engine.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

// 1 MiB of SQLite's usual pages: a step takes a few milliseconds.
constexpr int kPagesAStep = 256;

}  // namespace

void Engine::hold_flush(bool held) {
  store_->hold_flush(held);
  gathers_ = held;
  if (held) told();
}
Status Engine::flush() { return store_->flush(); }

Result<Engine::CopyStep> Engine::copy_database(const std::string& file) {
  const auto step = store_->copy_to(file, kPagesAStep);
  if (!step) return Failure{step.diagnostics()};
  if (step->done && checkpoints_ && checkpoints_->has_news(log_.head())) keep_checkpoint();
  return CopyStep{step->done, step->pages, step->pages_left};
}

}  // namespace tollgate::engine
