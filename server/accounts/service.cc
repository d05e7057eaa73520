#include "service.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "problems.h"
#include "secret.h"

namespace tollgate::accounts {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kDay = 86'400 * kSecond;
// A phone that is not used for a month asks again; one that is used daily after ninety days.
constexpr int64_t kUnused = 30 * kDay;
constexpr int64_t kLongest = 90 * kDay;
constexpr int64_t kSeenEvery = 600 * kSecond;
constexpr int64_t kInvitation = 7 * kDay;
constexpr size_t kMaxDeviceBytes = 200;
constexpr size_t kMaxDevices = 50;

bool is_over(const StoredSession& session, Instant now) {
  return now.microseconds - session.seen.microseconds > kUnused ||
         now.microseconds - session.signed_in.microseconds > kLongest;
}

template <typename Request>
Result<Answer<Json>> run(Service& service, const Json& params, const Asker& asker) {
  Result<Request> request = messages::from_json<Request>(params, "/params");
  if (!request) return std::move(request).error();
  auto answer = service.handle(*request, asker);
  if (!answer) return std::move(answer).error();
  return Answer<Json>{to_json(answer->reply), std::move(answer->new_token),
                      std::move(answer->changed_account)};
}

struct Entry {
  std::string_view type;
  Result<Answer<Json>> (*run)(Service&, const Json&, const Asker&);
};

template <typename... Request>
constexpr std::array<Entry, sizeof...(Request)> table() {
  return {Entry{Request::kType, run<Request>}...};
}

constexpr auto kEntries =
    table<SessionGetRequest, SessionSignInRequest, SessionSignOutRequest, InvitationReadRequest,
          InvitationAcceptRequest, PasswordChangeRequest, DeviceListRequest, DeviceSignOutRequest,
          AccountListRequest, AccountInviteRequest, AccountChangeRequest, AccountImportRequest,
          ActListRequest, ApiKeyCreateRequest, ApiKeyListRequest, ApiKeyRevokeRequest,
          HubStatusRequest, PreferenceListRequest, PreferenceSaveRequest>();
static_assert(kEntries.size() == kRequestTypes.size());

// What is noted for good when an administrator does it.
constexpr std::array<std::string_view, 5> kActs = {
    "account.invite", "account.change", "device.sign_out", "api_key.create", "api_key.revoke"};

std::string text_of(const Json& params, const char* member) {
  const auto found = params.find(member);
  return found != params.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Which members were said, and the values that decide what somebody may do; addresses stay out.
std::string note_of(const Json& params) {
  std::string note;
  for (const auto& [name, value] : params.items()) {
    if (name == "account" || name == "key") continue;
    const bool is_told = name == "administrator" || name == "state" || name == "places" ||
                         name == "app" || name == "record" || name == "role" || name == "days";
    if (!note.empty()) note += ", ";
    note += is_told ? name + "=" + write_json(value) : name;
  }
  constexpr size_t kMaxBytes = 1000;
  if (note.size() > kMaxBytes) note.resize(kMaxBytes);
  return note;
}

}  // namespace

Result<std::unique_ptr<Accounts>> Accounts::open(const std::filesystem::path& file,
                                                 const Clock& clock, Random& random) {
  auto directory = Directory::open(file);
  if (!directory) return std::move(directory).error();
  return std::unique_ptr<Accounts>(std::make_unique<Service>(std::move(*directory), clock, random));
}

Result<Answer<Json>> Service::request(std::string_view type, const Json& params,
                                      const Asker& asker) {
  for (const Entry& entry : kEntries) {
    if (entry.type != type) continue;
    // Names as they were before: who revokes an account may do that to their own.
    const std::optional<Act> act = act_of(type, params, asker);
    auto answered = entry.run(*this, params, asker);
    if (!answered || !act) return answered;
    const std::lock_guard lock(mutex_);
    if (Status noted = directory_->acts().append(*act); !noted) return std::move(noted).error();
    return answered;
  }
  return unknown_request(type);
}

// What will be noted of a message if it is done; none where it is no act of an administrator.
std::optional<Act> Service::act_of(std::string_view type, const Json& params, const Asker& asker) {
  if (std::ranges::find(kActs, type) == kActs.end() || !params.is_object()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const StoredAccount* account = signed_in(asker.token);
  if (!account && !asker.on_machine) return std::nullopt;
  Act act;
  act.at = clock_.now().microseconds / 1000;
  if (account) {
    act.account = account->shown.id;
    act.name = account->shown.name;
  }
  act.act = type;
  act.target = text_of(params, "name");
  const std::string id = text_of(params, "account");
  if (type == "device.sign_out" && (id.empty() || id == act.account)) return std::nullopt;
  if (const StoredAccount* target = directory_->account(id)) act.target = target->shown.name;
  if (const ApiKey* key = directory_->keys().with_id(text_of(params, "key"))) {
    act.target = key->name;
  }
  act.note = note_of(params);
  return act;
}

Status Service::note_act(std::string act, std::string target, std::string note, const Asker& by) {
  const std::lock_guard lock(mutex_);
  Act noted;
  if (const StoredAccount* account = signed_in(by.token)) {
    noted.account = account->shown.id;
    noted.name = account->shown.name;
  }
  noted.at = clock_.now().microseconds / 1000;
  noted.act = std::move(act);
  noted.target = std::move(target);
  noted.note = std::move(note);
  return directory_->acts().append(noted);
}

std::optional<Account> Service::account_of(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const StoredAccount* account = signed_in(token);
  if (!account) return std::nullopt;
  return account->shown;
}

std::optional<Account> Service::account_at(std::string_view app, std::string_view record) {
  const std::lock_guard lock(mutex_);
  const StoredAccount* account = directory_->account_at(app, record);
  if (!account) return std::nullopt;
  return account->shown;
}

std::vector<Account> Service::accounts_in(std::string_view app) {
  const std::lock_guard lock(mutex_);
  std::vector<Account> found;
  for (const auto& [id, account] : directory_->accounts()) {
    const auto& places = account.shown.places;
    if (account.shown.state != "revoked" &&
        std::ranges::find(places, app, &Place::app) != places.end()) {
      found.push_back(account.shown);
    }
  }
  return found;
}

const StoredAccount* Service::signed_in(std::string_view token) {
  if (token.empty()) return nullptr;
  const std::string kept = kept_form(token);
  const StoredSession* session = directory_->session(kept);
  const Instant now = clock_.now();
  if (!session || is_over(*session, now)) return nullptr;
  const StoredAccount* account = directory_->account(session->account);
  if (!account || account->shown.state != "active") return nullptr;
  if (now.microseconds - session->seen.microseconds > kSeenEvery) {
    StoredSession seen = *session;
    seen.seen = now;
    // Where it can't be written the session still holds.
    static_cast<void>(directory_->put_session(kept, std::move(seen)));
  }
  return account;
}

Result<const StoredAccount*> Service::needs_account(const Asker& asker) {
  const StoredAccount* account = signed_in(asker.token);
  if (!account) return not_signed_in();
  return account;
}

Status Service::needs_administrator(const Asker& asker) {
  if (asker.on_machine) return ok_status();
  const auto account = needs_account(asker);
  if (!account) return Failure{account.diagnostics()};
  return (*account)->shown.administrator ? ok_status() : Status(administrators_only());
}

size_t Service::session_count() {
  const std::lock_guard lock(mutex_);
  return directory_->session_count();
}

Status Service::copy_to(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  return directory_->copy_to(file);
}

int Service::count_administrators() const {
  return static_cast<int>(std::ranges::count_if(directory_->accounts(), [](const auto& each) {
    return each.second.shown.administrator && each.second.shown.state == "active";
  }));
}

Result<std::optional<std::string>> Service::first_invitation() {
  const std::lock_guard lock(mutex_);
  if (count_administrators() > 0) return std::optional<std::string>();
  auto invitation = invite("");
  if (!invitation) return std::move(invitation).error();
  return std::optional(std::move(invitation->token));
}

Result<Invitation> Service::invite(const std::string& account) {
  Invitation invitation;
  invitation.token = make_secret(random_);
  const Instant expires{clock_.now().microseconds + kInvitation};
  invitation.expires_at = expires.microseconds / 1000;
  Status kept = directory_->put_invitation(kept_form(invitation.token), {account, expires});
  if (!kept) return std::move(kept).error();
  return invitation;
}

Result<StoredInvitation> Service::valid_invitation(const std::string& token) const {
  const StoredInvitation* invitation = directory_->invitation(kept_form(token));
  if (!invitation) return unknown_invitation();
  if (clock_.now() > invitation->expires) return expired_invitation();
  const StoredAccount* account = directory_->account(invitation->account);
  const bool for_first = invitation->account.empty();
  if (for_first ? count_administrators() > 0 : !account || account->shown.state == "revoked") {
    return unknown_invitation();
  }
  return *invitation;
}

Status Service::put(StoredAccount account) {
  const StoredAccount* before = directory_->account(account.shown.id);
  if (!before || before->shown.state != account.shown.state) {
    account.shown.state_since = clock_.now().microseconds / 1000;
  }
  return directory_->put(std::move(account));
}

Result<std::string> Service::begin_session(const std::string& account, const std::string& device,
                                           const std::string& elsewhere) {
  const Instant now = clock_.now();
  const std::vector<StoredSession> devices = directory_->sessions_of(account);
  const std::string oldest = devices.size() >= kMaxDevices ? devices.back().id : "";
  Status tidied = directory_->end_sessions([&](const std::string&, const StoredSession& session) {
    return is_over(session, now) || session.id == oldest;
  });
  if (!tidied) return std::move(tidied).error();
  std::string token = make_secret(random_);
  Status kept = directory_->put_session(
      kept_form(token),
      {make_id(random_), account, device.substr(0, kMaxDeviceBytes), now, now, elsewhere});
  if (!kept) return std::move(kept).error();
  return token;
}

Status Service::check_attempts(const std::string& name, const Asker& asker) const {
  const Instant now = clock_.now();
  const int64_t wait = std::max(by_account_.wait_seconds(name_key(name), now),
                                by_address_.wait_seconds(asker.address, now));
  if (wait > 0) return too_many_attempts(wait);
  return ok_status();
}

}  // namespace tollgate::accounts
