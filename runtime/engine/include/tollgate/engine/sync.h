// An engine as a device that meets a hub, and as that hub (docs/sync.md). Whoever carries the
// messages between the two knows nothing of them:
//
//   device.sync_device().begin_round();
//   while (std::optional<std::string> message = *device.sync_device().next()) {
//     std::string reply = hub.sync_hub().answer(caller, *message);       // over whatever network
//     Status taken = device.sync_device().take(reply);
//   }
//
// A message or a reply may be lost, come twice or late: the round goes on with the next one.
//
// A device that follows a hub derives its tables from the app in force, the hub's rows and its own
// groups that these do not hold yet.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/engine/caller.h"
#include "tollgate/log/signing.h"
#include "tollgate/ops/op.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/sync/messages.h"
#include "tollgate/sync/rights.h"

namespace tollgate::live {
struct AppRules;
}  // namespace tollgate::live
namespace tollgate::log {
class GroupDraft;
struct SealedOp;
}  // namespace tollgate::log
namespace tollgate::store {
class SyncRows;
}

namespace tollgate::engine {

class EarlierVersions;
class Engine;
struct TakenOp;

// What pages tell of it.
struct SyncStatus {
  std::string state;  // "alone", "sending", "filling", "waiting", "blocked", "all_sent"
  LocalizedText words;
  int64_t not_sent = 0;   // groups without a receipt
  int64_t since_ms = 0;   // when the oldest of them was made; 0 for none
  int64_t waiting = 0;    // groups with a receipt that the hub's rows do not show yet
  int64_t rows = 0;       // that the device has of the hub
  int64_t rows_left = 0;  // that are still to come
  int64_t met_at_ms = 0;  // when all had met last; 0: never
  std::optional<Diagnostic> blocked;
  std::optional<Diagnostic> notice;
  std::string trouble;  // "" or why the last message did not arrive: "network", "hub"
};

// A group that did not come into force as it was sent.
struct NotTaken {
  int64_t group = 0;
  int64_t at_ms = 0;
  std::string outcome;  // "partly", "set_aside"
  std::string entity;   // of its first op about a record
  std::string record;
  Diagnostics why;
};

class SyncDevice {
 public:
  explicit SyncDevice(Engine& engine);
  ~SyncDevice();

  // Begins to meet the hub, or to look what is new.
  void begin_round();
  // The message to send; nullopt: the round is over, or nothing can go on until somebody helps.
  Result<std::optional<std::string>> next();
  // The hub's reply to it; a page of rows behind which more come may wait to be written. Refused
  // when it makes no sense or says that something is wrong; the device is as it was, or knows why
  // it is blocked. A document that the hub has in force comes into force here in turns
  // (base/turn.h).
  Status take(std::string_view reply);
  // Whether a page waits, and writes it: best while the hub answers to the next message. Otherwise
  // the next reply or message that needs it sees to that.
  bool waits() const { return waiting_ != nullptr; }
  Status write_waiting();
  // It did not arrive: "network", "hub".
  void failed(std::string trouble);

  SyncStatus status();
  // The newest first; without claims that came through since.
  std::vector<NotTaken> not_taken(size_t limit);

  // For the engine.
  void start();
  bool follows() const { return follows_; }
  static bool is_sent(const std::vector<ops::Op>& group);
  bool is_on_top(const std::vector<ops::Op>& group) const;
  // Own groups that the hub's rows do not show yet, oldest first.
  void each_on_top(const std::function<void(std::vector<ops::Op>&& group)>& visit);
  // The hub's rows and the groups on top into the empty tables of `engine`, whose app is in force:
  // some rows in each step, all groups in the last. What this device wrote since, catch_up()
  // follows: the rows again that were written, and all groups again.
  struct Derived {
    ops::RecordKey after;  // the row of the hub that was taken last
    bool are_rows_taken = false;
    bool done = false;
    std::set<ops::RecordKey> touched;  // by the groups
  };
  Result<bool> derive_some_into(Engine& engine, Derived& derived);
  Status catch_up(Engine& engine, Derived& derived, const std::set<ops::RecordKey>& written);
  // Up to which own op the hub's rows show what was done here.
  int64_t absorbed() const;
  // All tables again, in the open transaction, for rules that were just compiled; nothing where no
  // hub is followed.
  Status derive_all();

