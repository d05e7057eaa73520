// Bodies that nobody holds whole: files that are read while they are sent, and taken while they
// come.
#include <deque>

#include "http/range.h"
#include "hub/running_hub_test_support.h"

namespace tollgate::server {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

const std::string kBytes = "Content-Type: application/octet-stream\r\n";

std::string some_bytes(size_t size) {
  std::string bytes(size, '\0');
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 7 + i / 251) % 251);
  return bytes;
}

std::string body_of(const std::string& answer) {
  const size_t end = answer.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

TEST_CASE("A large file comes out as it went in, whole, in chunks, and in part") {
  RunningHub hub({}, 1000, 8 << 20);
  const std::string file = some_bytes(3'500'000);
  const std::string address = "/apps/visits/api/blob/" + std::string(64, 'a');
  CHECK_THAT(hub.post("/apps/visits/api/blob?name=large.bin", file, kBytes),
             ContainsSubstring("\"size_bytes\":3500000"));
  CHECK(body_of(hub.get(address)) == file);

  RawClient chunks(hub.port());
  chunks.send("POST /apps/visits/api/blob?name=x HTTP/1.1\r\nHost: localhost\r\n" + kBytes +
              "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  for (size_t at = 0; at < 300'000; at += 1000) {
    chunks.send("3e8\r\n" + file.substr(at, 1000) + "\r\n");
  }
  chunks.send("0\r\n\r\n");
  CHECK_THAT(chunks.read_all(), ContainsSubstring("\"size_bytes\":300000"));
  CHECK(body_of(hub.get(address)) == file.substr(0, 300'000));

  const std::string part = hub.get(address, "Range: bytes=1500-4999\r\n");
  CHECK_THAT(part, StartsWith("HTTP/1.1 206"));
  CHECK_THAT(part, ContainsSubstring("Content-Range: bytes 1500-4999/300000"));
  CHECK(body_of(part) == file.substr(1500, 3500));
  CHECK(body_of(hub.get(address, "Range: bytes=-10\r\n")) == file.substr(299'990, 10));
  CHECK_THAT(hub.get(address, "Range: bytes=300000-\r\n"), StartsWith("HTTP/1.1 416"));
  CHECK_THAT(hub.get(address, "Range: bytes=0-1,5-6\r\n"), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("Ranges are read by the letter") {
  const auto range = [](std::string_view value) {
    const auto found = parse_range(value, 1000);
    return found ? std::to_string(found->first) + "+" + std::to_string(found->size)
                 : std::string("all");
  };
  CHECK(range("bytes=0-0") == "0+1");
  CHECK(range("bytes=10-") == "10+990");
  CHECK(range("bytes=990-2000") == "990+10");
  CHECK(range("bytes=-2000") == "0+1000");
  CHECK(range("bytes=-0") == "1000+0");
  CHECK(range("bytes=1000-") == "1000+0");
  for (const char* odd : {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=1-2,4-5",
                          "items=1-2", "bytes=+1-2", "bytes=1 -2", "bytes=99999999999999999999-"}) {
    INFO(odd);
    CHECK(range(odd) == "all");
  }
}

TEST_CASE("A file that breaks off or is too large is not stored") {
  RunningHub hub({}, 1000, 100'000);
  hub.post("/apps/visits/api/blob?name=first", "the first one", kBytes);
  const std::string address = "/apps/visits/api/blob/" + std::string(64, 'a');
  CHECK_THAT(hub.post("/apps/visits/api/blob?name=x", some_bytes(100'001), kBytes),
             StartsWith("HTTP/1.1 413"));
  {
    RawClient broken(hub.port());
    broken.send("POST /apps/visits/api/blob?name=x HTTP/1.1\r\nHost: localhost\r\n" + kBytes +
                "Content-Length: 5000\r\n\r\nthe second");
    broken.end_sending();
    CHECK_THAT(broken.read_all(), StartsWith("HTTP/1.1 400"));
  }
  CHECK_THAT(hub.post("/apps/visits/api/blob?name=empty", "", kBytes),
             ContainsSubstring("\"ok\":false"));
  CHECK(body_of(hub.get(address)) == "the first one");
}

// Answers everything with a gigabyte that it makes as it is read, but "/" with nothing.
class EndlessHandler final : public Handler {
 public:
  static constexpr uint64_t kBytes = uint64_t{1} << 30;

  Admission admit(const Request&) override { return {}; }
  void handle(Request request, Respond respond) override {
    Response response;
    if (request.path != "/") {
      response.stream = BodyStream{
          kBytes, [](uint64_t, size_t most, PieceRead done) { done(std::string(most, 'x')); }};
    }
    respond(std::move(response));
  }
  const std::vector<std::pair<std::string, std::string>>& common_headers() const override {
    static const std::vector<std::pair<std::string, std::string>> none;
    return none;
  }
  Response failure(unsigned status, const std::optional<Diagnostic>&) override {
    Response response;
    response.status = status;
    return response;
  }
};

TEST_CASE("Who asks for a file and does not read holds up nobody and is let go") {
  auto server = HttpServer::listen({.write_ms = std::chrono::milliseconds(500)});
  REQUIRE(server.ok());
  EndlessHandler handler;
  std::thread thread([&] { (*server)->run(handler); });
  std::deque<RawClient> idle;
  for (int i = 0; i < 100; ++i) {
    idle.emplace_back((*server)->port()).send("GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  RawClient other((*server)->port());
  CHECK_THAT(other.exchange("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
             StartsWith("HTTP/1.1 200"));
  std::this_thread::sleep_for(std::chrono::seconds(2));
  // Their time is up: what is left for them is what was on the way.
  CHECK(idle.front().read_all().size() < EndlessHandler::kBytes / 10);
  (*server)->stop();
  thread.join();
}

}  // namespace
}  // namespace tollgate::server
