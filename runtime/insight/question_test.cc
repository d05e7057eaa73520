// What is typed, and what it means: tests/conformance/questions.json.
#include "tollgate/insight/question.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/random.h"

namespace tollgate::insight {
namespace {

const Json& question_file() {
  static const Json file = [] {
    std::ifstream in("tests/conformance/questions.json", std::ios::binary);
    return *parse_json(std::string{std::istreambuf_iterator<char>(in), {}});
  }();
  return file;
}

std::string state_name(PartState state) {
  static constexpr const char* kNames[] = {"understood", "guessed", "unfinished", "ambiguous",
                                           "unknown"};
  return kNames[size_t(state)];
}

Json window_json(const model::Window& window) {
  Json json = {{"field", window.field}};
  if (window.period) json["period"] = std::string(name_of(*window.period));
  if (window.before) json["before"] = true;
  if (!window.period) json["days"] = window.days;
  return json;
}

TEST_CASE("questions in one's own words") {
  const auto app = *model::load_json(question_file()["app"]);
  for (const Json& one : question_file()["cases"]) {
    const std::string text = one["text"].get<std::string>();
    INFO(text);
    const Vocabulary words(*app, one.value("locale", "zh-CN"), [](const auto&) { return true; });
    const Question question = read_question(text, words);
    if (one["when"].is_null()) {
      CHECK_FALSE(question.filter);
    } else {
      REQUIRE(question.filter);
      CHECK(question.filter->when.text == one["when"].get<std::string>());
      CHECK(question.filter->group_by.text == one.value("group_by", "rep"));
    }
    if (one.value("only_when", false)) continue;
    if (one.contains("metrics")) {
      CHECK(question.filter->metrics == one["metrics"].get<std::vector<std::string>>());
    }
    Json derived = Json::object();
    for (const model::Metric& metric : question.metrics) {
      derived[metric.id] = window_json(*metric.window);
    }
    CHECK(derived == one.value("derived", Json::object()));
    Json states = Json::array();
    Json codes = Json::array();
    Json choices = Json::array();
    for (const QuestionPart& part : question.parts) {
      states.push_back(state_name(part.state));
      if (!part.code.empty()) codes.push_back(part.code);
      CHECK(part.code.empty() == !part.problem);
      Json labels = Json::array();
      for (const PartChoice& choice : part.choices) labels.push_back(choice.label);
      choices.push_back(labels);
      CHECK(part.span.begin <= part.span.end);
      CHECK(part.span.end <= text.size());
    }
    if (one.contains("states")) CHECK(states.dump() == one["states"].dump());
    CHECK(codes.dump() == one.value("codes", Json::array()).dump());
    if (one.contains("choices")) CHECK(choices == one["choices"]);
    if (one.contains("first_choice")) {
      CHECK(question.parts[0].choices.at(0).text == one["first_choice"].get<std::string>());
    }
  }
}

TEST_CASE("a metric that may not be told is not there") {
  const auto app = *model::load_json(question_file()["app"]);
  const Vocabulary words(*app, "zh-CN", [](const auto& m) { return m.id != "customers"; });
  const Question question = read_question("客户数>15", words);
  REQUIRE(question.parts.size() == 1);
  CHECK(question.parts[0].state == PartState::kUnknown);
  for (const PartChoice& choice : question.parts[0].choices) CHECK(choice.label != "客户数");
}

TEST_CASE("whatever is typed is read, character by character and in any order") {
  const auto app = *model::load_json(question_file()["app"]);
  const Vocabulary words(*app, "zh-CN", [](const auto&) { return true; });
  std::string all;
  for (const Json& one : question_file()["cases"]) {
    const std::string text = one["text"].get<std::string>();
    for (size_t i = 0; i <= text.size(); ++i) (void)read_question(text.substr(0, i), words);
    all += text;
  }
  SeededRandom random(7);
  for (int i = 0; i < 2000; ++i) {
    std::array<uint16_t, 60> at{};
    random.fill(at.data(), sizeof(at));
    std::string text;
    for (const uint16_t n : at) text.push_back(all[n % all.size()]);
    const Question question = read_question(text, words);
    for (const QuestionPart& part : question.parts) CHECK(part.span.end <= text.size());
  }
}

}  // namespace
}  // namespace tollgate::insight
