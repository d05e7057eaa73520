#include "tollgate/evidence/inspect.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "files_test_support.h"
#include "tollgate/base/value_members.h"

namespace tollgate::evidence {
namespace {

using namespace std::string_view_literals;

constexpr const char* kPptx =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";

EvidenceFacts inspect_bytes(std::string_view bytes, const InspectLimits& limits = {}) {
  Result<EvidenceFacts> facts = inspect("x", bytes, limits);
  REQUIRE(facts.ok());
  return std::move(*facts);
}

std::string note_of(const EvidenceFacts& facts) {
  return facts.notes.empty() ? "" : facts.notes[0].code;
}

TEST_CASE("every file has a name, a size and a hash") {
  const auto facts = inspect("报告.txt", "abc");
  REQUIRE(facts.ok());
  CHECK(
      write_json(to_json(*facts)) ==
      R"({"media_type":"text/plain","name":"报告.txt","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size_bytes":3})");
  CHECK(inspect("", "abc")->name == "file");
  CHECK(inspect("\xff", "abc")->name == "file");
  CHECK(inspect(std::string(500, 'x'), "abc")->name.size() == 200);
  CHECK(inspect("x", "").diagnostics()[0].code == "evidence.empty");
  CHECK(inspect("x", "abc", {.max_bytes = 2}).diagnostics()[0].code == "evidence.too_large");
}

TEST_CASE("what is found has the names of the schema") {
  EvidenceFacts facts{.name = "x", .media_type = "image/jpeg", .size_bytes = 1, .sha256 = "ab"};
  facts.slides = facts.pages = facts.width = facts.height = 1;
  facts.slides_with_content = facts.pages_with_content = 1;
  facts.text_found = "x";
  facts.captured_at = facts.latitude = facts.longitude = facts.picture_hash = "1";
  std::set<std::string> names{"name", "sha256", "text_found"};
  for (const ValueMember& member : kEvidenceMembers) {
    if (member.said_by == SaidBy::kCounted || member.said_by == SaidBy::kRead)
      names.emplace(member.name);
  }
  const Json json = to_json(facts);
  std::set<std::string> written;
  for (const auto& [name, value] : json.items()) written.insert(name);
  CHECK(written == names);
}

TEST_CASE("media types come from the bytes") {
  CHECK(media_type_of("\x89PNG\r\n\x1a\n....") == "image/png");
  CHECK(media_type_of("\xff\xd8\xff\xe0") == "image/jpeg");
  CHECK(media_type_of("RIFF....WEBPVP8 ") == "image/webp");
  CHECK(media_type_of("RIFF....WAVEfmt ") == "audio/wav");
  CHECK(media_type_of("\0\0\0\x20"
                      "ftypheic"sv) == "image/heic");
  CHECK(media_type_of("\0\0\0\x20"
                      "ftypM4A "sv) == "audio/mp4");
  CHECK(media_type_of("\0\0\0\x20"
                      "ftypisom"sv) == "video/mp4");
  CHECK(media_type_of("\xff\xfb\x90\x64") == "audio/mpeg");
  CHECK(media_type_of("junk before\n%PDF-1.4") == "application/pdf");
  CHECK(media_type_of(make_zip({{"a", "b"}})) == "application/zip");
  CHECK(media_type_of(make_pptx(1)) == kPptx);
  CHECK(media_type_of(make_zip({{"[Content_Types].xml", ""}, {"word/document.xml", ""}}))
            .ends_with("wordprocessingml.document"));
  CHECK(media_type_of("<html><script>") == "text/plain");
  CHECK(media_type_of("中文") == "text/plain");
  CHECK(media_type_of("\x00\x01\x02"sv) == "application/octet-stream");
  CHECK(media_type_of("PK\3\4") == "application/zip");
}

TEST_CASE("slides are those that the presentation names and that are there") {
  const EvidenceFacts deck = inspect_bytes(make_pptx(12));
  CHECK(deck.media_type == kPptx);
  CHECK(deck.slides == 12);
  CHECK_FALSE(deck.pages);
  CHECK(deck.notes.empty());
  CHECK(inspect_bytes(make_pptx(5, 3)).slides == 3);
  CHECK(inspect_bytes(make_pptx(0)).slides == 0);
  CHECK(inspect_bytes(make_zip({{"[Content_Types].xml", ""}, {"ppt/presentation.xml", "<x/>"}}))
            .notes.size() == 1);
}

TEST_CASE("a damaged or hostile archive is noted, never believed") {
  std::string deck = make_pptx(3);
  const size_t presentation = deck.find("ppt/presentation.xml");
  deck.replace(presentation + 20, 12, "............");
  CHECK(note_of(inspect_bytes(deck)) == "evidence.damaged_archive");
  CHECK_FALSE(inspect_bytes(deck).slides);

  const std::string bomb(40'000'000, 'x');
  const std::string packed = make_zip({{"[Content_Types].xml", ""},
                                       {"ppt/presentation.xml", bomb},
                                       {"ppt/_rels/presentation.xml.rels", ""}});
  CHECK(packed.size() < 100'000);
  CHECK(note_of(inspect_bytes(packed)) == "evidence.damaged_archive");
  CHECK(note_of(inspect_bytes(make_pptx(3), {.max_unpacked_bytes = 100})) ==
        "evidence.damaged_archive");
  // A bomb that lies about its size is stopped while it unpacks.
  std::string liar = packed;
  for (size_t at = liar.find(little(40'000'000, 4)); at != std::string::npos;
       at = liar.find(little(40'000'000, 4))) {
    liar.replace(at, 4, little(10, 4));
  }
  CHECK(note_of(inspect_bytes(liar)) == "evidence.damaged_archive");
}

TEST_CASE("pages are counted one by one") {
  for (const PdfShape shape :
       {PdfShape::kClassic, PdfShape::kStreams, PdfShape::kBrokenTable, PdfShape::kNestedTree,
        PdfShape::kWrongCount, PdfShape::kCircularTree}) {
    for (const int pages : {1, 2, 37}) {
      INFO(static_cast<int>(shape) << " with " << pages);
      const EvidenceFacts facts = inspect_bytes(make_pdf(pages, shape));
      CHECK(facts.media_type == "application/pdf");
      CHECK(facts.pages == pages);
      CHECK(facts.notes.empty());
    }
  }
}

TEST_CASE("a PDF whose table is lost is looked through") {
  std::string streams = make_pdf(7, PdfShape::kStreams);
  streams.resize(streams.rfind("startxref"));
  CHECK(inspect_bytes(streams).pages == 7);
  std::string classic = make_pdf(4);
  classic.resize(classic.rfind("xref\n0"));
  CHECK(inspect_bytes(classic).pages == 4);
  CHECK(inspect_bytes("junk\n" + make_pdf(3)).pages == 3);
}

TEST_CASE("an update of a PDF counts, not what it replaced") {
  std::string file = make_pdf(3);
  const size_t first_table = file.rfind("xref\n0", file.rfind("startxref") - 1);
  const size_t at = file.size();
  file += "2 0 obj\n<< /Type /Pages /Kids [4 0 R] >>\nendobj\n";
  const size_t table = file.size();
  const std::string offset = std::to_string(at);
  file += "xref\n2 1\n" + std::string(10 - offset.size(), '0') + offset +
          " 00000 n \ntrailer\n<< /Root 1 0 R /Prev " + std::to_string(first_table) +
          " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  CHECK(inspect_bytes(file).pages == 1);
}

TEST_CASE("PDFs that cannot be counted say why") {
  CHECK(note_of(inspect_bytes("%PDF-1.4\nnothing more")) == "evidence.damaged_pdf");
  CHECK(note_of(inspect_bytes("%PDF-1.4\ntrailer << /Root 9 0 R /Encrypt 8 0 R >>")) ==
        "evidence.encrypted_pdf");
}

TEST_CASE("hostile PDFs end soon") {
  // Tables that point at each other, deep nesting, strings without end, a comment read again and
  // again: each must come back, with or without a count.
  std::string circle =
      "%PDF-1.4\nxref\n0 0\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF";
  CHECK_FALSE(inspect_bytes(circle).pages);
  CHECK_FALSE(inspect_bytes("%PDF-1.4\n1 0 obj " + std::string(1'000'000, '[')).pages);
  CHECK_FALSE(inspect_bytes("%PDF-1.4\n1 0 obj (" + std::string(1'000'000, 'x')).pages);
  std::string repeated = "%PDF-1.4\n";
  for (int i = 0; i < 20'000; ++i) repeated += std::to_string(i) + " 0 obj(\n";
  inspect_bytes(repeated);
  std::string kids = "%PDF-1.4\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [";
  for (int i = 0; i < 300'000; ++i) kids += "2 0 R ";
  kids += "] >> endobj trailer << /Root 1 0 R >>";
  CHECK_FALSE(inspect_bytes(kids).pages);
}

TEST_CASE("pictures have a size") {
  const std::string png = make_png(320, 240);
  CHECK(inspect_bytes(png).width == 320);
  CHECK(inspect_bytes(png).height == 240);
  CHECK(inspect_bytes("GIF89a" + little(10, 2) + little(20, 2)).height == 20);
  CHECK(inspect_bytes(make_jpeg(4000, 3000, "")).width == 4000);
  CHECK(inspect_bytes(make_jpeg(4000, 3000, "")).height == 3000);
  const std::string webp =
      "RIFF....WEBPVP8X" + little(10, 4) + little(0, 4) + little(99, 3) + little(49, 3);
  CHECK(inspect_bytes(webp).width == 100);
  CHECK(inspect_bytes(webp).height == 50);
  CHECK_FALSE(inspect_bytes("\x89PNG\r\n\x1a\n").width);
}

TEST_CASE("a photo says when and where it was taken") {
  for (const bool big_endian : {false, true}) {
    const EvidenceFacts facts =
        inspect_bytes(make_jpeg(4, 3, make_exif(big_endian, "2026:03:01 09:30:00", "+08:00")));
    CHECK(facts.captured_at == "2026-03-01T09:30:00+08:00");
    CHECK(facts.latitude == "30.252639");
    CHECK(facts.longitude == "120.166667");
    CHECK(facts.width == 4);
  }
  const EvidenceFacts south =
      inspect_bytes(make_jpeg(4, 3, make_exif(true, "2026:03:01 09:30:00", "", 'S', 'W')));
  CHECK(south.captured_at == "2026-03-01T09:30:00");
  CHECK(south.latitude == "-30.252639");
  CHECK(south.longitude == "-120.166667");
  CHECK(inspect_bytes(make_jpeg(4, 3, make_exif(true, "2026:13:01 09:30:00", "+08:00")))
            .captured_at.empty());
  CHECK(inspect_bytes(make_jpeg(4, 3, make_exif(true, "    :  :     :  :  ", "")))
            .captured_at.empty());
}

TEST_CASE("cutting or changing any byte of a file never crashes") {
  const std::string files[] = {
      make_pptx(2), make_pdf(2), make_pdf(2, PdfShape::kStreams),
      make_jpeg(4, 3, make_exif(false, "2026:03:01 09:30:00", "+08:00")),
      with_capture(make_grey_jpeg(80, 64, [](int x, int y) { return x * 20 + y; }),
                   R"({"format":"tollgate.capture/1"})")};
  for (const std::string& file : files) {
    for (size_t i = 1; i < file.size(); ++i) {
      std::string changed = file;
      changed[i] = static_cast<char>(changed[i] ^ 0xff);
      inspect_bytes(changed);
      inspect_bytes(std::string_view(file).substr(0, i));
    }
  }
}

}  // namespace
}  // namespace tollgate::evidence
