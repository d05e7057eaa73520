#include "hub/app_install.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/durable_file.h"
#include "hub/sample_import.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::server {
namespace {

// Holds the day that the dates end at, so that an import that goes on uses the same.
class ImportMarker {
 public:
  explicit ImportMarker(const std::optional<std::filesystem::path>& database) {
    if (!database) return;
    path_ = *database;
    path_ += ".importing";
  }

  bool exists() const {
    std::error_code error;
    return !path_.empty() && std::filesystem::exists(path_, error);
  }
  Status put(int64_t today) const {
    return path_.empty() ? ok_status() : write_durably(path_, std::to_string(today));
  }
  int64_t day_or(int64_t today) const {
    std::ifstream stream(path_);
    int64_t day = 0;
    return stream >> day ? day : today;
  }
  void remove() const {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove(path_, error);
  }

 private:
  std::filesystem::path path_;
};

Diagnostic other_app_in_force(const std::string& held, const std::string& offered) {
  return make_warning(
      "server.app_ignored",
      {"数据库中已有应用“" + held + "”，--app 给出的应用“" + offered +
           "”不会使用；要用它，请换一个数据库文件。",
       "the database holds the app '" + held + "' and goes on with it; '" + offered +
           "' of --app is not used: for that app, name another database file"},
      {}, {held});
}

Diagnostic samples_are_missing(const std::string& held) {
  return make_warning("server.samples_unfinished",
                      {"示例数据只导入了一部分；用 --app 给出应用“" + held + "”即可继续导入。",
                       "only a part of the sample data is in: start with --app of the app '" +
                           held + "' to bring in the rest"});
}

class SampleSteps {
 public:
  SampleSteps(EnginePort& engine, const AppSource& source, const InstallOptions& options,
              int64_t today)
      : engine_(engine), source_(source), options_(options) {
    import_.today = today;
    import_.progress = [this](int64_t records) {
      // A step is as small as a slow machine needs it: not each is worth a line.
      if (records >= said_ && records < said_ + kRecordsALine) return;
      said_ = records;
      const std::string count = std::to_string(records);
      options_.say({"  已处理 " + count + " 条记录", "  " + count + " records"});
    };
  }

  Status run() {
    if (const Json* records = source_.sample_records()) {
      announce(source_.file.filename().string());
      if (Status done = finish(import_records(engine_, *records, import_)); !done) return done;
    }
    for (const std::filesystem::path& file : source_.sample_files) {
      announce(file.filename().string());
      if (Status done = finish(import_sample(engine_, file, import_)); !done) return done;
    }
    return ok_status();
  }

 private:
  void announce(const std::string& name) {
    options_.say(
        {"正在导入示例数据 " + name + " …", "bringing in the sample data " + name + " ..."});
  }
  Status finish(Result<ImportSummary> summary) {
    if (!summary) return std::move(summary).error();
    // Warnings are what the sample shows on purpose.
    for (const Diagnostic& finding : summary->findings) {
      if (finding.severity == Severity::kError) options_.report(finding);
    }
    return ok_status();
  }

  static constexpr int64_t kRecordsALine = 1000;
  int64_t said_ = 0;
  EnginePort& engine_;
  const AppSource& source_;
  const InstallOptions& options_;
  ImportOptions import_;
};

Status put_in_force(EnginePort& engine, const AppSource& source) {
  const auto saved = ask(engine, "app.save", {{"text", source.text}});
  if (saved) return ok_status();
  Failure failure{saved.diagnostics()};
  for (Diagnostic& finding : failure.diagnostics) finding.place.source = source.file.string();
  return failure;
}

// Whether sample data is to come into a database that had no app.
Result<bool> begin(EnginePort& engine, const AppSource& source, const InstallOptions& options,
                   const ImportMarker& marker) {
  const bool due = options.with_samples && source.has_samples();
  if (due) {
    if (Status put = marker.put(options.today); !put) return std::move(put).error();
  } else {
    marker.remove();  // of a start that got no further
  }
  if (Status put = put_in_force(engine, source); !put) {
    marker.remove();
    return std::move(put).error();
  }
  return due;
}

// Whether sample data is still to come into a database that has an app.
bool is_left_to_do(const std::string& held, const AppSource* source, const InstallOptions& options,
                   const ImportMarker& marker) {
  const bool is_other = source != nullptr && source->app->id != held;
  if (is_other) options.report(other_app_in_force(held, source->app->id));
  if (!marker.exists()) return false;
  if (source != nullptr && !is_other) return options.with_samples;
  options.report(samples_are_missing(held));
  return false;
}

}  // namespace

Result<std::string> app_in_force(EnginePort& engine) {
  const auto info = ask(engine, "engine.info", Json::object());
  if (!info) return Failure{info.diagnostics()};
  return info->value("app_id", std::string());
}

Diagnostics notices_of(EnginePort& engine) {
  const auto info = ask(engine, "engine.info", Json::object());
  if (!info) return {};
  return diagnostics_from_json(info->value("notices", Json::array())).value_or(Diagnostics());
}

Result<std::string> label_in_force(EnginePort& engine) {
  const auto got = ask(engine, "app.get", Json::object());
  if (!got) return Failure{got.diagnostics()};
  const Json document = stored_json(got->value("text", std::string()));
  const Json* label = find_pointer(document, "/label");
  return label != nullptr && label->is_object() ? write_json(*label) : std::string("{}");
}

Status install_app(EnginePort& engine, const AppSource* source, const InstallOptions& options) {
  const auto held = app_in_force(engine);
  if (!held) return Failure{held.diagnostics()};
  const ImportMarker marker(options.database);
  const Result<bool> due = held->empty() ? begin(engine, *source, options, marker)
                                         : is_left_to_do(*held, source, options, marker);
  if (!due) return Failure{due.diagnostics()};
  if (!*due) return ok_status();
  SampleSteps samples(engine, *source, options, marker.day_or(options.today));
  if (Status done = samples.run(); !done) return done;
  marker.remove();
  return ok_status();
}

}  // namespace tollgate::server
