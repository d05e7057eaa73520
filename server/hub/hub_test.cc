// The hub's routes, and that hostile requests get a clear answer and nothing else.
#include <sys/resource.h>

#include "hub/running_hub_test_support.h"

namespace tollgate::server {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

TEST_CASE("The site is served with its types and the headers that protect it") {
  RunningHub hub;
  const std::string page = hub.get("/");
  CHECK_THAT(page, StartsWith("HTTP/1.1 200"));
  CHECK_THAT(page, ContainsSubstring("Content-Type: text/html; charset=utf-8"));
  CHECK_THAT(page,
             ContainsSubstring("Content-Security-Policy: default-src 'none'; script-src 'self'"));
  CHECK_THAT(page, ContainsSubstring("X-Content-Type-Options: nosniff"));
  CHECK_THAT(page, ContainsSubstring("Cross-Origin-Opener-Policy: same-origin"));
  CHECK_THAT(page, ContainsSubstring("Cache-Control: no-cache"));
  CHECK_THAT(page, ContainsSubstring("start"));
  CHECK_THAT(hub.get("/page"), ContainsSubstring("page"));
  CHECK_THAT(hub.get("/engine.wasm"), ContainsSubstring("Content-Type: application/wasm"));
  CHECK_THAT(hub.get("/assets/page-4f3a9c.js"), ContainsSubstring("immutable"));
  CHECK_THAT(hub.get("/nothing"), StartsWith("HTTP/1.1 404"));
}

TEST_CASE("Files are sent packed to those who accept it") {
  RunningHub hub;
  const std::string brotli = hub.get("/packed.js", "Accept-Encoding: gzip, br\r\n");
  CHECK_THAT(brotli, ContainsSubstring("Content-Encoding: br"));
  CHECK_THAT(brotli, ContainsSubstring("Content-Type: text/javascript"));
  CHECK_THAT(brotli, ContainsSubstring("\r\n\r\nbrotli"));
  CHECK_THAT(hub.get("/packed.js", "Accept-Encoding: br;q=0\r\n"),
             ContainsSubstring("\r\n\r\nplain"));
  const std::string gzipped = hub.get("/engine.wasm", "Accept-Encoding: gzip\r\n");
  CHECK_THAT(gzipped, ContainsSubstring("Content-Encoding: gzip"));
  CHECK(gzipped.size() < 1500);
}

TEST_CASE("A packed file that is older than the file is not sent") {
  RunningHub hub;
  const auto packed_at = std::filesystem::last_write_time(hub.site() / "packed.js.br");
  std::filesystem::last_write_time(hub.site() / "packed.js", packed_at + std::chrono::seconds(1));
  CHECK_THAT(hub.get("/packed.js", "Accept-Encoding: br\r\n"), ContainsSubstring("\r\n\r\nplain"));
}

TEST_CASE("Without file handles a page is not there for now, which is not the same as never") {
  const Request request{
      .method = "GET", .path = "/page.html", .query = {}, .headers = {}, .body = {}};
  RunningHub hub;
  StaticFiles files(hub.site());
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit none = before;
  none.rlim_cur = 0;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  const unsigned status = files.serve(request).status;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(status == 503);
  CHECK(files.serve(request).status == 200);
}

TEST_CASE("A page that was not changed is not sent again") {
  RunningHub hub;
  const std::string first = hub.get("/page.html");
  const size_t tag = first.find("ETag: ") + 6;
  const std::string etag = first.substr(tag, first.find('\r', tag) - tag);
  const std::string again = hub.get("/page.html", "If-None-Match: " + etag + "\r\n");
  CHECK_THAT(again, StartsWith("HTTP/1.1 304"));
  CHECK(again.find("<!doctype") == std::string::npos);
  std::ofstream(hub.site() / "page.html") << "<!doctype html>new page";
  CHECK_THAT(hub.get("/page.html", "If-None-Match: " + etag + "\r\n"),
             ContainsSubstring("new page"));
}

TEST_CASE("Nothing outside the site's folder is reachable") {
  RunningHub hub;
  for (const char* path :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt",
        "/%2e%2e%2fsecret.txt", "/link.txt", "/.hidden", "/assets/..%5c..%5csecret.txt",
        "//../secret.txt", "/%00", "/%zz", "/page.html%00.js"}) {
    INFO(path);
    const std::string answer = hub.get(path);
    CHECK_THAT(answer, StartsWith("HTTP/1.1 404"));
    CHECK(answer.find("secret\n") == std::string::npos);
  }
  CHECK_THAT(hub.post("/page.html", ""), StartsWith("HTTP/1.1 405"));
}

