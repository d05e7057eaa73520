#include <algorithm>
#include <ctime>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "data.h"
#include "tollgate/api/dispatch.h"
#include "tollgate/base/json.h"
#include "tollgate/store/foreign_sql.h"

namespace tollgate::bench {
namespace {

// As the hub's own steps, which end by time.
constexpr size_t kStepLines = 500;

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void say(const char* what, double began, Json more = Json::object()) {
  more["what"] = what;
  more["cpu_us"] = int64_t(1000 * (cpu_ms() - began));
  std::cout << write_json(more) << std::endl;
}

// The sample's lines; then the visits and inquiries among them again and again, each time with
// other ids, until there are so many lines.
class Lines {
 public:
  Lines(const std::string& path, int64_t wanted) : wanted_(wanted) {
    std::istringstream text(read_file(path));
    for (std::string line; std::getline(text, line);) {
      if (line.starts_with(R"({"format":")")) head_ = line;
      if (!line.starts_with(R"({"entity":")")) continue;
      const bool is_leaf =
          line.starts_with(R"({"entity":"visit")") || line.starts_with(R"({"entity":"inquiry")");
      if (is_leaf) leaves_.push_back(line);
      lines_.push_back(std::move(line));
    }
  }
  // "" at the end.
  std::string next() {
    if (given_ >= wanted_) return {};
    const auto at = static_cast<size_t>(given_);
    if (at >= lines_.size() && leaves_.empty()) return {};
    ++given_;
    std::string line = at < lines_.size() ? lines_[at] : copy(at - lines_.size());
    visits_ += line.starts_with(kVisit) ? 1 : 0;
    return line;
  }
  // The files that the lines' records hold, as the sample's first line lists them.
  Json files() const {
    const auto head = parse_json(head_);
    return head ? head->value("blobs", Json::array()) : Json::array();
  }
  int64_t given() const { return given_; }
  int64_t visits() const { return visits_; }

 private:
  static constexpr std::string_view kVisit = R"({"entity":"visit")";

  std::string copy(size_t number) const {
    std::string line = leaves_[number % leaves_.size()];
    const size_t id = line.find(R"("id":")") + 6;
    return line.insert(id, "again_" + std::to_string(number / leaves_.size()) + "_");
  }

  int64_t wanted_;
  int64_t given_ = 0;
  int64_t visits_ = 0;
  std::string head_;
  std::vector<std::string> lines_;
  std::vector<std::string> leaves_;
};

std::string ask(engine::Engine& engine, const char* type, const Json& params) {
  engine::Principal principal;
  principal.administrator = true;
  return api::handle_message(engine, principal,
                             write_json({{"id", 1}, {"type", type}, {"params", params}}))
      .reply;
}

// The same rows once more by one statement a table, with the same indexes: what SQLite alone takes.
void insert_raw(const std::string& database, int64_t rows) {
  const std::string copy = database + "-raw";
  std::filesystem::copy_file(database, copy, std::filesystem::copy_options::overwrite_existing);
  const std::vector<std::string_view> tables = {
      "CREATE TABLE raw_op(number INTEGER PRIMARY KEY, kind TEXT, entity TEXT, record TEXT, hash "
      "BLOB, bytes TEXT)",
      "CREATE INDEX raw_op_of_record ON raw_op(entity, record)",
      "CREATE TABLE raw_visit AS SELECT * FROM e_visit WHERE 0",
      "CREATE UNIQUE INDEX raw_visit_id ON raw_visit(id)",
      "CREATE INDEX raw_visit_1 ON raw_visit(f_rep)",
      "CREATE INDEX raw_visit_2 ON raw_visit(f_customer)",
      "CREATE INDEX raw_visit_3 ON raw_visit(updated_ms,id,status)",
      "CREATE INDEX raw_visit_4 ON raw_visit(f_rep,f_planned_at,updated_ms,id,status)",
      "CREATE INDEX raw_visit_5 ON raw_visit(f_planned_at,updated_ms,id,status)",
      "CREATE INDEX raw_visit_6 ON raw_visit(f_actual_arrival,updated_ms,id,status)",
      "CREATE INDEX raw_visit_7 ON raw_visit(f_rep,updated_ms,id,status)"};
  const std::vector<std::string_view> inserts = {
      // As many bytes as an op has; they lie in blocks now.
      "INSERT INTO raw_op SELECT number,kind,entity,record,hash,hex(zeroblob(450)) FROM op WHERE "
      "entity='visit'",
      "INSERT INTO raw_visit SELECT * FROM e_visit"};
  if (!store::run_foreign_sql({.path = copy}, tables)) return;
  const double began = cpu_ms();
  const bool done = store::run_foreign_sql({.path = copy}, inserts).ok();
  if (done) say("the visits of it by SQLite alone", began, {{"rows", rows}});
  std::filesystem::remove(copy);
}

}  // namespace

int import(const std::string& app_folder, const std::string& database, int64_t lines) {
  Result<std::unique_ptr<engine::Engine>> opened = engine::Engine::open(
      {.storage = "file", .path = database, .app_text = read_file(app_folder + "/app.json")});
  if (!opened) {
    std::cerr << opened.diagnostics().front().message.en << "\n";
    return 1;
  }
  Lines source(app_folder + "/sample.jsonl", lines);
  for (const Json& file : source.files()) {
    const std::string path = file.value("path", "");
    const auto put = (*opened)->put_blob(path, read_file(app_folder + "/" + path));
    if (!put) {
      std::cerr << path << ": " << put.diagnostics().front().message.en << "\n";
      return 1;
    }
  }
  Json batch;
  int64_t imported = 0;
  std::deque<std::string> waiting;
  double began = cpu_ms();
  for (bool ended = false; !ended || !waiting.empty();) {
    while (waiting.size() < kStepLines && !ended) {
      std::string line = source.next();
      ended = line.empty();
      if (!ended) waiting.push_back(std::move(line));
    }
    std::string text;
    for (const std::string& line : waiting) text += line + "\n";
    Json params = {{"text", std::move(text)}};
    if (batch.is_string()) params["batch"] = batch;
    const auto reply =
        parse_json(ask(**opened, "data.import", params), {.max_bytes = size_t{64} << 20});
    if (!reply || !reply->value("ok", false)) {
      std::cerr << "data.import was refused\n";
      return 1;
    }
    const Json& result = (*reply)["result"];
    batch = result["batch"];
    imported += result.value("imported", int64_t{0});
    // A step ends when its rules took as much work as a request may: the rest is the next one's.
    const auto read = std::min(waiting.size(), result.value("lines_read", size_t{0}));
    if (read == 0 && !waiting.empty()) {
      std::cerr << "data.import read nothing\n";
      return 1;
    }
    waiting.erase(waiting.begin(), waiting.begin() + ptrdiff_t(read));
  }
  say("import", began, {{"lines", source.given()}, {"imported", imported}});
  began = cpu_ms();
  opened->reset();
  say("close", began, {{"bytes", int64_t(std::filesystem::file_size(database))}});
  insert_raw(database, source.visits());
  opened = engine::Engine::open({.storage = "file", .path = database});
  if (!opened) return 1;
  began = cpu_ms();
  const auto check = (*opened)->verify_all();
  say("verify", began, {{"sound", check && check->findings.empty()}});
  began = cpu_ms();
  const auto rebuilt = (*opened)->rebuild();
  say("rebuild", began, {{"done", rebuilt.ok()}});
  return 0;
}

}  // namespace tollgate::bench
