#include "hub/import_steps.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::server {
namespace {

// Far below the limit of a message, and often enough to show progress.
constexpr size_t kStepBytes = size_t{1} << 20;
// A step holds the engine, and everybody else waits for it: it takes as many lines as pass in this
// time. Much fewer would wait more for the disk than they work.
constexpr std::chrono::milliseconds kStepTime{60};
constexpr size_t kLeastLines = 25;
constexpr size_t kMaxLines = 2'000;
constexpr size_t kMaxFindings = 100;

}  // namespace

Status ImportSteps::add(std::string text, int64_t number, int64_t line_count) {
  bytes_ += text.size() + 1;
  lines_.push_back({std::move(text), number, line_count});
  return bytes_ >= kStepBytes || lines_.size() >= step_lines_ ? send() : ok_status();
}

Status ImportSteps::finish() {
  while (!lines_.empty()) {
    if (Status sent = send(); !sent) return sent;
  }
  return ok_status();
}

Status ImportSteps::send() {
  std::string text;
  for (const Line& line : lines_) text += line.text + '\n';
  Json params = params_;
  params["text"] = std::move(text);
  params["first_line"] = lines_.front().number;
  if (!summary.batch.empty()) params["batch"] = summary.batch;
  const auto begun = now();
  const auto reply = ask(engine_, "data.import", std::move(params));
  const auto took = now() - begun;
  if (!reply) return Failure{reply.diagnostics()};
  summary.batch = reply->value("batch", std::string());
  summary.imported += reply->value("imported", int64_t{0});
  summary.drafts += reply->value("imported_as_draft", int64_t{0});
  summary.updated += reply->value("updated", int64_t{0});
  summary.unchanged += reply->value("unchanged", int64_t{0});
  summary.refused += reply->value("refused", int64_t{0});
  for (const Json& line : reply->value("lines", Json::array())) take(line);
  if (took > kStepTime) {
    step_lines_ = std::max(kLeastLines, step_lines_ / 2);
  } else if (took < kStepTime / 3) {
    step_lines_ = std::min(kMaxLines, step_lines_ * 2);
  }
  const int64_t next = lines_.front().number + reply->value("lines_read", int64_t{0});
  const size_t before = lines_.size();
  while (!lines_.empty() && lines_.front().number < next) {
    bytes_ -= lines_.front().text.size() + 1;
    lines_.pop_front();
  }
  if (lines_.size() == before) {
    return make_error("server.import_stuck", {"导入没有进展", "the import does not go on"},
                      {.source = "line " + std::to_string(lines_.front().number)});
  }
  if (progress) progress(summary.lines());
  return ok_status();
}

void ImportSteps::take(const Json& line) {
  if (const auto findings = diagnostics_from_json(line.value("findings", Json::array()))) {
    for (const Diagnostic& finding : *findings) {
      if (summary.findings.size() < kMaxFindings) summary.findings.push_back(finding);
    }
  }
  if (!on_line) return;
  const int64_t number = line.value("line", int64_t{0});
  const auto found =
      std::lower_bound(lines_.begin(), lines_.end(), number,
                       [](const Line& one, int64_t wanted) { return one.number < wanted; });
  if (found != lines_.end() && found->number == number) on_line(found->text, line);
}

}  // namespace tollgate::server