TEST_CASE("A message goes to the engine and its reply comes back") {
  RunningHub hub;
  const std::string answer = hub.post("/apps/visits/api/request", R"({"id":1})");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200"));
  CHECK_THAT(answer, ContainsSubstring(R"({"ok":true,"result":8})"));
  CHECK_THAT(answer, ContainsSubstring("Cache-Control: no-store"));
  const std::string packed =
      hub.post("/apps/visits/api/request", "\"big\"",
               "Content-Type: application/json\r\nAccept-Encoding: gzip\r\n");
  CHECK_THAT(packed, ContainsSubstring("Content-Encoding: gzip"));
  CHECK(packed.size() < 3000);
}

TEST_CASE("Whom a message acts for is said beside it") {
  RunningHub hub;
  const auto who = [&](const std::string& header) {
    return hub.post("/apps/visits/api/request", "\"who\"",
                    "Content-Type: application/json\r\n" + header + "\r\n");
  };
  // Nobody in a demo: the app as a whole.
  CHECK_THAT(hub.post("/apps/visits/api/request", "\"who\""),
             ContainsSubstring(R"("result":{"whole_app":true})"));
  CHECK_THAT(who("Tollgate-Acts-For: user=rep_001"),
             ContainsSubstring(R"("result":{"user":"rep_001"})"));
  CHECK_THAT(who("tollgate-acts-for: role=driver&user=%E6%9D%8E%22%26"),
             ContainsSubstring(R"("result":{"role":"driver","user":"李\"&"})"));
  for (const char* header : {"Tollgate-Acts-For: rep_001", "Tollgate-Acts-For: user=a&user=b",
                             "Tollgate-Acts-For: user=%ff", "Tollgate-Acts-For: user=%zz",
                             "Tollgate-Acts-For: admin=1"}) {
    INFO(header);
    CHECK_THAT(who(header), StartsWith("HTTP/1.1 400"));
    CHECK_THAT(who(header), ContainsSubstring("server.bad_principal"));
  }
  CHECK_THAT(who("Tollgate-Acts-For: user=" + std::string(3000, 'x')), StartsWith("HTTP/1.1 400"));
}

TEST_CASE("What a device brings at once shares a flush, and is not acknowledged without it") {
  RunningHub hub;
  const auto sent = [&](const std::string& message) {
    return hub.post("/apps/visits/api/sync", message);
  };
  CHECK(sent(R"({"type":"sync.push","params":{}})").find("\"held\"") != std::string::npos);
  CHECK(sent(R"({"type":"sync.pull","params":{}})").find("\"alone\"") != std::string::npos);
  const std::string full = sent(R"({"type":"sync.push","params":{"x":"full"}})");
  CHECK(full.starts_with("HTTP/1.1 503"));
  CHECK(full.find("\"held\"") == std::string::npos);
}

