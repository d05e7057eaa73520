// Numbers in a file's bytes; out of bounds is 0, so that no reader runs off the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tollgate::evidence {

inline uint8_t byte_at(std::string_view bytes, size_t at) {
  return at < bytes.size() ? static_cast<uint8_t>(bytes[at]) : uint8_t{0};
}
inline uint32_t big16(std::string_view bytes, size_t at) {
  return uint32_t{byte_at(bytes, at)} << 8 | byte_at(bytes, at + 1);
}
inline uint32_t big32(std::string_view bytes, size_t at) {
  return big16(bytes, at) << 16 | big16(bytes, at + 2);
}
inline uint32_t little16(std::string_view bytes, size_t at) {
  return uint32_t{byte_at(bytes, at + 1)} << 8 | byte_at(bytes, at);
}
inline uint32_t little32(std::string_view bytes, size_t at) {
  return little16(bytes, at + 2) << 16 | little16(bytes, at);
}
inline bool has_at(std::string_view bytes, size_t at, std::string_view wanted) {
  return at <= bytes.size() && bytes.substr(at).starts_with(wanted);
}

// What may still be unpacked from one file: many small bombs count together.
struct UnpackBudget {
  size_t bytes_left = 0;
};

}  // namespace tollgate::evidence
