// The command line: what is understood, and what is said about what is not.
#include <catch_amalgamated.hpp>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/listen_address.h"
#include "cli/public_address.h"

namespace tollgate::server {
namespace {

const std::vector<OptionSpec> kSpecs = {
    {"db", "FILE", {}}, {"host", "NAME", {}}, {"quiet", "", {}}};

TEST_CASE("Options and plain words are told apart") {
  const auto arguments = Arguments::parse(
      kSpecs, 0, 9, {"a", "--db", "x.db", "--host=one", "--quiet", "--host", "two", "--", "--db"});
  REQUIRE(arguments.ok());
  CHECK(arguments->value("db") == "x.db");
  CHECK(arguments->values("host") == std::vector<std::string>{"one", "two"});
  CHECK(arguments->value("host") == "two");
  CHECK(arguments->has("quiet"));
  CHECK_FALSE(arguments->has("json"));
  CHECK(arguments->plain() == std::vector<std::string>{"a", "--db"});
}

TEST_CASE("A wrong command line is named") {
  const auto code = [](size_t min, size_t max, const std::vector<std::string>& words) {
    const auto arguments = Arguments::parse(kSpecs, min, max, words);
    return arguments ? std::string("fine") : arguments.diagnostics()[0].code;
  };
  CHECK(code(0, 0, {"--dbb", "x"}) == "cli.unknown_option");
  CHECK(code(0, 0, {"--db"}) == "cli.missing_value");
  CHECK(code(0, 0, {"--db", ""}) == "cli.empty_value");
  CHECK(code(0, 0, {"--db="}) == "cli.empty_value");
  CHECK(code(0, 0, {"--quiet=yes"}) == "cli.unexpected_value");
  CHECK(code(0, 0, {"x"}) == "cli.argument_count");
  CHECK(code(1, 2, {}) == "cli.argument_count");
  CHECK(code(1, 2, {"x"}) == "fine");
  CHECK(Arguments::parse(kSpecs, 0, 0, {"--hots", "x"}).diagnostics()[0].candidates ==
        std::vector<std::string>{"--host"});
}

TEST_CASE("Addresses that people call the hub by") {
  CHECK(parse_public_address("https://Hub.Example/")->url == "https://hub.example");
  CHECK(parse_public_address("https://hub.example:8443")->host == "hub.example");
  CHECK(parse_public_address("https://hub.example")->is_secure);
  CHECK_FALSE(parse_public_address("http://10.0.0.5:8080")->is_secure);
  for (const char* wrong : {"", "hub.example", "ftp://hub.example", "https://", "https://a b",
                            "https://hub.example/path", "https://hub.example?x", "https://u@hub",
                            "https://hub.example:0", "javascript://hub.example"}) {
    INFO(wrong);
    CHECK_FALSE(parse_public_address(wrong).has_value());
  }
}

TEST_CASE("Addresses to listen on") {
  const auto read = [](const char* text) {
    const auto address = parse_listen_address(text);
    return address ? address->host + " " + std::to_string(address->port) : "none";
  };
  CHECK(read("127.0.0.1:8080") == "127.0.0.1 8080");
  CHECK(read("8080") == "127.0.0.1 8080");
  CHECK(read(":0") == "127.0.0.1 0");
  CHECK(read("localhost:80") == "127.0.0.1 80");
  CHECK(read("[::1]:8080") == "::1 8080");
  CHECK(read("0.0.0.0:65535") == "0.0.0.0 65535");
  for (const char* wrong : {"", "x", "127.0.0.1:", "127.0.0.1:65536", "1.2.3.4.5:80", "a b:80",
                            "127.0.0.1:80x", "[::1:80"}) {
    INFO(wrong);
    CHECK(read(wrong) == "none");
  }
  CHECK(parse_listen_address("127.0.0.2:1")->is_loopback());
  CHECK_FALSE(parse_listen_address("0.0.0.0:1")->is_loopback());
  CHECK(parse_listen_address("[::1]:1")->url(8081) == "http://[::1]:8081");
  CHECK(parse_listen_address("0.0.0.0:1")->url(8081) == "http://localhost:8081");
}

TEST_CASE("Names a hub may be called by have no scheme and no port") {
  for (const char* fine : {"hub.example", "localhost", "10.0.0.5", "Hub-1.example"}) {
    INFO(fine);
    CHECK(is_host_name(fine));
  }
  for (const char* wrong : {"", "hub.example:8080", "http://hub.example", "hub example", "中文"}) {
    INFO(wrong);
    CHECK_FALSE(is_host_name(wrong));
  }
}

TEST_CASE("A finding in words says place, code and what would be right") {
  const Diagnostic finding = make_error("model.dangling_id", {"没有字段", "no such field"},
                                        {.source = "app.json", .pointer = "/forms/0"}, {"city"});
  CHECK(in_words(finding, Language::kEnglish) ==
        "app.json#/forms/0: error model.dangling_id: no such field (possible: city)");
  CHECK(in_words(finding, Language::kChinese) ==
        "app.json#/forms/0: error model.dangling_id: 没有字段（可选：city）");
}

TEST_CASE("Every command explains itself in both languages") {
  for (const Command& command : all_commands()) {
    INFO(command.name);
    CHECK_FALSE(command.summary.zh.empty());
    CHECK_FALSE(command.summary.en.empty());
    CHECK_FALSE(command.details.zh.empty());
    CHECK_FALSE(command.details.en.empty());
    for (const OptionSpec& option : command.options) {
      CHECK_FALSE(option.help.zh.empty());
      CHECK_FALSE(option.help.en.empty());
    }
    CHECK(run_command_line({command.name, "--help"}) == kExitOk);
    CHECK(run_command_line({command.name, "-h"}) == kExitOk);
    CHECK(run_command_line({command.name, "--no-such-option"}) == kExitBadUse);
  }
  CHECK(run_command_line({}) == kExitBadUse);
  CHECK(run_command_line({"-h"}) == kExitOk);
  CHECK(run_command_line({"--version"}) == kExitOk);
  CHECK(run_command_line({"feel", "--locale", "zh-CN", "1"}) == kExitOk);
  CHECK(run_command_line({"feel", "--locale", "fr", "1"}) == kExitBadUse);
  CHECK(run_command_line({"no-such-command"}) == kExitBadUse);
}

}  // namespace
}  // namespace tollgate::server
