// Lists as files: what is in them, for whom, and that pieces make one file.
#include <zlib.h>

#include <catch_amalgamated.hpp>
#include <map>

#include "api_test_support.h"
#include "tollgate/base/base64.h"

namespace tollgate::api {
namespace {

using nlohmann::json;

const char* const kExportApp = R"json({
  "format": "tollgate.app/1", "id": "exports", "version": 1, "label": {"en": "Exports"}, "locales": ["en", "zh-CN"],
  "time_zone": "Asia/Shanghai", "users": {"entity": "person", "role": "role"},
  "roles": [
    {"id": "boss", "label": {"en": "Boss"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all"}, {"entity": "deal", "read": "all", "exports": true}]}},
    {"id": "rep", "label": {"en": "Rep"}, "permissions": {"entities": [
      {"entity": "person", "read": "all"},
      {"entity": "deal", "read": "own", "exports": true, "fields": [{"field": "amount", "access": "hidden"}]}]}},
    {"id": "guest", "label": {"en": "Guest"}, "permissions": {"entities": [
      {"entity": "person", "read": "own"}, {"entity": "deal", "read": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "text", "label": {"en": "Role"}}]},
    {"id": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
      {"id": "kind", "type": "choice", "label": {"en": "Kind"}, "options": [
        {"id": "a", "label": {"en": "Type A"}}, {"id": "b", "label": {"en": "Type B"}}]},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}, "unit": {"en": "kg"}},
      {"id": "due", "type": "date", "label": {"en": "Due"}},
      {"id": "met", "type": "date_time", "label": {"en": "Met"}},
      {"id": "took", "type": "duration", "label": {"en": "Took"}}]}],
  "views": [{"id": "deals", "entity": "deal", "label": {"en": "Deals: all"}, "sort": [{"field": "name"}],
    "columns": [{"field": "name"}, {"field": "kind"}, {"field": "rep"}, {"field": "amount"},
      {"field": "due"}, {"field": "met"}, {"field": "took"},
      {"id": "double", "label": {"en": "Double"}, "value": "amount * 2"}]}]
})json";

const std::string kMark = "\xEF\xBB\xBF";

class Exporting {
 public:
  explicit Exporting(int more = 0) {
    REQUIRE(engine_.created()["ok"] == true);
    std::string lines;
    const auto add = [&](const char* entity, const std::string& id, const json& values) {
      lines += json{{"entity", entity}, {"id", id}, {"values", values}}.dump() + "\n";
    };
    add("person", "p1", {{"name", "Zhou"}, {"role", "boss"}});
    add("person", "p2", {{"name", "=Ai"}, {"role", "rep"}});
    add("person", "p3", {{"name", "Hu"}, {"role", "guest"}});
    add("deal", "d1",
        {{"name", "A, \"one\""},
         {"kind", "b"},
         {"rep", "p2"},
         {"amount", "-12.50"},
         {"due", "2026-03-01"},
         {"met", "2026-03-01T23:30:00+00:00"},
         {"took", "PT36H5M"}});
    add("deal", "d2", {{"name", "=1+1 <&>"}, {"rep", "p1"}, {"amount", "1234567890123456789"}});
    for (int i = 0; i < more; ++i) {
      add("deal", "m" + std::to_string(1000 + i),
          {{"name", "m" + std::to_string(1000 + i)}, {"rep", "p2"}});
    }
    const json imported =
        engine_.result("data.import", {{"text", lines}}, {{"administrator", true}});
    INFO(imported.dump());
    REQUIRE(imported.value("imported", 0) == 5 + more);
  }

  json ask(json params, const char* person, const char* locale = "en") {
    if (!params.contains("entity")) params["view"] = "deals";
    if (!params.contains("format")) params["format"] = "csv";
    return engine_.ask("list.export", params, {{"user", person}}, locale);
  }
  std::string text(const json& params, const char* person) {
    const json reply = ask(params, person);
    INFO(reply.dump());
    REQUIRE(reply["ok"] == true);
    return reply["result"]["text"];
  }
  TestEngine& engine() { return engine_; }

  // All pieces one behind the other.
  std::string whole(json params, const char* person, int& pieces) {
    std::string file;
    for (pieces = 1;; ++pieces) {
      const json reply = ask(params, person);
      INFO(reply.dump().substr(0, 400));
      REQUIRE(reply["ok"] == true);
      const json& result = reply["result"];
      file += result.contains("text") ? result["text"].get<std::string>()
                                      : from_base64(result["bytes"].get<std::string>()).value();
      if (!result.contains("cursor")) return file;
      REQUIRE(pieces < 100);
      params["cursor"] = result["cursor"];
    }
  }

