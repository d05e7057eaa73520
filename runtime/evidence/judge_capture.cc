#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tollgate/base/decimal.h"
#include "tollgate/base/evidence_findings.h"
#include "tollgate/base/temporal.h"
#include "tollgate/evidence/capture.h"
#include "tollgate/evidence/checks.h"

namespace tollgate::evidence {
namespace {

using namespace evidence_findings;

constexpr int64_t kMicrosecondsPerSecond = 1'000'000;

std::string text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int64_t count_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

// Seconds since 1970; nullopt for what is no time.
std::optional<int64_t> seconds_of(const std::string& iso, ZoneRef time_zone) {
  std::optional<DateTime> time = parse_date_time(iso);
  if (!time) return std::nullopt;
  if (time->zone.is_none()) time->zone = time_zone;
  return time->utc_seconds();
}

int64_t seconds_of(Instant at) { return at.microseconds / kMicrosecondsPerSecond; }

// A number as the page sends it: decimal text, or JSON's own.
std::optional<Decimal> number_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return std::nullopt;
  if (found->is_number()) return Decimal::parse(number_text(*found));
  return found->is_string() ? Decimal::parse(found->get_ref<const std::string&>()) : std::nullopt;
}

void judge_accuracy(const std::optional<Decimal>& accuracy_m, const CaptureSetting& setting,
                    std::vector<std::string>& findings) {
  const Decimal most(setting.max_accuracy_m.value_or(kMaxAccuracyM));
  if (accuracy_m && compare(*accuracy_m, Decimal(0)) <= 0) {
    findings.emplace_back(kAccuracyZero);
  } else if (!accuracy_m || compare(*accuracy_m, most) > 0) {
    findings.emplace_back(kAccuracyPoor);
  }
}

// "" when record and form belong together, else why they do not.
const char* not_bound_by(const Json& record, const CaptureSetting& setting) {
  if (!record.value("intact", false)) return kAltered;
  if (setting.nonce.empty() || text_of(record, "nonce") != setting.nonce) return kOtherSession;
  if (text_of(record, "person") != setting.person) return kOtherPerson;
  if (text_of(record, "field") != setting.field) return kOtherField;
  return "";
}

// What the page draws into the picture: the time on the wall, the position, the person.
std::string expected_watermark(const Json& record, const std::string& person_title) {
  std::string lines = text_of(record, "device_time").substr(0, 19);
  if (lines.size() > 10) lines[10] = ' ';
  if (const auto fix = record.find("fix"); fix != record.end()) {
    lines += "\n" + text_of(*fix, "latitude") + ", " + text_of(*fix, "longitude") + " ±" +
             text_of(*fix, "accuracy_m") + " m";
  }
  if (!person_title.empty()) lines += "\n" + person_title;
  return lines;
}

bool is_clock_right(const Json& record, int64_t device_s, const CaptureSetting& setting) {
  const int64_t opened_s = seconds_of(setting.opened_at);
  if (device_s < opened_s - kClockSlackS) return false;
  if (device_s > seconds_of(setting.now) + kClockSlackS) return false;
  // The monotonic clock stands while a phone sleeps, so it may be behind but never ahead.
  return opened_s + count_of(record, "monotonic_ms") / 1000 <= device_s + kClockSlackS;
}

void judge_picture(const Json& facts, const Json& record, const CaptureSetting& setting,
                   std::vector<std::string>& findings) {
  const int64_t width = count_of(facts, "width");
  const int64_t height = count_of(facts, "height");
  if (width != count_of(record, "width") || height != count_of(record, "height") ||
      facts.value("damaged", false)) {
    findings.emplace_back(kDamaged);
  } else if (std::min(width, height) < setting.min_side_px.value_or(kMinSidePx)) {
    findings.emplace_back(kTooSmall);
  }
}

void judge_watermark(const Json& record, const CaptureSetting& setting, PhotoVerdict& photo) {
  const std::string text = text_of(record, "watermark");
  if (text.empty()) {
    if (setting.watermark) photo.findings.emplace_back(kNoWatermark);
  } else if (text != expected_watermark(record, setting.person_title)) {
    photo.findings.emplace_back(kWatermarkDiffers);
  } else {
    photo.watermarked = true;
  }
}

void judge_times(const Json& facts, const Json& record, const CaptureSetting& setting,
                 PhotoVerdict& photo) {
  photo.captured_at = text_of(record, "device_time");
  const int64_t device_s = seconds_of(photo.captured_at, setting.time_zone).value_or(0);
  if (!is_clock_right(record, device_s, setting)) photo.findings.emplace_back(kClockDiffers);
  const auto exif_s = seconds_of(text_of(facts, "captured_at"), setting.time_zone);
  if (exif_s && std::abs(*exif_s - device_s) > kClockSlackS) {
    photo.findings.emplace_back(kExifTimeDiffers);
  }
}

void judge_position(const Json& record, const CaptureSetting& setting, PhotoVerdict& photo) {
  const auto fix = record.find("fix");
  if (fix == record.end()) {
    photo.fix_problem = text_of(record, "fix_problem");
    return;
  }
  photo.latitude = text_of(*fix, "latitude");
  photo.longitude = text_of(*fix, "longitude");
  photo.accuracy_m = text_of(*fix, "accuracy_m");
  photo.fix_age_s = count_of(*fix, "age_ms") / 1000;
  judge_accuracy(number_of(*fix, "accuracy_m"), setting, photo.findings);
  if (*photo.fix_age_s > kMaxFixAgeS) photo.findings.emplace_back(kFixOld);
}

}  // namespace

PhotoVerdict judge_photo(const Json& facts, const CaptureSetting& setting) {
  PhotoVerdict photo;
  const auto record = facts.find("capture");
  const char* reason = record == facts.end() ? "" : not_bound_by(*record, setting);
  if (record == facts.end() || *reason != '\0') {
    // What a stored picture says of itself, and nothing that is said beside it.
    photo.captured_at = text_of(facts, "captured_at");
    photo.latitude = text_of(facts, "latitude");
    photo.longitude = text_of(facts, "longitude");
    if (*reason != '\0') photo.findings.emplace_back(reason);
    return photo;
  }
  photo.source = "camera";
  photo.captured_by = setting.person;
  judge_picture(facts, *record, setting, photo.findings);
  judge_watermark(*record, setting, photo);
  judge_times(facts, *record, setting, photo);
  judge_position(*record, setting, photo);
  photo.verified = photo.findings.empty() && !photo.latitude.empty();
  return photo;
}

FixVerdict judge_fix(const Json& value, const CaptureSetting& setting) {
  FixVerdict fix;
  if (text_of(value, "source") != "device") return fix;
  if (setting.nonce.empty() || text_of(value, "nonce") != setting.nonce) {
    fix.findings.emplace_back(kOtherSession);
    return fix;
  }
  fix.source = "device";
  fix.captured_by = setting.person;
  judge_accuracy(number_of(value, "accuracy_m"), setting, fix.findings);
  const auto at_s = seconds_of(text_of(value, "at"), setting.time_zone);
  const int64_t now_s = seconds_of(setting.now);
  if (!at_s || *at_s > now_s + kClockSlackS) {
    fix.findings.emplace_back(kClockDiffers);
  } else {
    fix.age_s = std::max<int64_t>(0, now_s - *at_s);
    if (*fix.age_s > kMaxFixAgeS) fix.findings.emplace_back(kFixOld);
  }
  fix.verified = fix.findings.empty();
  return fix;
}

}  // namespace tollgate::evidence
