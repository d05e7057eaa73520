// What a member is for: by the "?" beside it, by F1, and for those who hear it.
#include <catch_amalgamated.hpp>

#include "headless_designer_test_support.h"

namespace tollgate::designer {
namespace {

constexpr const char* kRequiredHelp = "Without it the record is not complete";

TEST_CASE("each member is explained by its button, by F1, and as a description") {
  HeadlessDesigner designer(kSmall);
  designer.app.set_language(Language::kEnglish);
  designer.settle();
  const auto shown = [&] {
    for (const SemanticNode& node : designer.seen().nodes()) {
      if (node.role == Role::kText && node.name.starts_with(kRequiredHelp)) return node.name;
    }
    return std::string();
  };
  designer.click(Role::kTreeItem, "Place");
  CHECK(designer.get(Role::kRadioGroup, "Required").description.starts_with(kRequiredHelp));
  CHECK(shown().empty());
  designer.click(Role::kButton, "About: Required");
  CHECK(shown().find("Example: Findings are required") != std::string::npos);
  CHECK((designer.get(Role::kButton, "About: Required").states & kExpanded) != 0);
  designer.click(Role::kButton, "About: Required");
  CHECK(shown().empty());
  // By keyboard, where the focus is.
  designer.focus(designer.get(Role::kRadio, "Optional").id);
  designer.key(Key::kF1);
  CHECK_FALSE(shown().empty());
  CHECK(designer.said.find(kRequiredHelp) != std::string::npos);
  designer.key(Key::kF1);
  CHECK(shown().empty());
  // One member's at a time.
  designer.activate(Role::kButton, "About: Type");
  designer.focus(designer.get(Role::kRadio, "Optional").id);
  designer.key(Key::kF1);
  CHECK((designer.get(Role::kButton, "About: Type").states & kExpanded) == 0);
}

}  // namespace
}  // namespace tollgate::designer
