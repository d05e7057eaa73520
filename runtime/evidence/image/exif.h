// When and where a camera says a JPEG was taken. Source: Exif 2.32, 4.6.
#pragma once

#include <string>
#include <string_view>

namespace tollgate::evidence {

struct ExifFacts {
  std::string captured_at;  // ISO 8601; "" when absent or no date
  std::string latitude;     // decimal degrees, "" when absent
  std::string longitude;
};

ExifFacts read_exif(std::string_view jpeg);

}  // namespace tollgate::evidence