 private:
  struct State;
  struct Document;
  enum class Step { kIdle, kJoin, kPush, kFiles, kPull, kLateFiles };

  Status number_groups();
  Result<std::string> join_message();
  Result<std::optional<std::string>> push_message();
  Result<std::optional<std::string>> file_message();
  std::string pull_message();
  Status take_join(const sync::SyncJoinReply& reply);
  void count_on_from(State& state, store::SyncRows& rows, int64_t taken, const std::string& hash);
  Status take_push(const sync::SyncPushReply& reply);
  Status take_blob(const sync::SyncBlobReply& reply);
  Status take_pull(sync::SyncPullReply& reply);
  Status take_at_once(std::string_view reply);
  // A page with a document, device_document.cc.
  bool changes_document(const sync::SyncPullReply& reply) const;
  Status go_on_with(Document& document);
  Result<bool> prepare(Document& document);
  void put_in_force(Document& document);
  // `document`: what the page brings, prepared; null: nothing was.
  Status write_page(sync::SyncPullReply& reply, Document* document = nullptr);
  bool is_as_stored(const State& before) const;
  // `contents`: of the hub's rows that were just stored; what is not in there is read.
  using Contents = std::map<ops::RecordKey, Json>;
  Status derive_some(const std::vector<ops::RecordKey>& changed, Contents contents);
  Status put_groups_on_top(Engine& engine, Derived& derived);
  // Whether a row went for good. `content`: the hub's row; null: there is none.
  static bool put_back(Engine& engine, const ops::RecordKey& key, Json content);
  std::vector<std::vector<ops::Op>> groups_on_top();
  std::vector<std::string> ops_of(int64_t first, int64_t last);
  const log::SigningKey& key();
  std::string checkpoint_line();
  void save();
  void block(const Diagnostic& why);
  void file_done();
  static bool is_received(store::SyncRows& rows, int64_t last_op);
  void absorb(store::SyncRows& rows, int64_t upto);
  void note_hub_checkpoint(State& state, const std::optional<std::string>& line);

  Engine& engine_;
  std::unique_ptr<State> state_;
  bool follows_ = false;
  Step step_ = Step::kIdle;
  std::string asked_;               // type of the message that waits for its reply
  std::vector<std::string> files_;  // to send now
  uint64_t file_offset_ = 0;
  bool asked_for_file_ = false;
  bool without_files_ = false;
  int64_t rows_left_ = 0;
  std::unique_ptr<sync::SyncPullReply> waiting_;
  std::unique_ptr<sync::SyncPullReply> with_document_;  // a page that was just read
  // Own ops up to this number are not on top, as somebody looked before; not stored.
  int64_t none_on_top_ = 0;
  int64_t met_stored_ms_ = 0;
  std::string trouble_;
  std::optional<log::SigningKey> own_key_;  // of a database in memory
};

// A device as whoever looks after the app is told of it.
struct KnownDevice {
  std::string name;
  std::string label;               // "" where it said none
  std::vector<std::string> users;  // record ids of the app's people; "" for nobody
  int64_t groups = 0;
  std::optional<Diagnostic> blocked;
  bool released = false;
};

// Work of a device that is not in force, as the hub's log has it.
struct SetAside {
  int64_t op = 0;
  int64_t at_ms = 0;
  std::string device;
  std::string user;
  std::string entity;  // of the group's first op about a record; "" for none
  std::string record;
  Diagnostics why;
  std::vector<ops::Op> ops;
  // What somebody decided: "" for nothing yet, "discarded", "sent_on".
  std::string act;
  std::string reason;
  int64_t settled_ms = 0;
};

class SyncHub {
 public:
  explicit SyncHub(Engine& engine);
  ~SyncHub();

