#include "hub/export_acts.h"

#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

// A piece that comes later than this begins a file of its own, whatever its cursor says.
constexpr int64_t kPieceFollows_ms = 10 * 60 * 1000;
constexpr size_t kMaxRemembered = 1000;

}  // namespace

std::optional<NotedAct> ExportActs::of(const std::string& app, std::string_view type,
                                       std::string_view message, std::string_view reply,
                                       const std::string& whom, const std::string& by_key,
                                       int64_t now_ms) {
  if (type != "list.export") return std::nullopt;
  const auto result = result_of(reply);
  if (!result) return std::nullopt;
  const Json asked = stored_json(message);
  const Json params = asked.is_object() ? asked.value("params", Json::object()) : Json::object();
  NotedAct act;
  act.act = "list.export";
  act.target = app + " " + params.value("view", params.value("entity", ""));
  act.note = params.value("format", "") + ", " + std::to_string(result->value("total", 0));
  if (!by_key.empty()) act.note += ", " + by_key;

  const std::lock_guard lock(mutex_);
  const std::string key =
      whom + "\n" + by_key + "\n" + act.target + "\n" + params.value("format", "");
  if (noted_ms_.size() >= kMaxRemembered && !noted_ms_.contains(key)) noted_ms_.clear();
  const auto [noted, fresh] = noted_ms_.try_emplace(key, now_ms);
  const bool follows =
      params.contains("cursor") && !fresh && now_ms - noted->second < kPieceFollows_ms;
  noted->second = now_ms;
  if (follows) return std::nullopt;
  return act;
}

}  // namespace tollgate::server
