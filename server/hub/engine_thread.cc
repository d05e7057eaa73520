#include "hub/engine_thread.h"

#include <future>

namespace tollgate::server {

Result<std::unique_ptr<EngineThread>> EngineThread::start(const Open& open, size_t max_waiting) {
  std::unique_ptr<EngineThread> self(new EngineThread(max_waiting));
  std::promise<Status> opened;
  std::future<Status> outcome = opened.get_future();
  self->thread_ = std::thread([thread = self.get(), &open, &opened] {
    auto engine = open();
    if (!engine) {
      opened.set_value(std::move(engine).error());
      return;
    }
    thread->engine_ = std::move(*engine);
    opened.set_value(ok_status());
    thread->work();
  });
  if (Status status = outcome.get(); !status) return std::move(status).error();
  return self;
}

void EngineThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  short_jobs_.clear();
  long_jobs_.clear();
}

bool EngineThread::submit(Job job, Length length) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || short_jobs_.size() + long_jobs_.size() >= max_waiting_) return false;
    (length == Length::kShort ? short_jobs_ : long_jobs_).push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

size_t EngineThread::waiting() const {
  const std::lock_guard lock(mutex_);
  return short_jobs_.size() + long_jobs_.size();
}

// Waits for it; nothing when the thread is to end.
std::optional<EngineThread::Job> EngineThread::next() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !short_jobs_.empty() || !long_jobs_.empty(); });
  if (stopping_) return std::nullopt;
  const bool takes_long =
      short_jobs_.empty() || (!long_jobs_.empty() && short_in_a_row_ >= kMaxShortInARow);
  short_in_a_row_ = takes_long || long_jobs_.empty() ? 0 : short_in_a_row_ + 1;
  std::deque<Job>& jobs = takes_long ? long_jobs_ : short_jobs_;
  Job job = std::move(jobs.front());
  jobs.pop_front();
  return job;
}

void EngineThread::work() {
  while (const std::optional<Job> job = next()) (*job)(*engine_);
  engine_.reset();
}

}  // namespace tollgate::server
