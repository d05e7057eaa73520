#include "tollgate/base/record_id.h"

#include <catch_amalgamated.hpp>
#include <string>

#include "tollgate/base/limits.h"

namespace tollgate {
namespace {

TEST_CASE("an id may be any text that people and programs read alike") {
  for (const char* id :
       {"visit-2f3k", "rep_001", "A/B:7", "客户 0042", "Zo\xc3\xab", "\xf0\x9f\x8f\xa5"}) {
    INFO(id);
    CHECK_FALSE(record_id_problem(id));
  }
  CHECK_FALSE(record_id_problem(std::string(limits::kRecordIdBytes, 'x')));
}

TEST_CASE("an id that only people or only programs can tell apart is refused") {
  const auto says = [](const std::string& id) {
    const auto problem = record_id_problem(id);
    return problem ? problem->en : std::string();
  };
  CHECK(says("") == "is missing");
  CHECK(says(std::string(limits::kRecordIdBytes + 1, 'x')) == "is longer than 200 bytes");
  CHECK(says("a\xff") == "is no text in UTF-8");
  CHECK(says("Zoe\xcc\x88").starts_with("is not in Unicode's normal form C"));
  const std::string unseen[] = {std::string("a\0b", 3),
                                "a\nb",
                                "a\tb",
                                "a\x7f",
                                "a\xc2\x85",      // next line
                                "a\xe2\x80\xae",  // right-to-left override
                                "\xe2\x80\x8f"
                                "a",  // right-to-left mark
                                "a\xe2\x81\xa6"
                                "b",          // isolate
                                "a\xd8\x9c",  // Arabic letter mark
                                "a\xe2\x80\x8b"
                                "b",  // zero width
                                "a\xe2\x80\x8d"
                                "b",  // joiner
                                "\xef\xbb\xbf"
                                "a",  // byte order mark
                                "a\xe2\x80\xa8"
                                "b",               // line separator
                                "a\xee\x80\x80"};  // private use
  for (const std::string& id : unseen) {
    INFO(id);
    CHECK(says(id).starts_with("has characters that nobody sees"));
  }
  for (const char* id : {" a", "a ", "a  b",
                         "\xc2\xa0"
                         "a",
                         "a\xe3\x80\x80"}) {
    INFO(id);
    CHECK(says(id).starts_with("has blanks"));
  }
}

}  // namespace
}  // namespace tollgate
