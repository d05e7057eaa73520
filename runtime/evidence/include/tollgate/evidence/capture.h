// The record that the page's camera writes into each picture it takes, and whether picture and
// record belong together and fit the form they are handed in for. docs/evidence.md says what this
// proves and what it doesn't.
//
//   std::optional<Json> record = read_capture(jpeg);            // for the facts of a blob
//   PhotoVerdict photo = judge_photo(facts, {.nonce = …, .person = "rep_001", …});
//   photo.source == "camera" && photo.findings.empty()
//
// In the file: one APP9 segment, right after the start of the image, which holds kCaptureMark and
// JSON {format, picture_sha256, device_time, monotonic_ms, person, field, nonce, width, height,
// watermark, fix {latitude, longitude, accuracy_m, age_ms} or fix_problem}. `picture_sha256` is the
// hash of the file without that segment. Times are ISO 8601 with an offset, positions decimal text.
// Everything is pure, in integers and text. Source: ITU T.81, B.2.4.6 (application data).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/time_zone.h"

namespace tollgate::evidence {

inline constexpr std::string_view kCaptureMark{"Tollgate capture 1\0", 19};

// How many pixels the shorter side has, and how uncertain a position may be, unless the field says
// otherwise; how old a fix may be when it is used, and how far clocks may be apart.
inline constexpr int64_t kMinSidePx = 480;
inline constexpr int64_t kMaxAccuracyM = 200;
inline constexpr int64_t kMaxFixAgeS = 300;
inline constexpr int64_t kClockSlackS = 300;

// The page's camera makes pictures of 1 to 2 MB; larger files are none of its.
inline constexpr size_t kMaxCaptureBytes = size_t{4} << 20;

// The record of a JPEG as facts of its blob: its members, and `intact`, whether its hash is that of
// the picture it stands in. nullopt: the file has none. A record of the wrong shape is not intact.
std::optional<Json> read_capture(std::string_view jpeg);

// What the runtime knows of the form that a picture or position is handed in for.
struct CaptureSetting {
  std::string nonce;         // that the session was given
  std::string person;        // record id, "" for nobody
  std::string person_title;  // as it is written into pictures
  std::string field;         // path without the numbers of items: "actions/photo"
  bool watermark = false;    // the field asks for one
  std::optional<int64_t> min_side_px;
  std::optional<int64_t> max_accuracy_m;
  Instant opened_at;  // when the nonce was given
  Instant now;
  ZoneRef time_zone;  // of times without an offset
};

// Findings are codes of schemas/app/evidence_findings.json.
struct PhotoVerdict {
  std::string source = "gallery";  // or "camera"
  std::string captured_by;         // record id
  std::string captured_at;         // ISO 8601; "" where nothing trustworthy says it
  std::string latitude;            // decimal text, "" without a fix
  std::string longitude;
  std::string accuracy_m;
  std::optional<int64_t> fix_age_s;
  std::string fix_problem;  // why there is no fix: "denied", "no_signal", "insecure"
  bool watermarked = false;
  bool verified = false;  // the camera's, with a fix, and nothing found
  std::vector<std::string> findings;
};

// `facts`: of the blob, as inspect() gave them.
PhotoVerdict judge_photo(const Json& facts, const CaptureSetting& setting);

struct FixVerdict {
  std::string source = "manual";  // or "device"
  std::string captured_by;
  std::optional<int64_t> age_s;
  bool verified = false;
  std::vector<std::string> findings;
};

// `value`: a location as the page sends it, with `nonce` where the device found it.
FixVerdict judge_fix(const Json& value, const CaptureSetting& setting);

}  // namespace tollgate::evidence
