// The messages of schemas/hub, answered from a directory; one function each below requests/.
#pragma once

#include <memory>
#include <mutex>

#include "attempts.h"
#include "directory.h"
#include "tollgate/accounts/accounts.h"

namespace tollgate::accounts {

class Service final : public Accounts {
 public:
  Service(std::unique_ptr<Directory> directory, const Clock& clock, Random& random)
      : directory_(std::move(directory)), clock_(clock), random_(random) {}

  std::optional<Account> account_of(std::string_view token) override;
  std::optional<Account> account_at(std::string_view app, std::string_view record) override;
  std::vector<Account> accounts_in(std::string_view app) override;
