#include "hub/engine_thread.h"

#include <time.h>

#include <future>
#include <vector>

namespace tollgate::server {
namespace {

// What this thread has worked: a machine that has much else to do does not count.
int64_t processor_ms() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return int64_t{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000;
}

}  // namespace

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
  device_jobs_.clear();
  long_jobs_.clear();
}

bool EngineThread::submit(Job job, Length length) { return take({std::move(job), {}}, length); }

bool EngineThread::submit_saving(Saving job) { return take({{}, std::move(job)}, Length::kShort); }

bool EngineThread::take(Task task, Length length) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || count_waiting() >= max_waiting_) return false;
    jobs(length).push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

void EngineThread::go_on(Job rest) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    long_jobs_.push_back({std::move(rest), {}});
  }
  wake_.notify_one();
}

size_t EngineThread::waiting() const {
  const std::lock_guard lock(mutex_);
  return count_waiting();
}

std::deque<EngineThread::Task>& EngineThread::jobs(Length length) {
  switch (length) {
    case Length::kShort:
      return short_jobs_;
    case Length::kDevice:
      return device_jobs_;
    case Length::kLong:
      return long_jobs_;
  }
  return long_jobs_;
}

EngineThread::Length EngineThread::turn() const {
  const bool has_long = !long_jobs_.empty();
  if (has_long && others_in_a_row_ >= kMaxOthersInARow) return Length::kLong;
  if (!short_jobs_.empty()) {
    const bool device = !device_jobs_.empty() && short_before_device_ >= kMaxShortBeforeDevice;
    return device ? Length::kDevice : Length::kShort;
  }
  if (device_jobs_.empty()) return Length::kLong;
  return has_long && device_was_last_ ? Length::kLong : Length::kDevice;
}

void EngineThread::count(Length length) {
  device_was_last_ = length == Length::kDevice;
  others_in_a_row_ = length == Length::kLong || long_jobs_.empty() ? 0 : others_in_a_row_ + 1;
  if (length == Length::kDevice || device_jobs_.empty()) {
    short_before_device_ = 0;
  } else if (length == Length::kShort) {
    ++short_before_device_;
  }
}

// Waits for it; nothing when the thread is to end.
std::optional<EngineThread::Task> EngineThread::next() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || count_waiting() > 0; });
  if (stopping_) return std::nullopt;
  const Length length = turn();
  count(length);
  Task task = std::move(jobs(length).front());
  jobs(length).pop_front();
  return task;
}

// The next one where it may join the others: nobody else's turn comes between.
std::optional<EngineThread::Saving> EngineThread::next_saving() {
  const std::lock_guard lock(mutex_);
  if (stopping_ || short_jobs_.empty() || !short_jobs_.front().saving) return std::nullopt;
  if (turn() != Length::kShort) return std::nullopt;
  count(Length::kShort);
  Saving saving = std::move(short_jobs_.front().saving);
  short_jobs_.pop_front();
  return saving;
}

// Those that wait are done one after the other, then one flush is for all of them, then all are
// answered. Who comes alone is flushed by its own commit.
void EngineThread::work_together(Saving first) {
  std::optional<Saving> second = next_saving();
  if (!second) {
    first (*engine_)({});
    return;
  }
  // The first waits for the last: a sixteenth of a flush each is little enough, and so are turns of
  // those who ask for something long (tg_begin), as long as there are few of them.
  constexpr size_t kMax = 16;
  constexpr int64_t kMaxMs = 60;
  const int64_t begun_ms = processor_ms();
  engine_->hold_flush(true);
  std::vector<Answer> answers;
  answers.push_back(first(*engine_));
  for (std::optional<Saving> each = std::move(second); each; each = next_saving()) {
    answers.push_back((*each)(*engine_));
    if (answers.size() >= kMax || processor_ms() - begun_ms >= kMaxMs) break;
  }
  const std::string unflushed = engine_->flush();
  engine_->hold_flush(false);
  for (const Answer& answer : answers) answer(unflushed);
}

void EngineThread::work() {
  while (std::optional<Task> task = next()) {
    if (task->saving) {
      work_together(std::move(task->saving));
    } else {
      task->job(*engine_);
    }
  }
  engine_.reset();
}

}  // namespace tollgate::server
