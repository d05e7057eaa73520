// A tile source that an administrator names: what counts as one, and where it is said.
#include "hub/map_tiles.h"

#include <catch_amalgamated.hpp>
#include <fstream>

#include "http/static_files.h"
#include "tollgate/base/temporary_folder.h"

namespace tollgate::server {
namespace {

using Catch::Matchers::ContainsSubstring;

TEST_CASE("A tile source has a host or lies on the hub, and says where level, column and row go") {
  const auto far = parse_map_tiles("HTTPS://Tiles.Example:8443/a/{z}/{x}/{y}.png?key=K", "© E");
  REQUIRE(far);
  CHECK(far->origin == "https://tiles.example:8443");
  CHECK(far->address == "https://tiles.example:8443/a/{z}/{x}/{y}.png?key=K");
  const auto own = parse_map_tiles("/tiles/{z}/{x}/{y}.png", "");
  REQUIRE(own);
  CHECK(own->origin.empty());
  for (const char* bad :
       {"", "https://tiles.example/{z}/{x}.png", "//tiles.example/{z}/{x}/{y}",
        "ftp://tiles.example/{z}/{x}/{y}", "https://tiles.example;x/{z}/{x}/{y}",
        "https://a b/{z}/{x}/{y}", "https://tiles.example/{z}/{x}/{y}\">", "https://{z}{x}{y}"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_map_tiles(bad, ""));
  }
}

TEST_CASE("Pages name the tile source and may load pictures from it, and from nowhere else") {
  const MapTiles tiles = *parse_map_tiles("https://tiles.example/{z}/{x}/{y}.png", "\"E\" <b> & C");
  std::string page =
      "<head><meta content=\"default-src 'none'; img-src 'self' blob:; font-src 'self'\" "
      "/></head><body></body>";
  tell_of_tiles("index.html", page, tiles);
  CHECK_THAT(page,
             ContainsSubstring("img-src 'self' https://tiles.example blob:; font-src 'self'"));
  CHECK_THAT(page, ContainsSubstring("<meta name=\"tollgate-map-tiles\" "
                                     "content=\"https://tiles.example/{z}/{x}/{y}.png\" "
                                     "data-credit=\"&quot;E&quot; &lt;b> &amp; C\" />"));
  std::string worker = "const kSettings = \"\";\n";
  tell_of_tiles("service_worker.js", worker, tiles);
  CHECK(worker != "const kSettings = \"\";\n");
  CHECK_FALSE(is_told_of_tiles("index.js"));
}

TEST_CASE("What is said in a page is not lost where it lies packed, too") {
  const TemporaryFolder folder;
  for (const auto& [name, text] : {std::pair{"page.html", "<head></head>"},
                                   {"page.html.br", "old"},
                                   {"page.js", "plain"},
                                   {"page.js.br", "packed"}}) {
    std::ofstream(folder.path() / name, std::ios::binary) << text;
  }
  const MapTiles tiles = *parse_map_tiles("/tiles/{z}/{x}/{y}.png", "");
  StaticFiles files(folder.path(), [&](std::string_view name, std::string* bytes) {
    if (is_told_of_tiles(name) && bytes) tell_of_tiles(name, *bytes, tiles);
    return is_told_of_tiles(name);
  });
  const auto get = [&](const char* path) {
    return *files
                .serve({.method = "GET",
                        .path = path,
                        .query = {},
                        .headers = {{"accept-encoding", "br"}},
                        .body = {}})
                .body;
  };
  CHECK_THAT(get("/page.html"), ContainsSubstring("tollgate-map-tiles"));
  CHECK(get("/page.js") == "packed");
}

}  // namespace
}  // namespace tollgate::server