TEST_CASE("Pages of other origins are refused") {
  RunningHub hub;
  const std::string json = "Content-Type: application/json\r\n";
  const auto refused = [&](const std::string& headers) {
    const std::string answer = hub.post("/apps/visits/api/request", "{}", json + headers);
    return answer.starts_with("HTTP/1.1 403") &&
           answer.find("server.foreign_origin") != std::string::npos;
  };
  CHECK(refused("Origin: https://evil.example\r\n"));
  CHECK(refused("Origin: null\r\n"));
  CHECK(refused("Origin: http://localhost.evil.example\r\n"));
  CHECK(refused("Sec-Fetch-Site: cross-site\r\n"));
  CHECK(refused("Sec-Fetch-Site: same-site\r\n"));
  CHECK_FALSE(refused("Origin: http://localhost\r\n"));
  CHECK_FALSE(refused("Sec-Fetch-Site: same-origin\r\n"));
  CHECK_THAT(hub.get("/apps/visits/api/events", "Origin: https://evil.example\r\n"),
             StartsWith("HTTP/1.1 403"));
  CHECK_THAT(hub.post("/apps/visits/api/request", "{}", "Content-Type: text/plain\r\n"),
             StartsWith("HTTP/1.1 415"));
}

TEST_CASE("A host name that is not ours is refused, so that no name can be rebound") {
  RunningHub hub;
  const auto status = [&](const std::string& host) {
    RawClient client(hub.port());
    return client.exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
        .substr(9, 3);
  };
  CHECK(status("localhost:8080") == "200");
  CHECK(status("LOCALHOST") == "200");
  CHECK(status("127.0.0.1:8080") == "200");
  CHECK(status("192.168.1.20") == "403");
  CHECK(status("[::1]:8080") == "403");
  CHECK(status("hub.example") == "200");
  CHECK(status("evil.example") == "403");
  CHECK(status("localhost.evil.example") == "403");
  CHECK(status("127.0.0.1.evil.example") == "403");
  CHECK(status("") == "400");
}

