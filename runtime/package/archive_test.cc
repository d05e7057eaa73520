// Archives that somebody made to do harm, each refused for what it is.
#include "tollgate/package/archive.h"

#include <zlib.h>

#include <catch_amalgamated.hpp>
#include <functional>
#include <vector>

#include "tollgate/package/version.h"

namespace tollgate::package {
namespace {

void put_number(std::string& out, uint64_t number, size_t size) {
  for (size_t i = 0; i < size; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

struct HostileFile {
  std::string path;
  std::string body = "x";
  uint32_t flags = 0;
  uint32_t mode = 0;
  uint32_t method = 0;
  std::optional<uint32_t> size = {};       // as claimed
  std::optional<uint32_t> header_at = {};  // as claimed
  std::string local_path = {};             // where it differs
};

// A zip file as nobody's packer writes it.
std::string archive_of(const std::vector<HostileFile>& files) {
  std::string out;
  std::string contents;
  for (const HostileFile& file : files) {
    const uint32_t crc = static_cast<uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(file.body.data()), uInt(file.body.size())));
    std::string shared;
    put_number(shared, 20, 2);
    put_number(shared, file.flags, 2);
    put_number(shared, file.method, 2);
    put_number(shared, 0x210000, 4);
    put_number(shared, crc, 4);
    put_number(shared, file.body.size(), 4);
    put_number(shared, file.size.value_or(uint32_t(file.body.size())), 4);
    const std::string local = file.local_path.empty() ? file.path : file.local_path;
    const size_t header_at = out.size();
    out += std::string("PK\3\4", 4) + shared;
    put_number(out, local.size(), 2);
    put_number(out, 0, 2);
    out += local + file.body;
    contents += std::string("PK\1\2", 4);
    put_number(contents, 20, 2);
    contents += shared;
    put_number(contents, file.path.size(), 2);
    put_number(contents, 0, 8);
    put_number(contents, uint64_t{file.mode} << 16, 4);
    put_number(contents, file.header_at.value_or(uint32_t(header_at)), 4);
    contents += file.path;
  }
  const size_t contents_at = out.size();
  out += contents + std::string("PK\5\6", 4);
  put_number(out, 0, 4);
  put_number(out, files.size(), 2);
  put_number(out, files.size(), 2);
  put_number(out, contents.size(), 4);
  put_number(out, contents_at, 4);
  put_number(out, 0, 2);
  return out;
}

std::string code_of_archive(std::string_view bytes) {
  const auto read = read_archive(bytes);
  return read ? "" : read.diagnostics().front().code;
}

std::string refusal_of(const std::vector<HostileFile>& files) {
  return code_of_archive(archive_of(files));
}

}  // namespace

TEST_CASE("an archive gives back what was put in, and the tests' own archives are read") {
  Files files{{"a.json", "{}"}, {"b/c.txt", std::string(100'000, 'x')}, {"empty", ""}};
  const auto bytes = write_archive(files);
  REQUIRE(bytes.ok());
  CHECK(*read_archive(*bytes) == files);
  CHECK(*write_archive(files) == *bytes);
  CHECK(refusal_of({{.path = "a.json"}, {.path = "b/c.txt"}}).empty());
}

TEST_CASE("paths that lead outside or are no plain names are refused") {
  using std::string_literals::operator""s;
  for (const std::string& path : {"../a"s, "a/../b"s, "/etc/passwd"s, "C:/a"s, "a/.."s}) {
    INFO(path);
    CHECK(refusal_of({{.path = path}}) == "package.path_outside");
  }
  for (const std::string& path :
       {"a\\b"s, "..\\a"s, "a\0b"s, "a b"s, "a//b"s, "a/"s, "./a"s, ".hidden"s, "a."s, "con"s,
        "sample/NUL.txt"s, "\xe5\x90\x8d.png"s, "a\nb"s, ""s, std::string(200, 'a'), "ab:c"s}) {
    INFO(path);
    CHECK(refusal_of({{.path = path}}) == "package.path_character");
  }
  CHECK_FALSE(write_archive({{"../a", "x"}}).ok());
}

TEST_CASE("links, doubles and encrypted files are refused") {
  CHECK(refusal_of({{.path = "a", .mode = 0120777}}) == "package.link");
  CHECK(refusal_of({{.path = "a", .mode = 0040755}}) == "package.link");
  CHECK(refusal_of({{.path = "a", .mode = 0100644}}).empty());
  CHECK(refusal_of({{.path = "a"}, {.path = "a"}}) == "package.duplicate_file");
  CHECK(refusal_of({{.path = "App.json"}, {.path = "app.json"}}) == "package.case_double");
  CHECK(refusal_of({{.path = "a"}, {.path = "A/b"}}) == "package.case_double");
  CHECK(refusal_of({{.path = "a", .flags = 1}}) == "package.encrypted");
}

TEST_CASE("what would unpack to too much is refused before it is unpacked") {
  std::string zeros(10'000'000, '\0');
  std::string packed(100'000, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(zeros.data());
  stream.avail_in = uInt(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = uInt(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  CHECK(refusal_of({{.path = "a", .body = packed, .method = 8, .size = 10'000'000}}) ==
        "package.bomb");
  // A small claim for a large stream.
  CHECK(refusal_of({{.path = "a", .body = packed, .method = 8, .size = 1000}}) ==
        "package.damaged");
  std::vector<HostileFile> many;
  for (int i = 0; i < 250; ++i) {
    many.push_back({.path = "a" + std::to_string(i),
                    .body = std::string(5000, char('a' + i % 20)),
                    .method = 8,
                    .size = 1'000'000});
  }
  CHECK(refusal_of(many) == "package.bomb");
  // Well packed, but honest: it is stored, and read.
  const auto zipped = write_archive({{"zeros", zeros}});
  REQUIRE(zipped.ok());
  CHECK(code_of_archive(*zipped).empty());
}

TEST_CASE("an archive with anything between, behind or over its files is refused") {
  CHECK(refusal_of({{.path = "a", .body = "xx"}, {.path = "b", .header_at = 0}}) ==
        "package.overlap");
  CHECK(refusal_of({{.path = "a", .header_at = 5}}) == "package.bad_archive");
  CHECK(refusal_of({{.path = "a", .local_path = "b"}}) == "package.bad_archive");
  CHECK(refusal_of({{.path = "a", .method = 12}}) == "package.bad_archive");
  CHECK(refusal_of({{.path = "a", .flags = 8}}) == "package.bad_archive");
  CHECK(refusal_of({{.path = "a", .size = 7}}) == "package.bad_archive");
  const std::string good = archive_of({{.path = "a"}});
  CHECK(code_of_archive(good + "more") == "package.bad_archive");
  CHECK(code_of_archive("more" + good) == "package.bad_archive");
  CHECK(code_of_archive(good.substr(0, good.size() / 2)) == "package.cut_off");
  CHECK(code_of_archive("") == "package.cut_off");
  CHECK(code_of_archive("{\"format\": \"tollgate.app/1\"}") == "package.cut_off");
  std::string counted = good;
  counted[good.size() - 12] = 2;
  counted[good.size() - 14] = 2;
  CHECK(code_of_archive(counted) == "package.bad_archive");
  CHECK(code_of_archive(std::string(kMaxPackageBytes + 1, 'x')) == "package.too_large");
}

TEST_CASE("versions are ordered as semver.org orders them") {
  const char* const ascending[] = {
      "0.9.0",        "1.0.0-alpha",  "1.0.0-alpha.1", "1.0.0-alpha.beta",
      "1.0.0-beta",   "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
      "1.0.0+build7", "1.9.0",        "1.10.0",        "2.0.0"};
  for (size_t i = 0; i + 1 < std::size(ascending); ++i) {
    INFO(ascending[i]);
    const auto a = parse_version(ascending[i]);
    const auto b = parse_version(ascending[i + 1]);
    REQUIRE((a && b));
    CHECK(compare_versions(*a, *b) < 0);
    CHECK(compare_versions(*b, *a) > 0);
    CHECK(compare_versions(*a, *a) == 0);
  }
  for (const char* text : {"", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0-a..b",
                           "v1.0.0", "1.0.0+", "99999999999.0.0", "1.0.x"}) {
    INFO(text);
    CHECK_FALSE(parse_version(text));
  }
}

}  // namespace tollgate::package
