// A document that is not in force, tried on the records that are here.
#include <nlohmann/json.hpp>

#include "tollgate/base/turn.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/query/query.h"
#include "tollgate/store/store.h"
#include "tried_app.h"

namespace tollgate::engine {
namespace {

// Each look at all records is made anew for each change of the document.
constexpr int64_t kMaxTried = 200'000;

Diagnostic too_many_to_try(int64_t records) {
  const std::string count = std::to_string(records);
  return make_error("engine.too_many_to_try",
                    {"记录太多（" + count + " 条），不能边改边算；保存后在应用里查看",
                     "there are too many records (" + count +
                         ") to try a document on: save it and look in the app"});
}

// The document with the permissions that are in force.
std::string with_permissions_of(const std::string& in_force, std::string_view text) {
  Json document = stored_json(text);
  const Json app = stored_json(in_force);
  if (!document.is_object() || !app.is_object()) return std::string(text);
  for (const char* member : {"roles", "users"}) {
    document.erase(member);
    if (app.contains(member)) document[member] = app[member];
  }
  return write_json(document);
}

// The one that a question goes on with, whatever others try meanwhile.
struct TriedNote final : TurnNote {
  std::shared_ptr<TriedApp> app;
};

// Nobody reads it: the request goes on in its next turn.
Diagnostic not_checked_yet() {
  return make_error("engine.not_checked_yet",
                    {"还没有检查完", "this was not checked to its end yet"});
}

// What was saved since the last turn. False: all is to be made anew.
bool catch_up(TriedApp& tried, const store::Store& store) {
  const auto written = store.recent_writes().since(tried.moment);
  if (!written || tried.removals != store.recent_writes().removals()) return false;
  if (!written->empty()) tried.rules->records->forget_all();
  for (const store::RecordKey& key : *written) {
    tried.rules->metrics->note(key.entity, key.record);
  }
  tried.moment = store.recent_writes().moment();
  return true;
}

}  // namespace

Result<AppRules*> Engine::try_app(std::string_view text, const Caller& caller) {
  const bool whole = query::sees_everything(source(), viewer_of(caller));
  const std::string in_force = app_ ? app_->hash : "";
  const auto is_this = [&](const std::shared_ptr<TriedApp>& tried) {
    return tried && tried->text == text && tried->whole == whole && tried->in_force == in_force;
  };
  auto* note = Turn::note<TriedNote>();
  if (note != nullptr && is_this(note->app) && catch_up(*note->app, *store_)) {
    return note->app->rules.get();
  }
  if (is_this(tried_) && catch_up(*tried_, *store_)) {
    if (note != nullptr) note->app = tried_;
    return tried_->rules.get();
  }
  tried_.reset();
  int64_t records = 0;
  for (const store::TableSpec& table : store_->layout().tables) {
    records += store_->count({.entity = table.entity, .drafts = true});
  }
  if (records > kMaxTried) return too_many_to_try(records);
  const std::string allowed =
      app_ && !whole ? with_permissions_of(app_->text, text) : std::string(text);
  AppCheck check = check_app(allowed);
  if (Turn::was_left()) return not_checked_yet();
  if (!check.app) return Failure{check.findings};
  Result<std::unique_ptr<AppRules>> rules = AppRules::compile(check.app, allowed, *store_, *clock_);
  if (!rules) return std::move(rules).error();
  (*rules)->metric_reader->keep_nothing();
  tried_ = std::make_shared<TriedApp>(
      TriedApp{std::string(text), whole, in_force, *std::move(rules),
               store_->recent_writes().removals(), store_->recent_writes().moment()});
  if (note != nullptr) note->app = tried_;
  return tried_->rules.get();
}

}  // namespace tollgate::engine
