#include "evidence_values.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence_members.h"
#include "json_text.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/value_members.h"
#include "tollgate/evidence/capture.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/record/values.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

using model::Field;

constexpr std::string_view kNonceStem = "tollgate.capture.nonce ";
constexpr size_t kNonceDigits = 32;
constexpr size_t kMaxJudged = 4096;

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

void add_findings_beside(Engine& engine, const Session& session, const Field& field,
                         const std::string& path, Json& value) {
  add_findings_of_others(engine.store(), *session.app->model, {session.entity, session.record},
                         field, path, value);
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
    if (!is_location(field)) take_name(engine.store(), judged, name);
    return judged;
  }
  if (is_location(field)) {
    judge_as_location(value, setting_of(engine, session, field, path));
  } else {
    const std::string_view captured_as = model::info_of(field.type).captured_as;
    const bool captured = text_of(value, "source") == captured_as;
    Result<Json> facts = take_counts(engine.store(), field, value);
    if (!facts) return facts;
    take_name(engine.store(), value, name);
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
                  Result<Json> facts = take_counts(engine.store(), one, held);
                  if (!facts) return facts;
                  take_name(engine.store(), held, text_of(held, "name"));
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
