#include <algorithm>
#include <cstring>

#include "tollgate/files/storage_files.h"

namespace tollgate::files {
namespace {

constexpr size_t kSectorBytes = 512;

// What is on the disk of a file that is `now` and was `flushed`.
std::string bytes_after_cut(const std::string& now, const std::string& flushed,
                            const std::function<bool()>& survives) {
  if (!survives || now == flushed) return flushed;
  std::string left = flushed;
  if (now.size() != flushed.size() && survives()) left.resize(now.size());
  for (size_t at = 0; at < std::min(left.size(), now.size()); at += kSectorBytes) {
    const std::string_view sector = std::string_view(now).substr(at, kSectorBytes);
    const std::string_view before =
        std::string_view(flushed).substr(std::min(at, flushed.size()), kSectorBytes);
    if (sector != before && survives()) {
      left.replace(at, std::min(sector.size(), left.size() - at), sector, 0, left.size() - at);
    }
  }
  return left;
}

}  // namespace

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
    if (owner_.is_dead()) return IoStatus::kFailed;
    // Of a write that the power goes within, some sectors may still be written.
    if (growth > 0) now.resize(size_t(offset + size));
    if (size > 0) std::memcpy(now.data() + offset, bytes, size_t(size));
    return owner_.lives_through_change() ? IoStatus::kOk : IoStatus::kFailed;
  }
  IoStatus truncate(int64_t size) override {
    if (owner_.is_dead()) return IoStatus::kFailed;
    now.resize(size_t(std::min<int64_t>(size, int64_t(now.size()))));
    return owner_.lives_through_change() ? IoStatus::kOk : IoStatus::kFailed;
  }
  IoStatus flush() override {
    if (!owner_.lives_through_change()) return IoStatus::kFailed;
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

std::unique_ptr<MemoryFiles> MemoryFiles::after_power_cut(
    const std::function<bool()>& survives) const {
  auto cut = std::make_unique<MemoryFiles>();
  for (const auto& [name, file] : files_) {
    auto copy = std::make_unique<File>(*cut);
    copy->now = copy->flushed = bytes_after_cut(file->now, file->flushed, survives);
    cut->files_.emplace(name, std::move(copy));
  }
  return cut;
}

std::string* MemoryFiles::bytes_of(std::string_view name) {
  auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second->now;
}

bool MemoryFiles::lives_through_change() {
  if (changes_left_ > 0) --changes_left_;
  return !is_dead();
}

int64_t MemoryFiles::total() const {
  int64_t sum = 0;
  for (const auto& [name, file] : files_) sum += int64_t(file->now.size());
  return sum;
}

}  // namespace tollgate::files
