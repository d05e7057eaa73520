#include "capture_traces.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json_text.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/evidence_findings.h"
#include "tollgate/base/temporal.h"
#include "tollgate/evidence/checks.h"
#include "tollgate/record/values.h"

namespace tollgate::engine {
namespace {

using store::TraceRow;

// Positions that agree in six decimals at times an hour apart, in so many other records: a real
// receiver's last digits move.
constexpr int64_t kSamePositions = 3;
constexpr int64_t kSamePositionApartS = 3600;
// Of 64 bits: what compressing, scaling and a few degrees of turning change.
constexpr int kPictureDistance = 5;
// Farther than the earth is wide: an accuracy beyond says nothing more.
constexpr int64_t kMaxAccuracyM = 50'000'000;

int64_t whole_metres(const std::string& text) {
  const auto metres = Decimal::parse(text);
  const auto rounded = metres ? round_to(*metres, 0, Rounding::kHalfEven) : std::nullopt;
  const auto whole = rounded ? rounded->to_int64() : std::nullopt;
  return std::clamp<int64_t>(whole.value_or(0), 0, kMaxAccuracyM);
}

std::optional<uint64_t> picture_hash_of(const std::string& text) {
  if (text.size() != 16) return std::nullopt;
  uint64_t hash = 0;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    hash = hash << 4 | static_cast<uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return hash;
}

void collect(const model::Field& field, const std::string& path, const Json& value,
             const model::App& app, std::vector<TraceRow>& traces) {
  if (value.is_array()) {
    for (const Json& item : value) collect(field, path, item, app, traces);
  } else if (value.is_object() && !field.fields.empty()) {
    for (const model::Field& part : field.fields) {
      const auto found = value.find(part.id);
      if (found != value.end()) collect(part, path + "/" + part.id, *found, app, traces);
    }
  } else if (std::optional<TraceRow> trace = trace_of(field, value, app)) {
    trace->field = path;
    traces.push_back(*std::move(trace));
  }
}

evidence::Fix fix_of(const TraceRow& trace) {
  return {{trace.at_s * 1'000'000}, {*trace.latitude, *trace.longitude}, trace.accuracy_m};
}

bool is_impossible(const TraceRow& a, const TraceRow& b) {
  const bool in_order = a.at_s <= b.at_s;
  const evidence::Fix track[] = {fix_of(in_order ? a : b), fix_of(in_order ? b : a)};
  return !evidence::check_track(track).empty();
}

}  // namespace

std::optional<TraceRow> trace_of(const model::Field& field, const Json& value,
                                 const model::App& app) {
  if (!value.is_object()) return std::nullopt;
  TraceRow trace;
  if (model::info_of(field.type).captured_as == "camera") {
    trace.picture_hash = picture_hash_of(text_of(value, "picture_hash"));
  }
  const std::string source = text_of(value, "source");
  if (source == "camera" || source == "device") trace.person = text_of(value, "captured_by");
  if (trace.person.empty() && !trace.picture_hash) return std::nullopt;
  trace.sha256 = text_of(value, "sha256");
  const char* const time = trace.sha256.empty() ? "at" : "captured_at";
  if (std::optional<DateTime> at = parse_date_time(text_of(value, time))) {
    if (at->zone.is_none()) at->zone = record::zone_of(app);
    trace.at_s = at->utc_seconds();
  }
  if (trace.person.empty()) return trace;
  const auto position = evidence::parse_position(number_text_of(value, "latitude"),
                                                 number_text_of(value, "longitude"));
  if (position) {
    trace.latitude = position->latitude;
    trace.longitude = position->longitude;
  }
  trace.accuracy_m = whole_metres(number_text_of(value, "accuracy_m"));
  return trace;
}

std::vector<TraceRow> traces_of(const ops::RecordState& state, const model::App& app) {
  std::vector<TraceRow> traces;
  const model::Entity* entity = app.find_entity(state.entity);
  if (entity == nullptr || state.status == ops::RecordStatus::kDiscarded) return traces;
  for (const model::Field& field : entity->fields) {
    collect(field, field.id, state.value(field.id), app, traces);
  }
  return traces;
}

std::vector<std::string> findings_beside(store::Store& store, const TraceRow& trace) {
  std::vector<std::string> findings;
  if (!trace.person.empty() && trace.latitude) {
    if (store.records_at_same_position(trace, kSamePositionApartS) >= kSamePositions) {
      findings.emplace_back(evidence_findings::kConstantPosition);
    }
    const std::vector<TraceRow> beside = store.traces_beside(trace);
    if (std::any_of(beside.begin(), beside.end(),
                    [&](const TraceRow& other) { return is_impossible(trace, other); })) {
      findings.emplace_back(evidence_findings::kImpossibleSpeed);
    }
  }
  if (store.record_with_picture_like(trace, kPictureDistance)) {
    findings.emplace_back(evidence_findings::kNearSame);
  }
  return findings;
}

}  // namespace tollgate::engine
