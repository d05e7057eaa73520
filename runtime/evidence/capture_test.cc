#include "tollgate/evidence/capture.h"

#include <algorithm>
#include <bit>
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "files_test_support.h"
#include "image/jpeg_luma.h"
#include "image/picture_hash.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/temporal.h"
#include "tollgate/evidence/inspect.h"

namespace tollgate::evidence {
namespace {

Instant instant(const char* iso) { return {parse_date_time(iso)->utc_seconds() * 1'000'000}; }

// A room: windows, shelves and floor, moved by some blocks.
std::string room(int width, int height, int moved = 0) {
  return make_grey_jpeg(width, height, [=](int x, int y) {
    const int column = (x + moved) * 37 / (width / 8);
    const int row = y * 31 / (height / 8);
    return (column * column * 7 + row * 53 + column * row * 11) % 200 + 20;
  });
}

CaptureSetting setting() {
  return {.nonce = "n1",
          .person = "rep_li",
          .person_title = "李娜",
          .field = "site_photo",
          .watermark = true,
          .min_side_px = {},
          .max_accuracy_m = {},
          .opened_at = instant("2026-06-16T15:00:00+08:00"),
          .now = instant("2026-06-16T15:07:00+08:00"),
          .time_zone = {}};
}

Json record_of(const std::string& jpeg) {
  return {{"format", "tollgate.capture/1"},
          {"picture_sha256", hex(sha256(jpeg))},
          {"device_time", "2026-06-16T15:06:07+08:00"},
          {"monotonic_ms", 366'000},
          {"person", "rep_li"},
          {"field", "site_photo"},
          {"nonce", "n1"},
          {"width", 800},
          {"height", 600},
          {"watermark", "2026-06-16 15:06:07\n31.230400, 121.473700 ±9 m\n李娜"},
          {"fix",
           {{"latitude", "31.230400"},
            {"longitude", "121.473700"},
            {"accuracy_m", "9"},
            {"age_ms", 1500}}}};
}

PhotoVerdict judged(const std::string& file, const CaptureSetting& form = setting()) {
  return judge_photo(to_json(*inspect("photo.jpg", file)), form);
}

// The verdict on a picture whose record was changed before it was sealed.
PhotoVerdict with(const Json& changes, const CaptureSetting& form = setting()) {
  const std::string jpeg = room(800, 600);
  Json record = record_of(jpeg);
  record.merge_patch(changes);
  return judged(with_capture(jpeg, write_json(record)), form);
}

using Findings = std::vector<std::string>;

TEST_CASE("a picture of the page's camera is verified") {
  const PhotoVerdict photo = with(Json::object());
  CHECK(photo.source == "camera");
  CHECK(photo.findings == Findings{});
  CHECK(photo.verified);
  CHECK(photo.watermarked);
  CHECK(photo.captured_by == "rep_li");
  CHECK(photo.captured_at == "2026-06-16T15:06:07+08:00");
  CHECK(photo.latitude == "31.230400");
  CHECK(photo.fix_age_s == 1);
}

TEST_CASE("a file without a record is of a gallery, whatever it looks like") {
  for (const std::string& file : {room(800, 600), make_jpeg(1600, 1200, ""), std::string("text")}) {
    const PhotoVerdict photo = judged(file);
    CHECK(photo.source == "gallery");
    CHECK_FALSE(photo.verified);
    CHECK_FALSE(photo.watermarked);
    CHECK(photo.findings.empty());
  }
}

TEST_CASE("a record that does not belong to the picture or the form makes a gallery's picture") {
  const std::string jpeg = room(800, 600);
  const std::string sealed = with_capture(jpeg, write_json(record_of(jpeg)));
  std::string touched = sealed;
  touched[touched.size() - 10] ^= 1;
  const std::string other = with_capture(room(800, 600, 3), write_json(record_of(jpeg)));
  const std::string twice = with_capture(sealed, write_json(record_of(jpeg)));
  CHECK(judged(touched).findings == Findings{"altered"});
  CHECK(judged(other).findings == Findings{"altered"});
  CHECK(judged(twice).source == "gallery");
  CHECK(judged(with_capture(jpeg, "{}")).findings == Findings{"altered"});
  CHECK(judged(with_capture(jpeg, "no json")).findings == Findings{"altered"});
  CHECK(with({{"nonce", "n2"}}).findings == Findings{"other_session"});
  CHECK(with({{"person", "rep_wu"}}).findings == Findings{"other_person"});
  CHECK(with({{"field", "other_photo"}}).findings == Findings{"other_field"});
  CHECK(with({{"monotonic_ms", "long"}}).findings == Findings{"altered"});
  CHECK(with({{"fix", {{"latitude", "91"}}}}).findings == Findings{"altered"});
  CaptureSetting none = setting();
  none.nonce.clear();
  CHECK(with({{"nonce", ""}}, none).findings == Findings{"other_session"});
  for (const std::string& file : {touched, other}) CHECK(judged(file).source == "gallery");
}

TEST_CASE("a picture is large enough, whole, and says what its record says") {
  CHECK(with({{"width", 801}}).findings == Findings{"damaged"});
  CaptureSetting sharp = setting();
  sharp.min_side_px = 601;
  CHECK(with(Json::object(), sharp).findings == Findings{"too_small"});
  const std::string cut = room(800, 600).substr(0, 4000);
  CHECK(judged(with_capture(cut, write_json(record_of(cut)))).findings == Findings{"damaged"});
  CHECK(with({{"watermark", ""}}).findings == Findings{"no_watermark"});
  CHECK(with({{"watermark", "2026-06-16 15:06:07\n李娜"}}).findings ==
        Findings{"watermark_differs"});
}

TEST_CASE("times agree within five minutes; the monotonic clock may stand but not run ahead") {
  CHECK(with({{"monotonic_ms", 1000}}).verified);
  CHECK(with({{"monotonic_ms", 3'600'000}}).findings == Findings{"clock_differs"});
  const auto at = [](const char* iso) {
    std::string wall(iso, 19);
    wall[10] = ' ';
    return Json{{"device_time", iso},
                {"watermark", wall + "\n31.230400, 121.473700 ±9 m\n李娜"},
                {"monotonic_ms", 0}};
  };
  CHECK(with(at("2026-06-16T14:30:00+08:00")).findings == Findings{"clock_differs"});
  CHECK(with(at("2026-06-16T16:30:00+08:00")).findings == Findings{"clock_differs"});
  const std::string jpeg = room(800, 600);
  Json facts = to_json(*inspect("p", with_capture(jpeg, write_json(record_of(jpeg)))));
  facts["captured_at"] = "2026-06-16T15:04:00+08:00";
  CHECK(judge_photo(facts, setting()).verified);
  facts["captured_at"] = "2026-06-15T15:04:00+08:00";
  CHECK(judge_photo(facts, setting()).findings == Findings{"exif_time_differs"});
}

TEST_CASE("how well the position is known") {
  const auto fix = [](const char* accuracy_m, int64_t age_ms) {
    return Json{{"fix", {{"accuracy_m", accuracy_m}, {"age_ms", age_ms}}},
                {"watermark", std::string("2026-06-16 15:06:07\n31.230400, 121.473700 ±") +
                                  accuracy_m + " m\n李娜"}};
  };
  CHECK(with(fix("200", 0)).verified);
  CHECK(with(fix("201", 0)).findings == Findings{"accuracy_poor"});
  CHECK(with(fix("99999", 0)).findings == Findings{"accuracy_poor"});
  CHECK(with(fix("0", 0)).findings == Findings{"accuracy_zero"});
  CHECK(with(fix("-5", 0)).findings == Findings{"accuracy_zero"});
  CHECK(with(fix("9", 301'000)).findings == Findings{"fix_old"});
  CaptureSetting wide = setting();
  wide.max_accuracy_m = 1000;
  CHECK(with(fix("800", 0), wide).verified);
}

TEST_CASE("an honest phone in a basement is not flagged, and not verified either") {
  const PhotoVerdict photo = with(
      {{"fix", nullptr}, {"fix_problem", "no_signal"}, {"watermark", "2026-06-16 15:06:07\n李娜"}});
  CHECK(photo.source == "camera");
  CHECK(photo.findings.empty());
  CHECK(photo.watermarked);
  CHECK_FALSE(photo.verified);
  CHECK(photo.fix_problem == "no_signal");
}

TEST_CASE("a position is the device's when it carries the form's nonce") {
  const Json fix = {{"latitude", "31.2"}, {"longitude", "121.4"},
                    {"accuracy_m", "12"}, {"at", "2026-06-16T15:06:00+08:00"},
                    {"source", "device"}, {"nonce", "n1"}};
  const auto changed = [&](const Json& changes) {
    Json value = fix;
    value.merge_patch(changes);
    return judge_fix(value, setting());
  };
  CHECK(judge_fix(fix, setting()).verified);
  CHECK(judge_fix(fix, setting()).age_s == 60);
  CHECK(changed({{"source", "manual"}}).source == "manual");
  CHECK(changed({{"nonce", nullptr}}).source == "manual");
  CHECK(changed({{"nonce", "n2"}}).findings == Findings{"other_session"});
  CHECK(changed({{"accuracy_m", "99999"}}).findings == Findings{"accuracy_poor"});
  CHECK(changed({{"accuracy_m", nullptr}}).findings == Findings{"accuracy_poor"});
  CHECK(changed({{"accuracy_m", 0}}).findings == Findings{"accuracy_zero"});
  CHECK(changed({{"at", "2026-06-16T15:00:00+08:00"}}).findings == Findings{"fix_old"});
  CHECK(changed({{"at", "2026-06-16T16:00:00+08:00"}}).findings == Findings{"clock_differs"});
  CHECK(changed({{"at", nullptr}}).findings == Findings{"clock_differs"});
  CHECK_FALSE(changed({{"at", nullptr}}).verified);
}

int distance(const std::string& a, const std::string& b) {
  const auto hash = [](const std::string& file) {
    return picture_hash(read_luma_blocks(file).value()).value();
  };
  return std::popcount(hash(a) ^ hash(b));
}

TEST_CASE("almost the same pictures have almost the same hash, in whatever size") {
  const auto brighter = make_grey_jpeg(800, 600, [](int x, int y) {
    const int column = x * 37 / 100;
    const int row = y * 31 / 75;
    return (column * column * 7 + row * 53 + column * row * 11) % 200 + 40;
  });
  CHECK(distance(room(800, 600), brighter) <= 5);
  CHECK(distance(room(800, 600), room(800, 600, 40)) > 10);
}

TEST_CASE("pictures without anything to see have no hash; other files no brightness") {
  const auto flat = read_luma_blocks(make_grey_jpeg(640, 480, [](int, int) { return 7; }));
  REQUIRE(flat);
  CHECK(flat->whole);
  CHECK(flat->at(3, 3) == (7 - 128) * 8);
  CHECK_FALSE(picture_hash(*flat));
  CHECK_FALSE(read_luma_blocks(make_jpeg(640, 480, "")));
  CHECK_FALSE(read_luma_blocks("\x89PNG"));
  // Larger than any camera of a page makes: not worth the time.
  const std::string large = room(640, 480) + std::string(kMaxLumaBytes, '\0');
  CHECK_FALSE(read_luma_blocks(large));
  CHECK_FALSE(read_capture(with_capture(large, "{}")));
  // What says progressive and is not, and codes of another kind.
  std::string other = room(640, 480);
  other[other.find("\xff\xc0") + 1] = '\xc2';
  CHECK_FALSE(read_luma_blocks(other));
  other[other.find("\xff\xc2") + 1] = '\xc9';
  CHECK_FALSE(read_luma_blocks(other));
}

// Fields of 8 × 8 blocks: a block more at the edge, as units of several have it, changes little.
int lit(int x, int y) {
  const int column = x / 8;
  const int row = y / 8;
  return (column * column * 7 + row * 53 + column * row * 11) % 200 + 30;
}

TEST_CASE("a progressive picture has the hash of the same in one pass") {
  const Progressive how =
      GENERATE(Progressive{}, Progressive{.low_bits = 0}, Progressive{.low_bits = 3},
               Progressive{.restart_interval = 7}, Progressive{.interleaved = false},
               Progressive{.interleaved = false, .restart_interval = 5},
               Progressive{.interleaved = false, .colours_first = true, .restart_interval = 5});
  // Sizes that do not end with a unit.
  for (const auto& [width, height] : {std::pair(800, 600), std::pair(645, 487)}) {
    const std::string progressive = make_progressive_jpeg(width, height, how, lit);
    const auto blocks = read_luma_blocks(progressive);
    REQUIRE(blocks);
    CHECK(blocks->whole);
    const int32_t mean = (lit(3, 5) - 128) * 8;
    CHECK(blocks->at(3, 5) == mean >> how.low_bits << how.low_bits);
    // As few as make pictures almost the same (kPictureDistance).
    CHECK(distance(progressive, make_grey_jpeg(width, height, lit)) <= 5);
    const auto facts = inspect("p", progressive);
    REQUIRE(facts.ok());
    CHECK(facts->picture_hash.size() == 16);
    CHECK_FALSE(facts->damaged);
  }
}

TEST_CASE("a progressive picture of which scans are missing is damaged and has no hash") {
  const std::string whole = make_progressive_jpeg(320, 240, {}, lit);
  REQUIRE(read_luma_blocks(whole)->whole);
  // Wherever it is cut behind its heads: in the first scan, in the second, before the last marker.
  const size_t data = whole.find("\xff\xda") + 20;
  for (size_t size = data; size < whole.size(); size += 1 + size % 7) {
    const auto blocks = read_luma_blocks(std::string_view(whole).substr(0, size));
    REQUIRE(blocks);
    CHECK_FALSE(blocks->whole);
    CHECK_FALSE(picture_hash(*blocks));
  }
}

TEST_CASE("any change of a progressive picture's bytes is read to an end") {
  const std::string whole = make_progressive_jpeg(
      200, 120, {.interleaved = false, .colours_first = true, .restart_interval = 3}, lit);
  size_t read = 0;
  for (size_t at = 2; at < whole.size(); ++at) {
    for (const char byte : {'\0', '\xff', '\x11', '\xda'}) {
      std::string changed = whole;
      changed[at] = byte;
      if (const auto blocks = read_luma_blocks(changed)) read += blocks->means.size();
    }
  }
  CHECK(read > 0);
  // A head that promises more than there is, and one that names a component twice.
  std::string cut = whole.substr(0, whole.find("\xff\xda") + 5);
  cut[cut.size() - 2] = '\3';
  CHECK_FALSE(read_luma_blocks(cut));
  std::string twice = make_progressive_jpeg(200, 120, {}, lit);
  const size_t ids = twice.find("\xff\xda") + 5;
  twice[ids + 2] = twice[ids];
  CHECK_FALSE(read_luma_blocks(twice));
}

TEST_CASE("many scans that tell nothing of the brightness take no longer than their bytes") {
  const std::string file = make_progressive_jpeg(64, 64, {.interleaved = false}, lit);
  const size_t first = file.find("\xff\xda");
  const size_t colours = file.find("\xff\xda", first + 2);
  const size_t next = file.find("\xff\xda", colours + 2);
  const std::string colour = file.substr(colours, next - colours);
  std::string many = file.substr(0, first);
  while (many.size() + colour.size() < kMaxLumaBytes - file.size()) many += colour;
  many += file.substr(first);
  const auto blocks = read_luma_blocks(many);
  REQUIRE(blocks);
  CHECK(blocks->whole);
}

}  // namespace
}  // namespace tollgate::evidence
