// What devices' people may see and do, by the app's permissions.
#pragma once

#include <string>

#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"
#include "tollgate/sync/rights.h"
#include "write_guard.h"

namespace tollgate::engine {

// For one message: the app stays in force that long.
class AccessRights final : public sync::Rights {
 public:
  AccessRights(live::AppRules& app, store::Store& store, const Clock& clock, std::string user);

  bool sees_all() override;
  bool sees(const ops::RecordState& record) override;
  Looks looks_at(std::string_view entity) override;
  std::string owner_field(std::string_view entity) override;
  bool sees_owned(std::string_view entity, std::string_view owner) override;
  std::string basis() override;
  void hide(sync::RecordRow& row) override;
  std::optional<Diagnostic> refuses(const std::optional<ops::RecordState>& before,
                                    const ops::RecordState& after, const ops::Body& body) override;

 private:
  bool has_conditions() const;
  bool may(access::Action action, const ops::RecordState& record) const;
  const std::vector<std::string>& hidden_fields(const std::string& entity);

  live::AppRules& app_;
  store::Store& store_;
  const Clock& clock_;
  access::Rights rights_;
  const Caller caller_;
  const WriteGuard guard_;
  std::map<std::string, std::vector<std::string>, std::less<>> hidden_;
};

}  // namespace tollgate::engine
