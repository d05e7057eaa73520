#include "service.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "curl_transport.h"
#include "problems.h"
#include "text.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {
namespace {

constexpr int kSendingThreads = 3;
constexpr int64_t kDayMs = 86'400'000;
// How long what was sent is shown; and how far back rates count at most.
constexpr int64_t kKeptMs = 90 * kDayMs;
constexpr int64_t kHourMs = 3'600'000;
// Also when nobody wakes it: what failed to be asked or told is so again.
constexpr int64_t kPatienceMs = 30'000;
// While what is due can't go yet, as its channel is busy.
constexpr int64_t kShortestWaitMs = 100;

template <typename Request>
Result<Json> run_request(Service& service, const Json& params, const Asker& asker) {
  Result<Request> request = messages::from_json<Request>(params, "/params");
  if (!request) return std::move(request).error();
  auto reply = service.handle(*request, asker);
  if (!reply) return std::move(reply).error();
  return to_json(*reply);
}

struct RequestEntry {
  std::string_view type;
  Result<Json> (*run)(Service&, const Json&, const Asker&);
};

template <typename... Request>
constexpr std::array<RequestEntry, sizeof...(Request)> request_table() {
  return {RequestEntry{Request::kType, run_request<Request>}...};
}

constexpr auto kRequestEntries =
    request_table<ChannelListRequest, ChannelSaveRequest, ChannelRemoveRequest, ChannelTestRequest,
                  DeliverySettingsRequest, DeliveryConfigureRequest, RouteListRequest,
                  RouteSaveRequest, ContactGetRequest, ContactSaveRequest, LetterListRequest,
                  LetterResendRequest, InboxListRequest, InboxReadRequest>();
static_assert(kRequestEntries.size() == kRequestTypes.size());

}  // namespace

bool is_delivery_request(std::string_view type) {
  return std::ranges::find(kRequestTypes, type) != kRequestTypes.end();
}

Result<std::unique_ptr<Delivery>> Delivery::open(const DeliveryOptions& options, const Clock& clock,
                                                 Random& random) {
  auto store = DeliveryStore::open(options.file, random);
  if (!store) return std::move(store).error();
  return std::unique_ptr<Delivery>(
      std::make_unique<Service>(options, std::move(*store), clock, random));
}

Service::Service(DeliveryOptions options, std::unique_ptr<DeliveryStore> store, const Clock& clock,
                 Random& random)
    : options_(std::move(options)),
      clock_(clock),
      random_(random),
      transport_(options_.transport ? options_.transport : std::make_shared<CurlTransport>()),
      store_(std::move(store)) {
  transport_->set_hosts(store_->hosts());
  transport_->set_timeout_ms(std::stoll(store_->setting("timeout_ms", "10000")));
  store_->forget_before(now_ms() - kKeptMs);
  // The other side counts on when the hub was started anew.
  for (const Job& job : store_->sent_since(now_ms() - kHourMs)) {
    const auto channel = store_->channels().find(job.channel);
    if (channel == store_->channels().end()) continue;
    const Kind* kind = find_kind(channel->second.kind);
    const bool by_address = kind != nullptr && kind->rates_by_address();
    sent_[by_address ? job.channel + " " + job.address : job.channel].push_back(job.sent_ms);
  }
}

Status Delivery::copy_kept(const std::filesystem::path& file, const std::filesystem::path& to) {
  auto db = sql::Database::open(file.string(), nullptr);
  if (!db) return std::move(db).error();
  return copy_database(**db, to);
}

Status Service::copy_to(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  return store_->copy_to(file);
}

void Service::add_app(std::string id, Ask ask, AskAs ask_as) {
  const std::lock_guard lock(mutex_);
  App& app = apps_[std::move(id)];
  app.ask = std::move(ask);
  app.ask_as = std::move(ask_as);
}

void Service::on_inbox(std::function<void(const std::string& app)> told) {
  const std::lock_guard lock(mutex_);
  told_ = std::move(told);
}

void Service::start() {
  std::vector<std::string> ids;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, app] : apps_) ids.push_back(id);
    for (int i = 0; i < kSendingThreads; ++i) threads_.emplace_back([this] { work(); });
  }
  for (const std::string& id : ids) wake(id);
}

void Service::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  transport_->stop();
  wake_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  threads_.clear();
}

Status Service::tell(const Word& word) {
  // No person's message of an app's has this place in an op.
  constexpr int64_t kOwnOrdinal = -2;
  const std::lock_guard lock(mutex_);
  Job job;
  job.key = word.key;
  job.app = word.app;
  job.ordinal = kOwnOrdinal;
  job.person = word.person;
  job.zh = word.zh;
  job.en = word.en;
  job.entity = word.entity;
  job.record = word.record;
  job.title = word.title;
  job.made_ms = now_ms();
  job.due_ms = now_ms();
  job.reported = true;  // nothing in the app asked for it
  store_->begin();
  store_->add_job(job);
  Status written = store_->written();
  wake_.notify_all();
  return written;
}

