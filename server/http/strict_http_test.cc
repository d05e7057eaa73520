// Requests that two readers could take for two different things, sent byte by byte: each is refused
// and its connection closed.
#include "http/chunked_body.h"
#include "http/request_head.h"
#include "hub/running_hub_test_support.h"

namespace tollgate::server {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

const std::string kRoute = "POST /apps/visits/api/request HTTP/1.1\r\n";
const std::string kHost = "Host: localhost\r\n";
const std::string kJson = "Content-Type: application/json\r\n";
const std::string kPost = kRoute + kHost + kJson;

struct Hostile {
  const char* what;
  std::string bytes;
};

// Ends the sending half afterwards, so that what never ends is over.
std::string answer_to(RunningHub& hub, const std::string& bytes) {
  RawClient client(hub.port());
  client.send(bytes);
  client.end_sending();
  return client.read_all();
}

TEST_CASE("What is no strict HTTP is answered with 400 and the connection is closed") {
  RunningHub hub;
  const std::string two = "{}";
  const std::vector<Hostile> cases = {
      {"no Host", "GET / HTTP/1.1\r\n\r\n"},
      {"no Host in 1.0", "GET / HTTP/1.0\r\n\r\n"},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"},
      {"the same Host twice", "GET / HTTP/1.1\r\nHost: localhost\r\nhost: localhost\r\n\r\n"},
      {"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
      {"blank Host", "GET / HTTP/1.1\r\nHost:  \t\r\n\r\n"},
      {"a name behind an address", "GET / HTTP/1.1\r\nHost: [::1].evil\r\n\r\n"},
      {"a bracket too few", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"},
      {"brackets around a name", "GET / HTTP/1.1\r\nHost: [localhost]\r\n\r\n"},
      {"no brackets", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n"},
      {"user info", "GET / HTTP/1.1\r\nHost: me@localhost\r\n\r\n"},
      {"user info with a port", "GET / HTTP/1.1\r\nHost: evil.example:80@localhost\r\n\r\n"},
      {"a port in letters", "GET / HTTP/1.1\r\nHost: localhost:http\r\n\r\n"},
      {"an empty port", "GET / HTTP/1.1\r\nHost: localhost:\r\n\r\n"},
      {"a signed port", "GET / HTTP/1.1\r\nHost: localhost:+80\r\n\r\n"},
      {"a port beyond all", "GET / HTTP/1.1\r\nHost: localhost:65536\r\n\r\n"},
      {"two ports", "GET / HTTP/1.1\r\nHost: localhost:80:80\r\n\r\n"},
      {"a path as Host", "GET / HTTP/1.1\r\nHost: localhost/x\r\n\r\n"},
      {"two names", "GET / HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n"},
      {"a target with another host", "GET http://evil.example/ HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a target that is no path", "OPTIONS * HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a fragment", "GET /#x HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a space in the target", "GET /a b HTTP/1.1\r\n" + kHost + "\r\n"},
      {"two spaces", "GET  / HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a tab", "GET\t/ HTTP/1.1\r\n" + kHost + "\r\n"},
      {"bytes that are no ASCII", "GET /\xe6\x9d\x8e HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a method in small letters", "get / HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a method in small letters with a body", "post /apps/visits/api/request HTTP/1.1\r\n" +
                                                    kHost + kJson + "Content-Length: 2\r\n\r\n{}"},
      {"a method that never ends", std::string(100, 'A')},
      {"a version of before", "GET / HTTP/0.9\r\n" + kHost + "\r\n"},
      {"a version to come", "GET / HTTP/2.0\r\n" + kHost + "\r\n"},
      {"a version in small letters", "GET / http/1.1\r\n" + kHost + "\r\n"},
      {"no version", "GET /\r\n" + kHost + "\r\n"},
      {"an empty line first", "\r\nGET / HTTP/1.1\r\n" + kHost + "\r\n"},
      {"line feeds alone", "GET / HTTP/1.1\nHost: localhost\n\n"},
      {"one line feed alone", "GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n"},
      {"a return alone", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n"},
      {"a return too many", "GET / HTTP/1.1\r\nHost: localhost\r\r\n\r\n"},
      {"a zero byte", "GET / HTTP/1.1\r\n" + kHost + "X: a" + std::string(1, '\0') + "\r\n\r\n"},
      {"a control character", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x01\r\n\r\n"},
      {"a zero byte in the target",
       "GET /" + std::string(1, '\0') + " HTTP/1.1\r\n" + kHost + "\r\n"},
      {"a line that goes on", "GET / HTTP/1.1\r\n" + kHost + "X: a\r\n b\r\n\r\n"},
      {"a first line that goes on", "GET / HTTP/1.1\r\n X: a\r\n" + kHost + "\r\n"},
      {"a space before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n"},
      {"no colon", "GET / HTTP/1.1\r\n" + kHost + "X\r\n\r\n"},
      {"no name", "GET / HTTP/1.1\r\n" + kHost + ": x\r\n\r\n"},
      {"a name with a bracket", "GET / HTTP/1.1\r\n" + kHost + "X(1): x\r\n\r\n"},
      {"JSON in the beginning only",
       kRoute + kHost + "Content-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n{}"},
      {"JSON with more words",
       kRoute + kHost + "Content-Type: application/json text/plain\r\nContent-Length: 2\r\n\r\n{}"},
      {"JSON of another kind",
       kRoute + kHost + "Content-Type: application/json-seq\r\nContent-Length: 2\r\n\r\n{}"},
      {"two types",
       kRoute + kHost + kJson + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"},
      {"two types in one",
       kRoute + kHost +
           "Content-Type: application/json, text/plain\r\nContent-Length: 2\r\n\r\n{}"},
      {"an unknown coding", kPost + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
      {"two codings", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"chunked twice", kPost + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
      {"two headers of codings",
       kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"},
      {"an empty coding", kPost + "Transfer-Encoding:\r\nContent-Length: 2\r\n\r\n{}"},
      {"a coding in quotes", kPost + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
      {"a coding behind a form feed", kPost + "Transfer-Encoding: \fchunked\r\n\r\n0\r\n\r\n"},
      {"a hidden coding", kPost + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
      {"a coding on a second line", kPost + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
      {"length and coding",
       kPost + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"a coding in 1.0", "POST /apps/visits/api/request HTTP/1.0\r\n" + kHost + kJson +
                              "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"the same length twice", kPost + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"},
      {"two lengths", kPost + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"},
      {"two lengths in one", kPost + "Content-Length: 2, 2\r\n\r\n{}"},
      {"an empty length", kPost + "Content-Length:\r\n\r\n{}"},
      {"a negative length", kPost + "Content-Length: -1\r\n\r\n{}"},
      {"a signed length", kPost + "Content-Length: +2\r\n\r\n{}"},
      {"a length in hexadecimal", kPost + "Content-Length: 0x2\r\n\r\n{}"},
      {"a fraction", kPost + "Content-Length: 2.0\r\n\r\n{}"},
      {"a length beyond 64 bits", kPost + "Content-Length: 18446744073709551618\r\n\r\n{}"},
      {"a shorter body", kPost + "Content-Length: 3\r\n\r\n{}"},
      {"a longer body", kPost + "Connection: close\r\nContent-Length: 2\r\n\r\n{}}"},
      {"a body unannounced", kPost + "Connection: close\r\n\r\n{}"},
      {"a chunk that is shorter", kPost + "Transfer-Encoding: chunked\r\n\r\n3\r\n{}\r\n0\r\n\r\n"},
      {"a chunk that is longer", kPost + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"},
      {"chunks without an end", kPost + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"},
      {"a chunk of no size", kPost + "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n"},
      {"a chunk of negative size",
       kPost + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"},
      {"a chunk with 0x", kPost + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n"},
      {"a chunk beyond 64 bits",
       kPost + "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n"},
      {"line feeds in chunks", kPost + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n"},
      {"a trailer", kPost + "Transfer-Encoding: chunked\r\n\r\n0\r\nHost: evil.example\r\n\r\n"},
      {"an expectation", kPost + "Expect: miracles\r\nContent-Length: 2\r\n\r\n{}"},
      {"another protocol", "\x16\x03\x01\x02\x01\x01\x01\x01"},
      {"half a head", "GET / HTTP/1.1\r\nHost: local"},
  };
  for (const Hostile& hostile : cases) {
    INFO(hostile.what);
    const std::string answer = answer_to(hub, hostile.bytes);
    CHECK_THAT(answer, StartsWith("HTTP/1.1 400 "));
    CHECK_THAT(answer, ContainsSubstring("Connection: close\r\n"));
    // One answer: nothing of it was taken for a second request.
    CHECK(answer.find("HTTP/1.1 ", 1) == std::string::npos);
  }
}

TEST_CASE("A body longer than said is no second request") {
  RunningHub hub;
  const std::string answer = answer_to(hub, kPost + "Content-Length: 2\r\n\r\n{}}}");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 "));
  CHECK_THAT(answer, ContainsSubstring("HTTP/1.1 400 "));
}

TEST_CASE("What follows a body and can be no request is refused before its end has come") {
  RunningHub hub;
  for (const std::string rest : {"}", "{}", "0\r\n", " ", "get /", "GET x"}) {
    INFO(rest);
    RawClient client(hub.port());
    client.send(kPost + "Content-Length: 2\r\n\r\n{}" + rest);  // and says nothing more
    CHECK_THAT(client.read_all(), ContainsSubstring("HTTP/1.1 400 "));
  }
}

TEST_CASE("What HTTP does not know is not implemented, what the hub does not do is not allowed") {
  RunningHub hub;
  const std::string body = kHost + kJson + "Content-Length: 2\r\n\r\n{}";
  for (const std::string path : {"/", "/apps", "/apps/visits/api/request"}) {
    INFO(path);
    CHECK_THAT(answer_to(hub, "BREW " + path + " HTTP/1.1\r\n" + body),
               StartsWith("HTTP/1.1 501 "));
    const std::string answer = answer_to(hub, "PUT " + path + " HTTP/1.1\r\n" + body);
    CHECK_THAT(answer, StartsWith("HTTP/1.1 405 "));
    CHECK_THAT(answer, ContainsSubstring("Allow: GET, HEAD, POST\r\n"));
    CHECK_THAT(answer, ContainsSubstring("server.method"));
  }
}

TEST_CASE("What is wrong with a request is said") {
  RunningHub hub;
  CHECK_THAT(answer_to(hub, "get / HTTP/1.1\r\n"), ContainsSubstring("capital letters"));
  CHECK_THAT(answer_to(hub, "GET / HTTP/1.1\r\n\r\n"), ContainsSubstring("one valid Host"));
  CHECK_THAT(answer_to(hub, kPost + "Content-Length: x\r\n\r\n"),
             ContainsSubstring("Content-Length"));
}

TEST_CASE("What is unusual and clear is taken") {
  RunningHub hub;
  const std::vector<Hostile> cases = {
      {"a host with a port",
       kRoute + "Host: LOCALHOST:8080\r\n" + kJson + "Content-Length: 2\r\n\r\n{}"},
      {"parameters of a type", kRoute + kHost +
                                   "Content-Type: Application/JSON; charset=utf-8\r\n"
                                   "Content-Length: 2\r\n\r\n{}"},
      {"no space after the colon",
       "POST /apps/visits/api/request HTTP/1.1\r\nhost:localhost\r\n"
       "content-type:application/json\r\ncontent-length:2\r\n\r\n{}"},
      {"chunks",
       kPost + "Transfer-Encoding: Chunked\r\n\r\n1\r\n{\r\n01;why=not\r\n}\r\n0\r\n\r\n"},
      {"a length with zeros", kPost + "Content-Length: 002\r\n\r\n{}"},
      {"text that is no ASCII in a header",
       kPost + "X: \xe6\x9d\x8e\r\nContent-Length: 2\r\n\r\n{}"},
      {"1.0", "POST /apps/visits/api/request HTTP/1.0\r\n" + kHost + kJson +
                  "Content-Length: 2\r\n\r\n{}"},
  };
  for (const Hostile& clear : cases) {
    INFO(clear.what);
    CHECK_THAT(answer_to(hub, clear.bytes), StartsWith("HTTP/1.1 200 "));
  }
}

TEST_CASE("Wherever a request is cut into pieces, it reads the same") {
  const std::string chunked = "3\r\nabc\r\n0a;x\r\n0123456789\r\n0\r\n\r\nGET";
  for (size_t cut = 0; cut <= chunked.size(); ++cut) {
    ChunkedBody body;
    std::string data;
    std::string left;
    bool is_done = false;
    for (std::string_view bytes :
         {std::string_view(chunked).substr(0, cut), std::string_view(chunked).substr(cut)}) {
      std::string_view some;
      ChunkedBody::State state = is_done ? ChunkedBody::State::kDone : body.next(bytes, some);
      for (; state == ChunkedBody::State::kData; state = body.next(bytes, some)) data += some;
      REQUIRE(state != ChunkedBody::State::kBad);
      is_done = state == ChunkedBody::State::kDone;
      left += bytes;
    }
    CHECK(data == "abc0123456789");
    CHECK(left == "GET");
  }
  const std::string head = "GET / HTTP/1.1\r\n" + kHost + "\r\n";
  for (size_t cut = 0; cut < head.size(); ++cut) {
    HeadScan scan;
    CHECK(scan.look(std::string_view(head).substr(0, cut)) == HeadScan::State::kMore);
    CHECK(scan.look(head + "POST") == HeadScan::State::kComplete);
    CHECK(scan.size() == head.size());
  }
}

TEST_CASE("The hub answers to the address that was called and to the names it was given") {
  RunningHub hub;
  const auto status = [&](const std::string& host) {
    return answer_to(hub, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").substr(9, 3);
  };
  CHECK(status("127.0.0.1") == "200");
  CHECK(status("127.0.0.1:8080") == "200");
  CHECK(status("localhost") == "200");
  CHECK(status("hub.example:80") == "200");
  CHECK(status("192.0.2.7:8080") == "200");  // named
  for (const char* other : {"192.168.1.20", "127.0.0.2", "[::1]:8080", "[::ffff:127.0.0.1]",
                            "10.0.0.5:8080", "0.0.0.0", "127.1", "2130706433"}) {
    INFO(other);
    CHECK(status(other) == "403");
  }
}

TEST_CASE("HEAD is answered wherever GET is, with the same head and nothing else") {
  RunningHub hub;
  hub.post("/apps/visits/api/blob?name=a.txt", "some bytes",
           "Content-Type: application/octet-stream\r\n");
  const auto head_of = [&](const std::string& method, const std::string& path) {
    RawClient client(hub.port());
    client.send(method + " " + path + " HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n");
    const std::string answer = client.read_until("\r\n\r\n");
    return answer.substr(0, answer.find("\r\n\r\n") + 4);
  };
  for (const std::string path :
       {"/", "/page.html", "/nothing", "/apps/index.json", "/apps/visits", "/apps/visits/",
        "/apps/visits/app.json", "/apps/nobody/", "/apps/visits/api/nothing",
        "/apps/visits/api/request", "/apps/visits/api/events"}) {
    INFO(path);
    CHECK(head_of("HEAD", path) == head_of("GET", path));
  }
  for (const char digit : {'a', 'b'}) {
    const std::string blob = "/apps/visits/api/blob/" + std::string(64, digit);
    CHECK(head_of("HEAD", blob) == head_of("GET", blob));
  }
  RawClient client(hub.port());
  client.send("HEAD /apps/visits/api/blob/" + std::string(64, 'a') + " HTTP/1.1\r\n" + kHost +
              "Connection: close\r\n\r\n");
  CHECK(client.read_all().ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace tollgate::server
