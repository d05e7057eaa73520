// A widget that shows how many records stand at each stage of a workflow.
#pragma once

#include <string>
#include <string_view>

namespace tollgate::model {

struct FunnelWidget {
  static constexpr std::string_view kType = "funnel";
  std::string workflow;
};

}  // namespace tollgate::model
