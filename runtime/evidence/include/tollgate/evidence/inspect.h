// What a file really is, read from its bytes: never what its name or its sender claims.
//
//   Result<EvidenceFacts> facts = inspect("deck.pptx", bytes);
//   facts->media_type   //
//   "application/vnd.openxmlformats-officedocument.presentationml.presentation" facts->slides // 12
//
// Hostile files are expected: reading is bounded in time and memory and never fails for a damaged
// file. What cannot be read is absent, and `notes` says why (evidence.damaged_archive,
// evidence.damaged_pdf, evidence.damaged_picture, evidence.encrypted_pdf, evidence.too_complex);
// what is only shaped like a type does not have that type. Sources: PKWARE APPNOTE 6.3.10 (zip),
// ECMA-376 part 1, 19.2.1 (slides), ISO 32000-1 (PDF), JPEG (ITU T.81), PNG 3, Exif 2.32.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/result.h"

namespace tollgate::evidence {

struct InspectLimits {
  size_t max_bytes = limits::kBlobBytes;
  size_t max_unpacked_bytes = size_t{32} << 20;  // of all that is unpacked from one file
};

struct EvidenceFacts {
  std::string name;        // as given, shortened to 200 characters; "file" when it has none
  std::string media_type;  // by content; "application/octet-stream" when it is not known
  uint64_t size_bytes = 0;
  std::string sha256;  // 64 hexadecimal digits

  // Those that show something: text, a picture, a drawing. `slides` and `pages` are the same
  // numbers under the names that they had before content was looked at.
  std::optional<int64_t> slides_with_content;  // of a presentation (.pptx)
  std::optional<int64_t> pages_with_content;   // of a PDF
  std::optional<int64_t> slides;
  std::optional<int64_t> pages;
  std::string text_found;        // of slides and pages, at most 16 KiB; a line for each paragraph
  std::optional<int64_t> width;  // of a picture, in pixels as stored
  std::optional<int64_t> height;

  std::string picture_hash;  // of a JPEG: 16 hexadecimal digits; "": docs/evidence.md says when
  bool damaged = false;      // of a JPEG: its data ends before its last block
  Json capture;              // what read_capture() found (tollgate/evidence/capture.h), or null

  // From a photo's Exif data; the camera's claim, not a proof.
  std::string captured_at;  // ISO 8601, with an offset when the camera wrote one; "" when absent
  std::string latitude;     // decimal degrees, "" when absent
  std::string longitude;

  Diagnostics notes;  // warnings: what could not be read, and why
};

// Refused: an empty file (evidence.empty), one above the limit (evidence.too_large).
Result<EvidenceFacts> inspect(std::string_view name, std::string_view bytes,
                              const InspectLimits& limits = {});

// The members of docs/api.md, "Blobs", with `capture` and `damaged` for judge_photo; absent ones
// are left out. Notes are not among them.
Json to_json(const EvidenceFacts& facts);

// The media type by the file's first bytes and, for zip files, what is inside.
std::string media_type_of(std::string_view bytes);

}  // namespace tollgate::evidence
