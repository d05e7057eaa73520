#include "tollgate/files/coalescing_files.h"

#include <algorithm>
#include <cstring>

namespace tollgate::files {
namespace {

constexpr size_t kMaxWaitingBytes = size_t{256} << 10;

}  // namespace

class CoalescingFiles::File final : public StorageFile {
 public:
  explicit File(StorageFile& device) : device_(device) {}
  ~File() override { write_waiting(); }

  int64_t read(void* bytes, int64_t size, int64_t offset) override {
    const int64_t count = device_.read(bytes, size, offset);
    if (count < 0 || waiting_.empty() || offset >= end()) return count;
    // The device's bytes, zeros up to what waits, and what waits over both.
    auto* const out = static_cast<char*>(bytes);
    const int64_t whole = std::max(count, std::min(size, end() - offset));
    if (whole > count) std::memset(out + count, 0, size_t(whole - count));
    const int64_t from = std::max(offset, begin_);
    const int64_t to = std::min(offset + size, end());
    if (from < to)
      std::memcpy(out + (from - offset), waiting_.data() + (from - begin_), size_t(to - from));
    return whole;
  }

  IoStatus write(const void* bytes, int64_t size, int64_t offset) override {
    if (!waiting_.empty() &&
        (offset != end() || waiting_.size() + size_t(size) > kMaxWaitingBytes)) {
      if (const IoStatus status = write_waiting(); status != IoStatus::kOk) return status;
    }
    if (size_t(size) > kMaxWaitingBytes) return device_.write(bytes, size, offset);
    if (waiting_.empty()) begin_ = offset;
    waiting_.append(static_cast<const char*>(bytes), size_t(size));
    return IoStatus::kOk;
  }

  IoStatus truncate(int64_t size) override {
    const IoStatus status = write_waiting();
    return status == IoStatus::kOk ? device_.truncate(size) : status;
  }

  IoStatus flush() override {
    const IoStatus status = write_waiting();
    return status == IoStatus::kOk ? device_.flush() : status;
  }

  int64_t size() override {
    const int64_t size = device_.size();
    return size < 0 || waiting_.empty() ? size : std::max(size, end());
  }

 private:
  int64_t end() const { return begin_ + int64_t(waiting_.size()); }

  IoStatus write_waiting() {
    if (waiting_.empty()) return IoStatus::kOk;
    const IoStatus status = device_.write(waiting_.data(), int64_t(waiting_.size()), begin_);
    if (status == IoStatus::kOk) waiting_.clear();
    return status;
  }

  StorageFile& device_;
  std::string waiting_;
  int64_t begin_ = 0;  // where in the file what waits belongs
};

CoalescingFiles::CoalescingFiles(StorageFiles& device) : device_(device) {}
CoalescingFiles::~CoalescingFiles() = default;

StorageFile* CoalescingFiles::open(std::string_view name) {
  auto found = files_.find(name);
  if (found != files_.end()) return found->second.get();
  StorageFile* const file = device_.open(name);
  if (file == nullptr) return nullptr;
  return files_.emplace(std::string(name), std::make_unique<File>(*file)).first->second.get();
}

}  // namespace tollgate::files
