// Through which channel a message reaches a person: the person's own choice, then what the app's
// settings say for what the app asked for, then for any other; without any settings the inbox.
#include <algorithm>
#include <iterator>

#include "service.h"

namespace tollgate::delivery {
namespace {

bool was_tried(const Job& job, const std::string& channel) {
  return (job.tried + " ").find(" " + channel + " ") != std::string::npos;
}

void fail_without_address(Job& job, const std::string& kinds) {
  const std::string name = job.person_title.empty() ? job.person : job.person_title;
  job.state = "dead";
  job.code = "delivery.no_address";
  if (kinds.empty()) {
    job.failure_zh = "应用的通道设置里没有可用的通道：请在“消息通道”页为它选择通道";
    job.failure_en =
        "none of the channels that the app may use can be used: choose one on the "
        "page of channels";
    return;
  }
  job.failure_zh = "没有“" + name + "”的地址（" + kinds + "）：请在“人员与账号”页为此人填写";
  job.failure_en =
      "there is no address of " + name + " (" + kinds + "): enter one on the page of people";
}

}  // namespace

std::string Service::address_of(const Job& job, std::string_view kind) const {
  if (kind.empty()) return {};
  const std::string name(kind);
  if (options_.addresses) {
    const auto own = options_.addresses(job.app, job.person);
    if (const auto found = own.find(name); found != own.end()) return found->second;
  }
  const auto app = apps_.find(job.app);
  if (app == apps_.end()) return {};
  const auto person = app->second.addresses.find(job.person);
  if (person == app->second.addresses.end()) return {};
  const auto found = person->second.find(name);
  return found == person->second.end() ? std::string() : found->second;
}

bool Service::choose(Job& job) {
  if (job.channel == kInApp) return true;
  const auto usable = [&](const std::string& id) {
    const auto found = store_->channels().find(id);
    return found != store_->channels().end() && found->second.enabled && !was_tried(job, id);
  };
  if (job.wish == kFollower) {
    job.channel = job.address;
    const bool on = usable(job.channel);
    // What waits when a key ends was for whoever had it.
    const bool knows = on && is_follower_s_key_good(job.channel);
    if (knows) return true;
    if (on) {
      job.code = "delivery.key_over";
      job.failure_zh = "程序密钥已过期或已撤销：请在通道中选择另一个密钥";
      job.failure_en = "the key for programs is over or revoked: choose another one at the channel";
    } else if (job.code.empty()) {
      job.code = "delivery.channel_off";
      job.failure_zh = "这个通道已停用或移除";
      job.failure_en = "the channel is switched off or removed";
    }
    job.state = "dead";
    return false;
  }
  if (!job.channel.empty() && usable(job.channel)) return true;
  job.channel.clear();
  job.digest.clear();
  std::vector<std::string> chain = store_->contact(job.app, job.person).channels;
  const RouteTable routes = store_->routes(job.app);
  for (const std::string& wish : {job.wish, std::string()}) {
    if (wish.empty() && job.wish == kInApp) continue;
    const auto found = routes.channels.find(wish);
    if (found == routes.channels.end()) continue;
    std::ranges::copy(found->second, std::back_inserter(chain));
  }
  if (chain.empty() || job.wish == kInApp) chain.emplace_back(kInApp);
  std::string missing;
  for (const std::string& id : chain) {
    if (id == kInApp) {
      job.channel = id;
      return true;
    }
    if (!usable(id)) continue;
    const Kind* kind = find_kind(store_->channels().at(id).kind);
    if (kind == nullptr) continue;
    job.address = address_of(job, kind->mentions());
    if (job.address.empty() && !kind->address().empty()) {
      missing += (missing.empty() ? "" : ", ") + std::string(kind->address());
      continue;
    }
    job.channel = id;
    return true;
  }
  // What failed says why; only what was never tried lacks an address.
  if (job.code.empty() || job.tried.empty()) fail_without_address(job, missing);
  job.state = "dead";
  return false;
}

}  // namespace tollgate::delivery
