// The composition root: commands become ops, ops become records, verdicts and effects, all in one
// transaction; queries read what is derived.
//
//   Result<std::unique_ptr<Engine>> engine = Engine::open({.app_text = text});
//   Result<Diagnostics> saved = (*engine)->save_app(text, base_hash, caller);
//
// Storage kinds: "file" (a path), "opfs" (StorageFiles of the browser), "memory". An engine belongs
// to one thread. Errors: diagnostics of model, lint, ops and store, and engine.*.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/base/monotonic_clock.h"
#include "tollgate/base/random.h"
#include "tollgate/engine/caller.h"
#include "tollgate/engine/changes.h"
#include "tollgate/engine/editors.h"
#include "tollgate/engine/import.h"
#include "tollgate/engine/outcome.h"
#include "tollgate/engine/sessions.h"
#include "tollgate/engine/tasks.h"
#include "tollgate/files/storage_files.h"
#include "tollgate/log/checkpoint.h"
#include "tollgate/log/rebuild.h"
#include "tollgate/log/verify.h"
#include "tollgate/log/writer.h"
#include "tollgate/query/hearing.h"
#include "tollgate/query/source.h"

namespace tollgate::live {
struct AppRules;
}
namespace tollgate::log {
class Checkpoints;
}
namespace tollgate::store {
class Store;
class Transaction;
struct ReferrerStep;
}  // namespace tollgate::store

namespace tollgate::engine {

using live::AppRules;

class AppPreparation;
class BatchWriter;
class LogRepair;
class LogVerification;
class SyncDevice;
class SyncHub;
class Previews;
struct DueProgress;
struct TriedApp;
struct KnownRecord;

inline constexpr std::string_view kEngineVersion = "0.1.0";

struct EngineOptions {
  std::string storage = "memory";
  std::string path;
  files::StorageFiles* files = nullptr;
  std::string app_text;  // put in force when the log holds no app yet; "" for none
  // Puts this version of the app, which the log holds, in force again: for a start that the latest
  // one does not allow. Nothing happens when it is the latest.
  std::optional<int64_t> app_version;
  std::string device;            // for a new database; "": a random name
  const Clock* clock = nullptr;  // null: the system's
  Random* random = nullptr;      // null: the system's
  // Tells when somebody moves `clock`; null: the system's for the system's clock, else none.
  const MonotonicClock* monotonic = nullptr;
  // For tests and replays: a clock that stands, and repeatable ids.
  std::optional<Instant> now;
  std::optional<uint64_t> seed;
  // For checking the log and rebuilding from it: the log is opened in whatever state it is, and
  // derived data is not looked at. Without an app until rebuild() found one.
  bool log_only = false;
  // With log_only: nothing is written, so that media that cannot be written are checked, too.
  bool read_only = false;
  // An index of more rows is made in turns, with its table. So many take about a turn.
  int64_t rows_indexed_at_once = 20'000;
  // Goes on with the log as it is found, although the checkpoints beside it tell of more or of
  // another one; a checkpoint notes that somebody decided so.
  bool accept_log = false;
};

struct AppCheck {
  std::shared_ptr<const model::App> app;  // null when the findings hold an error
  Diagnostics findings;
};

// The app in force, for whoever shows or edits it; valid until another one comes into force.
struct AppInForce {
  const model::App& model;
  const std::string& text;  // canonical
  const std::string& hash;  // SHA-256 of text, hexadecimal
};

struct BlobPiece {
  uint64_t size_bytes = 0;  // of the whole file
  std::string bytes;        // from where it was asked for, as much as is read best; "" at the end
};

// What bytes put_blob_parts() takes at once are a multiple of, but for the last.
inline constexpr size_t kBlobPartBytes = size_t{128} << 10;

// What a file is, as put_blob() says it; needs no engine and may run on any thread.
// Refused: engine.blob_too_large, evidence.empty.
Result<Json> inspect_blob(std::string_view name, std::string_view bytes);

class Engine {
 public:
  static Result<std::unique_ptr<Engine>> open(const EngineOptions& options);
  ~Engine();

  const std::string& storage() const { return storage_; }
  const std::string& device() const { return log_.device(); }
  const log::Writer& log() const { return log_; }
  const Clock& clock() const { return *clock_; }
  Instant now() const { return clock_->now(); }
  std::string new_id(std::string_view stem);  // "visit-" and 16 random characters

  // What questions are put to: the app in force, or the one that a form was opened under.
  query::Source source() { return source(app_.get()); }
  query::Source source(AppRules* app) { return {app, store_.get(), clock_}; }
  // A read that failed in the store gave nothing: this says so, once.
  std::optional<Diagnostic> take_error();
  // How often a record was looked up in the store, for those who hold what a request costs.
  int64_t records_found() const;

