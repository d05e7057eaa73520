// Killed in the middle of saving: whatever was acknowledged is there afterwards.
#if !defined(__EMSCRIPTEN__)

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch_amalgamated.hpp>
#include <cstdio>
#include <memory>

#include "api_test_support.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

struct DatabaseFile {
  std::string path = "build/crash_test_" + std::to_string(getpid()) + ".db";
  DatabaseFile() { remove_all(); }
  ~DatabaseFile() { remove_all(); }
  void remove_all() const {
    for (const char* end : {"", "-wal", "-journal"}) std::remove((path + end).c_str());
  }
  json options() const { return {{"storage", "file"}, {"path", path}, {"app", kSmallApp}}; }
};

// Saves visit after visit and writes each record's id to the pipe once it is acknowledged.
[[noreturn]] void save_until_killed(const DatabaseFile& file, int acknowledged) {
  TestEngine engine(file.options());
  for (int i = 0;; ++i) {
    json form = engine.result("form.open", {{"form", "visit"}});
    engine.result(
        "form.set",
        {{"session", form["session"]}, {"path", "city"}, {"value", "city " + std::to_string(i)}});
    json saved =
        engine.result("form.save", {{"session", form["session"]}, {"complete", i % 3 != 0}});
    std::string line = saved.value("record", "failed") + "\n";
    if (write(acknowledged, line.data(), line.size()) < 0) _exit(1);
    engine.result("form.close", {{"session", form["session"]}});
  }
}

std::vector<std::string> kill_after(const DatabaseFile& file, int microseconds) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    save_until_killed(file, ends[1]);
  }
  close(ends[1]);
  usleep(useconds_t(microseconds));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) text.append(buffer, size_t(n));
  close(ends[0]);
  std::vector<std::string> ids;
  for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    ids.push_back(text.substr(at, end - at));
  }
  return ids;
}

TEST_CASE("what was acknowledged outlives kill -9 at any moment") {
  DatabaseFile file;
  std::vector<std::string> ids;
  for (int round = 0; round < 6; ++round) {
    for (std::string& id : kill_after(file, 400'000 + round * 53'000)) ids.push_back(std::move(id));
    TestEngine engine(file.options());
    REQUIRE(engine.handle() != 0);
    json log = engine.result("log.verify");
    CHECK(log["sound"] == true);
    for (const std::string& id : ids) {
      INFO(id);
      REQUIRE(engine.result("record.get", {{"entity", "visit"}, {"record", id}})["row"]["record"] ==
              id);
    }
    json rebuilt = engine.result("log.rebuild");
    CHECK(rebuilt["changed"] == false);
    CHECK(rebuilt["op_count"] == log["op_count"]);
  }
  CHECK(ids.size() > 10);
}

}  // namespace
}  // namespace tollgate::api

#endif
