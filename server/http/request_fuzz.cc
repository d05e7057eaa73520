// However bytes arrive, one by one or all at once, they are the same requests; and what was taken
// for a head leaves no room for a second reading.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/chunked_body.h"
#include "http/cookie.h"
#include "http/percent.h"
#include "http/range.h"
#include "http/request_head.h"

namespace {

using namespace tollgate::server;

void must(bool holds) {
  if (!holds) std::abort();
}

HeadScan::State scan_by_bytes(std::string_view bytes, size_t& size) {
  HeadScan scan;
  HeadScan::State state = HeadScan::State::kMore;
  for (size_t end = 1; end <= bytes.size() && state == HeadScan::State::kMore; ++end) {
    state = scan.look(bytes.substr(0, end));
  }
  size = scan.size();
  return state;
}

int64_t count_of(const Request& request, std::string_view name) {
  return std::ranges::count(request.headers, name, [](const auto& field) { return field.first; });
}

void check_head(std::string_view bytes) {
  const auto head = parse_request_head(bytes);
  if (!head) return;
  const Request& request = head->request;
  must(count_of(request, "host") == 1 && parse_host(request.header("host")).has_value());
  must(count_of(request, "content-length") + count_of(request, "transfer-encoding") <= 1);
  must(!head->is_chunked || head->content_length == 0);
  must(request.path.starts_with('/'));
  for (const auto& [name, value] : request.headers) {
    must(!name.empty() && value.find_first_of("\r\n\0") == std::string::npos);
  }
  // What is made of its parts never fails in a worse way than by finding nothing.
  (void)percent_decode(request.path);
  (void)query_value(request.query, "after");
  (void)cookie_value(request.header("cookie"), "session");
  if (const auto range = parse_range(request.header("range"), 1000)) {
    must(range->first <= 1000 && range->size <= 1000 - range->first);
  }
}

struct Body {
  std::string data;
  ChunkedBody::State state = ChunkedBody::State::kMore;
  size_t taken = 0;
};

Body read_chunks(std::string_view bytes, size_t step) {
  Body body;
  ChunkedBody chunks;
  for (size_t at = 0; at < bytes.size(); at += step) {
    std::string_view piece = bytes.substr(at, step);
    const size_t given = piece.size();
    std::string_view data;
    do {
      body.state = chunks.next(piece, data);
      if (body.state == ChunkedBody::State::kData) body.data += data;
    } while (body.state == ChunkedBody::State::kData);
    body.taken += given - piece.size();
    if (body.state != ChunkedBody::State::kMore) break;
  }
  return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  HeadScan scan;
  const HeadScan::State whole = scan.look(bytes);
  size_t size_by_bytes = 0;
  must(bytes.empty() || scan_by_bytes(bytes, size_by_bytes) == whole);
  std::string_view rest = bytes;
  if (whole == HeadScan::State::kComplete) {
    must(size_by_bytes == scan.size() && scan.size() <= bytes.size());
    check_head(bytes.substr(0, scan.size()));
    rest.remove_prefix(scan.size());
  }
  const Body at_once = read_chunks(rest, std::max<size_t>(rest.size(), 1));
  const Body by_bytes = read_chunks(rest, 1);
  must(at_once.state == by_bytes.state && at_once.data == by_bytes.data);
  must(at_once.state != ChunkedBody::State::kDone || at_once.taken == by_bytes.taken);
  return 0;
}
