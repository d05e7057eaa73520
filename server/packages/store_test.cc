// What a hub keeps of packages stays as it was put, and what nobody uses goes.
#include "tollgate/packages/store.h"

#include <catch_amalgamated.hpp>

namespace tollgate::packages {

TEST_CASE("packages stay while an app or the gallery uses them") {
  auto store = PackageStore::open({});
  REQUIRE(store.ok());
  const std::string bytes("PK\0\1", 4);
  for (const char* sha256 : {"a", "b", "c", "d"}) {
    REQUIRE((*store)
                ->put_package({.sha256 = sha256,
                               .id = "inspection",
                               .version = "1.0.0",
                               .signature = "",
                               .came_ms = 10},
                              bytes)
                .ok());
  }
  CHECK((*store)->bytes("a") == bytes);
  CHECK((*store)->bytes("none").empty());

  Installation installation;
  installation.app = "inspection_2";
  installation.sha256 = "a";
  installation.previous_sha256 = "b";
  installation.base = "{}";
  installation.previous_document = "{\"id\": 1}";
  installation.updates_itself = true;
  installation.installed_ms = 7;
  REQUIRE((*store)->put_installation(installation).ok());
  REQUIRE((*store)->put_published({"inspection", "1.0.0", "c", "", 1, "{}"}).ok());
  REQUIRE((*store)->forget_unused(10).ok());
  CHECK((*store)->package("d"));
  REQUIRE((*store)->forget_unused(11).ok());
  CHECK((*store)->package("a"));
  CHECK((*store)->package("b"));
  CHECK((*store)->package("c"));
  CHECK_FALSE((*store)->package("d"));

  const auto read = (*store)->installation("inspection_2");
  REQUIRE(read);
  CHECK(read->previous_document == installation.previous_document);
  CHECK(read->updates_itself);
  CHECK(read->installed_ms == 7);
  CHECK((*store)->installations().size() == 1);
  REQUIRE((*store)->remove_installation("inspection_2").ok());
  CHECK((*store)->installations().empty());
}

TEST_CASE("a signature comes to its package later, and none takes it away") {
  auto store = PackageStore::open({});
  REQUIRE(store.ok());
  KeptPackage package{.sha256 = "a", .id = "x", .version = "1.0.0", .signature = "", .came_ms = 1};
  REQUIRE((*store)->put_package(package, "bytes").ok());
  package.signature = "signed";
  REQUIRE((*store)->put_package(package, "").ok());
  package.signature = "";
  REQUIRE((*store)->put_package(package, "other").ok());
  CHECK((*store)->package("a")->signature == "signed");
  CHECK((*store)->bytes("a") == "bytes");
}

TEST_CASE("a publisher is known by the key, under the first name") {
  auto store = PackageStore::open({});
  REQUIRE(store.ok());
  CHECK_FALSE((*store)->publisher("k1"));
  REQUIRE((*store)->know_publisher("k1", "Ann").ok());
  REQUIRE((*store)->know_publisher("k1", "Bob").ok());
  CHECK((*store)->publisher("k1") == "Ann");
  CHECK((*store)->keys_of("Ann") == std::vector<std::string>{"k1"});
  REQUIRE((*store)->put_gallery({"g", "https://example.org", "{}", 3}).ok());
  CHECK((*store)->galleries().at(0).seen_ms == 3);
  REQUIRE((*store)->remove_gallery("g").ok());
  CHECK((*store)->galleries().empty());
}

}  // namespace tollgate::packages
