#include <algorithm>

#include "problems.h"
#include "service.h"

namespace tollgate::delivery {
namespace {

size_t limit_of(const std::optional<int64_t>& wanted) {
  return static_cast<size_t>(std::clamp<int64_t>(wanted.value_or(100), 1, 500));
}

}  // namespace

Letter Service::shown(const Job& job) {
  Letter letter;
  letter.key = job.key;
  letter.app = job.app;
  letter.entity = job.entity;
  letter.record = job.record;
  letter.title = job.title;
  letter.text = job.sent_text.empty() ? text_of(job) : job.sent_text;
  letter.person = job.person;
  letter.person_title = job.person_title;
  letter.channel = job.channel;
  letter.state = job.state == "sending" ? "waiting" : job.state;
  letter.attempts = job.attempts;
  letter.urgent = job.urgent;
  letter.made_at = job.made_ms;
  if (letter.state == "waiting") letter.next_at = job.due_ms;
  if (job.state == "sent") letter.sent_at = job.sent_ms;
  if (!job.code.empty()) {
    letter.code = job.code;
    letter.failure = LocalizedText{job.failure_zh, job.failure_en};
  }
  if (!job.vendor_code.empty()) letter.vendor_code = job.vendor_code;
  if (!job.vendor_text.empty()) letter.vendor_text = job.vendor_text;
  return letter;
}

Result<LetterListReply> Service::handle(const LetterListRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (!asker.administrator && !asker.sees_outbox) return not_yours();
  LetterListReply reply;
  for (const Job& job : store_->letters(request.app, limit_of(request.limit))) {
    reply.letters.push_back(shown(job));
  }
  reply.dead = store_->count_dead(request.app);
  return reply;
}

Result<LetterResendReply> Service::handle(const LetterResendRequest& request, const Asker& asker) {
  {
    const std::lock_guard lock(mutex_);
    if (!asker.administrator && !asker.sees_outbox) return not_yours();
    std::optional<Job> job = store_->job(request.key);
    if (!job || job->app != request.app || job->state != "dead") return unknown_letter();
    job->state = "waiting";
    job->tried.clear();
    job->channel.clear();
    job->digest.clear();
    job->attempts = 0;
    job->due_ms = now_ms();
    store_->put_job(*job);
    if (Status written = store_->written(); !written) return std::move(written).error();
  }
  wake_.notify_all();
  return LetterResendReply{};
}

Result<InboxListReply> Service::handle(const InboxListRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (asker.person.empty()) return nobody_asks();
  InboxListReply reply;
  std::string locale = store_->contact(request.app, asker.person).locale;
  if (locale.empty()) locale = store_->setting("locale", "zh-CN");
  for (const InboxRow& row : store_->inbox(request.app, asker.person, limit_of(request.limit))) {
    const std::string& wanted = locale == "en" ? row.en : row.zh;
    const std::string& other = locale == "en" ? row.zh : row.en;
    reply.messages.push_back({.key = row.key,
                              .text = wanted.empty() ? other : wanted,
                              .title = row.title,
                              .entity = row.entity,
                              .record = row.record,
                              .at = row.at_ms,
                              .urgent = row.urgent,
                              .read = row.read});
  }
  reply.unread = store_->unread(request.app, asker.person);
  return reply;
}

Result<InboxReadReply> Service::handle(const InboxReadRequest& request, const Asker& asker) {
  const std::lock_guard lock(mutex_);
  if (asker.person.empty()) return nobody_asks();
  if (request.keys) {
    for (const std::string& key : *request.keys) {
      if (!key.empty()) store_->mark_read(request.app, asker.person, key);
    }
  } else {
    store_->mark_read(request.app, asker.person, "");
  }
  const int64_t unread = store_->unread(request.app, asker.person);
  if (Status written = store_->written(); !written) return std::move(written).error();
  return InboxReadReply{unread};
}

}  // namespace tollgate::delivery
