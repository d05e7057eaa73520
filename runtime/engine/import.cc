#include <algorithm>
#include <nlohmann/json.hpp>

#include "evidence_values.h"
#include "stages.h"
#include "tollgate/base/limits.h"
#include "tollgate/base/record_id.h"
#include "tollgate/base/temporal.h"
#include "tollgate/engine/engine.h"
#include "tollgate/form/session.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/record/field_behavior.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxFindings = 100;
constexpr int64_t kMaxShiftDays = 36'600;
constexpr int64_t kMaxFirstLine = 1'000'000'000'000;

struct Line {
  const model::Entity* entity = nullptr;
  ops::RecordImport body;
};

Diagnostic bad_line(int64_t number, const std::string& member, const char* zh, const char* en,
                    std::vector<std::string> candidates = {}) {
  std::string n = std::to_string(number);
  return make_error(
      "engine.bad_line",
      {"第 " + n + " 行“" + member + "”：" + zh, "line " + n + ", '" + member + "': " + en},
      {.source = "line " + n, .pointer = "/" + member}, std::move(candidates));
}

Diagnostic at_line(int64_t number, Diagnostic finding) {
  finding.place.source = "line " + std::to_string(number);
  return finding;
}

class Importer {
 public:
  Importer(Engine& engine, AppRules& app, int64_t shift_days, Diagnostics& findings)
      : engine_(engine), app_(app), shift_days_(shift_days), findings_(findings) {}

  // nullopt for headers, known records and lines that are none; `known` tells the second.
  std::optional<Line> read(std::string_view text, int64_t number, bool& known);
  void report(Diagnostic finding) {
    if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
  }

 private:
  // Only into a database where nobody has filled a form yet: what stands beside people's records
  // later is no sample.
  bool takes_samples() {
    if (!takes_samples_) takes_samples_ = !engine_.store().has_op_of_kind("record.set");
    return *takes_samples_;
  }
  bool read_facts(const Json& json, int64_t number, Line& line);
  bool read_values(Json values, int64_t number, Line& line);

  Engine& engine_;
  AppRules& app_;
  int64_t shift_days_;
  Diagnostics& findings_;
  std::optional<bool> takes_samples_;
};

std::optional<Line> Importer::read(std::string_view text, int64_t number, bool& known) {
  known = false;
  Result<Json> json = parse_json(text);
  if (!json) {
    report(at_line(number, json.diagnostics().front()));
    return std::nullopt;
  }
  if (json->is_object() && json->contains("format") && !json->contains("entity")) {
    return std::nullopt;
  }
  if (!json->is_object()) {
    report(bad_line(number, "", "应为对象", "must be an object"));
    return std::nullopt;
  }
  Line line;
  if (!read_facts(*json, number, line)) return std::nullopt;
  if (engine_.store().has_record(line.body.entity, line.body.record)) {
    known = true;
    return std::nullopt;
  }
  auto values = json->find("values");
  if (values == json->end() || !values->is_object()) {
    report(bad_line(number, "values", "应为对象", "must be an object"));
    return std::nullopt;
  }
  if (!read_values(std::move(*values), number, line)) return std::nullopt;
  return line;
}

