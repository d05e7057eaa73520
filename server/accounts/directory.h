// Accounts, sessions and invitations as they are kept: in memory, written through to SQLite.
//
// Not for several threads at once. A call that changes something has it on the disk when it
// returns; a failure of the store leaves memory as the disk has it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "acts.h"
#include "keys.h"
#include "preferences.h"
#include "tollgate/accounts/messages.h"
#include "tollgate/base/clock.h"
#include "tollgate/base/result.h"
#include "tollgate/sql/database.h"

namespace tollgate::accounts {

struct StoredAccount {
  Account shown;
  std::string password_hash;  // "": none yet
};

struct StoredSession {
  std::string id;
  std::string account;
  std::string device;
  Instant signed_in;
  Instant seen;
  std::string elsewhere = {};  // the provider's session that it began in; "" for none
};

struct StoredInvitation {
  std::string account;  // whose password it sets; "": of the first administrator, who has none yet
  Instant expires;
};

class Directory {
 public:
  static Result<std::unique_ptr<Directory>> open(const std::filesystem::path& file);

  Status copy_to(const std::filesystem::path& file);

  const std::map<std::string, StoredAccount>& accounts() const { return accounts_; }
  const StoredAccount* account(const std::string& id) const;
  const StoredAccount* account_named(std::string_view name) const;
  // Who is this record in the app, unless suspended.
  const StoredAccount* account_at(std::string_view app, std::string_view record) const;
  // Adds it or takes the place of the one with its id; all of it is written.
  Status put(StoredAccount account);

  // By the kept form of the session's secret.
  const StoredSession* session(const std::string& kept) const;
  Status put_session(const std::string& kept, StoredSession session);
  size_t session_count() const { return sessions_.size(); }
  std::vector<StoredSession> sessions_of(const std::string& account) const;
  // Ends those for which `ends` holds.
  template <typename Ends>
  Status end_sessions(const Ends& ends) {
    std::vector<std::string> ended;
    for (const auto& [kept, session] : sessions_) {
      if (ends(kept, session)) ended.push_back(kept);
    }
    return remove_sessions(ended);
  }

  Acts& acts() { return acts_; }
  Keys& keys() { return keys_; }
  Preferences& preferences() { return preferences_; }

  // Whose account somebody known elsewhere is; "" for nobody's.
  std::string account_of_identity(const std::string& identity) const;
  Status put_identity(const std::string& identity, const std::string& account);

  // How the hub is set up, by name; "" where nothing was said.
  std::string setting(const std::string& name) const;
  Status put_setting(const std::string& name, const std::string& value);

  const StoredInvitation* invitation(const std::string& kept) const;
  // An account has at most one invitation: the one before ends.
  Status put_invitation(const std::string& kept, StoredInvitation invitation);
  Status remove_invitation(const std::string& kept);

 private:
  explicit Directory(std::unique_ptr<sql::Database> db)
      : db_(std::move(db)), acts_(*db_), keys_(*db_), preferences_(*db_) {}
  Status load();
  void index(const Account& account);
  void forget(const Account& account);
  Status remove_sessions(const std::vector<std::string>& kept);
  Status written();

  std::unique_ptr<sql::Database> db_;
  std::map<std::string, StoredAccount> accounts_;
  std::map<std::string, std::string> by_name_;                           // name_key() to id
  std::map<std::pair<std::string, std::string>, std::string> by_place_;  // app and record to id
  std::map<std::string, StoredSession> sessions_;
  std::map<std::string, StoredInvitation> invitations_;
  std::map<std::string, std::string> identities_;  // to the account
  std::map<std::string, std::string> settings_;
  Acts acts_;
  Keys keys_;
  Preferences preferences_;
};

// Two names are one when they differ in the case of ASCII letters alone.
std::string name_key(std::string_view name);

}  // namespace tollgate::accounts
