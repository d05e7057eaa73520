// What counts as a slide or a page: what shows something.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "files_test_support.h"
#include "tollgate/evidence/inspect.h"

namespace tollgate::evidence {
namespace {

EvidenceFacts facts_of(std::string_view bytes) {
  Result<EvidenceFacts> facts = inspect("x", bytes);
  REQUIRE(facts.ok());
  return *facts;
}

int64_t slides(const std::string& slide,
               std::vector<std::pair<std::string, std::string>> parts = {}) {
  const EvidenceFacts facts = facts_of(make_deck(slide, std::move(parts)));
  CHECK(facts.slides == facts.slides_with_content);
  return facts.slides_with_content.value_or(-1);
}

// One page with these contents; objects from 5 on are its resources.
int64_t pages(const std::string& page, const std::vector<std::string>& more = {}) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>",
                                      "<< /Type /Pages /Kids [3 0 R] >>", page};
  objects.insert(objects.end(), more.begin(), more.end());
  const EvidenceFacts facts = facts_of(make_pdf_of(objects));
  CHECK(facts.pages == facts.pages_with_content);
  return facts.pages_with_content.value_or(-1);
}

int64_t painted(const std::string& content, const std::vector<std::string>& more = {}) {
  std::vector<std::string> objects = {pdf_stream(content)};
  objects.insert(objects.end(), more.begin(), more.end());
  return pages(
      "<< /Type /Page /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 5 0 R >> "
      ">> >>",
      objects);
}

TEST_CASE("a slide without anything to see does not count") {
  CHECK(slides(text_slide("MRI 方案")) == 1);
  CHECK(slides("") == 0);
  CHECK(slides("no XML at all") == 0);
  CHECK(slides("<p:sld/>") == 0);
  CHECK(slides(text_slide(" &#160; \xe3\x80\x80")) == 0);
  // Characters that are there and show nothing: of no width, of direction, fillers.
  CHECK(slides(text_slide("&#160;&#8203;&#8205;&#65279;&#8288;&#12644;&#917505;")) == 0);
  CHECK(slides(text_slide("&#8203;.")) == 1);
  // Hidden, and what is no slide at all.
  std::string hidden = text_slide("x");
  hidden.insert(hidden.find("<p:sld ") + 7, "show=\"0\" ");
  CHECK(slides(hidden) == 0);
  CHECK(slides("<note><t>x</t></note>") == 0);
  // Cut off, tags that do not close each other, a document type, a reference to nothing.
  const std::string slide = text_slide("x");
  CHECK(slides(slide.substr(0, slide.size() - 3)) == 0);
  CHECK(slides("<p:sld><a:p><a:t>x</a:p></a:t></p:sld>") == 0);
  CHECK(slides("<!DOCTYPE x [<!ENTITY e \"x\">]>" + text_slide("&e;")) == 0);
  CHECK(slides(text_slide("&e;")) == 0);
  CHECK(slides(slide + slide) == 0);
}

TEST_CASE("a picture counts when it is one") {
  const std::string rels = "ppt/slides/_rels/slide1.xml.rels";
  const auto with = [&](const std::string& target, const std::string& bytes) {
    return slides(picture_slide(),
                  {{rels, relation("rId9", "image", target)}, {"ppt/media/a.png", bytes}});
  };
  CHECK(with("../media/a.png", make_png(320, 240)) == 1);
  CHECK(with("/ppt/media/a.png", make_jpeg(640, 480, "")) == 1);
  CHECK(with("../media/b.png", make_png(320, 240)) == 0);
  CHECK(with("../../../../media/a.png", make_png(320, 240)) == 0);
  CHECK(with("../media/a.png", "no picture") == 0);
  CHECK(with("../media/a.png", make_png(1, 1)) == 0);
  CHECK(with("../media/a.png", "") == 0);
  CHECK(slides(picture_slide()) == 0);
}

