#include "hub/message_type.h"

#include <catch_amalgamated.hpp>
#include <string>

namespace tollgate::server {
namespace {

TEST_CASE("The type of a message is found wherever it stands") {
  CHECK(message_type(R"({"id":7,"type":"form.set","params":{}})") == "form.set");
  CHECK(message_type(" { \"type\" : \"app.check\" }") == "app.check");
  CHECK(message_type(
            R"({"params":{"type":"app.save","a":["}","\"",{"type":"x"}]},"type":"log.verify"})") ==
        "log.verify");
  CHECK(message_type(R"({"params":{"text":"{\"type\":\"app.save\"}"},"id":-1.5e3,"type":"a"})") ==
        "a");
  for (const char* none : {"", "{", "{}", "[]", "null", "{\"type\"", "{\"type\":", "{\"type\":7}",
                           "{\"type\":\"a", "{\"a\":{\"type\":\"b\"}}", "{\"a\" \"type\":\"b\"}",
                           "\"type\":\"b\"", "{\"a\":[}", "{\"a\":\"\\"}) {
    INFO(none);
    CHECK((message_type(none).empty() || message_type(none) == "a"));
  }
}

TEST_CASE("Requests over everything are known to take long") {
  for (const char* type : {"app.save", "data.import", "log.rebuild", "log.verify"}) {
    CHECK(takes_long(type));
  }
  for (const char* type : {"", "form.set", "record.list", "app.check"})
    CHECK_FALSE(takes_long(type));
}

}  // namespace
}  // namespace tollgate::server
