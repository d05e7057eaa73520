#include <nlohmann/json.hpp>

#include "image/capture_segment.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/temporal.h"
#include "tollgate/evidence/capture.h"
#include "tollgate/evidence/checks.h"

namespace tollgate::evidence {
namespace {

constexpr size_t kMaxTextBytes = 600;
constexpr const char* kTexts[] = {"format", "picture_sha256", "device_time", "person",
                                  "field",  "nonce",          "watermark"};
constexpr const char* kCounts[] = {"monotonic_ms", "width", "height"};

bool is_text(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() &&
         found->get_ref<const std::string&>().size() <= kMaxTextBytes;
}

bool is_count(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number_integer() && *found >= 0 &&
         *found <= int64_t{1} << 53;
}

bool is_fix(const Json& fix) {
  if (!fix.is_object() || !is_text(fix, "latitude") || !is_text(fix, "longitude") ||
      !is_text(fix, "accuracy_m") || !is_count(fix, "age_ms")) {
    return false;
  }
  return parse_position(fix["latitude"].get_ref<const std::string&>(),
                        fix["longitude"].get_ref<const std::string&>()) &&
         Decimal::parse(fix["accuracy_m"].get_ref<const std::string&>());
}

bool has_shape(const Json& record) {
  if (!record.is_object()) return false;
  for (const char* text : kTexts) {
    if (!is_text(record, text)) return false;
  }
  for (const char* count : kCounts) {
    if (!is_count(record, count)) return false;
  }
  const auto time = parse_date_time(record["device_time"].get_ref<const std::string&>());
  if (record["format"] != "tollgate.capture/1" || !time || time->zone.is_none()) return false;
  const auto fix = record.find("fix");
  return fix == record.end() ? is_text(record, "fix_problem") : is_fix(*fix);
}

}  // namespace

std::optional<Json> read_capture(std::string_view jpeg) {
  if (jpeg.size() > kMaxCaptureBytes) return std::nullopt;
  const std::optional<CaptureSegment> segment = find_capture_segment(jpeg);
  if (!segment) return std::nullopt;
  constexpr JsonLimits kRecordLimits = {.max_bytes = 8192, .max_depth = 4, .max_values = 64};
  const Result<Json> record = parse_json(segment->record, kRecordLimits);
  if (!record || !has_shape(*record)) return Json{{"intact", false}};
  Json facts = Json::object();
  for (const char* member : kTexts) facts[member] = (*record)[member];
  for (const char* member : kCounts) facts[member] = (*record)[member];
  for (const char* member : {"fix", "fix_problem"}) {
    if (const auto found = record->find(member); found != record->end()) facts[member] = *found;
  }
  facts["intact"] = facts["picture_sha256"] == hex(sha256(segment->picture));
  return facts;
}

}  // namespace tollgate::evidence
