// The addresses that a hub answers at (hub/hub.h says what for).
#pragma once

#include <cstdint>
#include <string_view>

#include "hub/hub_metrics.h"
#include "tollgate/base/limits.h"

namespace tollgate::server {

// What all apps share: no app can be called so.
inline constexpr std::string_view kSharedFolder = "/apps/_/";
inline constexpr std::string_view kListRoute = "/apps/index.json";
inline constexpr std::string_view kOpenApiRoute = "/api/openapi.json";
inline constexpr std::string_view kAppsRoute = "/apps";
inline constexpr std::string_view kEmbedScript = "/embed.js";
inline constexpr std::string_view kHubRoute = "/hub/request";
inline constexpr std::string_view kMessageRoute = "/api/request";
inline constexpr std::string_view kDeviceRoute = "/api/sync";
inline constexpr std::string_view kBlobRoute = "/api/blob";
inline constexpr std::string_view kEventsRoute = "/api/events";

// Below an app's /apps/ID: its messages and files, not its pages.
bool is_below_api(std::string_view path);

// What no other origin may ask, not even to read.
bool is_api(std::string_view path);

// A step of a device, or one group with the largest op (runtime/engine/sync/hub.cc).
inline constexpr uint64_t kMaxDeviceBytes = 2 * limits::kOpBytes + (uint64_t{2} << 20);

// How requests are counted and noted, by their address alone.
HubRoute route_of(std::string_view path);

}  // namespace tollgate::server
