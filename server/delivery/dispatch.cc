// What goes out next, and what comes of it. Urgent messages first, then by age; one at a time
// through a channel; no faster than it allows. What is too much for a channel's rate goes out as
// one message instead of late.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "service.h"
#include "text.h"
#include "tollgate/base/sha256.h"

namespace tollgate::delivery {
namespace {

constexpr size_t kLookedThrough = 500;
constexpr size_t kMaxInDigest = 50;
constexpr size_t kDigestLineBytes = 180;
// Room in a digest for its heading and foot.
constexpr size_t kDigestFrameBytes = 300;
// With waits that double up to a quarter of an hour: about two hours.
constexpr int kMaxAttempts = 14;
constexpr int64_t kLongestWaitMs = 900'000;
// What people read again and again, as no answer comes, is worse than a failure that one can see.
constexpr int kMaxShownAgain = 4;

std::string bucket_of(const Kind& kind, const Job& job) {
  return kind.rates_by_address() ? job.channel + " " + job.address : job.channel;
}

// The key of what goes out as one.
std::string digest_key(const std::vector<Job>& jobs) {
  std::string keys;
  for (const Job& job : jobs) keys += job.key;
  return hex(sha256(keys)).substr(0, 32);
}

}  // namespace

std::string Service::locale_of(const Job& job) {
  std::string locale = store_->contact(job.app, job.person).locale;
  if (locale.empty()) locale = store_->setting("locale", "zh-CN");
  return locale;
}

std::string Service::text_of(const Job& job) {
  const bool english = locale_of(job) == "en";
  const std::string& wanted = english ? job.en : job.zh;
  return wanted.empty() ? (english ? job.zh : job.en) : wanted;
}

void Service::deliver_in_app(Job& job) {
  InboxRow row{job.key,    job.zh,      job.en,     job.title, job.entity,
               job.record, job.made_ms, job.urgent, false};
  store_->add_inbox(job.app, job.person, row);
  job.state = "sent";
  job.channel = kInApp;
  job.sent_ms = now_ms();
  job.sent_text = text_of(job);
  ++job.attempts;
  store_->put_job(job);
  inboxes_.insert(job.app);
}

// How many may go now; where none may, when the next one may.
int Service::free_slots(const std::string& bucket, const Kind& kind, int64_t& free_at_ms) {
  const int64_t now = now_ms();
  if (const auto held = held_until_ms_.find(bucket); held != held_until_ms_.end()) {
    if (held->second > now) {
      free_at_ms = held->second;
      return 0;
    }
    held_until_ms_.erase(held);
  }
  std::deque<int64_t>& sent = sent_[bucket];
  int free = 1 << 20;
  int64_t longest_ms = 0;
  for (const Rate& rate : kind.rates()) {
    const int64_t window_ms = rate.seconds * 1000;
    longest_ms = std::max(longest_ms, window_ms);
    const auto first = std::ranges::upper_bound(sent, now - window_ms);
    const int count = static_cast<int>(sent.end() - first);
    if (count >= rate.count) {
      // When so many of them are too long ago that one more fits.
      const int64_t leaves = *(sent.end() - rate.count) + window_ms + 1;
      free_at_ms = std::max(free_at_ms, leaves);
    }
    free = std::min(free, rate.count - count);
  }
  while (!sent.empty() && sent.front() <= now - longest_ms) sent.pop_front();
  return std::max(free, 0);
}

std::optional<Service::Batch> Service::next_batch() {
  store_->begin();
  std::vector<Job> due = store_->due_jobs(now_ms(), kLookedThrough);
  std::erase_if(due, [&](Job& job) {
    const auto app = apps_.find(job.app);
    if (app == apps_.end() || !app->second.heard) return true;
    const std::string before = job.channel + job.address;
    if (!choose(job)) {
      store_->put_job(job);
      return true;
    }
    if (job.channel == kInApp) {
      deliver_in_app(job);
      return true;
    }
    if (job.channel + job.address != before) store_->put_job(job);
    return busy_.contains(job.channel);
  });
  std::optional<Batch> batch;
  for (const Job& job : due) {
    batch = batch_of(job, due);
    if (batch) break;
  }
  // What could not be written is not sent: it would be sent again and again.
  if (!store_->written() && batch) {
    busy_.erase(batch->channel.id);
    return std::nullopt;
  }
  return batch;
}

std::optional<Service::Batch> Service::batch_of(const Job& job, const std::vector<Job>& due) {
  const StoredChannel& channel = store_->channels().at(job.channel);
  const Kind& kind = *find_kind(channel.kind);
  int64_t free_at_ms = 0;
  const int free = free_slots(bucket_of(kind, job), kind, free_at_ms);
  if (free == 0) {
    Job later = job;
    later.due_ms = std::max(free_at_ms, now_ms() + 1);
    store_->put_job(later);
    return std::nullopt;
  }
  // What went out together goes out together again, with the same key.
  if (!job.digest.empty()) {
    std::vector<Job> together = store_->jobs_of_digest(job.digest);
    std::erase_if(together, [](const Job& each) { return each.state != "waiting"; });
    return begin(std::move(together), channel, kind);
  }
  std::vector<Job> waiting;
  for (const Job& other : due) {
    const bool same = other.channel == job.channel && other.digest.empty();
    if (same && !other.urgent && bucket_of(kind, other) == bucket_of(kind, job)) {
      waiting.push_back(other);
    }
  }
  if (job.urgent || !kind.merges() || waiting.size() <= static_cast<size_t>(free)) {
    return begin({job}, channel, kind);
  }
  size_t fit = kind.text_limit_bytes() > kDigestFrameBytes
                   ? (kind.text_limit_bytes() - kDigestFrameBytes) / (kDigestLineBytes + 4)
                   : 1;
  fit = std::min(fit, kMaxInDigest);
  if (waiting.size() > fit) waiting.resize(fit);
  // To one receiver, who is mentioned.
  std::erase_if(waiting, [&](const Job& each) {
    return locale_of(each) != locale_of(job) ||
           (kind.rates_by_address() && each.address != job.address);
  });
  if (waiting.size() < 2) return begin({job}, channel, kind);
  const std::string digest = digest_key(waiting);
  for (Job& each : waiting) each.digest = digest;
  return begin(std::move(waiting), channel, kind);
}

Service::Batch Service::begin(std::vector<Job> jobs, const StoredChannel& channel,
                              const Kind& kind) {
  Batch batch;
  batch.channel = channel;
  batch.kind = &kind;
  const Job& first = jobs.front();
  const bool english = locale_of(first) == "en";
  batch.bucket = bucket_of(kind, first);
  Message& message = batch.message;
  message.key = first.key;
  message.app = first.app;
  message.attempt = first.attempts + 1;
  message.made_ms = first.made_ms;
  message.urgent = first.urgent;
  bool maybe_there = false;
  for (const Job& job : jobs) {
    maybe_there = maybe_there || job.maybe_there;
    batch.lines.push_back(jobs.size() == 1 ? text_of(job)
                                           : cut_bytes(text_of(job), kDigestLineBytes));
  }
  if (jobs.size() == 1) {
    message.text = batch.lines.front();
    message.title = first.title;
    message.entity = first.entity;
    message.record = first.record;
    message.person = first.person;
    message.person_title = first.person_title;
    message.address = first.address;
    message.link = link_to(first.app, first.entity, first.record);
  } else {
    message.key = first.digest;
    const std::string count = std::to_string(jobs.size());
    message.text = english ? count + " messages:" : count + " 条消息：";
    for (const std::string& line : batch.lines) message.text += "\n· " + line;
    // All of them are for the same person, or nobody is mentioned.
    const bool same =
        std::ranges::all_of(jobs, [&](const Job& job) { return job.address == first.address; });
    if (same) message.address = first.address;
    if (const std::string url = public_url(); !url.empty()) {
      message.link = url + "/apps/" + percent_encoded(first.app) + "/";
    }
  }
  if (maybe_there) {
    const std::string number = message.key.substr(0, 8);
    message.foot = english ? "(sent again, as no answer came; no. " + number + ")"
                           : "（上次发出后没有得到答复，再次发送；编号 " + number + "）";
  }
  for (Job& job : jobs) {
    job.state = "sending";
    store_->put_job(job);
  }
  busy_.insert(channel.id);
  sent_[batch.bucket].push_back(now_ms());
  batch.jobs = std::move(jobs);
  return batch;
}

int64_t Service::backoff_ms(int attempts) {
  int64_t wait = std::stoll(store_->setting("first_retry_ms", "2000"));
  for (int i = 1; i < attempts && wait < kLongestWaitMs; ++i) wait *= 2;
  wait = std::min(wait, kLongestWaitMs);
  // Between half of it and all of it, so that not everything comes back at once.
  return wait / 2 + static_cast<int64_t>(random_.next() % static_cast<uint64_t>(wait / 2 + 1));
}

void Service::finish(const Batch& batch, Outcome outcome) {
  store_->begin();
  busy_.erase(batch.channel.id);
  if (outcome.hold_seconds > 0) {
    held_until_ms_[batch.bucket] = now_ms() + outcome.hold_seconds * 1000;
  }
  const int64_t wait_ms = backoff_ms(batch.jobs.front().attempts + 1);
  for (size_t i = 0; i < batch.jobs.size(); ++i) {
    Job job = batch.jobs[i];
    job.due_ms = now_ms() + wait_ms;
    if (batch.jobs.size() > 1) {
      outcome.sent_text = batch.lines[i];
    }
    settle(job, batch, outcome);
    store_->put_job(job);
  }
  static_cast<void>(store_->written());
  wake_.notify_all();
}

void Service::settle(Job& job, const Batch& batch, const Outcome& outcome) {
  ++job.attempts;
  if (outcome.fate == Fate::kSent) {
    job.state = "sent";
    job.sent_ms = now_ms();
    job.sent_text = outcome.sent_text;
    job.receipt = outcome.receipt;
    // Where another channel had to take it, what was wrong with the first stays to be seen.
    if (job.tried.empty())
      job.code = job.failure_zh = job.failure_en = job.vendor_code = job.vendor_text = "";
    return;
  }
  job.state = "waiting";
  job.code = outcome.code;
  job.failure_zh = outcome.remedy.zh;
  job.failure_en = outcome.remedy.en;
  job.vendor_code = outcome.vendor_code;
  job.vendor_text = outcome.vendor_text;
  job.maybe_there = job.maybe_there || outcome.fate == Fate::kUnknown;
  const bool annoys =
      outcome.fate == Fate::kUnknown && !batch.kind->knows_keys() && job.attempts >= kMaxShownAgain;
  const bool gives_up = outcome.fate == Fate::kFailed || annoys || job.attempts >= kMaxAttempts;
  if (!gives_up) return;
  job.tried += " " + batch.channel.id;
  job.attempts = outcome.fate == Fate::kFailed ? job.attempts : 0;
  job.due_ms = now_ms();
  const std::string last = job.channel;
  if (!choose(job)) job.channel = last;
}

}  // namespace tollgate::delivery
