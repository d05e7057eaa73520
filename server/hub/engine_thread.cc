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
  jobs_.clear();
}

bool EngineThread::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || jobs_.size() >= max_waiting_) return false;
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void EngineThread::work() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) break;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job(*engine_);
  }
  engine_.reset();
}

}  // namespace tollgate::server
