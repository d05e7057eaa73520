#include "evidence_of_device.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "capture_traces.h"
#include "evidence_members.h"
#include "evidence_values.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/evidence_findings.h"
#include "tollgate/base/temporal.h"
#include "tollgate/record/values.h"

namespace tollgate::engine {
namespace {

using model::Field;
using namespace evidence_findings;

// Why a device's engine took a picture for one that its form did not take.
constexpr std::string_view kUnbound[] = {kAltered, kOtherSession, kOtherPerson, kOtherField};

bool has_finding(const Json& value, std::string_view code) {
  const std::vector<std::string> findings = findings_of(value);
  return std::find(findings.begin(), findings.end(), code) != findings.end();
}

// Of what is said, what a value may say.
std::vector<std::string> known_findings(const Json& value) {
  std::vector<std::string> findings;
  for (std::string& said : findings_of(value)) {
    const bool known = std::any_of(std::begin(kEvidenceFindings), std::end(kEvidenceFindings),
                                   [&](const EvidenceFinding& one) { return one.code == said; });
    if (known && said != kNotHere) findings.push_back(std::move(said));
  }
  return findings;
}

void add_once(std::vector<std::string>& findings, std::vector<std::string> more) {
  for (std::string& one : more) {
    if (std::find(findings.begin(), findings.end(), one) == findings.end()) {
      findings.push_back(std::move(one));
    }
  }
}

bool is_here(store::Store& store, const Json& value) {
  return store.known_facts(text_of(value, "sha256")).has_value();
}

std::string title_of_person(store::Store& store, const model::App& app, const std::string& user) {
  if (!app.users || user.empty()) return {};
  return store.title(app.users->entity, user).value_or("");
}

evidence::CaptureSetting setting_for(store::Store& store, const model::App& app,
                                     const FromDevice& from, const Field& field,
                                     const std::string& path) {
  return {.nonce = {},
          .person = from.user,
          .person_title = title_of_person(store, app, from.user),
          .field = path,
          .watermark = field.watermark,
          .min_side_px = field.min_side_px,
          .max_accuracy_m = field.max_accuracy_m,
          .opened_at = {},
          .now = from.at,
          .time_zone = record::zone_of(app)};
}

// Nobody has looked into it; whose it is and what the device found stays for when it comes.
Json file_to_come(const FromDevice& from, const Field& field, Json value) {
  std::vector<std::string> findings = known_findings(value);
  const std::string source = text_of(value, "source");
  for (const ValueMember& member : kEvidenceMembers) {
    if (member.said_by != SaidBy::kClaimed) value.erase(std::string(member.name));
  }
  const std::string_view captured_as = model::info_of(field.type).captured_as;
  // Drawn or recorded in the page, as a form believes it, too.
  const bool drawn = captured_as != "camera" && !captured_as.empty() && source == captured_as;
  value["source"] = drawn ? source : "gallery";
  value["verified"] = false;
  set_text(value, "captured_by", from.user);
  if (from.is_clock_off && source == "camera") add_once(findings, {kClockDiffers});
  add_once(findings, {kNotHere});
  set_findings(value, findings);
  return value;
}

void judge_picture_of_device(const Json& facts, evidence::CaptureSetting setting, bool clock_off,
                             Json& value, std::vector<std::string>& findings) {
  Json picture = facts;
  const bool unbound =
      std::any_of(std::begin(kUnbound), std::end(kUnbound), [&](std::string_view code) {
        return std::find(findings.begin(), findings.end(), code) != findings.end();
      });
  if (unbound) picture.erase("capture");
  if (const auto record = picture.find("capture"); record != picture.end()) {
    setting.nonce = text_of(*record, "nonce");
  }
  judge_as_photo(value, picture, setting);
  add_once(findings, findings_of(value));
  if (clock_off && value["source"] == "camera") add_once(findings, {kClockDiffers});
}

Json file_of_device(store::Store& store, const model::App& app, const FromDevice& from,
                    const Field& field, const std::string& path, Json value) {
  const std::string name = text_of(value, "name");
  const std::string source = text_of(value, "source");
  std::vector<std::string> findings = known_findings(value);
  Result<Json> facts = take_counts(store, field, value);
  if (!facts) return file_to_come(from, field, std::move(value));
  take_name(store, value, name);
  erase_if_said_by(value, kEvidenceMembers, SaidBy::kJudged);
  const std::string_view captured_as = model::info_of(field.type).captured_as;
  if (captured_as == "camera") {
    judge_picture_of_device(*facts, setting_for(store, app, from, field, path), from.is_clock_off,
                            value, findings);
  } else {
    value["source"] = source == captured_as && !captured_as.empty() ? source : "gallery";
  }
  set_findings(value, findings);
  add_findings_of_others(store, app, from.key, field, path, value);
  return value;
}

// A rule of the app may copy what somebody else found; then the hub knows it from where it stood.
bool is_copy(store::Store& store, const model::App& app, const FromDevice& from, const Field& field,
             const Json& value) {
  std::optional<store::TraceRow> trace = trace_of(field, value, app);
  if (!trace || !trace->latitude) return false;
  trace->entity = from.key.entity;
  trace->record = from.key.record;
  const std::vector<store::TraceRow> beside = store.traces_beside(*trace);
  return std::any_of(beside.begin(), beside.end(), [&](const store::TraceRow& other) {
    return other.at_s == trace->at_s && other.latitude == trace->latitude &&
           other.longitude == trace->longitude;
  });
}

Json position_of_device(store::Store& store, const model::App& app, const FromDevice& from,
                        const Field& field, const std::string& path, Json value) {
  std::vector<std::string> findings = known_findings(value);
  const std::string by = text_of(value, "captured_by");
  const bool claimed = text_of(value, "source") == "device";
  if (claimed && by != from.user && is_copy(store, app, from, field, value)) return value;
  evidence::CaptureSetting setting = setting_for(store, app, from, field, path);
  value.erase("nonce");
  if (claimed) {
    // The form's clock said how old it was then.
    const auto age_s = Decimal::parse(number_text_of(value, "age_s"));
    const int64_t age = std::max<int64_t>(0, age_s ? age_s->to_int64().value_or(0) : 0);
    std::optional<DateTime> at = parse_date_time(text_of(value, "at"));
    if (at && at->zone.is_none()) at->zone = setting.time_zone;
    const int64_t now_s = from.at.microseconds / 1'000'000;
    if (at) setting.now = {std::min(now_s, at->utc_seconds() + age) * 1'000'000};
    setting.nonce = "judged on the device";
    value["nonce"] = setting.nonce;
    if (by != from.user) add_once(findings, {kOtherPerson});
    if (from.is_clock_off) add_once(findings, {kClockDiffers});
  }
  judge_as_location(value, setting);
  add_once(findings, findings_of(value));
  set_findings(value, findings);
  add_findings_of_others(store, app, from.key, field, path, value);
  return value;
}

}  // namespace

KnownEvidence known_evidence(store::Store& store, const model::Entity& entity,
                             const ops::RecordState& state) {
  KnownEvidence known;
  const auto note = [&](const Field& field, const Json& value) {
    (void)each(field, field.id, value,
               [&](const Field& one, const std::string& path, Json held) -> Result<Json> {
                 const bool came = has_finding(held, kNotHere) && is_here(store, held);
                 if (!came) known.emplace(key_of(one, path, held), held);
                 return held;
               });
  };
  const auto drafted = state.draft.is_object() ? state.draft.find("values") : state.draft.end();
  for (const Field& field : entity.fields) {
    if (!is_judged(field)) continue;
    note(field, state.value(field.id));
    if (drafted == state.draft.end() || !drafted->is_object()) continue;
    const auto value = drafted->find(field.id);
    if (value != drafted->end()) note(field, *value);
  }
  return known;
}

Json as_known(const Field& field, const Json& value, const KnownEvidence& known) {
  if (!is_judged(field)) return value;
  return *each(field, field.id, value,
               [&](const Field& one, const std::string& path, Json held) -> Result<Json> {
                 const auto before = known.find(key_of(one, path, held));
                 return before == known.end() ? held : before->second;
               });
}

Json evidence_of_device(store::Store& store, const model::App& app, const FromDevice& from,
                        const Field& field, const Json& value, const KnownEvidence& known) {
  if (!is_judged(field)) return value;
  return *each(field, field.id, value,
               [&](const Field& one, const std::string& path, Json held) -> Result<Json> {
                 const auto before = known.find(key_of(one, path, held));
                 if (before != known.end()) return before->second;
                 return is_location(one)
                            ? position_of_device(store, app, from, one, path, std::move(held))
                            : file_of_device(store, app, from, one, path, std::move(held));
               });
}

Json with_files_that_came(store::Store& store, const model::App& app, const store::RecordKey& key,
                          const Json& values, Instant now) {
  const model::Entity* entity = app.find_entity(key.entity);
  if (entity == nullptr || !values.is_object()) return values;
  Json all = values;
  for (const Field& field : entity->fields) {
    const auto value = all.find(field.id);
    if (value == all.end() || !is_judged(field)) continue;
    *value = *each(field, field.id, *value,
                   [&](const Field& one, const std::string& path, Json held) -> Result<Json> {
                     if (!has_finding(held, kNotHere) || !is_here(store, held)) return held;
                     const FromDevice from{key, text_of(held, "captured_by"), now};
                     return file_of_device(store, app, from, one, path, std::move(held));
                   });
  }
  return all;
}

}  // namespace tollgate::engine
