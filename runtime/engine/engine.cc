#include "tollgate/engine/engine.h"

#include "app_preparation.h"
#include "app_versions.h"
#include "blob_uses.h"
#include "due_progress.h"
#include "import/preview.h"
#include "timers.h"
#include "tollgate/engine/sync.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/log/app_of_log.h"
#include "tollgate/log/checkpoints.h"
#include "tollgate/store/store.h"
#include "tried_app.h"

namespace tollgate::engine {
namespace {

// Letters and digits that nobody takes for one another.
constexpr std::string_view kIdLetters = "23456789abcdefghjkmnpqrstuvwxyz";

std::string random_letters(Random& random, size_t count) {
  std::string text;
  while (text.size() < count) {
    uint64_t bits = random.next();
    for (int i = 0; i < 12 && text.size() < count; ++i, bits >>= 5) {
      if ((bits & 31) < kIdLetters.size()) text.push_back(kIdLetters[bits & 31]);
    }
  }
  return text;
}

Diagnostic derived_unreadable(const std::string& path) {
  return make_error("engine.derived_unreadable",
                    {"数据库“" + path +
                         "”中由日志得出的数据（应用或表）缺失、损坏或被改动；"
                         "tollgate rebuild 可由操作日志重建",
                     "data that the database '" + path +
                         "' derives from its op log (the app or a table) is missing, damaged or "
                         "changed: 'tollgate rebuild' makes it again from the log"},
                    {.source = path});
}

bool is_put_by(const store::AppInForce& stored, const ops::AppPut& put) {
  return stored.id == put.id && stored.version == put.version && stored.text == put.text;
}

Diagnostic app_not_of_log(const store::AppInForce& stored,
                          const std::optional<log::AppOfLog>& of_log) {
  const std::string version = std::to_string(stored.version);
  LocalizedText what{"数据表里的应用（第 " + version + " 版）不是日志里的；日志里没有应用",
                     "the app in its table (version " + version +
                         ") is not the log's: the log puts no app in force"};
  if (of_log) {
    const std::string n = std::to_string(of_log->op_number);
    const std::string own = std::to_string(of_log->put.version);
    what = {"数据表里的应用（第 " + version + " 版）被改动过，与日志第 " + n +
                " 条操作使之生效的第 " + own + " 版不同",
            "the app in its table (version " + version + ") was changed: it is not version " + own +
                ", which operation " + n + " of the log put in force"};
  }
  return make_error("engine.app_not_of_log", std::move(what), {.source = "app"});
}

}  // namespace

Engine::Engine()
    : previews_(std::make_unique<Previews>()),
      due_progress_(std::make_unique<DueProgress>()),
      sync_device_(std::make_unique<SyncDevice>(*this)),
      sync_hub_(std::make_unique<SyncHub>(*this)) {}
Engine::~Engine() {
  if (checkpoints_ && checkpoints_->has_news(log_.head())) keep_checkpoint();
}

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options) {
  auto engine = std::unique_ptr<Engine>(new Engine);
  Status started = engine->start(options);
  if (!started) return std::move(started).error();
  return engine;
}

Status Engine::start(const EngineOptions& options) {
  rows_indexed_at_once_ = options.rows_indexed_at_once;
  storage_ = options.storage;
  clock_ = options.clock ? options.clock : &system_clock_;
  // A clock that somebody else winds says nothing of the device's.
  const bool on_the_devices_clock = !options.clock && !options.now;
  monotonic_ = options.monotonic      ? options.monotonic
               : on_the_devices_clock ? &system_monotonic_clock_
                                      : nullptr;
  random_ = options.random ? options.random : &system_random_;
  if (options.now) clock_ = &fixed_clock_.emplace(*options.now);
  if (options.seed) random_ = &seeded_random_.emplace(*options.seed);
  store::OpenOptions where;
  if (storage_ != "memory") {
    where.path = path_ = options.path;
    where.files = options.files;
    where.read_only = options.log_only && options.read_only;
    where.accept_lost = options.accept_log;
  }
  Result<std::unique_ptr<store::Store>> store = store::Store::open(where);
  if (!store) return std::move(store).error();
  store_ = std::move(*store);

  std::string device = store_->setting("device");
  if (device.empty() && !where.read_only) {
    device = options.device.empty() ? "device-" + random_letters(*random_, 12) : options.device;
    store_->set_setting("device", device);
  }
  log_ = log::Writer(device, store_->head(), log::ClockWatch(monotonic_, now()));
  start_sync();
  if (auto error = store_->take_error()) return *error;
  if (options.log_only) return ok_status();
  Status sound = log::check_end(*store_, log_.head().number, path_);
  if (!sound) return sound;
  Status kept = start_checkpoints(options);
  return kept ? load_app(options) : std::move(kept);
}