TEST_CASE("Files go in and out, and what is no picture is only a download") {
  RunningHub hub;
  const std::string bytes = "Content-Type: application/octet-stream\r\n";
  CHECK_THAT(hub.post("/apps/visits/api/blob?name=a%20b.png", "\x89PNG\r\n\x1a\n", bytes),
             ContainsSubstring(R"("name":"a b.png")"));
  const std::string address = "/apps/visits/api/blob/" + std::string(64, 'a');
  const std::string image = hub.get(address);
  CHECK_THAT(image, ContainsSubstring("Content-Type: image/png"));
  CHECK_THAT(image, ContainsSubstring("Content-Security-Policy: default-src 'none'; sandbox"));
  hub.post("/apps/visits/api/blob?name=page.html", "<script>alert(1)</script>", bytes);
  const std::string page = hub.get(address);
  CHECK_THAT(page, ContainsSubstring("Content-Type: application/octet-stream"));
  CHECK_THAT(page, ContainsSubstring("Content-Disposition: attachment"));
  CHECK_THAT(hub.get("/apps/visits/api/blob/" + std::string(64, 'b')), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(hub.get("/apps/visits/api/blob/../request"), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(hub.post("/apps/visits/api/blob", "x", bytes), ContainsSubstring("server.blob_name"));
}

TEST_CASE("A file that cannot be stored is refused with the reason, not as if the hub were busy") {
  RunningHub hub;
  const std::string bytes = "Content-Type: application/octet-stream\r\n";
  const std::filesystem::path away = hub.uploads().string() + ".away";
  std::filesystem::rename(hub.uploads(), away);
  const std::string refused = hub.post("/apps/visits/api/blob?name=a.png", "x", bytes);
  CHECK_THAT(refused, StartsWith("HTTP/1.1 503"));
  CHECK_THAT(refused, ContainsSubstring("server.upload_folder_gone"));
  CHECK_THAT(refused, !ContainsSubstring("server.busy"));
  std::filesystem::rename(away, hub.uploads());
  CHECK_THAT(hub.post("/apps/visits/api/blob?name=a.png", "x", bytes),
             ContainsSubstring(R"("name":"a.png")"));
}

TEST_CASE("Who asks while a file is stored is answered between two of its pieces") {
  RunningHub hub({}, 1000, uint64_t{8} << 20);
  constexpr size_t kPieces = 20;
  const std::string file(kPieces * kUploadPieceBytes, 'x');
  held_upload().begin();
  std::string uploaded;
  std::thread uploading([&] {
    uploaded = hub.post("/apps/visits/api/blob?name=large.bin", file,
                        "Content-Type: application/octet-stream\r\n");
  });
  while (!held_upload().is_begun) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  std::string asked;
  std::thread asking([&] { asked = hub.post("/apps/visits/api/request", "\"stored\""); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  held_upload().is_asked = true;
  asking.join();
  uploading.join();
  held_upload().is_on = false;
  CHECK_THAT(uploaded, ContainsSubstring("large.bin"));
  const size_t at = asked.find(R"("result":)") + 9;
  const size_t stored_bytes = std::stoul(asked.substr(at));
  CHECK(stored_bytes >= 2 * kUploadPieceBytes);
  CHECK(stored_bytes < file.size());
}

TEST_CASE("Who asks goes before the pieces of files that wait") {
  RunningHub hub({}, 1000, uint64_t{8} << 20);
  const std::string file(6 * kUploadPieceBytes, 'x');
  held_upload().begin();
  const auto upload = [&] {
    hub.post("/apps/visits/api/blob?name=large.bin", file,
             "Content-Type: application/octet-stream\r\n");
  };
  std::vector<std::thread> uploading;
  uploading.emplace_back(upload);
  while (!held_upload().is_begun) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (int i = 0; i < 3; ++i) uploading.emplace_back(upload);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  std::string asked;
  std::thread asking([&] { asked = hub.post("/apps/visits/api/request", "\"pieces\""); });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  held_upload().is_asked = true;
  asking.join();
  for (std::thread& each : uploading) each.join();
  held_upload().is_on = false;
  // The one that was being stored, and none of those that had come before it was asked.
  CHECK_THAT(asked, ContainsSubstring(R"("result":2)"));
}

TEST_CASE("Each app has its own routes, its pages and its files; unknown ones have none") {
  RunningHub hub;
  CHECK_THAT(hub.get("/apps/index.json"),
             ContainsSubstring(R"({"apps":[{"id":"visits","label":{"en":"The visits"}},)"
                               R"({"id":"calls","label":{"en":"The calls"}},)"));
  CHECK_THAT(hub.get("/apps/visits/"), ContainsSubstring("any app"));
  CHECK_THAT(hub.get("/apps/calls/"), ContainsSubstring("any app"));
  CHECK_THAT(hub.get("/apps/calls/designer.html"), ContainsSubstring("its designer"));
  CHECK_THAT(hub.get("/apps/visits/app.json"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(hub.get("/apps/calls/app.json"), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(hub.post("/apps/calls/api/request", R"({"id":1})"), StartsWith("HTTP/1.1 200"));
  for (const char* path : {"/apps/nobody/", "/apps/_/none.html", "/apps/_/../../secret.txt",
                           "/apps/elsewhere/app.json", "/apps/", "/apps/../secret.txt",
                           "/apps/visits/../../secret.txt", "/apps/visits/%2e%2e/_/index.html",
                           "/apps/%76isits/", "/apps/Visits/", "/apps/visits/../calls/app.json"}) {
    INFO(path);
    CHECK_THAT(hub.get(path), StartsWith("HTTP/1.1 404"));
  }
  // What keeps the site on a device asks for the shared files where they lie.
  CHECK_THAT(hub.get("/apps/_/designer.html"), ContainsSubstring("its designer"));
  CHECK_THAT(hub.post("/apps/_/api/request", "{}"), !StartsWith("HTTP/1.1 200"));
  const std::string unknown = hub.post("/apps/nobody/api/request", "{}");
  CHECK_THAT(unknown, StartsWith("HTTP/1.1 404"));
  CHECK_THAT(unknown, ContainsSubstring("server.unknown_app"));
  CHECK_THAT(hub.post("/apps/../api/request", "{}"), !StartsWith("HTTP/1.1 200"));
  CHECK_THAT(hub.get("/apps/index.json", "Origin: https://evil.example\r\n"),
             StartsWith("HTTP/1.1 403"));
}

TEST_CASE("Addresses of a hub of one app lead to the first") {
  RunningHub hub;
  const std::string moved = hub.post("/api/request", R"({"id":1})");
  CHECK_THAT(moved, StartsWith("HTTP/1.1 308"));
  CHECK_THAT(moved, ContainsSubstring("Location: /apps/visits/api/request\r\n"));
  CHECK_THAT(hub.get("/api/events?x=1"), ContainsSubstring("/apps/visits/api/events?x=1\r\n"));
  CHECK_THAT(hub.get("/apps/calls"), ContainsSubstring("Location: /apps/calls/\r\n"));
}

TEST_CASE("An app that is busy or could not be opened holds up no other") {
  RunningHub hub;
  std::string slow;
  std::thread waiting([&] { slow = hub.post("/apps/visits/api/request", "\"slow\""); });
  CHECK_THAT(hub.post("/apps/calls/api/request", R"({"id":1})"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(hub.get("/apps/visits/"), StartsWith("HTTP/1.1 200"));
  CHECK(slow.empty());
  {
    const std::lock_guard lock(mutex());
    is_released() = true;
  }
  released().notify_all();
  waiting.join();
  CHECK_THAT(slow, ContainsSubstring("\"slow\""));
  const std::string broken = hub.post("/apps/broken/api/request", "{}");
  CHECK_THAT(broken, StartsWith("HTTP/1.1 503"));
  CHECK_THAT(broken, ContainsSubstring("server.app_unavailable"));
}

TEST_CASE("The list follows an app's label") {
  RunningHub hub;
  hub.post("/apps/calls/api/request", "\"rename\"");
  CHECK_THAT(hub.get("/apps/index.json"), ContainsSubstring("New name"));
  CHECK_THAT(hub.get("/apps/index.json"), ContainsSubstring("The visits"));
}

TEST_CASE("Many streams are told some at a time, each of them everything in order") {
  RunningHub hub;
  constexpr int kStreams = 230;  // more than are told at once
  std::vector<std::unique_ptr<RawClient>> streams;
  for (int i = 0; i < kStreams; ++i) {
    streams.push_back(std::make_unique<RawClient>(hub.port()));
    streams.back()->send("GET /apps/visits/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    streams.back()->read_until("\r\n\r\n");
  }
  for (const char* text : {"first", "second", "last"}) {
    hub.server().publish("visits", std::nullopt, "changed", text);
  }
  streams[7].reset();
  for (const std::unique_ptr<RawClient>& stream : streams) {
    if (!stream) continue;
    const std::string told = stream->read_until("data: last");
    const size_t first = told.find("data: first");
    const size_t second = told.find("data: second");
    REQUIRE(told.find("data: last") != std::string::npos);
    CHECK(first < second);
    CHECK(second < told.find("data: last"));
  }
}

TEST_CASE("A change is told to everybody who listens to the app, and to nobody else") {
  RunningHub hub;
  RawClient listener(hub.port());
  listener.send("GET /apps/visits/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK_THAT(listener.read_until("retry"), ContainsSubstring("Content-Type: text/event-stream"));
  RawClient other(hub.port());
  other.send("GET /apps/calls/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  other.read_until("retry");
  hub.post("/apps/visits/api/request", "\"write\"");
  CHECK_THAT(listener.read_until("visit\"]}\n\n"),
             ContainsSubstring("event: changed\ndata: {\"entities\":[\"visit\"]}\n\n"));
  hub.post("/apps/calls/api/request", "\"rename\"");
  const std::string heard = other.read_until("}\n\n");
  CHECK_THAT(heard, ContainsSubstring("{\"app\":true}"));
  CHECK(heard.find("visit") == std::string::npos);
}

}  // namespace
}  // namespace tollgate::server
