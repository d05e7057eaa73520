// A widget that shows one number.
#pragma once

#include <string>
#include <string_view>

namespace tollgate::model {

struct MetricWidget {
  static constexpr std::string_view kType = "metric";
  std::string metric;
  std::string target;  // decimal text, "" for none
};

}  // namespace tollgate::model
