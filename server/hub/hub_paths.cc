#include "hub/hub_paths.h"

#include "hub/app_path.h"
#include "hub/monitoring.h"
#include "hub/packages/package_desk.h"

namespace tollgate::server {

bool is_below_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

bool is_api(std::string_view path) {
  if (path == kListRoute || path == kAppsRoute || path == kHubRoute || path == kPackagesRoute ||
      is_below_api(path)) {
    return true;
  }
  const auto parts = app_path(path);
  return parts && is_below_api(parts->rest);
}

HubRoute route_of(std::string_view path) {
  if (Monitoring::is_route(path)) return HubRoute::kOperate;
  if (path == kHubRoute) return HubRoute::kPeople;
  if (path == kListRoute || path == kAppsRoute || is_package_route(path)) return HubRoute::kApps;
  if (path == kOpenApiRoute) return HubRoute::kApi;
  const auto parts = app_path(path);
  if (!parts || !is_below_api(parts->rest)) return HubRoute::kSite;
  if (parts->rest == kMessageRoute) return HubRoute::kMessage;
  if (parts->rest == kBlobRoute) return HubRoute::kFileIn;
  if (parts->rest == kEventsRoute) return HubRoute::kEvents;
  if (parts->rest.starts_with(kBlobRoute)) return HubRoute::kFileOut;
  return HubRoute::kApi;
}

}  // namespace tollgate::server
