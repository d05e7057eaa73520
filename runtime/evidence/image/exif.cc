#include "image/exif.h"

#include <optional>

#include "bytes.h"
#include "image/jpeg_segments.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"

namespace tollgate::evidence {
namespace {

using namespace std::string_view_literals;

constexpr uint32_t kExifIfd = 0x8769;
constexpr uint32_t kGpsIfd = 0x8825;
constexpr uint32_t kDateTimeOriginal = 0x9003;
constexpr uint32_t kOffsetTimeOriginal = 0x9011;
constexpr uint32_t kGpsLatitudeRef = 1;
constexpr uint32_t kGpsLatitude = 2;
constexpr uint32_t kGpsLongitudeRef = 3;
constexpr uint32_t kGpsLongitude = 4;
constexpr int64_t kDegreeDigits = 6;

// A TIFF structure: directories of tagged values in either byte order.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), big_(bytes.starts_with("MM\0*"sv)) {}

  bool valid() const { return big_ || bytes_.starts_with("II*\0"sv); }
  size_t first_directory() const { return long_at(4); }

  // Where the value of a tag lies; nullopt when the directory has no such tag.
  std::optional<size_t> find(size_t directory, uint32_t tag, uint32_t min_size) const {
    constexpr size_t kEntrySize = 12;
    const size_t count = short_at(directory);
    for (size_t i = 0; i < count; ++i) {
      const size_t entry = directory + 2 + i * kEntrySize;
      if (entry + kEntrySize > bytes_.size()) return std::nullopt;
      if (short_at(entry) != tag) continue;
      const size_t at = min_size <= 4 ? entry + 8 : long_at(entry + 8);
      if (at > bytes_.size() || min_size > bytes_.size() - at) return std::nullopt;
      return at;
    }
    return std::nullopt;
  }
  std::optional<size_t> directory(size_t parent, uint32_t tag) const {
    const auto at = find(parent, tag, 4);
    return at ? std::optional<size_t>(long_at(*at)) : std::nullopt;
  }
  std::string_view text(size_t at, size_t size) const { return bytes_.substr(at, size); }

  // An unsigned fraction; nullopt when its denominator is 0.
  std::optional<Decimal> fraction(size_t at) const {
    return divide(Decimal(int64_t{long_at(at)}), Decimal(int64_t{long_at(at + 4)}));
  }

 private:
  uint32_t short_at(size_t at) const { return big_ ? big16(bytes_, at) : little16(bytes_, at); }
  uint32_t long_at(size_t at) const { return big_ ? big32(bytes_, at) : little32(bytes_, at); }

  std::string_view bytes_;
  bool big_;
};

// "2026:03:01 09:30:00", with the offset "+08:00" where the camera wrote one.
std::string captured_at(const Tiff& tiff, size_t exif) {
  const auto at = tiff.find(exif, kDateTimeOriginal, 20);
  if (!at) return {};
  std::string text(tiff.text(*at, 19));
  if (text[4] != ':' || text[7] != ':' || text[10] != ' ') return {};
  text[4] = text[7] = '-';
  text[10] = 'T';
  if (const auto offset = tiff.find(exif, kOffsetTimeOriginal, 7)) {
    const std::string with_offset = text + std::string(tiff.text(*offset, 6));
    if (parse_date_time(with_offset)) return with_offset;
  }
  return parse_date_time(text) ? text : std::string();
}

// Degrees, minutes and seconds as fractions; south and west are negative.
std::string degrees(const Tiff& tiff, size_t gps, uint32_t tag, uint32_t ref_tag, char negative,
                    int64_t most) {
  const auto at = tiff.find(gps, tag, 24);
  const auto ref = tiff.find(gps, ref_tag, 2);
  if (!at || !ref) return {};
  const auto whole = tiff.fraction(*at);
  const auto minutes = tiff.fraction(*at + 8);
  const auto seconds = tiff.fraction(*at + 16);
  if (!whole || !minutes || !seconds) return {};
  const auto small = divide(*seconds, Decimal(60));
  const auto of_hour = small ? add(*minutes, *small) : std::nullopt;
  const auto part = of_hour ? divide(*of_hour, Decimal(60)) : std::nullopt;
  auto sum = part ? add(*whole, *part) : std::nullopt;
  if (sum) sum = round_to(*sum, kDegreeDigits, Rounding::kHalfEven);
  if (!sum || compare(*sum, Decimal(most)) > 0) return {};
  return (tiff.text(*ref, 1)[0] == negative ? -*sum : *sum).to_text();
}

ExifFacts read_tiff(const Tiff& tiff) {
  ExifFacts facts;
  if (!tiff.valid()) return facts;
  if (const auto exif = tiff.directory(tiff.first_directory(), kExifIfd)) {
    facts.captured_at = captured_at(tiff, *exif);
  }
  if (const auto gps = tiff.directory(tiff.first_directory(), kGpsIfd)) {
    facts.latitude = degrees(tiff, *gps, kGpsLatitude, kGpsLatitudeRef, 'S', 90);
    facts.longitude = degrees(tiff, *gps, kGpsLongitude, kGpsLongitudeRef, 'W', 180);
    if (facts.latitude.empty() || facts.longitude.empty()) {
      facts.latitude.clear();
      facts.longitude.clear();
    }
  }
  return facts;
}

}  // namespace

ExifFacts read_exif(std::string_view jpeg) {
  constexpr uint8_t kApp1 = 0xe1;
  constexpr std::string_view kExifMark = "Exif\0\0"sv;
  JpegSegments segments(jpeg);
  while (const auto segment = segments.next()) {
    if (segment->marker != kApp1 || !segment->content.starts_with(kExifMark)) continue;
    return read_tiff(Tiff(segment->content.substr(kExifMark.size())));
  }
  return {};
}

}  // namespace tollgate::evidence