bool Importer::read_facts(const Json& json, int64_t number, Line& line) {
  auto text = [&](const char* member) {
    auto found = json.find(member);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  line.body.entity = text("entity");
  line.entity = app_.model->find_entity(line.body.entity);
  if (!line.entity) {
    std::vector<std::string> ids;
    for (const model::Entity& e : app_.model->entities) ids.push_back(e.id);
    report(bad_line(number, "entity", "没有这种记录", "there is no such entity",
                    nearest_names(line.body.entity, ids)));
    return false;
  }
  line.body.record = text("id");
  if (const auto problem = record_id_problem(line.body.record)) {
    report(bad_line(number, "id", problem->zh.c_str(), problem->en.c_str()));
    return false;
  }
  std::string status = text("status");
  if (!status.empty() && status != "complete" && status != "draft") {
    report(bad_line(number, "status", "只能是 complete 或 draft", "is complete or draft",
                    {"complete", "draft"}));
    return false;
  }
  line.body.status = status == "draft" ? ops::RecordStatus::kDraft : ops::RecordStatus::kComplete;
  line.body.at_ms = engine_.now().microseconds / 1000;
  std::string at = text("at");
  if (at.empty()) return true;
  std::optional<DateTime> parsed = parse_date_time(record::shifted_text(at, shift_days_));
  if (!parsed) {
    report(bad_line(number, "at", "不是日期时间", "is no date and time"));
    return false;
  }
  if (parsed->zone.is_none()) parsed->zone = record::zone_of(*app_.model);
  line.body.at_ms = parsed->utc_seconds() * 1000 + parsed->nanoseconds / 1'000'000;
  return true;
}

// Computed fields are worked out as in a form; values that are none of their fields' types are
// left out and reported.
bool Importer::read_values(Json values, int64_t number, Line& line) {
  for (const model::Field& field : line.entity->fields) {
    auto found = values.find(field.id);
    if (found == values.end()) continue;
    if (shift_days_ != 0) record::behavior_of(field.type).shift_days(field, *found, shift_days_);
    if (!is_judged(field)) continue;
    Result<Json> checked =
        judged_in_import(engine_, field, *found, [this] { return takes_samples(); });
    if (checked) {
      *found = std::move(*checked);
    } else {
      report(bad_line(number, "values/" + field.id, "文件没有先上传",
                      "the file was not handed in before"));
      values.erase(field.id);
    }
  }
  for (const auto& [name, value] : values.items()) {
    if (line.entity->find_field(name)) continue;
    std::vector<std::string> ids;
    for (const model::Field& f : line.entity->fields) ids.push_back(f.id);
    report(bad_line(number, "values/" + name, "没有这个字段", "there is no such field",
                    nearest_names(name, ids)));
  }
  Result<std::shared_ptr<const form::FormRules>> rules = app_.form_rules(*line.entity, "");
  if (!rules) return false;
  form::OpenOptions options;
  options.clock = &engine_.clock();
  options.records = app_.records.get();
  options.is_new = false;
  options.facts = {.id = line.body.record,
                   .entity = line.body.entity,
                   .status = std::string(name_of(line.body.status)),
                   .created_at = live::iso_text(line.body.at_ms),
                   .updated_at = live::iso_text(line.body.at_ms)};
  options.values = std::move(values);
  form::FormSession session(*rules, std::move(options));
  line.body.values = session.values();
  return true;
}

}  // namespace

Result<ImportReport> Engine::import_lines(const LinesToImport& lines, const Caller& caller) {
  if (!app_) {
    return make_error("engine.no_app", {"还没有应用", "there is no app yet"});
  }
  if (lines.shift_days > kMaxShiftDays || lines.shift_days < -kMaxShiftDays) {
    return make_error("engine.bad_shift", {"日期移动的天数太大", "too many days to shift by"},
                      {.pointer = "/params/shift_days"});
  }
  ImportReport report;
  Importer importer(*this, *app_, lines.shift_days, report.findings);
  log::Writer log_before = log_;
  std::vector<store::RecordKey> touched;
  store::Transaction transaction(*store_);
  std::string_view text = lines.text;
  int64_t number = std::clamp<int64_t>(lines.first_line, 1, kMaxFirstLine) - 1;
  while (!text.empty() && !store_->failed()) {
    size_t end = text.find('\n');
    std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    bool known = false;
    std::optional<Line> line = importer.read(one, number, known);
    if (known) ++report.skipped;
    if (!line) continue;
    log::GroupDraft group = log_.begin(now(), app_->model->version, caller.user);
    if (may_import_stages(*app_->model, line->body.entity, caller)) {
      mark_imported_stage(*app_->model, nullptr, line->body);
    }
    group.add(std::move(line->body));
    // Sealed before it is derived, to know that it can be: an import has no effects.
    Result<std::vector<log::SealedOp>> sealed = group.seal();
    if (!sealed) {
      importer.report(at_line(number, sealed.diagnostics().front()));
      continue;
    }
    Result<Outcome> outcome = derive(group);
    if (!outcome) {
      importer.report(at_line(number, outcome.diagnostics().front()));
      continue;
    }
    // A change to a record may have reopened a gate: that op belongs to the group, too.
    if (group.ops().size() > sealed->size()) sealed = group.seal();
    for (const log::SealedOp& op : *sealed) store_->append(op.op, op.hash, op.bytes);
    log_.commit(*sealed);
    touched.insert(touched.end(), outcome->touched.begin(), outcome->touched.end());
    ++report.imported;
  }
  Status durable = transaction.commit();
  if (!durable) {
    log_ = log_before;
    app_->records->forget_all();
    return std::move(durable).error();
  }
  // Thousands of records: making the numbers again when they are asked for is cheaper.
  if (touched.size() > limits::kNamedChanges) {
    app_->metrics->clear();
    changes_.all = true;
    changes_.records.clear();
  } else {
    announce({.touched = std::move(touched)}, caller);
  }
  return report;
}

}  // namespace tollgate::engine
