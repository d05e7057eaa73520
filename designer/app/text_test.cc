#include <catch_amalgamated.hpp>

#include "headless_designer_test_support.h"
#include "tollgate/designer/widgets/text.h"

namespace tollgate::designer {
namespace {

// Text is measured within a frame: letters are half a square, Chinese a whole one.
struct Frame {
  explicit Frame(HeadlessDesigner& designer) : ui(designer.app.ui()) { ImGui::NewFrame(); }
  ~Frame() { ImGui::EndFrame(); }
  const Ui& ui;
};

const char* const kEmpty = R"({"format": "tollgate.app/1"})";

TEST_CASE("no line begins with closing punctuation or ends with an opening bracket") {
  HeadlessDesigner designer(kEmpty);
  Frame frame(designer);
  const TextStyle style{.size = 10};
  const auto lines = wrap_text(frame.ui, "到医院后点一下。再（看）", 70, style);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "到医院后点一");
  CHECK(lines[1] == "下。再（看）");
  const auto bracket = wrap_text(frame.ui, "一二三四（五", 50, style);
  REQUIRE(bracket.size() == 2);
  CHECK(bracket[0] == "一二三四");
}

TEST_CASE("the last line that is shown holds the rest") {
  HeadlessDesigner designer(kEmpty);
  Frame frame(designer);
  const TextStyle style{.size = 10};
  const auto lines = wrap_to_rest(frame.ui, "一二三四五六七八九", 30, style, 2);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "一二三");
  CHECK(lines[1] == "四五六七八九");
}

}  // namespace
}  // namespace tollgate::designer
