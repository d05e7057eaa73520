// Files that are being uploaded: each lies in a file without a name until all of it is there, so
// that no upload is held in memory, and no engine is asked before it has come.
//
//   Uploads uploads(folder);
//   std::shared_ptr<Upload> upload = *uploads.begin();
//   upload->take(piece, done);                             // as a BodySink, from any thread
//   uploads.inspect([upload] { use(upload->bytes()); });   // after the last piece
//
// Errors: server.upload_folder_gone where no file can be made, server.upload_not_written where a
// piece cannot be written (the disk is full, most likely).
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"
#include "hub/work_thread.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

// May outlive its Uploads, but takes nothing then.
class Upload final : public BodySink, public std::enable_shared_from_this<Upload> {
 public:
  ~Upload() override;
  void take(std::string piece, std::function<void(bool)> done) override;
  std::optional<Diagnostic> why_not() const override;

  // All that was taken, mapped from the file; "" where it cannot be. First after the last piece.
  std::string_view bytes();

 private:
  friend class Uploads;
  struct Room {
    std::atomic<uint64_t> free_bytes;
  };
  Upload(int file, WorkThread& writer, std::shared_ptr<Room> room)
      : file_(file), writer_(writer), room_(std::move(room)) {}
  bool write(std::string_view piece);

  const int file_;
  WorkThread& writer_;
  const std::shared_ptr<Room> room_;
  uint64_t size_bytes_ = 0;
  std::atomic<int> error_ = 0;  // of the system, once a piece could not be written
  void* mapped_ = nullptr;
};

class Uploads {
 public:
  // `folder`: where the files lie, which all together take at most `max_bytes`.
  explicit Uploads(std::filesystem::path folder, uint64_t max_bytes = uint64_t{2} << 30);

  Result<std::shared_ptr<Upload>> begin();
  // Runs what looks into a whole file. False: it stops.
  bool inspect(WorkThread::Job job) { return inspector_.run(std::move(job)); }
  void stop();

 private:
  const std::filesystem::path folder_;
  const std::shared_ptr<Upload::Room> room_;
  // Two, so that a file that takes long to understand holds up no other that comes in.
  WorkThread writer_;
  WorkThread inspector_;
};

}  // namespace tollgate::server
