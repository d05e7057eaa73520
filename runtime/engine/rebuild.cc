#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

log::LogCheck Engine::verify_log(const std::optional<Sha256Digest>& known_head) {
  return log::verify(*store_, known_head);
}

Result<log::RebuildReport> Engine::rebuild() {
  class Again final : public log::Deriver {
   public:
    explicit Again(Engine& engine) : engine_(engine) {}
    Status derive(const std::vector<ops::Op>& group) override {
      return engine_.derive_again(group);
    }

   private:
    Engine& engine_;
  };
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
