// Delivery as it runs: what waits is planned, taken in turn by a few threads, sent, and told to the
// apps. All that is kept and all that is counted is looked at with the mutex held; sending is not.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "store.h"
#include "tollgate/delivery/delivery.h"
#include "tollgate/delivery/messages.h"

namespace tollgate::delivery {

class Service final : public Delivery, private Tokens {
 public:
  Service(DeliveryOptions options, std::unique_ptr<DeliveryStore> store, const Clock& clock,
          Random& random);
  ~Service() override { stop(); }

  Status copy_to(const std::filesystem::path& file) override;
  void add_app(std::string id, Ask ask, AskAs ask_as) override;
  void on_inbox(std::function<void(const std::string& app)> told) override;
  void start() override;
  void stop() override;
  Status tell(const Word& word) override;
  void wake(const std::string& app) override;
  void run_due() override;
  Reply fetch(const std::string& url, size_t max_bytes) override {
    return transport_->http({url, {}, std::nullopt, max_bytes});
  }
  Result<Json> request(std::string_view type, const Json& params, const Asker& asker) override;

  Result<ChannelListReply> handle(const ChannelListRequest&, const Asker&);
  Result<ChannelSaveReply> handle(const ChannelSaveRequest&, const Asker&);
  Result<ChannelRemoveReply> handle(const ChannelRemoveRequest&, const Asker&);
  Result<ChannelTestReply> handle(const ChannelTestRequest&, const Asker&);
  Result<DeliverySettingsReply> handle(const DeliverySettingsRequest&, const Asker&);
  Result<DeliveryConfigureReply> handle(const DeliveryConfigureRequest&, const Asker&);
  Result<RouteListReply> handle(const RouteListRequest&, const Asker&);
  Result<RouteSaveReply> handle(const RouteSaveRequest&, const Asker&);
  Result<ContactGetReply> handle(const ContactGetRequest&, const Asker&);
  Result<ContactSaveReply> handle(const ContactSaveRequest&, const Asker&);
  Result<LetterListReply> handle(const LetterListRequest&, const Asker&);
  Result<LetterResendReply> handle(const LetterResendRequest&, const Asker&);
  Result<InboxListReply> handle(const InboxListRequest&, const Asker&);
  Result<InboxReadReply> handle(const InboxReadRequest&, const Asker&);

 private:
  struct App {
    Ask ask;
    AskAs ask_as;
    int64_t after = 0;   // up to this op all that waits is planned
    bool heard = false;  // what waits was asked for since the start
    bool asking = false;
    bool asks_again = false;
    bool reporting = false;
    // Addresses in fields of the app's people, by person and kind.
    std::map<std::string, std::map<std::string, std::string>> addresses;
  };
  // Messages that go out as one.
  struct Batch {
    std::vector<Job> jobs;
    StoredChannel channel;
    const Kind* kind = nullptr;
    std::string bucket;
    Message message;
    std::vector<std::string> lines;  // of each job, where there are several
  };

  // plan.cc: from the apps and back to them.
  void ask_what_waits(const std::string& app);
  void plan(const std::string& app, const Json& reply);
  void report(const std::string& app);

  // follow.cc: what changed in an app, to the webhooks that follow it.
  void follow(const std::string& app);
  void tell_followers(const std::string& app, const std::string& channel, int64_t after,
                      const Json& reply);
  Status check_follower(const StoredChannel& channel) const;
  bool is_follower_s_key_good(const std::string& channel) const;

  // choose.cc, with the mutex held: through which channel. False: there is none, the job is dead.
  bool choose(Job& job);
  std::string address_of(const Job& job, std::string_view kind) const;

  // dispatch.cc, with the mutex held.
  std::optional<Batch> next_batch();
  std::optional<Batch> batch_of(const Job& job, const std::vector<Job>& due);
  Batch begin(std::vector<Job> jobs, const StoredChannel& channel, const Kind& kind);
  void deliver_in_app(Job& job);
  int free_slots(const std::string& bucket, const Kind& kind, int64_t& free_at_ms);
  void finish(const Batch& batch, Outcome outcome);
  void settle(Job& job, const Batch& batch, const Outcome& outcome);
  int64_t backoff_ms(int attempts);

  Outcome send(const Batch& batch);
  void work();
  void tell_inboxes();
  int64_t now_ms() const { return clock_.now().microseconds / 1000; }
  std::string locale_of(const Job& job);
  std::string text_of(const Job& job);
  std::string public_url() const;
  std::string link_to(const std::string& app, const std::string& entity,
                      const std::string& record) const;

  std::string token(const StoredChannel& channel, bool fresh, Outcome& failure) override;

  // requests/, with the mutex held.
  Channel shown(const StoredChannel& channel, bool to_administrator) const;
  Letter shown(const Job& job);
  std::string host_of(const StoredChannel& channel) const;
  Status check_channels(const std::vector<std::string>& ids) const;

  const DeliveryOptions options_;
  const Clock& clock_;
  Random& random_;
  std::shared_ptr<Transport> transport_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::unique_ptr<DeliveryStore> store_;
  std::map<std::string, App> apps_;
  std::set<std::string> busy_;                       // channels
  std::map<std::string, bool> following_;            // channels that ask; whether they ask again
  std::map<std::string, std::deque<int64_t>> sent_;  // when, by bucket
  std::map<std::string, int64_t> held_until_ms_;     // by bucket
  std::set<std::string> inboxes_;                    // apps where somebody got a message
  std::function<void(const std::string& app)> told_;
  bool stopping_ = false;
  int64_t asked_all_ms_ = 0;
  std::vector<std::thread> threads_;

  std::mutex token_mutex_;
  struct Token {
    std::string text;
    int64_t expires_ms = 0;
  };
  std::map<std::string, Token> tokens_;
};

}  // namespace tollgate::delivery
