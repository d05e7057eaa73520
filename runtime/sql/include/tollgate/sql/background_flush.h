// Makes what was written into a file durable on a thread of its own, while its writer goes on with
// what does not need it to be.
//
//   BackgroundFlush flush("main.db");
//   flush.start();                 // what is in the file now; not while one runs
//   …
//   if (!flush.wait()) …;          // it is not on the disk, and nobody can tell which parts are
//
// In a browser, which has no second thread here, it can flush nothing: files are flushed by whoever
// writes them.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#if !defined(__EMSCRIPTEN__)
#include <thread>
#endif

namespace tollgate::sql {

class BackgroundFlush {
 public:
  // The file stays open until the end: closing it would give up all locks of this process on it.
  explicit BackgroundFlush(const std::string& path);
  ~BackgroundFlush();
  BackgroundFlush(const BackgroundFlush&) = delete;
  BackgroundFlush& operator=(const BackgroundFlush&) = delete;

  bool can_flush() const { return file_ >= 0; }
  void start();
  bool is_begun() const;  // and nobody has waited for it
  // At once where none runs. False: one failed, now or ever before.
  bool wait();

  // For tests: what is done instead; whether it succeeded.
  void set_flush(std::function<bool()> flush) { flush_ = std::move(flush); }

 private:
  int file_ = -1;
  std::function<bool()> flush_;
#if !defined(__EMSCRIPTEN__)
  std::thread thread_;
#endif
  std::atomic<bool> failed_ = false;
};

}  // namespace tollgate::sql
