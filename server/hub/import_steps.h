// The lines of an import, sent to an engine in steps: JSON lines, or rows of a table. A step is as
// long as others can wait for. What it leaves is sent with the next one.
//
//   ImportSteps steps(engine, {{"entity", "customer"}});      // params of data.import
//   steps.on_line = [&](const std::string& text, const Json& line) { … };   // in their order
//   Status added = steps.add(text, number, 1);
//   Status done = steps.finish();
//   steps.summary
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "hub/engine_port.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

struct ImportSummary {
  std::string batch;  // "" where nothing was sent
  int64_t imported = 0;
  int64_t drafts = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t refused = 0;
  Diagnostics findings;  // of the lines; at most 100

  int64_t lines() const { return imported + drafts + updated + unchanged + refused; }
};

class ImportSteps {
 public:
  ImportSteps(EnginePort& engine, Json params) : engine_(engine), params_(std::move(params)) {}

  // Called for each line that is not blank, with its text and what became of it
  // (schemas/api/common.schema.json, imported_line).
  std::function<void(const std::string& text, const Json& line)> on_line;
  std::function<void(int64_t lines)> progress;
  // By which a step is timed.
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;

  // `number`: of the line in its file; `line_count`: how many it takes there.
  Status add(std::string text, int64_t number, int64_t line_count = 1);
  Status finish();

  ImportSummary summary;

 private:
  struct Line {
    std::string text;
    int64_t number = 0;
    int64_t line_count = 1;
  };

  Status send();
  void take(const Json& line);

  EnginePort& engine_;
  Json params_;
  std::deque<Line> lines_;
  size_t bytes_ = 0;
  size_t step_lines_ = 100;  // as many as the engine was seen to take in a moment
};

}  // namespace tollgate::server
