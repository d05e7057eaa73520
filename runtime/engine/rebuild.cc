#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

class Engine::Again final : public log::Deriver {
 public:
  explicit Again(Engine& engine) : engine_(engine) {}
  Status derive(const std::vector<ops::Op>& group) override { return engine_.derive_again(group); }

 private:
  Engine& engine_;
};

log::LogCheck Engine::verify_log(const std::optional<Sha256Digest>& known_head) {
  return log::verify(*store_, {.known_head = known_head});
}

log::LogCheck Engine::verify_log(const log::VerifyOptions& options) {
  return log::verify(*store_, options);
}

Result<log::LogCheck> Engine::verify_all(log::VerifyOptions options) {
  // Everything is made again beside the database, which is only read.
  Engine copy;
  copy.clock_ = clock_;
  copy.random_ = random_;
  store::OpenOptions where;
  where.scratch = true;
  Result<std::unique_ptr<store::Store>> scratch = store::Store::open(where);
  if (!scratch) return std::move(scratch).error();
  copy.store_ = std::move(*scratch);
  Again again(copy);
  log::Replica replica{*copy.store_, again};
  options.replica = &replica;
  return log::verify(*store_, options);
}

Result<log::RebuildReport> Engine::rebuild() {
  // The log brings each app into force again.
  std::shared_ptr<AppRules> app_before = std::exchange(app_, nullptr);
  Again again(*this);
  Result<log::RebuildReport> report = log::rebuild(*store_, again, path_);
  if (report) {
    changes_.all = true;
    return report;
  }
  app_ = std::move(app_before);
  if (app_) app_->records->forget_all();
  return report;
}

}  // namespace tollgate::engine
