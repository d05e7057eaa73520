#include "hub/engine_thread.h"

namespace tollgate::server {

EngineThread::EngineThread(std::unique_ptr<EnginePort> engine, size_t max_waiting)
    : max_waiting_(max_waiting), engine_(std::move(engine)), thread_([this] { work(); }) {}

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
