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
  Result<Answer<Account>> enter(const Outsider& who, const Asker& asker) override;
  Status may_enter(const Outsider& who) override;
  Result<std::optional<std::string>> leave(const Outsider& who) override;
  std::string setting(const std::string& name) override;
  Status put_setting(const std::string& name, const std::string& value) override;
  std::vector<Account> accounts_in(std::string_view app) override;
  std::optional<ApiKey> key_of(std::string_view secret) override;
  std::optional<ApiKey> key_with_id(const std::string& id) override;
  Status note_act(std::string act, std::string target, std::string note, const Asker& by) override;
  size_t session_count() override;
  void on_status(TellStatus tell) override { tell_status_ = std::move(tell); }
  void on_import(ImportPeople import) override { import_people_ = std::move(import); }
  Status check(const std::string& id, const std::string& name, const std::vector<Place>& places,
               const std::vector<Address>& addresses) override;
  Status copy_to(const std::filesystem::path& file) override;
  Result<std::optional<std::string>> first_invitation() override;
  Result<Answer<Json>> request(std::string_view type, const Json& params,
                               const Asker& asker) override;

  Result<Answer<SessionGetReply>> handle(const SessionGetRequest&, const Asker&);
  Result<Answer<SessionSignInReply>> handle(const SessionSignInRequest&, const Asker&);
  Result<Answer<SessionSignOutReply>> handle(const SessionSignOutRequest&, const Asker&);
  Result<Answer<InvitationReadReply>> handle(const InvitationReadRequest&, const Asker&);
  Result<Answer<InvitationAcceptReply>> handle(const InvitationAcceptRequest&, const Asker&);
  Result<Answer<PasswordChangeReply>> handle(const PasswordChangeRequest&, const Asker&);
  Result<Answer<DeviceListReply>> handle(const DeviceListRequest&, const Asker&);
  Result<Answer<DeviceSignOutReply>> handle(const DeviceSignOutRequest&, const Asker&);
  Result<Answer<AccountListReply>> handle(const AccountListRequest&, const Asker&);
  Result<Answer<AccountInviteReply>> handle(const AccountInviteRequest&, const Asker&);
  Result<Answer<AccountChangeReply>> handle(const AccountChangeRequest&, const Asker&);
  Result<Answer<AccountImportReply>> handle(const AccountImportRequest&, const Asker&);
  Result<Answer<ActListReply>> handle(const ActListRequest&, const Asker&);
  Result<Answer<HubStatusReply>> handle(const HubStatusRequest&, const Asker&);
  Result<Answer<PreferenceListReply>> handle(const PreferenceListRequest&, const Asker&);
  Result<Answer<PreferenceSaveReply>> handle(const PreferenceSaveRequest&, const Asker&);
  Result<Answer<ApiKeyCreateReply>> handle(const ApiKeyCreateRequest&, const Asker&);
  Result<Answer<ApiKeyListReply>> handle(const ApiKeyListRequest&, const Asker&);
  Result<Answer<ApiKeyRevokeReply>> handle(const ApiKeyRevokeRequest&, const Asker&);

 private:
  std::optional<Act> act_of(std::string_view type, const Json& params, const Asker& asker);

  // With the mutex held, all of these.
  const StoredAccount* signed_in(std::string_view token);
  Result<const StoredAccount*> needs_account(const Asker& asker);
  Status needs_administrator(const Asker& asker);
  Result<StoredInvitation> valid_invitation(const std::string& token) const;
  int count_administrators() const;
  Status check_places(const std::string& id, const std::vector<Place>& places) const;
  Status check_addresses_of(const std::string& id, const std::vector<Address>& addresses) const;
  Status check_name(const std::string& id, const std::string& name) const;
  // Writes it; one that comes into another state is in it from now on.
  Status put(StoredAccount account);
  // `elsewhere`: the provider's session that it began in; "" for none.
  Result<std::string> begin_session(const std::string& account, const std::string& device,
                                    const std::string& elsewhere = {});
  Result<Invitation> invite(const std::string& account);
  const StoredAccount* account_of(const Outsider& who) const;
  std::string free_name(const std::string& wished) const;
  Status check_attempts(const std::string& name, const Asker& asker) const;

  TellStatus tell_status_;
  ImportPeople import_people_;
  std::mutex mutex_;
  std::unique_ptr<Directory> directory_;
  const Clock& clock_;
  Random& random_;
  Attempts by_account_{5};
  Attempts by_address_{20};
};

}  // namespace tollgate::accounts