  // nullopt before there is an app.
  std::optional<AppInForce> app_in_force() const;
  // In turns (base/turn.h): nothing in it where its turn is over.
  AppCheck check_app(std::string_view text) const;
  // The rules of a document that is not in force, over the records that are here, to put questions
  // to; valid until another one is tried or anything changes. Who does not see everything under
  // the app in force sees no more by it. Refused with its findings, and with engine.too_many_to_try
  // where its questions would take too long.
  Result<AppRules*> try_app(std::string_view text, const Caller& caller);
  // Refused with the findings when they hold an error, with engine.app_changed when base_hash
  // (unless "") is not the hash of the app in force. Gives the findings that do not hinder. In
  // turns (base/turn.h), while the document before stays in force until all records were looked at;
  // the same call goes on, and what it gives when the turn is over means nothing.
  Result<Diagnostics> save_app(std::string_view text, std::string_view base_hash,
                               const Caller& caller);

  // Appends the bodies as one group and derives all that follows; durable when ok. `before_commit`
  // writes what belongs to the same transaction and is not derived. `known`: the record of the
  // bodies, when it was just read.
  Result<Outcome> commit(std::vector<ops::Body> bodies, const Caller& caller,
                         const std::function<void()>& before_commit = {},
                         const KnownRecord* known = nullptr);

  // Where very many records refer to one that was saved, the save leaves what follows for them
  // (titles, gates, numbers) to this, in turns (base/turn.h). True: nothing is left. Refused with
  // what the store says; it stays to be done then.
  Result<bool> settle_referrers();
  // How many saves left something to it.
  int64_t saves_with_referrers() const { return saves_with_referrers_; }

  // Blobs. What the runtime found in the bytes: {"sha256", "name", "media_type", "size_bytes", …}.
  // The same bytes are stored once, with the names that they were handed in under. Refused:
  // engine.blob_too_large, evidence.empty.
  Result<Json> put_blob(std::string_view name, std::string_view bytes);
  Result<std::string> get_blob(std::string_view sha256);
  // The same piece by piece, so that other requests have their turn between: parts of a blob that
  // inspect_blob() named (`offset` a multiple of kBlobPartBytes), then its facts when all are
  // there. Refused: engine.no_blob when some are missing.
  Status put_blob_parts(std::string_view sha256, uint64_t offset, std::string_view bytes);
  Result<Json> add_blob_of_parts(const Json& facts);
  Result<BlobPiece> read_blob(std::string_view sha256, uint64_t offset);
  // How a file is refused that there is not: engine.no_blob.
  static Diagnostic no_blob(std::string_view sha256);

  // While flushes are held, what commands acknowledged is durable after flush() alone; whoever
  // holds them tells nobody before that. Several saves then share one flush.
  void hold_flush(bool held);
  Status flush();

  // A step of copying the database to a new file while it is used; other requests have their turn
  // in between, and what they write is in the copy. Once it is done, a checkpoint beside the
  // database speaks of exactly what the copy holds.
  struct CopyStep {
    bool done = false;
    int64_t pages = 0;
    int64_t pages_left = 0;
  };
  Result<CopyStep> copy_database(const std::string& file);

  // A step of an import, and of taking one back; each is one transaction (engine/import.h).
  Result<ImportReport> import_lines(const LinesToImport& lines, const Caller& caller);
  Status may_import(const Caller& caller) const;
  Result<UndoReport> undo_import(const ImportToUndo& which, const Caller& caller);

  Sessions& sessions() { return sessions_; }

  // Synchronisation (engine/sync.h): this engine as a device, and as a hub of devices.
  SyncDevice& sync_device() { return *sync_device_; }
  SyncHub& sync_hub() { return *sync_hub_; }

  // Whether times come here that automations wait for (engine/run_due.h).
  bool keeps_timers() const;
  DueProgress& due_progress() { return *due_progress_; }

  // Requests that are answered in turns.
  Tasks& tasks() { return tasks_; }
  // Who has the app open in a designer.
  Editors& editors() { return editors_; }

  // The log: log::verify and log::rebuild over it. verify_all also compares all derived tables with
  // what the log makes, which takes as long as a rebuild. begin_verify() does either step by step
  // (engine/log_verification.h).
  log::LogCheck verify_log(const std::optional<Sha256Digest>& known_head = {});
  log::LogCheck verify_log(const log::VerifyOptions& options);
  Result<log::LogCheck> verify_all(log::VerifyOptions options = {});
  Result<std::unique_ptr<LogVerification>> begin_verify(log::VerifyOptions options, bool derived);
  // Of the database's own, the newest `limit`, oldest first; none in memory.
  std::vector<log::Checkpoint> checkpoints(size_t limit) const;
  // A checkpoint where one is due. Whoever takes requests calls it behind each of them.
  void keep_checkpoint_when_due();
  // What people should know of the clock and the checkpoints; warnings.
  Diagnostics notices() const;
  Result<log::RebuildReport> rebuild();
  // The same beside the database, changing only what differs (engine/log_repair.h).
  Result<std::unique_ptr<LogRepair>> begin_rebuild();

