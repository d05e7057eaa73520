// One engine on a thread of its own, because an engine belongs to one thread and a request may take
// longer than the network should wait.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "hub/engine_port.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

class EngineThread {
 public:
  using Job = std::function<void(EnginePort&)>;

  using Open = std::function<Result<std::unique_ptr<EnginePort>>()>;

  // As many as are served before their people give up: what comes beyond is refused at once.
  static constexpr size_t kMaxWaiting = 512;

  // Opens the engine on its thread; the failure is that of `open`. Jobs beyond `max_waiting` are
  // refused.
  static Result<std::unique_ptr<EngineThread>> start(const Open& open,
                                                     size_t max_waiting = kMaxWaiting);
  ~EngineThread() { stop(); }
  EngineThread(const EngineThread&) = delete;
  EngineThread& operator=(const EngineThread&) = delete;

  // Finishes the running job, drops the waiting ones and closes the engine. To be called before
  // anything goes that a job speaks to.
  void stop();

  // Long jobs wait for the short ones, but not for ever: one has its turn after so many others.
  // What devices bring has a turn after fewer: when all phones come back at once, whoever sits at a
  // desk waits for one of them and not for all.
  enum class Length { kShort, kDevice, kLong };
  static constexpr int kMaxOthersInARow = 64;
  static constexpr int kMaxShortBeforeDevice = 16;

  // A job that gives back how it is answered: called when all that it saved is on the disk, with ""
  // or a reply that says why it is not. Such jobs that wait together share one flush.
  using Answer = std::function<void(std::string unflushed)>;
  using Saving = std::function<Answer(EnginePort&)>;
  bool submit_saving(Saving job);

  // Jobs of one length run one after the other. False: too many are waiting, the job was not taken.
  bool submit(Job job, Length length = Length::kShort);

  // The rest of a job that was taken, behind what others asked meanwhile: never refused.
  void go_on(Job rest);

  size_t waiting() const;
  // Further jobs are refused now.
  bool is_full() const { return waiting() >= max_waiting_; }

 private:
  explicit EngineThread(size_t max_waiting) : max_waiting_(max_waiting) {}
  // One of both.
  struct Task {
    Job job;
    Saving saving;
  };
  bool take(Task task, Length length);
  void work();
  void work_together(Saving first);
  std::optional<Task> next();
  std::optional<Saving> next_saving();
  // With the mutex held: whose turn it is, and that it had it.
  Length turn() const;
  void count(Length length);
  std::deque<Task>& jobs(Length length);
  size_t count_waiting() const {
    return short_jobs_.size() + device_jobs_.size() + long_jobs_.size();
  }

  const size_t max_waiting_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> short_jobs_;
  std::deque<Task> device_jobs_;
  std::deque<Task> long_jobs_;
  int others_in_a_row_ = 0;      // while a long one waited
  int short_before_device_ = 0;  // while one of a device waited
  bool device_was_last_ = false;
  bool stopping_ = false;
  std::unique_ptr<EnginePort> engine_;  // made, used and destroyed on the thread alone
  std::thread thread_;
};

}  // namespace tollgate::server
