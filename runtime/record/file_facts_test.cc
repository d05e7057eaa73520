#include "tollgate/record/file_facts.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "tollgate/record/lookup.h"

namespace tollgate::record {
namespace {

const std::string kDeckHash(64, 'a');
const std::string kScanHash(64, 'b');

Json file(const std::string& sha256) { return {{"name", "x.pdf"}, {"sha256", sha256}}; }

std::string fields_of(const feel::Value& places) {
  if (places.is_null()) return "none";
  std::string text;
  for (const feel::Value& place : places.as_list()) {
    text += std::string(place.find("record")->as_string()) + "." +
            std::string(place.find("field")->as_string()) + " ";
  }
  return text;
}

class UsedBefore final : public RecordLookup {
 public:
  const feel::Value* find(std::string_view, std::string_view) override { return nullptr; }
  FileFacts file_facts(std::string_view, std::string_view record, std::string_view hash) override {
    ++asked;
    if (record != "o2" || hash != kDeckHash) return {};
    return {{{"deal", "o1", "deck", "Deal 1"}}, "City hospital"};
  }
  int asked = 0;
};

TEST_CASE("files are found wherever a value holds them") {
  const Json values = {{"deck", file(kDeckHash)},
                       {"photos", {file(kScanHash), file(kScanHash)}},
                       {"visits", {{{"photo", file(kDeckHash)}, {"note", "x"}}}},
                       {"city", "Wuhan"},
                       {"odd", {{"sha256", "no hash"}}}};
  CHECK(files_in(values) == std::vector<HeldFile>{{kDeckHash, "deck"},
                                                  {kScanHash, "photos"},
                                                  {kScanHash, "photos"},
                                                  {kDeckHash, "photo"}});
  CHECK(files_in("text").empty());
}

TEST_CASE("the same bytes are told of each other place, not of their own") {
  UsedBefore lookup;
  const Json values = {{"deck", file(kDeckHash)}, {"scan", file(kDeckHash)}};
  const HeldFiles first("deal", "o1", files_in(values), &lookup);
  CHECK(lookup.asked == 1);
  CHECK(fields_of(first.reused_in(kDeckHash, "deck")) == "o1.scan ");
  CHECK(fields_of(first.reused_in(kDeckHash, "scan")) == "o1.deck ");
  CHECK(fields_of(first.reused_in(kScanHash, "scan")) == "none");

  const HeldFiles alone("deal", "o2", {{kDeckHash, "deck"}}, &lookup);
  const feel::Value places = alone.reused_in(kDeckHash, "deck");
  CHECK(fields_of(places) == "o1.deck ");
  CHECK(places.as_list()[0].find("title")->as_string() == "Deal 1");
  CHECK(alone.text_found(kDeckHash).as_string() == "City hospital");
  CHECK(alone.text_found(kScanHash).is_null());
  CHECK(HeldFiles("deal", "o2", {{kDeckHash, "deck"}}, nullptr)
            .reused_in(kDeckHash, "deck")
            .is_null());

  const HeldFiles twice("deal", "o3", {{kScanHash, "photos"}, {kScanHash, "photos"}}, nullptr);
  CHECK(fields_of(twice.reused_in(kScanHash, "photos")) == "o3.photos ");
}

}  // namespace
}  // namespace tollgate::record
