#include "evidence_members.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "capture_traces.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/temporal.h"
#include "tollgate/evidence/checks.h"

namespace tollgate::engine {

using model::Field;

bool is_location(const Field& field) {
  return model::info_of(field.type).family == model::FieldFamily::kLocation;
}

Result<Json> each(const Field& field, const std::string& path, const Json& value,
                  const Judge& judge) {
  if (value.is_array()) {
    Json all = Json::array();
    for (const Json& item : value) {
      Result<Json> judged = each(field, path, item, judge);
      if (!judged) return judged;
      all.push_back(std::move(*judged));
    }
    return all;
  }
  if (!value.is_object()) return value;
  if (is_evidence(field.type) || is_location(field)) return judge(field, path, value);
  Json item = value;  // of a list
  for (const Field& part : field.fields) {
    const auto found = item.find(part.id);
    if (found == item.end()) continue;
    Result<Json> judged = each(part, path + "/" + part.id, *found, judge);
    if (!judged) return judged;
    *found = std::move(*judged);
  }
  return item;
}

void set_text(Json& value, const char* member, const std::string& text) {
  if (text.empty()) {
    value.erase(member);
  } else {
    value[member] = text;
  }
}

void set_findings(Json& value, const std::vector<std::string>& findings) {
  if (findings.empty()) return;
  value["findings"] = findings;
  value["verified"] = false;
}

void take_name(store::Store& store, Json& value, const std::string& claimed) {
  const std::string sha256 = text_of(value, "sha256");
  if (!claimed.empty() && store.has_blob_name(sha256, claimed)) {
    value["name"] = claimed;
    return;
  }
  const std::optional<std::string> facts = store.known_facts(sha256);
  value["name"] = facts ? stored_json(*facts).value("name", "file") : "file";
}

Result<Json> take_counts(store::Store& store, const Field& field, Json& value) {
  auto hash = value.find("sha256");
  if (hash == value.end() || !hash->is_string()) {
    return make_error("engine.no_blob",
                      {"文件须先上传：缺少 sha256", "a file is handed in first: sha256 is missing"},
                      {.source = field.id});
  }
  std::optional<std::string> text = store.known_facts(hash->get<std::string>());
  Json facts = text ? stored_json(*text) : Json();
  if (!facts.is_object()) {
    return make_error("engine.no_blob",
                      {"文件尚未上传或已丢失", "the file was not handed in, or is lost"},
                      {.source = field.id});
  }
  for (const ValueMember& member : kEvidenceMembers) {
    if (!member.in_value || member.said_by == SaidBy::kClaimed) continue;
    const std::string name(member.name);
    if (member.said_by == SaidBy::kJudged) continue;
    const auto found = member.said_by == SaidBy::kLookedUp ? facts.end() : facts.find(name);
    if (found != facts.end()) {
      value[name] = *found;
    } else if (member.said_by != SaidBy::kRead) {
      value.erase(name);
    }
  }
  return facts;
}

void judge_as_photo(Json& value, const Json& facts, const evidence::CaptureSetting& setting) {
  const evidence::PhotoVerdict photo = evidence::judge_photo(facts, setting);
  value["source"] = photo.source;
  set_text(value, "captured_by", photo.captured_by);
  set_text(value, "captured_at", photo.captured_at);
  set_text(value, "latitude", photo.latitude);
  set_text(value, "longitude", photo.longitude);
  set_text(value, "accuracy_m", photo.accuracy_m);
  set_text(value, "fix_problem", photo.fix_problem);
  if (photo.fix_age_s) value["fix_age_s"] = std::to_string(*photo.fix_age_s);
  value["watermarked"] = photo.watermarked;
  value["verified"] = photo.verified;
  set_findings(value, photo.findings);
}

void judge_as_location(Json& value, const evidence::CaptureSetting& setting) {
  const evidence::FixVerdict fix = evidence::judge_fix(value, setting);
  erase_if_said_by(value, kLocationMembers, SaidBy::kJudged);
  value.erase("nonce");
  value["source"] = fix.source;
  set_text(value, "captured_by", fix.captured_by);
  if (fix.age_s) value["age_s"] = std::to_string(*fix.age_s);
  value["verified"] = fix.verified;
  set_findings(value, fix.findings);
}

std::vector<std::string> findings_of(const Json& value) {
  std::vector<std::string> findings;
  const auto known = value.find("findings");
  if (known == value.end() || !known->is_array()) return findings;
  for (const Json& finding : *known) {
    if (finding.is_string()) findings.push_back(finding.get<std::string>());
  }
  return findings;
}

// Texts of the same number or time differ between what a page sends and what is stored.
std::string key_of(const Field& field, const std::string& path, const Json& value) {
  if (!is_location(field)) return path + "\n" + text_of(value, "sha256");
  std::string key = path;
  if (const auto at = evidence::parse_position(number_text_of(value, "latitude"),
                                               number_text_of(value, "longitude"))) {
    key += "\n" + std::to_string(at->latitude) + "\n" + std::to_string(at->longitude);
  }
  const auto accuracy_m = Decimal::parse(number_text_of(value, "accuracy_m"));
  const auto accuracy_mm = accuracy_m ? multiply(*accuracy_m, Decimal(1000)) : std::nullopt;
  const auto whole = accuracy_mm ? round_to(*accuracy_mm, 0, Rounding::kHalfEven) : std::nullopt;
  key += "\n" + (whole ? whole->to_text() : std::string());
  const auto time = parse_date_time(text_of(value, "at"));
  return key + "\n" + (time ? std::to_string(time->utc_seconds()) : text_of(value, "at"));
}

void add_findings_of_others(store::Store& store, const model::App& app, const store::RecordKey& key,
                            const Field& field, const std::string& path, Json& value) {
  std::optional<store::TraceRow> trace = trace_of(field, value, app);
  if (!trace) return;
  trace->entity = key.entity;
  trace->record = key.record;
  trace->field = path;
  std::vector<std::string> findings = findings_of(value);
  for (std::string& finding : findings_beside(store, *trace)) {
    if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
      findings.push_back(std::move(finding));
    }
  }
  set_findings(value, findings);
}

}  // namespace tollgate::engine
