#include <arpa/inet.h>

#include <algorithm>

#include "egress.h"
#include "problems.h"
#include "service.h"

namespace tollgate::delivery {
namespace {

constexpr size_t kMaxHosts = 200;
constexpr size_t kMaxRoutes = 20;
constexpr size_t kMaxChain = 10;

bool is_host(const std::string& text) {
  unsigned char bytes[16];
  if (inet_pton(AF_INET, text.c_str(), bytes) == 1 ||
      inet_pton(AF_INET6, text.c_str(), bytes) == 1) {
    return true;
  }
  return !text.empty() && text.size() <= 253 && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                  c == '_';
         });
}

std::string in_small_letters(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return text;
}

}  // namespace

Status Service::check_channels(const std::vector<std::string>& ids) const {
  if (ids.size() > kMaxChain) {
    return bad_setting("channels", "通道太多，最多 10 个", "too many channels: 10 at most");
  }
  for (const std::string& id : ids) {
    if (id != kInApp && !store_->channels().contains(id)) return unknown_channel(id);
  }
  return ok_status();
}

Result<DeliverySettingsReply> Service::handle(const DeliverySettingsRequest&, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator) return delivery_administrators_only();
  DeliverySettingsReply reply;
  reply.public_url = public_url();
  reply.locale = store_->setting("locale", "zh-CN");
  reply.timeout_ms = std::stoll(store_->setting("timeout_ms", "10000"));
  reply.first_retry_ms = std::stoll(store_->setting("first_retry_ms", "2000"));
  for (const EgressHostRule& host : store_->hosts()) {
    reply.hosts.push_back({.host = host.host, .private_allowed = host.private_allowed});
  }
  return reply;
}

Result<DeliveryConfigureReply> Service::handle(const DeliveryConfigureRequest& request,
                                               const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator) return delivery_administrators_only();
  if (request.public_url && !request.public_url->empty()) {
    const auto parts = url_parts(*request.public_url);
    if (!parts || (parts->scheme != "http" && parts->scheme != "https")) {
      return bad_setting("public_url", "访问地址应以 https:// 或 http:// 开头",
                         "the hub's address begins with https:// or http://");
    }
  }
  if (request.locale && *request.locale != "zh-CN" && *request.locale != "en") {
    return bad_setting("locale", "语言应为 zh-CN 或 en", "the language is zh-CN or en");
  }
  if (request.timeout_ms && (*request.timeout_ms < 100 || *request.timeout_ms > 60'000)) {
    return bad_setting("timeout_ms", "等待时间应为 100 至 60000 毫秒",
                       "the time to wait is 100 to 60000 ms");
  }
  if (request.first_retry_ms &&
      (*request.first_retry_ms < 10 || *request.first_retry_ms > 600'000)) {
    return bad_setting("first_retry_ms", "首次重试间隔应为 10 至 600000 毫秒",
                       "the time to the first retry is 10 to 600000 ms");
  }
  if (request.hosts) {
    std::vector<EgressHostRule> hosts;
    for (const EgressHost& each : *request.hosts) {
      const std::string host = in_small_letters(each.host);
      if (!is_host(host)) return bad_host(each.host);
      if (!find_host(hosts, host)) hosts.push_back({host, each.private_allowed});
    }
    if (hosts.size() > kMaxHosts) {
      return bad_setting("hosts", "主机太多，最多 200 个", "too many hosts: 200 at most");
    }
    store_->put_hosts(std::move(hosts));
    transport_->set_hosts(store_->hosts());
  }
  if (request.public_url) store_->put_setting("public_url", *request.public_url);
  if (request.locale) store_->put_setting("locale", *request.locale);
  if (request.timeout_ms) {
    store_->put_setting("timeout_ms", std::to_string(*request.timeout_ms));
    transport_->set_timeout_ms(*request.timeout_ms);
  }
  if (request.first_retry_ms) {
    store_->put_setting("first_retry_ms", std::to_string(*request.first_retry_ms));
  }
  if (Status written = store_->written(); !written) return std::move(written).error();
  return DeliveryConfigureReply{};
}

Result<RouteListReply> Service::handle(const RouteListRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator) return delivery_administrators_only();
  RouteListReply reply;
  const RouteTable table = store_->routes(request.app);
  for (const auto& [wish, channels] : table.channels)
    reply.routes.push_back({.wish = wish, .channels = channels});
  for (const auto& [kind, field] : table.fields)
    reply.fields.push_back({.name = kind, .value = field});
  return reply;
}

Result<RouteSaveReply> Service::handle(const RouteSaveRequest& request, const Asker& asker) {
  {
    const std::lock_guard lock(mutex_);
    if (!asker.administrator) return delivery_administrators_only();
    RouteTable table;
    if (request.routes.size() > kMaxRoutes || request.fields.size() > kMaxRoutes) {
      return bad_setting("routes", "太多，最多 20 项", "too many: 20 at most");
    }
    for (const Route& route : request.routes) {
      if (Status good = check_channels(route.channels); !good) return std::move(good).error();
      if (!route.channels.empty()) table.channels[route.wish] = route.channels;
    }
    for (const Setting& field : request.fields) {
      if (!field.value.empty()) table.fields[field.name] = field.value;
    }
    store_->put_routes(request.app, table);
    if (Status written = store_->written(); !written) return std::move(written).error();
    // Who is reached where is asked anew.
    if (const auto app = apps_.find(request.app); app != apps_.end()) app->second.after = 0;
  }
  wake(request.app);
  return RouteSaveReply{};
}

Result<ContactGetReply> Service::handle(const ContactGetRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const std::string person = request.person.value_or(asker.person);
  if (person.empty()) return nobody_asks();
  if (person != asker.person && !asker.administrator) return not_yours();
  ContactRow contact = store_->contact(request.app, person);
  return ContactGetReply{.channels = std::move(contact.channels),
                         .locale = std::move(contact.locale)};
}

Result<ContactSaveReply> Service::handle(const ContactSaveRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const std::string person = request.person.value_or(asker.person);
  if (person.empty()) return nobody_asks();
  if (person != asker.person && !asker.administrator) return not_yours();
  if (Status good = check_channels(request.channels); !good) return std::move(good).error();
  if (!request.locale.empty() && request.locale != "zh-CN" && request.locale != "en") {
    return bad_setting("locale", "语言应为 zh-CN 或 en", "the language is zh-CN or en");
  }
  store_->put_contact(request.app, person, {request.channels, request.locale});
  if (Status written = store_->written(); !written) return std::move(written).error();
  return ContactSaveReply{};
}

}  // namespace tollgate::delivery
