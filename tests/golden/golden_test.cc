// Transcripts of the message pair: what is sent, and the reply to the byte. The same files run
// natively and as WebAssembly, so both give the same bytes.
//
// A transcript's first line holds the options of tg_create ("app_file" names the app); then lines
// beginning with "> " are sent and lines beginning with "< " are the replies. A line beginning with
// "@ " says whom the lines below it act for. "$record", "$sha256" stand for what the last reply had
// under that name. Other lines are comments.
// TOLLGATE_APPROVE=1 writes the replies as they are now; look at the difference before committing.
#include <catch_amalgamated.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tollgate/api/tollgate.h"

namespace {

using nlohmann::json;

const std::string kFolder = "tests/golden/";

std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return {};
  std::string text;
  char buffer[65536];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

class Transcript {
 public:
  explicit Transcript(const std::string& name) : path_(kFolder + name) {
    std::string text = read_file(path_);
    REQUIRE_FALSE(text.empty());
    lines_ = lines_of(text);
    json options = json::parse(lines_.at(0));
    options["app"] = read_file(kFolder + options["app_file"].get<std::string>());
    options.erase("app_file");
    std::string bytes = options.dump();
    engine_ = tg_create(bytes.data(), bytes.size());
    INFO(std::string(tg_reply(), tg_reply_size()));
    REQUIRE(engine_ != 0);
  }
  ~Transcript() { tg_destroy(engine_); }

  void run() {
    std::string written = lines_[0] + "\n";
    std::string reply;
    for (size_t i = 1; i < lines_.size(); ++i) {
      const std::string& line = lines_[i];
      if (line.starts_with("< ")) continue;
      written += line + "\n";
      if (line.starts_with("@ ")) principal_ = line.substr(2);
      if (!line.starts_with("> ")) continue;
      reply = send(line.substr(2));
      written += "< " + reply + "\n";
      if (approving()) continue;
      INFO(path_ << ":" << i + 1 << " " << line);
      REQUIRE(i + 1 < lines_.size());
      CHECK("< " + reply == lines_[i + 1]);
    }
    if (approving()) write(written);
  }

 private:
  static bool approving() { return std::getenv("TOLLGATE_APPROVE") != nullptr; }

  std::string send(std::string message) {
    for (const auto& [name, value] : names_) {
      for (size_t at; (at = message.find("$" + name)) != std::string::npos;) {
        message.replace(at, name.size() + 1, value);
      }
    }
    if (message.starts_with("blob ")) {
      std::string name = message.substr(5, message.find(' ', 5) - 5);
      std::string bytes = message.substr(message.find(' ', 5) + 1);
      for (size_t at; (at = bytes.find("\\n")) != std::string::npos;) bytes.replace(at, 2, "\n");
      tg_blob_put(engine_, name.data(), name.size(), bytes.data(), bytes.size());
    } else {
      tg_request(engine_, principal_.data(), principal_.size(), message.data(), message.size());
    }
    std::string reply(tg_reply(), tg_reply_size());
    json result = json::parse(reply).value("result", json::object());
    for (const char* name : {"record", "session", "sha256", "hash"}) {
      if (result.contains(name) && result[name].is_string()) names_[name] = result[name];
    }
    return reply;
  }

  void write(const std::string& text) const {
    std::FILE* file = std::fopen(path_.c_str(), "wb");
    REQUIRE(file);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }

  std::string path_;
  std::vector<std::string> lines_;
  int engine_ = 0;
  std::string principal_;
  std::map<std::string, std::string> names_;
};

TEST_CASE("a visit is filled, refused, saved, and counted") { Transcript("visit.txt").run(); }
TEST_CASE("a gate is passed with evidence alone") { Transcript("gate.txt").run(); }
TEST_CASE("lists, boards, dashboards and quick filters") { Transcript("numbers.txt").run(); }

}  // namespace
