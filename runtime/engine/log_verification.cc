#include "tollgate/engine/log_verification.h"

#include "log_copy.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

Result<std::unique_ptr<LogVerification>> LogVerification::begin(Engine& engine,
                                                                log::VerifyOptions options,
                                                                bool derived) {
  std::unique_ptr<LogVerification> self(new LogVerification(engine));
  self->options_ = std::move(options);
  self->derived_ = derived;
  if (Status begun = self->begin_again(); !begun) return std::move(begun).error();
  return self;
}

LogVerification::LogVerification(Engine& engine) : engine_(engine) {}
LogVerification::~LogVerification() = default;

Status LogVerification::begin_again() {
  ++begun_;
  verification_.reset();
  if (derived_) {
    Result<std::unique_ptr<Engine::LogCopy>> copy = Engine::LogCopy::make(engine_);
    if (!copy) return std::move(copy).error();
    copy_ = std::move(*copy);
    options_.replica = &copy_->replica();
  }
  verification_ = std::make_unique<log::Verification>(*engine_.store_, options_);
  return ok_status();
}

bool LogVerification::step() {
  if (!copy_) return verification_->step();
  // Of what a device of a hub saved, what the hub has taken moves from one side to the other
  // without an op: the copy follows that, too.
  const Result<bool> followed = copy_->catch_up();
  if (followed && *followed) return verification_->step();
  if (begin_again() && begun_ <= kMaxBeginnings) return verification_->step();
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