TEST_CASE("a page without anything to see does not count") {
  CHECK(painted("BT /F1 12 Tf (Page) Tj ET") == 1);
  CHECK(painted("BT /F1 12 Tf [(P) -20 <616765>] TJ ET") == 1);
  CHECK(painted("0 0 100 100 re f") == 1);
  CHECK(painted("0 0 m 10 10 l S") == 1);
  CHECK(painted("BT ( ) Tj ET") == 0);
  CHECK(painted("0 0 100 100 re W n") == 0);
  CHECK(painted("S f B") == 0);
  // Drawn in no way, of no size, or white on the white of the page.
  CHECK(painted("BT 3 Tr /F1 12 Tf (Page) Tj ET") == 0);
  CHECK(painted("q BT 3 Tr /F1 12 Tf (Page) Tj ET Q BT (Page) Tj ET") == 1);
  CHECK(painted("BT /F1 0.0 Tf (Page) Tj ET") == 0);
  CHECK(painted("1 1 1 rg BT /F1 12 Tf (Page) Tj ET 0 0 100 100 re f") == 0);
  CHECK(painted("1 g 0 0 100 100 re f 0 g BT /F1 12 Tf (Page) Tj ET") == 1);
  CHECK(painted("0 0 0 0 K 0 0 m 10 10 l S") == 0);
  CHECK(painted("1 g 0 0 100 100 re B") == 1);
  CHECK(painted("% (Page) Tj") == 0);
  CHECK(painted("") == 0);
  CHECK(pages("<< /Type /Page >>") == 0);
  CHECK(pages("<< >>") == 0);
  CHECK(pages("<< /Type /Page /Contents 9 0 R >>") == 0);
  CHECK(pages("<< /Type /Page /Contents [4 0 R 5 0 R] >>",
              {pdf_stream("BT (Pa"), pdf_stream("ge) Tj ET")}) == 1);
}

TEST_CASE("content is read through the filters that makers of PDFs use") {
  const auto filtered = [](const std::string& data, const std::string& entries) {
    return pages("<< /Type /Page /Contents 4 0 R >>", {pdf_stream(data, entries)});
  };
  const std::string content = "BT (Page) Tj ET";
  CHECK(filtered(deflated(content, false), "/Filter /FlateDecode") == 1);
  CHECK(filtered(deflated(content, false), "/Filter [/FlateDecode] /DecodeParms [null]") == 1);
  CHECK(filtered("42542028506167652920546a204554>", "/Filter /ASCIIHexDecode") == 1);
  // "BT (Page) Tj ET" to base 85.
  CHECK(filtered("6<#'U:gn!J.3MT)+@T6~>", "/Filter /ASCII85Decode") == 1);
  CHECK(filtered("garbage", "/Filter /FlateDecode") == 0);
  CHECK(filtered(content, "/Filter /JBIG2Decode") == 0);
}

TEST_CASE("images and forms of a page count when they are there") {
  const auto image = [](const std::string& size, const std::string& data) {
    return painted("q 100 0 0 100 0 0 cm /X Do Q",
                   {pdf_stream(data, "/Subtype /Image /Filter /DCTDecode " + size)});
  };
  CHECK(image("/Width 1240 /Height 1754", "bytes") == 1);
  CHECK(image("/Width 1 /Height 1", "bytes") == 0);
  CHECK(image("/Width 1240 /Height 1754", "") == 0);
  CHECK(painted("/X Do", {pdf_stream("(Page) Tj", "/Subtype /Form")}) == 1);
  CHECK(painted("/X Do", {pdf_stream("", "/Subtype /Form")}) == 0);
  CHECK(painted("/Y Do", {pdf_stream("(Page) Tj", "/Subtype /Form")}) == 0);
  // A form that draws itself.
  CHECK(painted("/X Do", {pdf_stream("/X Do /X Do",
                                     "/Subtype /Form /Resources << /XObject << /X 5 0 R >> >>")}) ==
        0);
}

