#include "tollgate/versions/merge.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

namespace tollgate::versions {
namespace {

// A random app in small: entities with fields, each with a label; ids are unique in their array.
Json random_document(std::mt19937& random) {
  Json entities = Json::array();
  std::vector<int> ids = {0, 1, 2, 3};
  for (const int id : ids) {
    if (random() % 3 == 0) continue;
    Json fields = Json::array();
    for (int field = 0; field < 4; ++field) {
      if (random() % 3 != 0) {
        fields.insert(fields.begin() + static_cast<int>(random() % (fields.size() + 1)),
                      Json{{"id", "f" + std::to_string(field)}, {"label", random() % 2}});
      }
    }
    entities.insert(entities.begin() + static_cast<int>(random() % (entities.size() + 1)),
                    Json{{"id", "e" + std::to_string(id)}, {"fields", fields}});
  }
  return {{"entities", entities}, {"name", random() % 3}};
}

using Leaves = std::map<std::string, Json>;

// The naive model: a document is its labels by path, without any order.
Leaves leaves_of(const Json& document) {
  Leaves leaves{{"/name", document.at("name")}};
  for (const Json& entity : document.at("entities")) {
    const std::string at = "/entities/" + entity.at("id").get<std::string>();
    leaves[at] = true;
    for (const Json& field : entity.at("fields")) {
      leaves[at + "/fields/" + field.at("id").get<std::string>()] = field.at("label");
    }
  }
  return leaves;
}

const Json* find(const Leaves& leaves, const std::string& path) {
  const auto found = leaves.find(path);
  return found == leaves.end() ? nullptr : &found->second;
}

bool same(const Json* a, const Json* b) { return a && b ? *a == *b : a == b; }

}  // namespace

TEST_CASE("a side that changed nothing gives way, and no id comes twice") {
  std::mt19937 random(7);
  size_t clashes = 0;
  size_t compared = 0;
  for (int round = 0; round < 500; ++round) {
    const Json base = random_document(random);
    const Json mine = random_document(random);
    const Json theirs = random_document(random);
    REQUIRE(merge_documents(base, base, theirs).document == theirs);
    REQUIRE(merge_documents(base, mine, base).document == mine);
    REQUIRE(merge_documents(base, mine, mine).clashes.empty());

    const Merge merge = merge_documents(base, mine, theirs);
    clashes += merge.clashes.size();
    std::set<std::string> seen;
    for (const Json& entity : merge.document.at("entities")) {
      REQUIRE(seen.insert(entity.at("id")).second);
    }
    const Leaves b = leaves_of(base);
    const Leaves m = leaves_of(mine);
    const Leaves t = leaves_of(theirs);
    const Leaves got = leaves_of(merge.document);
    Leaves all = b;
    all.insert(m.begin(), m.end());
    all.insert(t.begin(), t.end());
    for (const auto& [path, unused] : all) {
      const bool clashing = std::ranges::any_of(merge.clashes, [&](const Clash& clash) {
        return path == clash.path || path.starts_with(clash.path + "/") ||
               clash.path.starts_with(path + "/");
      });
      if (clashing) continue;
      const Json* expected = same(find(m, path), find(b, path)) ? find(t, path) : find(m, path);
      INFO(path << " " << base.dump() << " " << mine.dump() << " " << theirs.dump());
      REQUIRE(same(find(got, path), expected));
      ++compared;
    }
  }
  REQUIRE(clashes > 1000);
  REQUIRE(compared > 1000);
}

TEST_CASE("a clash keeps mine until it is decided") {
  const Json base = {{"fields", {{{"id", "a/b"}, {"label", "A"}}}}};
  Json mine = base;
  mine["fields"][0]["label"] = "B";
  Json theirs = base;
  theirs["fields"][0]["label"] = "C";
  Merge merge = merge_documents(base, mine, theirs);
  REQUIRE(merge.document == mine);
  REQUIRE(merge.clashes.size() == 1);
  REQUIRE(merge.clashes[0].path == "/fields/a~1b/label");
  merge = merge_documents(base, mine, theirs, {"/fields/a~1b/label"});
  REQUIRE(merge.document == theirs);
}

TEST_CASE("what one side removed and the other changed is asked, and a changed kind stays whole") {
  const Json base = {{"fields", {{{"id", "a"}, {"type", "text"}, {"length", 5}}}}};
  Json changed = base;
  changed["fields"][0]["length"] = 9;
  const Json removed = {{"fields", Json::array()}};
  REQUIRE(merge_documents(base, removed, changed).clashes.size() == 1);
  Json number = base;
  number["fields"][0] = {{"id", "a"}, {"type", "number"}};
  const Merge merge = merge_documents(base, number, changed);
  REQUIRE(merge.document == number);
  REQUIRE(merge.clashes.at(0).path == "/fields/a");
}

TEST_CASE("columns, menus and lists of ids merge by what they stand for") {
  const Json base = {{"columns", {{{"field", "a"}}, {{"field", "b"}}}},
                     {"menu", {{{"type", "view"}, {"target", "all"}}}},
                     {"dashboards", {"health"}}};
  Json mine = base;
  mine["columns"].push_back({{"field", "mine"}});
  mine["menu"].push_back({{"type", "form"}, {"target", "mine"}});
  mine["dashboards"] = {"health", "mine"};
  Json theirs = base;
  theirs["columns"].erase(0);
  theirs["columns"].push_back({{"field", "theirs"}});
  theirs["menu"].push_back({{"type", "view"}, {"target", "theirs"}});
  theirs["dashboards"] = {"theirs", "health"};
  const Merge merge = merge_documents(base, mine, theirs);
  CHECK(merge.clashes.empty());
  CHECK(merge.document.at("columns") ==
        Json({{{"field", "b"}}, {{"field", "mine"}}, {{"field", "theirs"}}}));
  CHECK(merge.document.at("menu").size() == 3);
  CHECK(merge.document.at("dashboards") == Json({"theirs", "health", "mine"}));
}

TEST_CASE("long lists merge in the order of who reordered, without growing slow") {
  constexpr int kItems = 20'000;
  Json base = Json::array();
  for (int i = 0; i < kItems; ++i) base.push_back({{"id", "f" + std::to_string(i)}, {"label", i}});
  Json mine = base;
  std::ranges::reverse(mine);
  Json theirs = base;
  for (int i = 0; i < kItems; ++i) theirs.push_back({{"id", "g" + std::to_string(i)}});
  // A square of it would take minutes, and so the tests' time.
  const Merge merge = merge_documents({{"fields", base}}, {{"fields", mine}}, {{"fields", theirs}});
  REQUIRE(merge.clashes.empty());
  const Json& merged = merge.document.at("fields");
  REQUIRE(merged.size() == size_t{2} * kItems);
  REQUIRE(merged[0].at("id") == "f19999");
  REQUIRE(merged[1].at("id") == "g0");
}

}  // namespace tollgate::versions
