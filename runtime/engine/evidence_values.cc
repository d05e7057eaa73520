#include "evidence_values.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "capture_traces.h"
#include "json_text.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/temporal.h"
#include "tollgate/base/value_members.h"
#include "tollgate/evidence/capture.h"
#include "tollgate/evidence/checks.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/record/values.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

using model::Field;
using Judge = std::function<Result<Json>(const Field&, const std::string&, Json)>;

constexpr std::string_view kNonceStem = "tollgate.capture.nonce ";
constexpr size_t kNonceDigits = 32;
constexpr size_t kMaxJudged = 4096;

bool is_location(const Field& field) {
  return model::info_of(field.type).family == model::FieldFamily::kLocation;
}

// "actions/0/photo" → "actions/photo"
std::string without_numbers(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part.find_first_not_of("0123456789") != std::string_view::npos) {
      out += (out.empty() ? "" : "/") + std::string(part);
    }
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

// Every file and position of a field's value goes through `judge`.
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

template <typename Members>
void erase_if_said_by(Json& value, const Members& members, SaidBy who) {
  for (const ValueMember& member : members) {
    if (member.said_by == who) value.erase(std::string(member.name));
  }
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

// A name is what somebody called the file when it was handed in, and no other.
void take_name(Engine& engine, Json& value, const std::string& claimed) {
  const std::string sha256 = text_of(value, "sha256");
  if (!claimed.empty() && engine.store().has_blob_name(sha256, claimed)) {
    value["name"] = claimed;
    return;
  }
  const std::optional<std::string> facts = engine.store().known_facts(sha256);
  value["name"] = facts ? stored_json(*facts).value("name", "file") : "file";
}

// The facts of the blob that a value names, with what was counted in it taken over.
Result<Json> take_counts(Engine& engine, const Field& field, Json& value) {
  auto hash = value.find("sha256");
  if (hash == value.end() || !hash->is_string()) {
    return make_error("engine.no_blob",
                      {"文件须先上传：缺少 sha256", "a file is handed in first: sha256 is missing"},
                      {.source = field.id});
  }
  std::optional<std::string> text = engine.store().known_facts(hash->get<std::string>());
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

// What tells a file or position apart from others of the same field. Texts of the same number or
// time differ between what a page sends and what is stored.
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

void add_findings_beside(Engine& engine, const Session& session, const Field& field,
                         const std::string& path, Json& value) {
  std::optional<store::TraceRow> trace = trace_of(field, value, *session.app->model);
  if (!trace) return;
  trace->entity = session.entity;
  trace->record = session.record;
  trace->field = path;
  std::vector<std::string> findings;
  if (const auto known = value.find("findings"); known != value.end() && known->is_array()) {
    findings = known->get<std::vector<std::string>>();
  }
  for (std::string& finding : findings_beside(engine.store(), *trace)) {
    if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
      findings.push_back(std::move(finding));
    }
  }
  set_findings(value, findings);
}

evidence::CaptureSetting setting_of(Engine& engine, const Session& session, const Field& field,
                                    const std::string& path) {
  return {.nonce = session.nonce,
          .person = session.caller.user,
          .person_title = session.person_title,
          .field = path,
          .watermark = field.watermark,
          .min_side_px = field.min_side_px,
          .max_accuracy_m = field.max_accuracy_m,
          .opened_at = session.opened_at,
          .now = engine.now(),
          .time_zone = record::zone_of(*session.app->model)};
}

// What was judged before stays as it was; anything else is judged now and remembered.
Result<Json> judge_one(Engine& engine, Session& session, const Field& field,
                       const std::string& path, Json value) {
  std::string key = key_of(field, path, value);
  const std::string name = text_of(value, "name");
  if (const auto known = session.judged.find(key); known != session.judged.end()) {
    Json judged = known->second;
    if (!is_location(field)) take_name(engine, judged, name);
    return judged;
  }
  if (is_location(field)) {
    judge_as_location(value, setting_of(engine, session, field, path));
  } else {
    const std::string_view captured_as = model::info_of(field.type).captured_as;
    const bool captured = text_of(value, "source") == captured_as;
    Result<Json> facts = take_counts(engine, field, value);
    if (!facts) return facts;
    take_name(engine, value, name);
    erase_if_said_by(value, kEvidenceMembers, SaidBy::kJudged);
    if (captured_as == "camera") {
      judge_as_photo(value, *facts, setting_of(engine, session, field, path));
    } else {
      // Drawn or recorded in the page, or chosen from the device's files.
      value["source"] = captured && !captured_as.empty() ? captured_as : "gallery";
    }
  }
  add_findings_beside(engine, session, field, path, value);
  if (session.judged.size() < kMaxJudged) session.judged.emplace(std::move(key), value);
  return value;
}

void judge_field_again(Engine& engine, Session& session, const Field& field,
                       const std::string& place, const std::string& path, const Json& value) {
  if (!field.fields.empty()) {
    if (!value.is_array()) return;
    for (size_t i = 0; i < value.size(); ++i) {
      for (const Field& part : field.fields) {
        const auto found = value[i].find(part.id);
        if (found == value[i].end() || !is_judged(part)) continue;
        const std::string item = "/" + std::to_string(i) + "/" + part.id;
        judge_field_again(engine, session, part, place + item, path + "/" + part.id, *found);
      }
    }
    return;
  }
  Result<Json> again = each(
      field, path, value, [&](const Field& one, const std::string& at, Json held) -> Result<Json> {
        const auto known = session.judged.find(key_of(one, at, held));
        const bool fresh =
            known != session.judged.end() && !session.judged_before.contains(known->first);
        if (!fresh) return held;
        add_findings_beside(engine, session, one, at, held);
        known->second = held;
        return held;
      });
  if (again && *again != value) (void)session.form->set(place, *again);
}

}  // namespace

