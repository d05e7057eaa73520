#include "workload.h"

#include <nlohmann/json.hpp>

#include "tollgate/feel/value_json.h"

namespace tollgate::bench {

std::string Workload::load(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return "no JSON";
  feel::Scope scope;
  for (const auto& [name, type_text] : json.at("types").items()) {
    Result<feel::Type> type = feel::parse_type(type_text.get<std::string>());
    if (!type) return "bad type of " + name;
    scope.add(name, *std::move(type));
  }
  Result<feel::Program> program = feel::compile(json.at("feel").get<std::string>(), scope);
  if (!program) return program.diagnostics().front().message.en;
  program_ = *std::move(program);
  stride_ = scope.size();
  records_.clear();
  for (const Json& record : json.at("records")) {
    for (const feel::ScopeName& name : scope.names()) {
      std::optional<feel::Value> value = feel::from_json(record.at(name.name), name.type);
      if (!value) return "a record's " + name.name + " does not fit its type";
      records_.push_back(*std::move(value));
    }
  }
  results_.assign(json.at("records").size(), {});
  options_.clock = &clock_;
  return {};
}

void Workload::run_batch() {
  feel::evaluate_batch(program_, records_, results_, options_, stride_);
}

void Workload::run_one(size_t i) { results_[i] = feel::evaluate(program_, record(i), options_); }

std::string Workload::results_json() const {
  Json list = Json::array();
  for (const feel::Value& value : results_) list.push_back(feel::to_json(value));
  return list.dump();
}

}  // namespace tollgate::bench
