// Forms step by step: each step's changes, exactly.
#include <catch_amalgamated.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "run_test_support.h"
#include "tollgate/form/session.h"
#include "tollgate/record/presence.h"
#include "tollgate/record/values.h"

namespace tollgate::conformance {
namespace {

// The file's "records", by entity and id.
class Records final : public record::RecordLookup {
 public:
  Records(const model::App& app, const Json& file) {
    if (!file.contains("records")) return;
    const record::ValueContext context{&app, record::zone_of(app), nullptr};
    for (const auto& [entity, records] : file["records"].items()) {
      for (const Json& one : records) {
        const std::string id = one.at("id");
        contexts_[entity + "/" + id] =
            record::reference_context(*app.find_entity(entity), id, one.at("values"), context);
      }
    }
  }
  const feel::Value* find(std::string_view entity, std::string_view id) override {
    const auto found = contexts_.find(std::string(entity) + "/" + std::string(id));
    return found == contexts_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, feel::Value> contexts_;
};

Instant instant(const std::string& text) {
  const std::optional<DateTime> time = parse_date_time(text);
  REQUIRE(time);
  return {time->utc_seconds() * 1'000'000};
}

// Findings as the file writes them; `sentence` is what it expects, to be found in one language.
Json sentences(const Diagnostics& findings, Severity severity, const Json& expected) {
  Json list = Json::array();
  for (const Diagnostic& d : findings) {
    if (d.severity != severity) continue;
    const size_t i = list.size();
    const bool in_english =
        expected.is_array() && i < expected.size() && expected[i] == d.message.en;
    list.push_back(in_english ? d.message.en : d.message.zh);
  }
  return list;
}

Json as_data(const form::Changes& changes, const Json& expected) {
  Json data = Json::object();
  for (const form::FieldChange& change : changes.fields) {
    Json& field = data[change.path] = Json::object();
    const Json wanted = expected.value(change.path, Json::object());
    if (change.value) field["value"] = *change.value;
    if (change.text) field["text"] = *change.text;
    if (change.visible) field["visible"] = *change.visible;
    if (change.required) field["required"] = *change.required;
    if (change.read_only) field["read_only"] = *change.read_only;
    if (change.prefilled) field["prefilled"] = *change.prefilled;
    if (change.item_count) field["item_count"] = *change.item_count;
    if (change.candidates_changed) field["candidates"] = true;
    if (!change.diagnostics) continue;
    const Json errors =
        sentences(*change.diagnostics, Severity::kError, wanted.value("errors", Json()));
    const Json warnings =
        sentences(*change.diagnostics, Severity::kWarning, wanted.value("warnings", Json()));
    field["errors"] = errors;
    if (!warnings.empty() || wanted.contains("warnings")) field["warnings"] = warnings;
  }
  return data;
}

Json sections_as_data(const form::Changes& changes) {
  Json data = Json::object();
  for (const form::SectionChange& section : changes.sections) data[section.id] = section.visible;
  return data;
}

class Runner {
 public:
  explicit Runner(const std::string& name)
      : file_(read_data(name)), app_(load_app(file_)), records_(*app_, file_) {}

  void run() {
    for (const Json& one : file_.at("cases")) {
      INFO(one.at("name").get<std::string>());
      run_case(one);
    }
  }

 private:
  Result<form::Changes> apply(form::FormSession& session, const Json& step) {
    if (step.contains("set")) return session.set(step["set"].get<std::string>(), step.at("to"));
    if (step.contains("now")) {
      clock_.set(instant(step["now"]));
      return session.refresh();
    }
    if (step.contains("rule")) {
      return session.set_by_rule(step["rule"].get<std::string>(),
                                 feel::Value::string(step.at("to").get<std::string>()));
    }
    if (step.contains("drop")) return session.drop_hidden();
    if (step.contains("add")) {
      return session.add_item(step["add"].get<std::string>(), step.value("at", limits::kListItems));
    }
    const std::string path = step.contains("remove") ? step["remove"] : step.at("move");
    const size_t slash = path.rfind('/');
    const size_t index = static_cast<size_t>(std::stoi(path.substr(slash + 1)));
    if (step.contains("remove")) return session.remove_item(path.substr(0, slash), index);
    return session.move_item(path.substr(0, slash), index, step.at("to"));
  }

  form::OpenOptions options_of(const Json& one) {
    form::OpenOptions options;
    clock_.set(instant(one.value("now", file_.value("now", "2026-03-02T10:00:00+08:00"))));
    options.clock = &clock_;
    options.records = &records_;
    const std::string user = one.value("user", file_.value("user", ""));
    if (!user.empty()) options.user = *records_.find(app_->users->entity, user);
    if (one.contains("record")) {
      options.is_new = false;
      options.values = one["record"];
    }
    if (one.contains("open")) options.values = one["open"];
    if (one.contains("draft")) options.draft = one["draft"];
    return options;
  }