bool is_judged(const Field& field) {
  return is_evidence(field.type) || is_location(field) ||
         std::any_of(field.fields.begin(), field.fields.end(), is_judged);
}

void begin_captures(Engine& engine, Session& session) {
  const model::App& app = *session.app->model;
  // As hard to guess as the session's id, which it does not give away.
  session.nonce = hex(sha256(std::string(kNonceStem) + session.id)).substr(0, kNonceDigits);
  session.opened_at = engine.now();
  if (app.users && !session.caller.user.empty()) {
    session.person_title =
        engine.store().title(app.users->entity, session.caller.user).value_or("");
  }
  const Json values = session.form->values();
  for (const Field& field : app.find_entity(session.entity)->fields) {
    const auto held = values.find(field.id);
    if (held == values.end() || !is_judged(field)) continue;
    (void)each(field, field.id, *held,
               [&](const Field& one, const std::string& path, Json value) -> Result<Json> {
                 std::string key = key_of(one, path, value);
                 session.judged_before.insert(key);
                 session.judged.emplace(std::move(key), value);
                 return value;
               });
  }
}

Result<Json> judged_in_form(Engine& engine, Session& session, const Field& field,
                            std::string_view path, const Json& value) {
  return each(field, without_numbers(path), value,
              [&](const Field& one, const std::string& at, Json held) {
                return judge_one(engine, session, one, at, std::move(held));
              });
}

void judge_again(Engine& engine, Session& session) {
  const Json values = session.form->values();
  for (const Field& field : session.app->model->find_entity(session.entity)->fields) {
    const auto held = values.find(field.id);
    if (held == values.end() || !is_judged(field)) continue;
    judge_field_again(engine, session, field, field.id, field.id, *held);
  }
}

Result<Json> judged_in_import(Engine& engine, const Field& field, const Json& value,
                              const std::function<bool()>& takes_samples) {
  return each(field, field.id, value,
              [&](const Field& one, const std::string&, Json held) -> Result<Json> {
                if (!is_location(one)) {
                  Result<Json> facts = take_counts(engine, one, held);
                  if (!facts) return facts;
                  take_name(engine, held, text_of(held, "name"));
                }
                if (text_of(held, "source") == "sample" && takes_samples()) return held;
                const Json accuracy = held.value("accuracy_m", Json());
                erase_if_said_by(held, kLocationMembers, SaidBy::kJudged);
                erase_if_said_by(held, kEvidenceMembers, SaidBy::kJudged);
                if (!accuracy.is_null()) held["accuracy_m"] = accuracy;
                held["source"] = "imported";
                held["verified"] = false;
                return held;
              });
}

}  // namespace tollgate::engine
