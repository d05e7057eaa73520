// Who is told of changes: those with an open stream, each once, and nobody when it has ended.
#include "hub/stream_readers.h"

#include <catch_amalgamated.hpp>
#include <optional>

namespace tollgate::server {
namespace {

TEST_CASE("Somebody is a reader until the last of their streams has ended") {
  StreamReaders readers;
  StreamReaders::Pass page = readers.add("visits", "ann", "as ann");
  StreamReaders::Pass phone = readers.add("visits", "ann", "as ann, in another role");
  const StreamReaders::Pass other = readers.add("visits", "bob", "as bob");
  const StreamReaders::Pass elsewhere = readers.add("calls", "ann", "as ann there");
  CHECK(readers.of("visits") ==
        StreamReaders::OfApp{{"ann", "as ann, in another role"}, {"bob", "as bob"}});
  page.reset();
  CHECK(readers.of("visits").contains("ann"));
  const StreamReaders::Pass copy = phone;
  phone.reset();
  CHECK(readers.of("visits").contains("ann"));
  CHECK(readers.of("nothing").empty());
}

TEST_CASE("A stream that outlives the readers ends in peace") {
  std::optional<StreamReaders> readers;
  readers.emplace();
  StreamReaders::Pass pass = readers->add("visits", "ann", "as ann");
  readers.reset();
  pass.reset();
  CHECK(pass == nullptr);
}

TEST_CASE("With its stream a reader is forgotten") {
  StreamReaders readers;
  {
    const StreamReaders::Pass pass = readers.add("visits", "ann", "as ann");
  }
  CHECK(readers.of("visits").empty());
}

}  // namespace
}  // namespace tollgate::server
