// Deflate, bounded: what would unpack beyond the budget is refused, not cut.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "bytes.h"

namespace tollgate::evidence {

enum class DeflateFormat { kRaw, kZlib };  // as in zip files; as in PDF streams

struct Unpacked {
  std::string bytes;
  bool whole = false;  // the stream ended properly; damaged PDF streams are used up to their fault
};

// nullopt when the budget is exceeded or nothing can be read.
std::optional<Unpacked> unpack(std::string_view packed, DeflateFormat format, UnpackBudget& budget);
// The first `size` bytes, or as many as there are before its end or its fault.
std::string unpack_start(std::string_view packed, DeflateFormat format, size_t size);
// Piece by piece, until `take` says no, the stream ends or has a fault.
void unpack_pieces(std::string_view packed, DeflateFormat format,
                   const std::function<bool(std::string_view)>& take);

}  // namespace tollgate::evidence
