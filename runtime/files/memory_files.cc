#include <algorithm>
#include <cstring>

#include "tollgate/files/storage_files.h"

namespace tollgate::files {

class MemoryFiles::File final : public StorageFile {
 public:
  explicit File(MemoryFiles& owner) : owner_(owner) {}

  int64_t read(void* bytes, int64_t size, int64_t offset) override {
    int64_t available = std::max<int64_t>(0, int64_t(now.size()) - offset);
    int64_t count = std::min(size, available);
    if (count > 0) std::memcpy(bytes, now.data() + offset, size_t(count));
    return count;
  }
  IoStatus write(const void* bytes, int64_t size, int64_t offset) override {
    int64_t growth = std::max<int64_t>(0, offset + size - int64_t(now.size()));
    if (owner_.quota_ >= 0 && growth > 0 && owner_.total() + growth > owner_.quota_) {
      return IoStatus::kFull;
    }
    if (growth > 0) now.resize(size_t(offset + size));
    if (size > 0) std::memcpy(now.data() + offset, bytes, size_t(size));
    return IoStatus::kOk;
  }
  IoStatus truncate(int64_t size) override {
    now.resize(size_t(std::min<int64_t>(size, int64_t(now.size()))));
    return IoStatus::kOk;
  }
  IoStatus flush() override {
    flushed = now;
    return IoStatus::kOk;
  }
  int64_t size() override { return int64_t(now.size()); }

  std::string now;
  std::string flushed;

 private:
  MemoryFiles& owner_;
};

MemoryFiles::MemoryFiles() = default;
MemoryFiles::~MemoryFiles() = default;

StorageFile* MemoryFiles::open(std::string_view name) {
  auto found = files_.find(name);
  if (found == files_.end()) {
    found = files_.emplace(std::string(name), std::make_unique<File>(*this)).first;
  }
  return found->second.get();
}

std::unique_ptr<MemoryFiles> MemoryFiles::after_power_cut() const {
  auto cut = std::make_unique<MemoryFiles>();
  for (const auto& [name, file] : files_) {
    auto copy = std::make_unique<File>(*cut);
    copy->now = copy->flushed = file->flushed;
    cut->files_.emplace(name, std::move(copy));
  }
  return cut;
}

std::string* MemoryFiles::bytes_of(std::string_view name) {
  auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second->now;
}

int64_t MemoryFiles::total() const {
  int64_t sum = 0;
  for (const auto& [name, file] : files_) sum += int64_t(file->now.size());
  return sum;
}

}  // namespace tollgate::files
