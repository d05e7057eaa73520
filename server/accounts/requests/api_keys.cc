#include "account_names.h"
#include "problems.h"
#include "secret.h"
#include "service.h"

namespace tollgate::accounts {
namespace {

constexpr int64_t kDayMs = 86'400'000;
constexpr int64_t kDays = 365;
constexpr int64_t kMaxDays = 730;
constexpr size_t kMaxApiKeys = 200;
// So that scanners of source code find a key that somebody checked in.
constexpr std::string_view kPrefix = "tgk_";

}  // namespace

std::optional<ApiKey> Service::key_of(std::string_view secret) {
  if (!secret.starts_with(kPrefix)) return std::nullopt;
  const std::string kept = kept_form(secret);
  const std::lock_guard lock(mutex_);
  const ApiKey* key = directory_->keys().find(kept);
  const int64_t now_ms = clock_.now().microseconds / 1000;
  if (!key || key->revoked || now_ms >= key->expires_at) return std::nullopt;
  directory_->keys().used(kept, now_ms);
  return *key;
}

std::optional<ApiKey> Service::key_with_id(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const ApiKey* key = directory_->keys().with_id(id);
  if (!key || key->revoked || clock_.now().microseconds / 1000 >= key->expires_at) {
    return std::nullopt;
  }
  return *key;
}

Result<Answer<ApiKeyCreateReply>> Service::handle(const ApiKeyCreateRequest& request,
                                                  const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  if (Status good = check_account_name(request.name); !good) return std::move(good).error();
  const std::string record = request.record.value_or("");
  const std::string role = request.role.value_or("");
  if (record.empty() == role.empty()) return key_for_whom();
  const int64_t days = request.days.value_or(kDays);
  if (days < 1 || days > kMaxDays) return bad_days(kMaxDays);
  if (directory_->keys().all().size() >= kMaxApiKeys) return too_many_keys(kMaxApiKeys);
  ApiKeyCreateReply reply;
  reply.secret = std::string(kPrefix) + make_secret(random_);
  reply.key.id = make_id(random_);
  reply.key.name = request.name;
  reply.key.app = request.app;
  reply.key.record = record;
  reply.key.role = role;
  const StoredAccount* by = signed_in(asker.token);
  if (by) reply.key.created_by = by->shown.name;
  reply.key.created_at = clock_.now().microseconds / 1000;
  reply.key.expires_at = reply.key.created_at + days * kDayMs;
  Status put = directory_->keys().put(kept_form(reply.secret), reply.key);
  if (!put) return std::move(put).error();
  return Answer<ApiKeyCreateReply>{std::move(reply), {}, {}};
}

Result<Answer<ApiKeyListReply>> Service::handle(const ApiKeyListRequest&, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  return Answer<ApiKeyListReply>{{directory_->keys().all()}, {}, {}};
}

Result<Answer<ApiKeyRevokeReply>> Service::handle(const ApiKeyRevokeRequest& request,
                                                  const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto administrator = needs_administrator(asker);
  if (!administrator) return Failure{administrator.diagnostics()};
  if (!directory_->keys().with_id(request.key)) return unknown_key();
  if (Status done = directory_->keys().revoke(request.key); !done) return std::move(done).error();
  return Answer<ApiKeyRevokeReply>{{}, {}, "key:" + request.key};
}

}  // namespace tollgate::accounts