  void run_case(const Json& one) {
    const model::Form* form = app_->find_form(one.value("form", "form"));
    REQUIRE(form != nullptr);
    auto rules = form::FormRules::compile(app_, *app_->find_entity(form->entity), form, titles());
    if (one.contains("cannot_compile")) {
      REQUIRE(!rules);
      CHECK(rules.diagnostics()[0].message.zh == one["cannot_compile"].get<std::string>());
      return;
    }
    if (!rules)
      FAIL(rules.diagnostics()[0].place.pointer << " " << rules.diagnostics()[0].message.en);
    form::FormSession session(*rules, options_of(one));
    if (one.contains("state")) {
      const Json& expected = one["state"];
      const Json got = as_data(session.state(), expected);
      for (const auto& [path, members] : expected.items()) {
        REQUIRE(got.contains(path));
        for (const auto& [member, value] : members.items()) {
          INFO(path << " " << member);
          CHECK(write_json(got[path].value(member, Json())) == write_json(value));
        }
      }
    }
    for (const Json& step : one.value("steps", Json::array())) run_step(session, step);
    if (one.contains("values")) {
      CHECK(write_json(session.values()) == write_json(one["values"]));
    }
    if (one.contains("kept")) {
      CHECK(write_json(session.kept_values()) == write_json(one["kept"]));
    }
    if (one.contains("seen")) check_seen(session, one["seen"]);
    if (one.contains("exports")) {
      const Json draft = session.export_draft();
      CHECK(write_json(draft) == write_json(one["exports"]));
      // What was exported opens as the same form.
      form::OpenOptions again = options_of(one);
      again.draft = draft;
      form::FormSession reopened(*rules, std::move(again));
      CHECK(write_json(to_json(reopened.state())) == write_json(to_json(session.state())));
      CHECK(write_json(reopened.export_draft()) == write_json(draft));
    }
    if (one.contains("changed_fields")) {
      // As text: that is what Catch2 can show.
      CHECK(write_json(Json(session.changed_fields())) == write_json(one["changed_fields"]));
    }
    // A session that had a record, and all that was done to it, has another one as a new one would.
    const form::FormSession fresh(*rules, options_of(one));
    session.restart(options_of(one));
    CHECK(write_json(to_json(session.state())) == write_json(to_json(fresh.state())));
    CHECK(write_json(session.export_draft()) == write_json(fresh.export_draft()));
    for (const Json& step : one.value("steps", Json::array())) run_step(session, step);
  }

  // What rules see, in the form and of the same values stored.
  void check_seen(const form::FormSession& session, const Json& expected) {
    const model::Entity& entity = session.rules().entity();
    Diagnostics problems;
    const record::Presence presence = record::Presence::compile(*app_, entity, problems);
    CHECK(problems.empty());
    record::RecordView stored = record::make_view(session.rules().names(), {}, session.values(), {},
                                                  session.value_context());
    presence.hide(stored, session.rule_context());
    for (const auto& [field, value] : expected.items()) {
      INFO(field);
      const model::Field& model = *entity.find_field(field);
      CHECK(write_json(record::to_wire(model, session.view().field(field))) == write_json(value));
      CHECK(write_json(record::to_wire(model, stored.field(field))) == write_json(value));
    }
  }

  void run_step(form::FormSession& session, const Json& step) {
    INFO(step.dump());
    const size_t rules_before = session.statistics().rules_run;
    Result<form::Changes> changes = apply(session, step);
    if (step.contains("refused")) {
      REQUIRE(!changes);
      const LocalizedText& message = changes.diagnostics()[0].message;
      const std::string wanted = step["refused"];
      CHECK((message.zh == wanted || message.en == wanted));
      return;
    }
    if (!changes) FAIL(changes.diagnostics()[0].message.en);
    if (step.contains("changes")) {
      CHECK(write_json(as_data(*changes, step["changes"])) == write_json(step["changes"]));
      CHECK(write_json(sections_as_data(*changes)) ==
            write_json(step.value("sections", Json::object())));
    }
    if (step.contains("complete")) {
      REQUIRE(changes->complete);
      CHECK(*changes->complete == step["complete"].get<bool>());
    }
    if (step.contains("rules_run")) {
      CHECK(session.statistics().rules_run - rules_before == step["rules_run"].get<size_t>());
    }
  }

  std::shared_ptr<const record::Titles> titles() {
    Diagnostics problems;
    return std::make_shared<const record::Titles>(*app_, problems);
  }

  Json file_;
  std::shared_ptr<const model::App> app_;
  Records records_;
  FixedClock clock_{Instant{}};
};

TEST_CASE("forms") {
  Runner(GENERATE("form/visibility", "form/validation", "form/prefill", "form/lists", "form/drafts",
                  "form/computed", "form/hidden", "form/references", "form/rule_errors",
                  "form/dates", "form/files"))
      .run();
}

}  // namespace
}  // namespace tollgate::conformance
