// Who may use a hub: accounts across its apps, their sessions and invitations.
//
//   auto accounts = Accounts::open(folder / "accounts.db", clock, random);
//   if (!accounts) return std::move(accounts).error();
//   std::optional<Account> who = (*accounts)->account_of(token);   // by the secret in a cookie
//
// May be called from any thread. Everything is kept in SQLite and held in memory, since a hub has
// thousands of accounts, not millions; what a call changed is on the disk when it returns.
// Secrets are 32 random bytes; only their SHA-256 is kept. Passwords are kept as Argon2id
// (RFC 9106) by libsodium, with its parameters for interactive use: 64 MiB, about 0.1 s of a core;
// at most two are calculated at once.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/accounts/messages.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/random.h"
#include "tollgate/base/result.h"

namespace tollgate::accounts {

// Who asks and from where.
struct Asker {
  std::string token;    // of the session; "" where there is none
  std::string address;  // of the network; failures to sign in are counted by it
  std::string device;   // what the browser calls itself; shown to its owner
  // Whoever the hub's data belongs to, on its machine: may do what administrators do.
  bool on_machine = false;
};

// A reply, and what becomes of the asker's session.
template <typename Reply>
struct Answer {
  Reply reply;
  std::optional<std::string> new_token;        // "": the session ended
  std::optional<std::string> changed_account;  // what is open for it must be looked at again
};

// A role that somebody has in an app by what an identity provider says of them.
struct RoleInApp {
  std::string app;
  std::string record;  // of the app's people
  std::string role;
};

// Somebody whom an identity provider or a messenger vouches for.
struct Outsider {
  // "oidc" and the issuer's name for the person, or "wecom" and the userid.
  std::string kind;
  std::string subject;
  std::string name;   // for an account that is made
  std::string email;  // verified there; "" for none
  // There is a rule that says who joins, and it lets them: an account is made, and is what it says.
  bool joins = false;
  std::optional<bool> administrator = std::nullopt;
  std::optional<std::vector<Place>> places = std::nullopt;
  std::vector<RoleInApp> roles = {};  // at most one an app
  // What the provider calls its own session with this browser; "" where it has no name for it.
  std::string session = {};
};

class Accounts {
 public:
  // `file` empty: in memory only. Refused: as SQLite says.
  static Result<std::unique_ptr<Accounts>> open(const std::filesystem::path& file,
                                                const Clock& clock, Random& random);
  virtual ~Accounts() = default;

  // The active account of a session; none: unknown, expired, signed out or revoked.
  virtual std::optional<Account> account_of(std::string_view token) = 0;

  // Who is this record of an app's people, where they may still use the hub: an account that is
  // invited or active, with the addresses at which messages reach it. None: nobody's record, or of
  // somebody suspended, to whom nothing is sent any more.
  virtual std::optional<Account> account_at(std::string_view app, std::string_view record) = 0;

  // All of them that are somebody in the app.
  virtual std::vector<Account> accounts_in(std::string_view app) = 0;

  // The key of a program, by the secret that it sends; none: unknown, expired or revoked.
  virtual std::optional<ApiKey> key_of(std::string_view secret) = 0;

  // The same by its id, for what the hub does on its behalf.
  virtual std::optional<ApiKey> key_with_id(const std::string& id) = 0;

  // Notes what was done beside what administrators do by messages of schemas/hub: on the hub's
  // machine, or in an app by whoever asks.
  virtual Status note_act(std::string act, std::string target, std::string note,
                          const Asker& by = {}) = 0;

  // What hub.status says besides: filled in by who knows it; called on the asker's thread.
  using TellStatus = std::function<void(HubStatusReply&)>;
  virtual void on_status(TellStatus tell) = 0;

  // What account.import does: apps are others' to know. Called on the asker's thread, with an
  // administrator's request.
  using ImportPeople =
      std::function<Result<AccountImportReply>(const AccountImportRequest&, const Asker&)>;
  virtual void on_import(ImportPeople import) = 0;

  // Whether an account could be so; `id` is "" for one that is to be made. Refused as
  // account.invite is.
  virtual Status check(const std::string& id, const std::string& name,
                       const std::vector<Place>& places, const std::vector<Address>& addresses) = 0;

  // How many sessions there are; some of them may be over.
  virtual size_t session_count() = 0;

  // A copy of everything in a new file, on the disk when this is ok.
  virtual Status copy_to(const std::filesystem::path& file) = 0;

  // Begins a session for whom another vouches for: the account that is linked with them, or has the
  // WeCom id or, the first time, the e-mail address; else one that is made where they join.
  // Refused: accounts.unknown_outsider, accounts.suspended, accounts.place_taken,
  // accounts.two_places.
  virtual Result<Answer<Account>> enter(const Outsider& who, const Asker& asker) = 0;

  // Whether enter() would let them in, before anything is done for them. Refused as it is, but for
  // what it finds while it writes.
  virtual Status may_enter(const Outsider& who) = 0;

  // They signed out there: ends the hub's session that began in theirs, or all of the person's
  // where none did. The account whose open pages must be looked at again; none: nobody's here.
  virtual Result<std::optional<std::string>> leave(const Outsider& who) = 0;

  // How the hub is set up, by name; "" where nothing was said.
  virtual std::string setting(const std::string& name) = 0;
  virtual Status put_setting(const std::string& name, const std::string& value) = 0;

  // A link's secret for the first administrator; none where there is one. The one before ends.
  virtual Result<std::optional<std::string>> first_invitation() = 0;

  // One message of schemas/hub. Refused: accounts.not_signed_in, accounts.wrong_credentials,
  // accounts.too_many_attempts, accounts.busy, accounts.invitation_unknown,
  // accounts.invitation_expired, accounts.name, accounts.name_taken, accounts.password,
  // accounts.administrators_only, accounts.unknown_account, accounts.last_administrator,
  // accounts.unknown_device, accounts.address,
  // accounts.two_addresses, accounts.address_taken, accounts.key_for_whom, accounts.key_days,
  // accounts.too_many_keys, accounts.unknown_key, and what is wrong with a message
  // (tollgate/messages/codec.h).
  virtual Result<Answer<Json>> request(std::string_view type, const Json& params,
                                       const Asker& asker) = 0;
};

}  // namespace tollgate::accounts
