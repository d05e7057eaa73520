// A file that was handed in before is seen by rules, and told to people.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "log_test_support.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/live/app_rules.h"

namespace tollgate::engine {
namespace {

constexpr const char* kDealApp = R"json({
  "format": "tollgate.app/1", "id": "deals", "version": 1, "label": {"en": "Deals"},
  "locales": ["en"],
  "entities": [{"id": "deal", "label": {"en": "Deal"}, "title": "name",
    "fields": [{"id": "name", "type": "text", "label": {"en": "Name"}},
               {"id": "deck", "type": "file", "label": {"en": "Deck"}},
               {"id": "scan", "type": "file", "label": {"en": "Scan"}},
               {"id": "same", "type": "boolean", "label": {"en": "Same"},
                "computed": "count(deck.reused_in) > 0 and deck.reused_in[1].field = \"scan\""}]}],
  "forms": [{"id": "deal", "entity": "deal", "label": {"en": "Deal"},
             "sections": [{"id": "all", "label": {"en": "All"},
                           "fields": [{"field": "name"}, {"field": "deck"}, {"field": "scan"},
                                      {"field": "same"}]}]}],
  "metrics": [{"id": "reused", "label": {"en": "Reused"}, "entity": "deal", "aggregate": "count",
               "filter": "deck.reused_in != null"}]
})json";

struct Deals {
  std::unique_ptr<Engine> engine;
  std::string deck;
  std::string scan;

  explicit Deals(std::unique_ptr<Engine> opened) : engine(std::move(opened)) {
    deck = engine->put_blob("deck.txt", "what was shown")->at("sha256");
    scan = engine->put_blob("scan.txt", "what was signed")->at("sha256");
  }
  void set(const std::string& record, const char* field, const std::string& sha256) {
    const Json value = sha256.empty() ? Json() : Json{{"name", "x"}, {"sha256", sha256}};
    REQUIRE(
        engine
            ->commit({ops::RecordSet{
                          "deal", record, {{"name", "Deal " + record, ""}, {field, value, ""}}, ""},
                      ops::RecordStatusSet{"deal", record, ops::RecordStatus::kComplete}},
                     {})
            .ok());
  }
  // The places as "record.field title", of what rules see.
  std::string reused(const std::string& record, const char* field) {
    const auto stored = engine->store().find_record("deal", record);
    const record::RecordView view = engine->app()->records->view(stored->state, {});
    const feel::Value* places = view.field(field).find("reused_in");
    if (places == nullptr || places->is_null()) return "";
    std::string text;
    for (const feel::Value& place : places->as_list()) {
      text += std::string(place.find("record")->as_string()) + "." +
              std::string(place.find("field")->as_string()) + ";";
    }
    return text;
  }
};

std::unique_ptr<Engine> deals_in_memory() {
  return std::move(*Engine::open({.app_text = kDealApp, .now = Instant{0}, .seed = 1}));
}

TEST_CASE("whoever holds a file later is told of who held it before") {
  Deals deals(deals_in_memory());
  deals.set("a", "deck", deals.deck);
  deals.set("b", "deck", deals.deck);
  deals.set("c", "scan", deals.deck);
  CHECK(deals.reused("a", "deck").empty());
  CHECK(deals.reused("b", "deck") == "a.deck;");
  CHECK(deals.reused("c", "scan") == "a.deck;b.deck;");

  // Handing it in again does not make the first one the later one.
  deals.set("a", "deck", deals.deck);
  CHECK(deals.reused("a", "deck").empty());
  CHECK(deals.reused("b", "deck") == "a.deck;");
  deals.set("a", "scan", deals.deck);
  CHECK(deals.reused("a", "deck") == "a.scan;");
  CHECK(deals.reused("a", "scan") == "a.deck;");

  // Who gives it up, or is discarded, did not use it.
  deals.set("a", "deck", "");
  deals.set("a", "scan", deals.scan);
  CHECK(deals.reused("b", "deck").empty());
  CHECK(deals.reused("c", "scan") == "b.deck;");
  REQUIRE(deals.engine->commit({ops::RecordDiscard{"deal", "b"}}, {}).ok());
  CHECK(deals.reused("c", "scan").empty());
}

TEST_CASE("a metric follows when an earlier record gives the file up") {
  Deals deals(deals_in_memory());
  deals.set("a", "deck", deals.deck);
  deals.set("b", "deck", deals.deck);
  const auto reused = [&] {
    metrics::Metrics& metrics = *deals.engine->app()->metrics;
    return metrics.read(*deals.engine->app()->model->find_metric("reused"), {}, 0).at(0).count;
  };
  CHECK(reused() == 1);
  deals.set("a", "deck", deals.scan);
  CHECK(reused() == 0);
}

TEST_CASE("uses are made again from the log, and for a database that had none") {
  LogOnFiles log;
  EngineOptions options = log.options();
  options.app_text = kDealApp;
  std::map<std::string, std::string> sound;
  {
    Deals deals(std::move(*Engine::open(options)));
    deals.set("a", "deck", deals.deck);
    deals.set("b", "deck", deals.deck);
    deals.set("b", "scan", deals.scan);
    deals.set("b", "scan", "");
    deals.set("c", "scan", deals.deck);
    REQUIRE(deals.engine->commit({ops::RecordDiscard{"deal", "b"}}, {}).ok());
    sound = deals.engine->store().digests();
    CHECK(deals.engine->rebuild()->differences.empty());
    CHECK(deals.engine->store().digests() == sound);
  }
  log.change({"DROP TABLE blob_use"});
  Deals deals(std::move(*Engine::open(options)));
  CHECK(deals.reused("c", "scan") == "a.deck;");
  CHECK(deals.engine->store().digests().at("blob_use") == sound.at("blob_use"));
}

