// Webhooks that follow an app. Each has a place in the app's log: what changed since is asked of
// the app on behalf of the webhook's key and becomes a message in the queue, in one transaction
// with the new place. So nothing is left out, also over a restart, and nothing is told that the key
// may not see.
#include <nlohmann/json.hpp>

#include "problems.h"
#include "service.h"
#include "text.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {
namespace {

// No person's message has this place in an op.
constexpr int64_t kFollowerOrdinal = -1;

std::string place_setting(const std::string& channel) { return "follows_from." + channel; }

Json entities_of(std::string_view text) {
  Json entities = Json::array();
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(",; "), text.size());
    if (end > 0) entities.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return entities;
}

}  // namespace

Status Service::check_follower(const StoredChannel& channel) const {
  const Kind& kind = *find_kind(channel.kind);
  const std::string app = setting_of(channel, kind, "app");
  if (!apps_.contains(app)) {
    return bad_setting("app", "没有应用“" + app + "”", "there is no app '" + app + "'");
  }
  const std::string key = setting_of(channel, kind, "api_key");
  if (options_.principal_of_key && options_.principal_of_key(app, key)) return ok_status();
  return bad_setting("api_key", "请选择这个应用的一个有效的程序密钥",
                     "choose a key for programs of this app that is not revoked or over");
}

bool Service::is_follower_s_key_good(const std::string& channel) const {
  const StoredChannel& kept = store_->channels().at(channel);
  const Kind& kind = *find_kind(kept.kind);
  return options_.principal_of_key && options_.principal_of_key(setting_of(kept, kind, "app"),
                                                                setting_of(kept, kind, "api_key"));
}

void Service::follow(const std::string& app) {
  struct Question {
    std::string channel, principal;
    Json params;
    int64_t after = -1;
  };
  std::vector<Question> questions;
  AskAs ask;
  {
    const std::lock_guard lock(mutex_);
    const auto known = apps_.find(app);
    if (known == apps_.end() || stopping_ || !known->second.ask_as || !options_.principal_of_key) {
      return;
    }
    ask = known->second.ask_as;
    for (const auto& [id, channel] : store_->channels()) {
      if (channel.kind != kFollower || !channel.enabled) continue;
      const Kind& kind = *find_kind(kFollower);
      if (setting_of(channel, kind, "app") != app) continue;
      if (const auto asks = following_.find(id); asks != following_.end()) {
        asks->second = true;
        continue;
      }
      // A key that holds no longer is told nothing more; with another one it goes on from here.
      const auto principal = options_.principal_of_key(app, setting_of(channel, kind, "api_key"));
      if (!principal) continue;
      Question question{id, *principal, Json::object()};
      if (const std::string place = store_->setting(place_setting(id), ""); !place.empty()) {
        question.after = std::stoll(place);
        question.params["after"] = question.after;
      }
      Json entities = entities_of(setting_of(channel, kind, "entities"));
      if (!entities.empty()) question.params["entities"] = std::move(entities);
      following_[id] = false;
      questions.push_back(std::move(question));
    }
  }
  for (Question& question : questions) {
    const auto done = [this, app, channel = question.channel,
                       after = question.after](const Result<Json>& reply) {
      bool more = false;
      {
        const std::lock_guard lock(mutex_);
        more = following_[channel] || (reply.ok() && reply->value("more", false));
        following_.erase(channel);
        if (reply) tell_followers(app, channel, after, *reply);
      }
      wake_.notify_all();
      if (more) follow(app);
    };
    if (ask(question.principal, "record.changes", std::move(question.params), done)) continue;
    const std::lock_guard lock(mutex_);
    following_.erase(question.channel);
  }
}

// With the mutex held.
void Service::tell_followers(const std::string& app, const std::string& channel, int64_t after,
                             const Json& reply) {
  if (!store_->channels().contains(channel)) return;
  const int64_t upto = reply.value("after", int64_t{0});
  const Json changes = reply.value("changes", Json::array());
  if (upto == after) return;
  store_->begin();
  if (!changes.empty()) {
    Job job;
    job.key = channel + "-" + std::to_string(after) + "-" + std::to_string(upto);
    job.app = app;
    job.op = upto;
    job.ordinal = kFollowerOrdinal;
    job.wish = kFollower;
    job.channel = channel;
    job.address = channel;
    job.zh = write_json(changes);
    job.made_ms = now_ms();
    job.due_ms = now_ms();
    job.reported = true;  // nothing in the app asked for it
    store_->add_job(job);
  }
  store_->put_setting(place_setting(channel), std::to_string(upto));
  if (store_->written()) return;
  // What could not be kept is asked for again.
  store_->put_setting(place_setting(channel), after < 0 ? "" : std::to_string(after));
  static_cast<void>(store_->written());
}

}  // namespace tollgate::delivery
