#include "tollgate/engine/log_verification.h"

#include "log_copy.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

Result<std::unique_ptr<LogVerification>> LogVerification::begin(Engine& engine,
                                                                log::VerifyOptions options,
                                                                bool derived) {
  std::unique_ptr<LogVerification> self(new LogVerification);
  self->options_ = std::move(options);
  if (derived) {
    Result<std::unique_ptr<Engine::LogCopy>> copy = Engine::LogCopy::make(engine);
    if (!copy) return std::move(copy).error();
    self->copy_ = std::move(*copy);
    self->options_.replica = &self->copy_->replica();
    // Of what a device of a hub saved, what the hub has taken moves from one side to the other
    // without an op: the copy would not follow.
    self->at_once_ = engine.sync_device_->follows();
  }
  self->verification_ = std::make_unique<log::Verification>(*engine.store_, self->options_);
  return self;
}

LogVerification::LogVerification() = default;
LogVerification::~LogVerification() = default;

bool LogVerification::step() {
  if (!at_once_) return verification_->step();
  while (!verification_->step()) {
  }
  return true;
}

Progress LogVerification::progress() const { return verification_->progress(); }

log::LogCheck LogVerification::take() { return verification_->take(); }

log::LogCheck Engine::verify_log(const std::optional<Sha256Digest>& known_head) {
  return log::verify(*store_, {.known_head = known_head});
}

log::LogCheck Engine::verify_log(const log::VerifyOptions& options) {
  return log::verify(*store_, options);
}

Result<std::unique_ptr<LogVerification>> Engine::begin_verify(log::VerifyOptions options,
                                                              bool derived) {
  return LogVerification::begin(*this, std::move(options), derived);
}

Result<log::LogCheck> Engine::verify_all(log::VerifyOptions options) {
  Result<std::unique_ptr<LogVerification>> verification = begin_verify(std::move(options), true);
  if (!verification) return std::move(verification).error();
  while (!(*verification)->step()) {
  }
  return (*verification)->take();
}

}  // namespace tollgate::engine