TEST_CASE("a form says at once where a file was used before") {
  Deals deals(deals_in_memory());
  deals.set("a", "deck", deals.deck);
  Result<Session*> opened = open_form(*deals.engine, {.form = "deal"}, {});
  REQUIRE(opened.ok());
  const auto codes = [&](const Json& value, const char* field) {
    const Result<form::Changes> set = set_field(*deals.engine, **opened, field, value);
    REQUIRE(set.ok());
    std::string text;
    for (const auto& [path, finding] : (*opened)->form->findings()) {
      if (finding.code == "form.file_reused") text += path + ": " + finding.message.en + "\n";
    }
    return text;
  };
  CHECK(codes({{"name", "x"}, {"sha256", deals.scan}}, "scan").empty());
  CHECK(codes({{"name", "x"}, {"sha256", deals.deck}}, "deck") ==
        "deck: The file “deck.txt” of “Deck” was used before, in “Deck” of “Deal a”; please see "
        "that it "
        "is the right one.\n");
  // The same bytes twice in one record: each field names the other one.
  CHECK(codes({{"name", "x"}, {"sha256", deals.scan}}, "deck") ==
        "deck: The file “scan.txt” of “Deck” is also in “Scan” of this record; please see that it "
        "is the "
        "right one.\n"
        "scan: The file “scan.txt” of “Scan” is also in “Deck” of this record; please see that it "
        "is the "
        "right one.\n");
  CHECK((*opened)->form->values()["same"].get<bool>());
  CHECK_FALSE((*opened)->form->values()["deck"].contains("reused_in"));
  CHECK(codes(nullptr, "scan").empty());
  CHECK((*opened)->form->complete());
}

TEST_CASE("a name is what somebody handed the file in under, and nothing else is claimed") {
  Deals deals(deals_in_memory());
  Result<Session*> opened = open_form(*deals.engine, {.form = "deal"}, {});
  REQUIRE(opened.ok());
  // As text: that is what Catch2 can show.
  const auto stored = [&](const Json& value) {
    REQUIRE(set_field(*deals.engine, **opened, "deck", value).ok());
    return write_json((*opened)->form->values().at("deck"));
  };
  const auto named = [&](const char* name) {
    return write_json({{"name", name},
                       {"media_type", "text/plain"},
                       {"sha256", deals.deck},
                       {"size_bytes", 14},
                       {"source", "gallery"}});
  };
  CHECK(stored({{"name", "City hospital - CT.pptx"},
                {"sha256", deals.deck},
                {"media_type", "application/pdf"},
                {"size_bytes", 1},
                {"pages", 12},
                {"slides", 12},
                {"pages_with_content", 12},
                {"slides_with_content", 12},
                {"text_found", "City hospital"},
                {"reused_in", Json::array()}}) == named("deck.txt"));
  CHECK(stored({{"sha256", deals.deck}}) == named("deck.txt"));

  // Handed in once more under another name: both names are its own now, and the log says so.
  const int64_t before = deals.engine->log().head().number;
  REQUIRE(deals.engine->put_blob("City hospital.txt", "what was shown").ok());
  REQUIRE(deals.engine->put_blob("City hospital.txt", "what was shown").ok());
  REQUIRE(deals.engine->put_blob("deck.txt", "what was shown").ok());
  CHECK(deals.engine->log().head().number == before + 1);
  CHECK(stored({{"name", "City hospital.txt"}, {"sha256", deals.deck}}) ==
        named("City hospital.txt"));
  CHECK(stored({{"name", "deck.txt"}, {"sha256", deals.deck}}) == named("deck.txt"));
  CHECK(stored({{"name", "other.txt"}, {"sha256", deals.deck}}) == named("City hospital.txt"));
  CHECK(deals.engine->verify_log().findings.empty());
  CHECK(deals.engine->rebuild()->differences.empty());

  // An import claims no more than a form.
  const std::string line = write_json(
      {{"entity", "deal"},
       {"id", "i"},
       {"values",
        {{"deck",
          {{"name", "City hospital - CT.pptx"}, {"sha256", deals.deck}, {"slides", 12}}}}}});
  REQUIRE(deals.engine->import_lines({.text = line}, {}).ok());
  const Json deck = deals.engine->store().find_record("deal", "i")->state.value("deck");
  CHECK(deck.at("name").get<std::string>() == "City hospital.txt");
  CHECK_FALSE(deck.contains("slides"));
}

TEST_CASE("a gate can ask for a text in the file") {
  std::string app(kDealApp);
  app.replace(app.find("count(deck.reused_in) > 0"), 25,
              "contains(deck.text_found, \\\"CT\\\") or count(deck.reused_in) > 0");
  Result<std::unique_ptr<Engine>> engine = Engine::open({.app_text = app});
  REQUIRE(engine.ok());
  const std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Contents 4 0 R>>endobj\n"
      "4 0 obj<</Length 24>>stream\nBT (City hospital CT) Tj\nendstream endobj\n"
      "trailer<</Root 1 0 R>>";
  const Json facts = *(*engine)->put_blob("x.pdf", pdf);
  CHECK(facts.at("pages_with_content").get<int64_t>() == 1);
  CHECK_FALSE(facts.contains("text_found"));
  Result<Session*> opened = open_form(**engine, {.form = "deal"}, {});
  REQUIRE(set_field(**engine, **opened, "deck", {{"sha256", facts.at("sha256")}}).ok());
  CHECK((*opened)->form->values()["same"].get<bool>());
  CHECK_FALSE((*opened)->form->values()["deck"].contains("text_found"));
}

}  // namespace
}  // namespace tollgate::engine