 private:
  TestEngine engine_{{{"storage", "memory"},
                      {"app", json::parse(kExportApp).dump()},
                      {"now", "2026-03-02T09:00:00+08:00"}}};
};

uint32_t number_at(const std::string& bytes, size_t at, int size) {
  uint32_t number = 0;
  for (int i = size; i-- > 0;) number = number << 8 | static_cast<uint8_t>(bytes.at(at + i));
  return number;
}

// As a program reads it: by the table of contents, each file against its sizes and checksum.
std::map<std::string, std::string> unzipped(const std::string& zip) {
  const size_t end = zip.size() - 22;
  REQUIRE(number_at(zip, end, 4) == 0x06054b50);
  size_t at = number_at(zip, end + 16, 4);
  REQUIRE(at + number_at(zip, end + 12, 4) == end);
  std::map<std::string, std::string> files;
  for (uint32_t left = number_at(zip, end + 10, 2); left > 0; --left) {
    REQUIRE(number_at(zip, at, 4) == 0x02014b50);
    const uint32_t name_size = number_at(zip, at + 28, 2);
    const std::string name = zip.substr(at + 46, name_size);
    const size_t local = number_at(zip, at + 42, 4);
    REQUIRE(number_at(zip, local, 4) == 0x04034b50);
    REQUIRE(zip.substr(local + 30, number_at(zip, local + 26, 2)) == name);
    const uint32_t packed = number_at(zip, at + 20, 4);
    const uint32_t size = number_at(zip, at + 24, 4);
    std::string bytes = zip.substr(local + 30 + name_size, packed);
    if (number_at(zip, at + 10, 2) == 8) {
      std::string out(size + 1, '\0');
      z_stream stream{};
      REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
      stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
      stream.avail_in = packed;
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = size + 1;
      CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
      CHECK(stream.avail_in == 0);
      CHECK(stream.avail_out == 1);
      inflateEnd(&stream);
      out.pop_back();
      bytes = out;
      // The sizes stand behind it once more.
      CHECK(number_at(zip, local + 30 + name_size + packed, 4) == 0x08074b50);
    }
    CHECK(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) ==
          number_at(zip, at + 16, 4));
    files[name] = bytes;
    at += 46 + name_size;
  }
  CHECK(at == end);
  return files;
}

TEST_CASE("a list is a CSV file that no spreadsheet takes for formulas") {
  Exporting list;
  const json reply = list.ask(json::object(), "p1");
  CHECK(reply["result"]["file_name"] == "Deals  all 2026-03-02.csv");
  CHECK(reply["result"]["media_type"] == "text/csv; charset=utf-8");
  CHECK(reply["result"]["done"] == 2);
  CHECK(reply["result"]["total"] == 2);
  CHECK_FALSE(reply["result"].contains("cursor"));
  CHECK(list.text(json::object(), "p1") ==
        kMark +
            "Name,Kind,Rep,Amount (kg),Due,Met,Took,Double\r\n"
            "'=1+1 <&>,,Zhou,1234567890123456789,,,,2469135780246913578\r\n"
            "\"A, \"\"one\"\"\",Type B,'=Ai,-12.5,2026-03-01,2026-03-02 07:30:00,36:05:00,-25\r\n");
}

TEST_CASE("an export is narrowed, ordered and cut like its list") {
  Exporting list;
  CHECK(list.text({{"search", "one"}, {"columns", {"amount"}}}, "p1") ==
        kMark + "Amount (kg)\r\n-12.5\r\n");
  json params = {{"columns", {"due", "double"}}};
  params["filters"] = {{{"field", "kind"}, {"kind", "one_of"}, {"values", {"b"}}}};
  CHECK(list.text(params, "p1") == kMark + "Due,Double\r\n2026-03-01,-25\r\n");
  params = {{"columns", {"name"}}};
  params["sort"] = {{{"field", "name"}, {"descending", true}}};
  CHECK(list.text(params, "p1") == kMark + "Name\r\n\"A, \"\"one\"\"\"\r\n'=1+1 <&>\r\n");
}

