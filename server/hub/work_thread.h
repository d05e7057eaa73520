// A thread that runs jobs one after the other.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace tollgate::server {

class WorkThread {
 public:
  using Job = std::function<void()>;

  WorkThread() : thread_([this] { work(); }) {}
  ~WorkThread() { stop(); }
  WorkThread(const WorkThread&) = delete;
  WorkThread& operator=(const WorkThread&) = delete;

  // False: it stops, the job was not taken.
  bool run(Job job);
  // Finishes the running job and drops the waiting ones.
  void stop();

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tollgate::server
