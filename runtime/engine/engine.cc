#include "tollgate/engine/engine.h"

#include "app_versions.h"
#include "blob_uses.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/store.h"

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
                         "”中由日志得出的数据（应用或表）缺失或已损坏；"
                         "tollgate rebuild 可由操作日志重建",
                     "data that the database '" + path +
                         "' derives from its op log (the app or a table) is "
                         "missing or damaged: 'tollgate rebuild' makes it again from the log"},
                    {.source = path});
}

}  // namespace

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options) {
  auto engine = std::unique_ptr<Engine>(new Engine);
  Status started = engine->start(options);
  if (!started) return std::move(started).error();
  return engine;
}

Status Engine::start(const EngineOptions& options) {
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
  }
  Result<std::unique_ptr<store::Store>> store = store::Store::open(where);
  if (!store) return std::move(store).error();
  store_ = std::move(*store);

  std::string device = store_->setting("device");
  if (device.empty()) {
    device = options.device.empty() ? "device-" + random_letters(*random_, 12) : options.device;
    store_->set_setting("device", device);
  }
  log_ = log::Writer(device, store_->head(), log::ClockWatch(monotonic_, now()));
  if (auto error = store_->take_error()) return *error;
  if (options.log_only) return ok_status();
  Status sound = log::check_end(*store_, log_.head().number, path_);
  return sound ? load_app(options) : std::move(sound);
}

Status Engine::load_app(const EngineOptions& options) {
  std::optional<store::AppInForce> stored = store_->app();
  // A log with an app in it is never begun anew, whatever became of the derived tables.
  if (!stored && !store_->failed() && !store_->has_op_of_kind("app.put")) {
    if (options.app_text.empty()) return ok_status();
    Result<Diagnostics> saved = save_app(options.app_text, "", {});
    take_changes();
    if (!saved) return std::move(saved).error();
    return ok_status();
  }
  Diagnostics findings = {derived_unreadable(path_)};
  if (auto error = store_->take_error()) {
    findings.push_back(std::move(*error));
    return Failure{std::move(findings)};
  }
  if (!stored) return Failure{std::move(findings)};
  Status uses = add_blob_uses(*store_);
  if (!uses) return uses;
  if (options.app_version && *options.app_version != stored->version) {
    Result<ops::AppPut> again =
        again_as(apps_in_log(*store_), *options.app_version, stored->version + 1);
    if (!again) return std::move(again).error();
    Result<Outcome> saved = commit({std::move(*again)}, {});
    take_changes();
    if (!saved) return std::move(saved).error();
    return ok_status();
  }
  Result<std::unique_ptr<AppRules>> rules = compile(stored->text);
  if (!rules) {
    // What the log says itself is not damaged: it is the document that does not load.
    const std::vector<ops::AppPut> apps = apps_in_log(*store_);
    if (!apps.empty() && apps.back().text == stored->text) {
      return app_does_not_load(apps, rules.diagnostics());
    }
    findings.insert(findings.end(), rules.diagnostics().begin(), rules.diagnostics().end());
    return Failure{std::move(findings)};
  }
  app_ = std::move(*rules);
  if (!store_->has_tables(store::layout_of(*app_->model))) return Failure{std::move(findings)};
  store_->add_missing_tables();
  store_->drop_stray_blob_parts();
  if (auto error = store_->take_error()) return *error;
  return ok_status();
}

std::string Engine::new_id(std::string_view stem) {
  return std::string(stem) + "-" + random_letters(*random_, 16);
}

std::optional<Diagnostic> Engine::take_error() {
  if (auto error = store_->take_error()) return error;
  return app_ ? app_->metrics->take_refusal() : std::nullopt;
}

int64_t Engine::records_found() const { return store_->records_found(); }

std::optional<AppInForce> Engine::app_in_force() const {
  if (!app_) return std::nullopt;
  return AppInForce{*app_->model, app_->text, app_->hash};
}

ChangeSet Engine::take_changes() { return std::exchange(changes_, {}); }

}  // namespace tollgate::engine
