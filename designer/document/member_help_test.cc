// Each member that the inspector may show is explained, and nothing else.
#include "tollgate/designer/document/member_help.h"

#include <catch_amalgamated.hpp>
#include <set>

#include "member_help_table.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

TEST_CASE("no member of the schema lacks a sentence and an example, and no help lacks a member") {
  std::set<std::string> used;
  const std::vector<SchemaMember> members = schema_members();
  CHECK(members.size() > 250);
  std::set<std::string> keys;
  for (const MemberHelpRow& row : member_help_rows()) keys.insert(row.key);
  for (const SchemaMember& member : members) {
    INFO(member.definition << "." << member.name);
    const std::optional<MemberHelp> help = member_help(member.definition, member.name);
    REQUIRE(help);
    for (const LocalizedText& text : {help->sentence, help->example}) {
      CHECK_FALSE(text.zh.empty());
      CHECK_FALSE(text.en.empty());
    }
    CHECK(help->sentence.zh != help->sentence.en);
    const std::string own = member.definition + "." + member.name;
    used.insert(keys.contains(own) ? own : member.name);
  }
  CHECK(used == keys);
}

TEST_CASE("the definition's own help wins over a common one") {
  CHECK(member_help("role", "label")->example.en == "Store manager");
  CHECK(member_help("transition", "id")->sentence.en == member_help("field", "id")->sentence.en);
  CHECK_FALSE(member_help("field", "no_such_member"));
}

}  // namespace
}  // namespace tollgate::designer
