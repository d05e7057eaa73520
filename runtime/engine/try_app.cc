// A document that is not in force, tried on the records that are here.
#include <nlohmann/json.hpp>

#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/query/query.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

// Each look at all records is made anew for each change of the document.
constexpr int64_t kMostTried = 200'000;

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

}  // namespace

Result<AppRules*> Engine::try_app(std::string_view text, const Caller& caller) {
  const bool whole = query::sees_everything(source(), viewer_of(caller));
  if (tried_ && tried_text_ == text && tried_whole_ == whole) return tried_.get();
  tried_.reset();
  int64_t records = 0;
  for (const store::TableSpec& table : store_->layout().tables) {
    records += store_->count({.entity = table.entity, .drafts = true});
  }
  if (records > kMostTried) return too_many_to_try(records);
  const std::string allowed =
      app_ && !whole ? with_permissions_of(app_->text, text) : std::string(text);
  AppCheck check = check_app(allowed);
  if (!check.app) return Failure{check.findings};
  Result<std::unique_ptr<AppRules>> rules = AppRules::compile(check.app, allowed, *store_, *clock_);
  if (!rules) return std::move(rules).error();
  (*rules)->metric_reader->keep_nothing();
  tried_ = *std::move(rules);
  tried_text_ = text;
  tried_whole_ = whole;
  return tried_.get();
}

}  // namespace tollgate::engine
