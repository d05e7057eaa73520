#include "hub/journal.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

namespace tollgate::server {
namespace {

TEST_CASE(
    "a line is a JSON object with its time, level and event; what is below the level is none") {
  char* text = nullptr;
  size_t size = 0;
  std::FILE* file = ::open_memstream(&text, &size);
  {
    Journal journal(file, LogLevel::kInfo);
    journal.write(LogLevel::kDebug, "request", {{"route", "site"}});
    journal.write(LogLevel::kInfo, "request", {{"route", "message"}, {"status", 200}});
    journal.write(LogLevel::kError, "odd", {{"app", "a\nb"}});
  }
  const std::string written(text, size);
  std::free(text);
  const size_t first = written.find('\n');
  const Json line = Json::parse(written.substr(0, first));
  CHECK(line.at("level") == "info");
  CHECK(line.at("event") == "request");
  CHECK(line.at("status") == 200);
  CHECK(line.at("at").get<std::string>().size() == 24);
  CHECK(std::ranges::count(written, '\n') == 2);
}

TEST_CASE("addresses lose their end") {
  CHECK(short_address("10.1.2.3") == "10.1.2.0/24");
  CHECK(short_address("127.0.0.1") == "127.0.0.1");
  CHECK(short_address("2001:db8:1:2:3:4:5:6") == "2001:db8:1::/48");
  CHECK(short_address("::1") == "::1");
  CHECK(short_address("robot") == "");
}

}  // namespace
}  // namespace tollgate::server
