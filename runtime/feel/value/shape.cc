#include <algorithm>
#include <atomic>

#include "tollgate/feel/value.h"

namespace tollgate::feel {
namespace {
constexpr size_t kLinearSearch = 8;  // shapes of more keys are searched by halves
std::atomic<uint64_t> last_identity{0};
}  // namespace

Shape::Shape(std::vector<std::string> keys) : rep_(new Keys) {
  rep_->identity = ++last_identity;
  rep_->keys = std::move(keys);
  if (rep_->keys.size() <= kLinearSearch) return;
  rep_->sorted.resize(rep_->keys.size());
  for (uint32_t i = 0; i < rep_->sorted.size(); ++i) rep_->sorted[i] = i;
  std::sort(rep_->sorted.begin(), rep_->sorted.end(),
            [this](uint32_t a, uint32_t b) { return rep_->keys[a] < rep_->keys[b]; });
}

Shape Shape::shared(std::vector<std::string> keys) {
  constexpr size_t kKept = 256;
  constexpr size_t kMaxKept = 32 * 1024;  // bytes of keys: what is kept stays for good
  size_t bytes = 0;
  for (const std::string& key : keys) bytes += sizeof(key) + key.size();
  if (bytes > kMaxKept) return Shape(std::move(keys));
  static thread_local std::vector<Shape> kept(kKept);
  uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const std::string& key : keys) {
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    hash = (hash ^ 0xff) * 1099511628211u;
  }
  Shape& place = kept[hash % kKept];
  if (keys.empty() || !place.has_keys(keys)) place = Shape(std::move(keys));
  return place;
}

Shape::Shape(const Shape& other) : rep_(other.rep_) {
  if (rep_ != nullptr) ++rep_->references;
}

Shape& Shape::operator=(const Shape& other) {
  if (other.rep_ != nullptr) ++other.rep_->references;
  if (rep_ != nullptr && --rep_->references == 0) delete rep_;
  rep_ = other.rep_;
  return *this;
}

Shape::~Shape() {
  if (rep_ != nullptr && --rep_->references == 0) delete rep_;
}

int32_t Shape::find(std::string_view key) const {
  if (rep_ == nullptr) return -1;
  const std::vector<std::string>& keys = rep_->keys;
  if (keys.size() <= kLinearSearch) {
    for (size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == key) return static_cast<int32_t>(i);
    }
    return -1;
  }
  const auto at = std::lower_bound(rep_->sorted.begin(), rep_->sorted.end(), key,
                                   [&](uint32_t i, std::string_view k) { return keys[i] < k; });
  if (at == rep_->sorted.end() || keys[*at] != key) return -1;
  return static_cast<int32_t>(*at);
}

bool Shape::has_keys(const std::vector<std::string>& keys) const {
  return rep_ != nullptr ? rep_->keys == keys : keys.empty();
}

}  // namespace tollgate::feel