void Service::wake(const std::string& app) {
  ask_what_waits(app);
  report(app);
  follow(app);
}

void Service::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (std::optional<Batch> batch = next_batch()) {
      lock.unlock();
      tell_inboxes();
      Outcome outcome = send(*batch);
      lock.lock();
      finish(*batch, std::move(outcome));
    } else {
      const int64_t due_ms = store_->next_due_ms().value_or(now_ms() + kPatienceMs) - now_ms();
      lock.unlock();
      tell_inboxes();
      lock.lock();
      if (stopping_) return;
      wake_.wait_for(lock, std::chrono::milliseconds(
                               std::clamp<int64_t>(due_ms, kShortestWaitMs, kPatienceMs)));
    }
    const bool asks = now_ms() - asked_all_ms_ > kPatienceMs;
    if (asks) asked_all_ms_ = now_ms();
    std::vector<std::string> ids;
    for (const auto& [id, app] : apps_) ids.push_back(id);
    lock.unlock();
    for (const std::string& id : ids) {
      if (asks) {
        ask_what_waits(id);
        follow(id);
      }
      report(id);
    }
    lock.lock();
  }
}

void Service::run_due() {
  for (;;) {
    std::optional<Batch> batch;
    std::vector<std::string> ids;
    {
      const std::lock_guard lock(mutex_);
      batch = next_batch();
      for (const auto& [id, app] : apps_) ids.push_back(id);
    }
    if (batch) {
      Outcome outcome = send(*batch);
      const std::lock_guard lock(mutex_);
      finish(*batch, std::move(outcome));
    }
    tell_inboxes();
    for (const std::string& id : ids) report(id);
    if (!batch) return;
  }
}

void Service::tell_inboxes() {
  std::set<std::string> apps;
  std::function<void(const std::string& app)> told;
  {
    const std::lock_guard lock(mutex_);
    apps.swap(inboxes_);
    told = told_;
  }
  for (const std::string& app : apps) {
    report(app);
    if (told) told(app);
  }
}

Outcome Service::send(const Batch& batch) {
  SendContext context{*transport_, clock_, *this};
  Outcome outcome = batch.kind->send(batch.channel, batch.message, context);
  for (const auto& [name, secret] : batch.channel.secrets) {
    for (std::string* text :
         {&outcome.vendor_text, &outcome.receipt, &outcome.remedy.zh, &outcome.remedy.en}) {
      *text = masked(std::move(*text), secret);
    }
  }
  return outcome;
}

std::string Service::token(const StoredChannel& channel, bool fresh, Outcome& failure) {
  const std::lock_guard lock(token_mutex_);
  Token& token = tokens_[channel.id];
  if (!fresh && !token.text.empty() && now_ms() < token.expires_ms) return token.text;
  const Kind& kind = *find_kind(channel.kind);
  const std::string url = setting_of(channel, kind, "base_url") + "/cgi-bin/gettoken?corpid=" +
                          percent_encoded(setting_of(channel, kind, "corp_id")) +
                          "&corpsecret=" + percent_encoded(secret_of(channel, "secret"));
  const Reply reply = transport_->http({url, {}, std::nullopt});
  token = {};
  failure = transport_outcome(reply);
  // Nothing was sent yet, whatever became of the question.
  if (failure.fate == Fate::kUnknown) failure.fate = Fate::kRetry;
  const Json json = stored_json(reply.body);
  if (reply.reach != Reply::Reach::kAnswered || !json.is_object()) return {};
  const auto code = json.find("errcode");
  const auto text = json.find("access_token");
  if (code != json.end() && code->is_number_integer() && code->get<int64_t>() != 0) {
    const auto said = json.find("errmsg");
    failure = vendor_outcome(
        "wecom", code->get<int64_t>(),
        said != json.end() && said->is_string() ? said->get<std::string>() : std::string());
    if (failure.fate == Fate::kRefreshToken) failure.fate = Fate::kRetry;
    return {};
  }
  if (text == json.end() || !text->is_string()) return {};
  const auto lasts = json.find("expires_in");
  const int64_t seconds =
      lasts != json.end() && lasts->is_number_integer() ? lasts->get<int64_t>() : 7200;
  // A little earlier than it ends.
  token = {text->get<std::string>(), now_ms() + std::max<int64_t>(seconds - 60, 1) * 1000};
  return token.text;
}

std::string Service::public_url() const {
  std::string url = store_->setting("public_url", options_.public_url);
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

// Whoever follows it signs in and lands on the record: it holds nothing secret.
std::string Service::link_to(const std::string& app, const std::string& entity,
                             const std::string& record) const {
  const std::string url = public_url();
  if (url.empty()) return {};
  return url + "/apps/" + percent_encoded(app) + "/#/record/" + percent_encoded(entity) + "/" +
         percent_encoded(record);
}

Result<Json> Service::request(std::string_view type, const Json& params, const Asker& asker) {
  for (const RequestEntry& entry : kRequestEntries) {
    if (entry.type == type) return entry.run(*this, params, asker);
  }
  return unknown_delivery_request(type);
}

}  // namespace tollgate::delivery