TEST_CASE("the text of slides and pages is found") {
  CHECK(facts_of(make_deck(text_slide("仁和医院 &amp; CT"))).text_found == "仁和医院 & CT");
  CHECK(facts_of(make_pptx(3)).text_found == "Page 1\nPage 2\nPage 3");
  CHECK(facts_of(make_pdf(2)).text_found == "Page\nPage");
  const auto shown = [](const std::string& content, const std::string& font,
                        const std::string& map) {
    return facts_of(make_pdf_of({"<< /Type /Catalog /Pages 2 0 R >>",
                                 "<< /Type /Pages /Kids [3 0 R] /Resources << /Font << /F 5 0 R >> "
                                 ">> >>",
                                 "<< /Type /Page /Contents 4 0 R >>", pdf_stream(content), font,
                                 pdf_stream(map)}))
        .text_found;
  };
  const std::string composite =
      "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R >>";
  const std::string content = "BT /F 12 Tf [<00010002> -5 <0003>] TJ ET";
  CHECK(shown(content, composite,
              "1 begincodespacerange <0000><ffff> endcodespacerange 2 beginbfchar <0001> <4ec1> "
              "<0002> <548c> endbfchar 1 beginbfrange <0003><0004> <0043> endbfrange") == "仁和C");
  CHECK(shown(content, composite,
              "begincodespacerange <0000> <ffff> endcodespacerange beginbfrange <0001> <0003> "
              "[<4ec1> <548c> <0043>] endbfrange") == "仁和C");
  CHECK(shown("BT /F 12 Tf <4ec1548c> Tj ET", "<< /Subtype /Type0 /Encoding /UniGB-UCS2-H >>",
              "") == "仁和");
  CHECK(shown(content, "<< /Subtype /Type0 /Encoding /Identity-H >>", "").empty());

  std::string words;
  for (int i = 0; i < 20'000; ++i) words += "仁和 ";
  const std::string found = facts_of(make_deck(text_slide(words))).text_found;
  CHECK(found.size() <= 16'384);
  CHECK(found.size() > 16'300);
}

TEST_CASE("what is only shaped like a type does not have it") {
  CHECK(facts_of("%PDF-1.7 1 0 obj endobj").media_type == "text/plain");
  CHECK(facts_of("five!").media_type == "text/plain");
  CHECK(facts_of("\x89PNG\r\n\x1a\n").media_type == "application/octet-stream");
  CHECK(facts_of("\xff\xd8\xff").media_type == "application/octet-stream");
  CHECK(facts_of(make_png(320, 240)).media_type == "image/png");
  CHECK(facts_of(make_zip({{"[Content_Types].xml", ""}, {"ppt/presentation.xml", "<x/>"}}))
            .media_type == "application/zip");
}

TEST_CASE("hostile content ends soon") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(slides(deep) == 0);
  CHECK(slides("<a " + std::string(1'000'000, 'x')) == 0);
  // A small file whose pages all show the same large content, unpacked again for each.
  const std::string bomb = deflated(std::string(8'000'000, ' '), false);
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", ""};
  objects.push_back(pdf_stream(bomb, "/Filter /FlateDecode"));
  std::string kids;
  for (int i = 0; i < 5'000; ++i) {
    objects.push_back("<< /Type /Page /Contents 3 0 R >>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] >>";
  CHECK(facts_of(make_pdf_of(objects)).pages_with_content.value_or(0) == 0);
  // Forms that draw each other, again and again.
  std::string forms;
  for (int i = 5; i < 205; ++i)
    forms += "/F" + std::to_string(i) + " " + std::to_string(i) + " 0 R ";
  std::vector<std::string> more;
  for (int i = 0; i < 200; ++i) {
    std::string draws;
    for (int j = 5; j < 205; ++j) draws += "/F" + std::to_string(j) + " Do ";
    more.push_back(
        pdf_stream(draws, "/Subtype /Form /Resources << /XObject << " + forms + ">> >>"));
  }
  CHECK(painted("/X Do", more) == 0);
  // Maps of characters without end.
  CHECK(facts_of(
            make_pdf_of({"<< /Type /Catalog /Pages 2 0 R >>",
                         "<< /Type /Pages /Kids [3 0 R] /Resources << /Font << /F 5 0 R >> >> "
                         ">>",
                         "<< /Type /Page /Contents 4 0 R >>", pdf_stream("BT /F 12 Tf (x) Tj ET"),
                         "<< /Subtype /Type0 /ToUnicode 6 0 R >>",
                         pdf_stream("beginbfrange <00000000><ffffffff> <0000> endbfrange")}))
            .pages_with_content == 1);
}

}  // namespace
}  // namespace tollgate::evidence