TEST_CASE("an export holds what its reader may see, and is refused to who may not export") {
  Exporting list;
  CHECK(list.text(json::object(), "p2") ==
        kMark +
            "Name,Kind,Rep,Due,Met,Took,Double\r\n"
            "\"A, \"\"one\"\"\",Type B,'=Ai,2026-03-01,2026-03-02 07:30:00,36:05:00,\r\n");
  CHECK(code_of(list.ask(json::object(), "p3")) == "query.export_refused");
  CHECK(code_of(list.ask({{"entity", "person"}}, "p1")) == "query.export_refused");
  CHECK(code_of(list.ask({{"entity", "none"}}, "p1")) == "api.unknown_entity");
  const auto may_export = [&](const char* person) {
    json may = json::array();
    const json app = list.engine().result("app.describe", {}, {{"user", person}})["app"];
    for (const json& entity : app["entities"]) {
      if (entity.value("may_export", false)) may.push_back(entity["id"]);
    }
    return may;
  };
  CHECK(may_export("p1") == json::array({"deal"}));
  CHECK(may_export("p3") == json::array());
}

TEST_CASE("a workbook has typed cells, and text is never a formula") {
  Exporting list;
  int pieces = 0;
  const auto files = unzipped(list.whole({{"format", "xlsx"}}, "p1", pieces));
  CHECK(pieces == 1);
  CHECK(files.size() == 6);
  CHECK(files.at("xl/workbook.xml").find("name=\"Deals  all\"") != std::string::npos);
  const std::string& sheet = files.at("xl/worksheets/sheet1.xml");
  const auto has = [&](const char* part) {
    INFO(part << "\n" << sheet);
    CHECK(sheet.find(part) != std::string::npos);
  };
  has("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Name</t></is></c>");
  has("<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 &lt;&amp;&gt;</t></is></c>");
  // More digits than a double has.
  has("<c r=\"D2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">1234567890123456789</t></is></c>");
  has("<c r=\"D3\"><v>-12.5</v></c>");
  has("<c r=\"E3\" s=\"2\"><v>46082</v></c>");
  has("<c r=\"F3\" s=\"3\"><v>46083.3125000000</v></c>");
  has("<c r=\"G3\" s=\"5\"><v>1.5034722222</v></c>");
  CHECK(sheet.find("<f>") == std::string::npos);
}

TEST_CASE("a long list comes in pieces that make one file") {
  constexpr int kMore = 1200;
  Exporting list(kMore);
  int pieces = 0;
  const json params = {{"columns", {"name"}}};
  const std::string csv = list.whole(params, "p2", pieces);
  CHECK(pieces > 2);
  std::string wanted = kMark + "Name\r\n\"A, \"\"one\"\"\"\r\n";
  for (int i = 0; i < kMore; ++i) wanted += "m" + std::to_string(1000 + i) + "\r\n";
  CHECK(csv == wanted);
  json sheet_params = params;
  sheet_params["format"] = "xlsx";
  const auto files = unzipped(list.whole(sheet_params, "p2", pieces));
  CHECK(pieces > 2);
  const std::string& sheet = files.at("xl/worksheets/sheet1.xml");
  CHECK(sheet.find("<row r=\"1202\"><c r=\"A1202\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                   "m2199</t></is></c></row></sheetData></worksheet>") != std::string::npos);
  // A deal that goes between two pieces shifts nothing.
  json next = params;
  next["cursor"] = list.ask(params, "p2")["result"]["cursor"];
  const std::string before = list.text(next, "p2");
  list.engine().result("record.discard", {{"entity", "deal"}, {"record", "m1000"}},
                       {{"administrator", true}});
  CHECK(list.text(next, "p2") == before);
}

TEST_CASE("a cursor from elsewhere is refused") {
  Exporting list(600);
  const std::string cursor = list.ask(json::object(), "p2")["result"]["cursor"];
  const json parts = json::parse(cursor);
  std::vector<std::string> wrong = {"", "[]", "{}", "1", std::string(10'000, '['), "[1,2,3,4,5,6]"};
  for (size_t place = 0; place < parts.size(); ++place) {
    for (const json& other : {json("x"), json(-1), json(1e30), json(true), json::array()}) {
      json changed = parts;
      changed[place] = other;
      wrong.push_back(changed.dump());
    }
  }
  for (const std::string& text : wrong) {
    INFO(text);
    CHECK(code_of(list.ask({{"cursor", text}}, "p2")) == "query.cursor_wrong");
  }
  // In another order.
  json params = {{"cursor", cursor}};
  params["sort"] = {{{"field", "due"}}};
  CHECK(code_of(list.ask(params, "p2")) == "query.cursor_wrong");
  CHECK(code_of(list.ask({{"format", "pdf"}}, "p2")) != "ok");
}

}  // namespace
}  // namespace tollgate::api