  // One message of schemas/sync and its reply, JSON: {"ok": true, "result"} or {"ok": false,
  // "diagnostics"}. Never fails otherwise.
  std::string answer(const Caller& caller, std::string_view message);

  // Who may see and do what, where it is not the app's permissions that say so: for tests.
  using MakeRights = std::function<std::unique_ptr<sync::Rights>(const std::string& user)>;
  void set_rights(MakeRights make) { make_rights_ = std::move(make); }

  // hub_review.cc, for whoever looks after the app.
  std::vector<KnownDevice> devices();
  // A page of them: the newest first, before the op of this number (0: from the newest on).
  std::vector<SetAside> set_aside(size_t limit, int64_t before = 0);
  // The one of this number; nullopt: there is none.
  std::optional<SetAside> set_aside_of(int64_t op);
  // A blocked device may go on from what the hub has of it. Refused: sync.unknown_device,
  // sync.not_blocked, sync.reason.
  Status release(const std::string& device, const std::string& reason);
  // Refused: sync.unknown_group, sync.settled, sync.reason.
  Result<SetAside> settle(int64_t op, const std::string& act, const std::string& reason);

  // For the engine.
  void start();
  bool has_devices() const { return has_devices_; }

 private:
  struct Device;
  using BeforeCommit = std::function<void(const std::vector<log::SealedOp>&)>;

  template <typename Request>
  std::string reply_to(const Caller& caller, const Json& params);
  Result<sync::SyncJoinReply> handle(const Caller& caller, const sync::SyncJoinRequest& request);
  Result<sync::SyncPushReply> handle(const Caller& caller, const sync::SyncPushRequest& request);
  std::string pull(const Caller& caller, const Json& params);
  Result<sync::SyncPullReply> pull(const Caller& caller, const sync::SyncPullRequest& request,
                                   std::string& texts);
  Result<sync::SyncBlobReply> handle(const Caller& caller, const sync::SyncBlobRequest& request);

  Result<Device> find_device(const Caller& caller, const std::string& name);
  Status put(const Device& device);
  Status check_checkpoint(Device& device, const std::string& line);
  Status block(Device& device, const Diagnostic& why);
  Result<sync::Receipt> take(const Caller& caller, Device& device, const sync::Group& group,
                             int64_t skew_ms, bool without_files,
                             std::vector<std::string>& waits_for);
  // `before_commit` and `before` write what belongs to the same transaction: behind the ops, and
  // before anything follows from them.
  Status write_group(std::vector<TakenOp> ops, const std::optional<ops::Origin>& origin,
                     const std::string& user, int64_t at_ms, const BeforeCommit& before_commit,
                     const std::function<void()>& before = {});
  // Records that held a file before it came: what is said of it is looked at again.
  void judge_what_waited(const std::string& sha256);
  std::vector<TakenOp> what_came(const ops::RecordState& state, Instant now);
  std::unique_ptr<sync::Rights> rights_of(const std::string& user);
  // Rules of the version under which a device made its claims; nullptr: those in force judge them.
  live::AppRules* judge_of(const std::vector<ops::Op>& group);
  void settle(store::SyncRows& rows, Device& device, const std::string& user, sync::Rights& rights);
  Json content_of(store::SyncRows& rows, const ops::RecordKey& key, sync::Rights& rights);
  const log::SigningKey& key();
  std::string checkpoint_line();

  Engine& engine_;
  bool has_devices_ = false;
  MakeRights make_rights_;
  std::optional<log::SigningKey> own_key_;
  std::unique_ptr<EarlierVersions> earlier_;
};

}  // namespace tollgate::engine
