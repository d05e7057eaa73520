// Where a JPEG's capture record stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::evidence {

struct CaptureSegment {
  std::string_view record;  // JSON text, not read yet
  std::string picture;      // the file without the segment
};

// nullopt: there is none, or more than one.
std::optional<CaptureSegment> find_capture_segment(std::string_view jpeg);

}  // namespace tollgate::evidence