Status Engine::load_app(const EngineOptions& options) {
  store_->add_log_indexes();
  if (auto error = store_->take_error()) return *error;
  Result<std::optional<log::AppOfLog>> of_log = log::app_of_log(*store_, log_.head(), path_);
  if (!of_log) return std::move(of_log).error();
  const std::optional<store::AppInForce> stored = store_->app();
  std::optional<Diagnostic> unreadable = store_->take_error();
  // A log with an app in it is never begun anew, whatever became of the derived tables.
  if (!*of_log && !stored && !unreadable) {
    if (options.app_text.empty()) return ok_status();
    Result<Diagnostics> saved = save_app(options.app_text, "", app_itself());
    take_changes();
    if (!saved) return std::move(saved).error();
    return ok_status();
  }
  Diagnostics findings = {derived_unreadable(path_)};
  if (unreadable) {
    findings.push_back(std::move(*unreadable));
    return Failure{std::move(findings)};
  }
  if (!stored) return Failure{std::move(findings)};
  if (!*of_log || !is_put_by(*stored, (*of_log)->put)) {
    findings.push_back(app_not_of_log(*stored, *of_log));
    return Failure{std::move(findings)};
  }
  Status uses = add_blob_uses(*store_);
  if (!uses) return uses;
  const ops::AppPut& in_force = (*of_log)->put;
  store_->add_missing_tables();
  if (options.app_version && *options.app_version != in_force.version) {
    Result<ops::AppPut> again =
        again_as(apps_in_log(*store_), *options.app_version, in_force.version + 1);
    if (!again) return std::move(again).error();
    Result<Outcome> saved = commit({std::move(*again)}, app_itself());
    take_changes();
    if (!saved) return std::move(saved).error();
    return ok_status();
  }
  Result<std::unique_ptr<AppRules>> rules = compile(in_force.text);
  // What the log says itself is not damaged: it is the document that does not load.
  if (!rules) return app_does_not_load(apps_in_log(*store_), rules.diagnostics());
  app_ = std::move(*rules);
  if (!store_->has_tables(store::layout_of(*app_->model))) return Failure{std::move(findings)};
  store_->drop_leftovers();
  store_->set_list_indexes(store::list_indexes_of(*app_->model));
  if (const Result<bool> settled = settle_referrers(); !settled) {
    return Failure{settled.diagnostics()};
  }
  const Result<bool> timers = go_on_with_timers(*app_, *store_);
  if (!timers) return Failure{timers.diagnostics()};
  store_->drop_stray_blob_parts();
  if (auto error = store_->take_error()) return *error;
  return ok_status();
}

void Engine::start_sync() {
  sync_device_->start();
  sync_hub_->start();
}

std::string Engine::new_id(std::string_view stem) {
  return std::string(stem) + "-" + random_letters(*random_, 16);
}

std::optional<Diagnostic> Engine::take_error() {
  if (auto error = store_->take_error()) return error;
  return app_ ? app_->metrics->take_refusal() : std::nullopt;
}

// A device leaves them to the hub that it follows.
bool Engine::keeps_timers() const { return keeps_timers_ && !sync_device_->follows(); }

int64_t Engine::records_found() const { return store_->records_found(); }

std::optional<AppInForce> Engine::app_in_force() const {
  if (!app_) return std::nullopt;
  return AppInForce{*app_->model, app_->text, app_->hash};
}

void Engine::told() {
  untold_ = {};
  is_gathered_ = true;
}

const ChangeSet& Engine::take_changes() {
  last_changes_ = std::exchange(changes_, {});
  changed_records_.clear();
  if (gathers_) {
    untold_.join(last_changes_);
  } else {
    is_gathered_ = false;
  }
  if (!last_changes_.empty()) tried_.reset();
  return last_changes_;
}

}  // namespace tollgate::engine