  // What happened since the last call.
  const ChangeSet& take_changes();
  // What that call gave last.
  const ChangeSet& last_changes() const { return last_changes_; }
  // What subscribers are to be told of: the same, or all since flushes are held. told(): they were.
  const ChangeSet& untold_changes() const { return is_gathered_ ? untold_ : last_changes_; }
  void told();
  // Changed records as they stand, for all who are told of them.
  query::ChangedRecords& changed_records() { return changed_records_; }

  // For commands, which are of this module: whoever uses it cannot look inside of these.
  store::Store& store() { return *store_; }
  AppRules* app() { return app_.get(); }  // null before there is one
  std::shared_ptr<AppRules> shared_app() { return app_; }

 private:
  friend class BatchWriter;
  friend class SyncDevice;
  friend class SyncHub;
  friend class LogRepair;
  friend class LogVerification;
  class LogDeriver;  // derives from the log
  class LogCopy;     // of what is derived from it

  Engine();
  Status start(const EngineOptions& options);
  Status load_app(const EngineOptions& options);
  Status start_checkpoints(const EngineOptions& options);
  void keep_checkpoint(bool accepted = false);
  int64_t wall_ms() const;
  Result<Outcome> derive(log::GroupDraft& group, const Caller& caller,
                         const KnownRecord* known = nullptr);
  Status put_parts(std::string_view sha256, uint64_t offset, std::string_view bytes);
  Result<Json> note_blob(const Json& facts,
                         const std::function<void(const std::string&)>& put_bytes);
  // `before_commit` writes what belongs to the same transaction and knows the ops' hashes.
  using BeforeCommit = std::function<void(const std::vector<log::SealedOp>&)>;
  Status write(const log::GroupDraft& group, store::Transaction& transaction,
               const BeforeCommit& before_commit = {});
  Result<Outcome> derive_again(const std::vector<ops::Op>& group);
  Result<Outcome> settle_some_referrers(store::ReferrerStep& step, int64_t limit);
  Outcome refresh_some_referrers(store::ReferrerStep& step, int64_t limit);
  void finish_referrers();
  bool leaves_referrers() const;
  void note_for_sync(const std::vector<ops::RecordKey>& touched, int64_t number);
  void start_sync();
  struct AppSave;  // what is known of a save from one turn to the next
  Result<bool> prepare(AppSave& save) const;
  // The same for a document of the log that is derived from once more.
  Result<bool> prepare_again(const std::vector<ops::Op>& group);
  Result<Diagnostics> behind_save(const AppSave& save);
  static Result<std::shared_ptr<const model::App>> load(std::string_view text);
  Status put_in_force(const ops::AppPut& put, Instant at, bool is_new);
  Result<std::unique_ptr<AppRules>> compile(std::string_view text) const;
  void announce(const Outcome& outcome, const Caller& caller);

  std::string storage_;
  std::string path_;  // "" in memory
  SystemClock system_clock_;
  SystemRandom system_random_;
  std::optional<FixedClock> fixed_clock_;
  std::optional<SeededRandom> seeded_random_;
  const Clock* clock_ = nullptr;
  SystemMonotonicClock system_monotonic_clock_;
  const MonotonicClock* monotonic_ = nullptr;
  Random* random_ = nullptr;
  std::unique_ptr<store::Store> store_;
  log::Writer log_;
  std::unique_ptr<log::Checkpoints> checkpoints_;
  Diagnostics checkpoint_trouble_;  // the last one could not be written
  std::shared_ptr<AppRules> app_;
  std::shared_ptr<TriedApp> tried_;           // not in force
  std::unique_ptr<AppPreparation> prepared_;  // of the document that is being saved
  Sessions sessions_;
  std::unique_ptr<Previews> previews_;  // of imports, while people look at them
  std::unique_ptr<DueProgress> due_progress_;
  int64_t saves_with_referrers_ = 0;
  int64_t rows_indexed_at_once_ = INT64_MAX;
  bool keeps_timers_ = true;       // of a copy of one that does
  bool does_all_at_once_ = false;  // inside of one transaction: nothing is left for later
  std::unique_ptr<SyncDevice> sync_device_;
  std::unique_ptr<SyncHub> sync_hub_;
  ChangeSet changes_;
  ChangeSet last_changes_;
  query::ChangedRecords changed_records_;
  ChangeSet untold_;
  bool gathers_ = false;      // as long as flushes are held
  bool is_gathered_ = false;  // untold_ says what is to be told
  Editors editors_;
  Tasks tasks_;  // may read all the others
};

}  // namespace tollgate::engine
