#include <algorithm>

#include "egress.h"
#include "problems.h"
#include "service.h"
#include "text.h"

namespace tollgate::delivery {
namespace {

constexpr size_t kMaxChannels = 100;
constexpr size_t kMaxLabelBytes = 200;
constexpr size_t kMaxValueBytes = 2000;

const KindMember* member_named(const std::vector<KindMember>& members, std::string_view name) {
  const auto found = std::ranges::find(members, name, &KindMember::name);
  return found == members.end() ? nullptr : &*found;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 32; });
}

std::vector<KindField> shown_members(const std::vector<KindMember>& members) {
  std::vector<KindField> shown;
  for (const KindMember& member : members) {
    shown.push_back({.name = std::string(member.name),
                     .required = member.required,
                     .otherwise = std::string(member.otherwise)});
  }
  return shown;
}

// Takes what is named over into what there is.
Status take_over(const std::vector<Setting>& named, const std::vector<KindMember>& members,
                 std::map<std::string, std::string>& into) {
  for (const Setting& each : named) {
    if (!member_named(members, each.name)) {
      return bad_setting(each.name, "没有“" + each.name + "”这一项",
                         "there is no '" + each.name + "' here");
    }
    if (each.value.size() > kMaxValueBytes || has_control(each.value)) {
      return bad_setting(each.name, "“" + each.name + "”太长，或含有换行等控制字符",
                         "'" + each.name + "' is too long or holds line breaks");
    }
    if (each.value.empty()) {
      into.erase(each.name);
    } else {
      into[each.name] = each.value;
    }
  }
  for (const KindMember& member : members) {
    if (!member.required || into.contains(std::string(member.name))) continue;
    const std::string name(member.name);
    return bad_setting(name, "请填写“" + name + "”", "'" + name + "' is missing");
  }
  return ok_status();
}

}  // namespace

std::string Service::host_of(const StoredChannel& channel) const {
  const Kind* kind = find_kind(channel.kind);
  if (kind == nullptr) return {};
  const auto parts = url_parts(setting_of(channel, *kind, "base_url"));
  return parts ? parts->host : std::string();
}

Channel Service::shown(const StoredChannel& channel, bool to_administrator) const {
  Channel shown;
  shown.id = channel.id;
  shown.kind = channel.kind;
  shown.label = channel.label;
  shown.enabled = channel.enabled;
  if (!to_administrator) return shown;
  shown.host = host_of(channel);
  shown.host_allowed = find_host(store_->hosts(), shown.host) != nullptr;
  for (const auto& [name, value] : channel.settings) {
    shown.settings.push_back({.name = name, .value = value});
  }
  for (const auto& [name, value] : channel.secrets) shown.secrets.push_back(name);
  return shown;
}

Result<ChannelListReply> Service::handle(const ChannelListRequest&, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator && asker.person.empty()) return nobody_asks();
  ChannelListReply reply;
  for (const auto& [id, channel] : store_->channels()) {
    if (!asker.administrator && !channel.enabled) continue;
    reply.channels.push_back(shown(channel, asker.administrator));
  }
  for (const auto& kind : kinds()) {
    reply.kinds.push_back({.kind = std::string(kind->name()),
                           .settings = shown_members(kind->settings()),
                           .secrets = shown_members(kind->secrets()),
                           .address = std::string(kind->address())});
  }
  return reply;
}

