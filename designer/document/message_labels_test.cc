#include "tollgate/designer/document/message_labels.h"

#include <catch_amalgamated.hpp>

namespace tollgate::designer {
namespace {

std::vector<ConditionField> some_fields() {
  std::vector<ConditionField> fields(4);
  fields[0].path = "visits_30d";
  fields[0].label = "近 30 天拜访数";
  fields[1].path = "customer.name";
  fields[1].label = "Customer › Name";
  fields[2].path = "a";
  fields[2].label = "Twice";
  fields[3].path = "b";
  fields[3].label = "Twice";
  return fields;
}

TEST_CASE("a message's fields are read and written by their labels") {
  const auto fields = some_fields();
  const std::string stored = "30 天只拜访 {{ visits_30d }} 次，{{customer.name}}";
  const std::string shown = "30 天只拜访 {{ 近 30 天拜访数 }} 次，{{ Customer › Name }}";
  CHECK(message_with_labels(stored, fields) == shown);
  CHECK(message_with_paths(shown, fields) ==
        "30 天只拜访 {{ visits_30d }} 次，{{ customer.name }}");
}

TEST_CASE("what is no clear field stays as it is, both ways") {
  const auto fields = some_fields();
  for (const char* text : {"{{ decimal(visits_30d * 100, 0) }}%", "{{ a }} {{ b }}", "{{ Twice }}",
                           "{{ nobody }}", "open {{ visits_30d", "no fields", ""}) {
    CHECK(message_with_labels(text, fields) == text);
    CHECK(message_with_paths(text, fields) == text);
  }
}

}  // namespace
}  // namespace tollgate::designer
