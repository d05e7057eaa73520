// From the apps' outboxes into the queue, and back to the apps what was delivered.
#include <nlohmann/json.hpp>

#include "service.h"
#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::delivery {
namespace {

// What waited longer before the hub first saw it is news no more: it is only put into the inbox.
constexpr int64_t kNewsMs = int64_t{72} * 3'600'000;
constexpr size_t kReportsAtOnce = 20;
constexpr size_t kMaxSentInReport = 100;

std::string key_of(const Job& job) {
  const std::string about = job.app + "\n" + std::to_string(job.op) + "\n" +
                            std::to_string(job.ordinal) + "\n" + job.person + "\n" +
                            std::to_string(job.made_ms);
  return hex(sha256(about)).substr(0, 32);
}

}  // namespace

void Service::ask_what_waits(const std::string& app) {
  Ask ask;
  Json params = Json::object();
  {
    const std::lock_guard lock(mutex_);
    const auto found = apps_.find(app);
    if (found == apps_.end() || stopping_) return;
    App& known = found->second;
    known.asks_again = known.asking;
    if (known.asking) return;
    known.asking = true;
    ask = known.ask;
    params["after"] = known.after;
    const RouteTable routes = store_->routes(app);
    for (const auto& [kind, field] : routes.fields) params["person_fields"].push_back(field);
  }
  const bool taken = ask("outbox.pending", std::move(params), [this, app](Result<Json> reply) {
    bool more = false;
    {
      const std::lock_guard lock(mutex_);
      App& known = apps_[app];
      known.asking = false;
      known.heard = known.heard || reply.ok();
      more = known.asks_again || (reply.ok() && reply->contains("next"));
      if (reply) plan(app, *reply);
    }
    wake_.notify_all();
    if (more) ask_what_waits(app);
  });
  if (taken) return;
  const std::lock_guard lock(mutex_);
  apps_[app].asking = false;
}

void Service::plan(const std::string& app, const Json& reply) {
  App& known = apps_[app];
  std::map<std::string, std::string> titles;
  const auto fields = store_->routes(app).fields;
  const Json people = reply.value("people", Json::array());
  const Json messages = reply.value("messages", Json::array());
  for (const Json& person : people) {
    const std::string id = person.value("record", "");
    titles[id] = person.value("title", "");
    const Json values = person.value("values", Json::array());
    size_t index = 0;
    for (const auto& [kind, field] : fields) {
      if (index >= values.size()) break;
      known.addresses[id][kind] = values[index++].get<std::string>();
    }
  }
  store_->begin();
  for (const Json& message : messages) {
    Job job;
    job.app = app;
    job.op = message.value("op", int64_t{0});
    job.ordinal = message.value("ordinal", int64_t{0});
    job.made_ms = message.value("at_ms", int64_t{0});
    job.entity = message.value("entity", "");
    job.record = message.value("record", "");
    job.title = message.value("title", "");
    job.wish = message.value("channel", "");
    job.urgent = message.value("urgent", false);
    const Json text = message.value("message", Json::object());
    job.zh = text.value("zh-CN", "");
    job.en = text.value("en", "");
    job.due_ms = now_ms();
    const Json to = message.value("to", Json::array());
    for (const Json& person : to) {
      if (!person.is_string()) continue;
      job.person = person.get<std::string>();
      job.person_title = titles[job.person];
      job.key = key_of(job);
      job.channel = now_ms() - job.made_ms > kNewsMs ? std::string(kInApp) : std::string();
      store_->add_job(job);
    }
    known.after = std::max(known.after, job.op);
  }
  // What could not be kept is asked for again.
  if (!store_->written()) known.after = 0;
}

void Service::report(const std::string& app) {
  struct Told {
    Json params;
    std::vector<std::string> keys;
  };
  std::vector<Told> all;
  Ask ask;
  {
    const std::lock_guard lock(mutex_);
    const auto found = apps_.find(app);
    if (found == apps_.end() || stopping_ || found->second.reporting) return;
    ask = found->second.ask;
    for (const Job& first : store_->unreported(app, kReportsAtOnce)) {
      Told told;
      told.params = {{"op", first.op}, {"ordinal", first.ordinal}, {"sent", Json::array()}};
      for (const Job& job : store_->jobs_of_message(app, first.op, first.ordinal)) {
        told.keys.push_back(job.key);
        if (told.params["sent"].size() >= kMaxSentInReport) continue;
        Json sent{{"to", job.person},
                  {"channel", job.channel},
                  {"at_ms", job.sent_ms},
                  {"key", job.key},
                  {"text", job.sent_text}};
        if (!job.receipt.empty()) sent["receipt"] = job.receipt;
        told.params["sent"].push_back(std::move(sent));
      }
      all.push_back(std::move(told));
    }
    if (all.empty()) return;
    found->second.reporting = true;
  }
  auto left = std::make_shared<size_t>(all.size());
  for (Told& told : all) {
    const auto done = [this, app, keys = told.keys, left](const Result<Json>& reply) {
      const std::lock_guard lock(mutex_);
      // An app that does not know the message has nothing to remember.
      const bool is_known = reply.ok() || reply.diagnostics()[0].code == "engine.unknown_message";
      for (const std::string& key : keys) {
        std::optional<Job> job = is_known ? store_->job(key) : std::nullopt;
        if (!job) continue;
        job->reported = true;
        store_->put_job(*job);
      }
      static_cast<void>(store_->written());
      if (--*left == 0) apps_[app].reporting = false;
    };
    if (!ask("outbox.delivered", told.params, done)) {
      const std::lock_guard lock(mutex_);
      if (--*left == 0) apps_[app].reporting = false;
    }
  }
}

}  // namespace tollgate::delivery