Result<ChannelSaveReply> Service::handle(const ChannelSaveRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator) return delivery_administrators_only();
  const Kind* kind = find_kind(request.kind);
  if (kind == nullptr) return unknown_kind(request.kind);
  StoredChannel channel;
  if (request.id) {
    const auto found = store_->channels().find(*request.id);
    if (found == store_->channels().end()) return unknown_channel(*request.id);
    channel = found->second;
    if (channel.kind != request.kind) return unknown_kind(request.kind);
  } else {
    if (store_->channels().size() >= kMaxChannels) {
      return bad_setting("id", "通道太多，最多 100 个", "there are too many channels: 100 at most");
    }
    uint64_t number = random_.next();
    channel.id = "c";
    for (int i = 0; i < 10; ++i, number /= 36) {
      channel.id += "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
    }
    channel.kind = request.kind;
  }
  channel.label = request.label;
  channel.enabled = request.enabled;
  if (channel.label.empty() || channel.label.size() > kMaxLabelBytes ||
      has_control(channel.label)) {
    return bad_setting("label", "请给通道起一个名字（最多 200 字节）",
                       "give the channel a name (200 bytes at most)");
  }
  const std::string host_before = request.id ? host_of(channel) : std::string();
  Status good = take_over(request.settings, kind->settings(), channel.settings);
  if (!good) return std::move(good).error();
  const auto parts = url_parts(setting_of(channel, *kind, "base_url"));
  const bool mail = channel.kind == "email";
  const bool fits = parts && (mail ? parts->scheme == "smtp" || parts->scheme == "smtps"
                                   : parts->scheme == "http" || parts->scheme == "https");
  if (!fits) {
    return bad_setting(
        "base_url",
        mail ? "地址应以 smtp:// 或 smtps:// 开头" : "地址应以 https:// 或 http:// 开头",
        mail ? "the address begins with smtp:// or smtps://"
             : "the address begins with https:// or http://");
  }
  if (channel.kind == kFollower) {
    if (Status fits_app = check_follower(channel); !fits_app) return std::move(fits_app).error();
  }
  // A secret goes nowhere but where it was entered for.
  if (request.id && parts->host != host_before) channel.secrets.clear();
  good = take_over(request.secrets, kind->secrets(), channel.secrets);
  if (!good) return std::move(good).error();
  store_->put_channel(channel);
  if (request.allow_host.value_or(false) && !find_host(store_->hosts(), parts->host)) {
    std::vector<EgressHostRule> hosts = store_->hosts();
    hosts.push_back({parts->host, false});
    store_->put_hosts(hosts);
    transport_->set_hosts(store_->hosts());
  }
  if (Status written = store_->written(); !written) return std::move(written).error();
  {
    const std::lock_guard tokens(token_mutex_);
    tokens_.erase(channel.id);
  }
  wake_.notify_all();
  asked_all_ms_ = 0;  // what follows an app begins at once
  return ChannelSaveReply{shown(channel, true)};
}

Result<ChannelRemoveReply> Service::handle(const ChannelRemoveRequest& request,
                                           const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator) return delivery_administrators_only();
  store_->remove_channel(request.id);
  if (Status written = store_->written(); !written) return std::move(written).error();
  return ChannelRemoveReply{};
}

Result<ChannelTestReply> Service::handle(const ChannelTestRequest& request, const Asker& asker) {
  Batch batch;
  {
    const std::lock_guard lock(mutex_);
    if (!asker.administrator) return delivery_administrators_only();
    const auto found = store_->channels().find(request.id);
    if (found == store_->channels().end()) return unknown_channel(request.id);
    batch.channel = found->second;
    batch.kind = find_kind(batch.channel.kind);
    const bool english = store_->setting("locale", "zh-CN") == "en";
    batch.message.text = english ? "A test message from Tollgate: this channel works."
                                 : "Tollgate 测试消息：这个通道可以使用。";
    uint64_t number = random_.next();
    batch.message.key = "test-" + std::to_string(number % 1'000'000'000);
    batch.message.address = request.address.value_or("");
    batch.message.made_ms = now_ms();
    if (batch.message.address.empty() && !batch.kind->address().empty()) {
      return bad_setting("address", "请填写测试消息的收件地址", "say to whom the test goes");
    }
    sent_[batch.channel.id].push_back(now_ms());
  }
  const Outcome outcome = send(batch);
  ChannelTestReply reply;
  reply.outcome = outcome.fate == Fate::kSent      ? "sent"
                  : outcome.fate == Fate::kUnknown ? "unknown"
                  : outcome.fate == Fate::kFailed  ? "failed"
                                                   : "retry";
  const auto told = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  reply.code = told(outcome.code);
  reply.vendor_code = told(outcome.vendor_code);
  reply.vendor_text = told(outcome.vendor_text);
  if (!outcome.remedy.zh.empty()) reply.remedy = outcome.remedy;
  return reply;
}

}  // namespace tollgate::delivery
