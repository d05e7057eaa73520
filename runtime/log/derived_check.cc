#include "tollgate/log/derived_check.h"

#include <limits>

#include "op_lookup.h"
#include "tollgate/store/derived_comparison.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

using store::CellDifference;
using store::RowDifference;
using store::RowFault;

constexpr size_t kShownBytes = 60;
constexpr size_t kShownCells = 4;

// As much of a value as a sentence bears, cut between characters.
std::string shown(const std::optional<std::string>& value, const char* none) {
  if (!value) return none;
  if (value->size() <= kShownBytes) return "'" + *value + "'";
  size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>((*value)[end]) & 0xC0) == 0x80) --end;
  return "'" + value->substr(0, end) + "…' (" + std::to_string(value->size()) + ")";
}

LocalizedText row_of(const RowDifference& row) {
  const std::string& table = row.table;
  const std::string n = std::to_string(row.op_number);
  const LocalizedText record{"“" + row.entity + "”的记录“" + row.record + "”",
                             "the record '" + row.record + "' of '" + row.entity + "'"};
  if (table == "record") return record;
  if (table == "score") {
    const std::string card = row.key.size() > 2 ? row.key[2] : "";
    return {record.zh + "的评分“" + card + "”", "the score '" + card + "' of " + record.en};
  }
  if (table == "decision") {
    return {record.zh + "的关卡判定（操作 " + n + "）",
            "the gate's decision on " + record.en + " at operation " + n};
  }
  if (table == "outbox") {
    return {record.zh + "的待发消息（操作 " + n + "）",
            "the message in the outbox about " + record.en + ", left by operation " + n};
  }
  if (table == "blob_use") {
    return {record.zh + "所用文件的登记（操作 " + n + "）",
            "the note, of operation " + n + ", that " + record.en + " holds a file"};
  }
  if (table == "import_record") {
    return {record.zh + "的导入登记（操作 " + n + "）",
            "the note, of operation " + n + ", of the import of " + record.en};
  }
  if (table == "import_batch") {
    const std::string first = row.key.empty() ? "" : row.key[0];
    return {"导入批次（自操作 " + first + "）", "the import that began with operation " + first};
  }
  if (table == "problem") {
    return {record.zh + "的规则问题登记（操作 " + n + "）",
            "the note, of operation " + n + ", of a rule's problem with " + record.en};
  }
  if (table == "capture_trace") {
    return {record.zh + "所含照片的痕迹（操作 " + n + "）",
            "the trace, of operation " + n + ", of a photo of " + record.en};
  }
  if (table == "picture_band") return {"照片相似度的索引", "the index of what photos look like"};
  if (table == "app") return {"生效的应用", "the app in force"};
  if (table == "layout") return {"数据表的结构", "the layout of the tables"};
  const std::string key = row.key.empty() ? "" : row.key[0];
  return {"数据表“" + table + "”的行“" + key + "”",
          "the row '" + key + "' of the table '" + table + "'"};
}

// Of the last op that wrote the row: what was changed before it would have been written over.
int64_t written_by(store::Store& made, const RowDifference& row) {
  if (row.fault == RowFault::kUnknown) return 0;
  if (row.table == "app" || row.table == "layout") {
    const auto app = last_app_op(made);
    return app ? app->number : 0;
  }
  int64_t last = row.op_number;
  made.read_ops_back(row.entity, row.record, std::numeric_limits<int64_t>::max(),
                     [&](const store::StoredOp& op, int64_t) {
                       last = op.number;
                       return false;
                     });
  return last;
}

LocalizedText since(store::Store& made, const RowDifference& row) {
  const int64_t number = written_by(made, row);
  if (number == 0) {
    return {"；何时改动的，无从得知", "; when, nothing tells"};
  }
  const std::string n = std::to_string(number);
  const std::string at = time_of_op(made, number);
  return {"；最早在操作 " + n + "（" + at + "）之后改动",
          "; changed after operation " + n + " (" + at + ") at the earliest"};
}

LocalizedText cells_of(const RowDifference& row) {
  LocalizedText text;
  for (size_t i = 0; i < row.cells.size() && i < kShownCells; ++i) {
    const CellDifference& cell = row.cells[i];
    text.zh += (i > 0 ? "，" : "") + std::string("“") + cell.column + "”为 " +
               shown(cell.stored, "空") + "，按日志应为 " + shown(cell.made, "空");
    text.en += (i > 0 ? ", " : "") + std::string("'") + cell.column + "' holds " +
               shown(cell.stored, "nothing") + " where the log makes " +
               shown(cell.made, "nothing");
  }
  if (row.cells.size() > kShownCells) {
    const std::string more = std::to_string(row.cells.size() - kShownCells);
    text.zh += "，另有 " + more + " 列";
    text.en += ", and " + more + " more";
  }
  return text;
}

Diagnostic unreadable_table(const RowDifference& row) {
  const std::string name = row.entity.empty() ? row.table : row.entity;
  return make_error("engine.derived_unreadable_table",
                    {"由日志得出的数据表“" + name + "”缺失、损坏或结构不同",
                     "the table '" + name +
                         "', which is derived from the log, is missing, damaged or of another "
                         "shape"},
                    {.source = name, .pointer = {}, .span = {}});
}

Diagnostic finding_of(store::Store& made, const RowDifference& row) {
  if (row.fault == RowFault::kUnreadable) return unreadable_table(row);
  const LocalizedText name = row_of(row);
  const LocalizedText when = since(made, row);
  const char* code = "engine.derived_changed";
  LocalizedText text;
  switch (row.fault) {
    case RowFault::kMissing:
      code = "engine.derived_missing";
      text = {name.zh + "：按日志应有，但数据库里没有",
              name.en + ": the log makes it, and the database does not hold it"};
      break;
    case RowFault::kUnknown:
      code = "engine.derived_unknown";
      text = {name.zh + "：数据库里有，但日志里没有任何操作得出它",
              name.en + ": the database holds it, and no operation of the log makes it"};
      break;
    default: {
      const LocalizedText cells = cells_of(row);
      text = {name.zh + "：" + cells.zh, name.en + ": " + cells.en};
    }
  }
  return make_error(
      code, {text.zh + when.zh, text.en + when.en},
      {.source = row.record.empty() ? row.table : row.record, .pointer = {}, .span = {}});
}

Diagnostic how_to_repair(size_t count) {
  const std::string n = std::to_string(count);
  return make_error(
      "engine.derived_repair",
      {"由日志得出的数据中有 " + n +
           " 处与日志不同：不是经由操作改动的，或由旧版程序得出；tollgate rebuild 会全部改回",
       "in data derived from the log, " + n + (count == 1 ? " place is" : " places are") +
           " not what the log makes: changed by something that is no operation, or derived by an "
           "earlier version of the program; 'tollgate rebuild' puts all of it right"});
}

}  // namespace

DerivedCheck::DerivedCheck(store::Store& store, store::Store& made, bool repairs)
    : store_(store),
      made_(made),
      repairs_(repairs),
      comparison_(std::make_unique<store::DerivedComparison>(store, made)) {}
DerivedCheck::~DerivedCheck() = default;

bool DerivedCheck::step() {
  std::vector<RowDifference> found;
  const bool is_last = comparison_->step([&](const RowDifference& row) {
    has_unreadable_ |= row.fault == RowFault::kUnreadable;
    tables_.insert(row.table == "record" ? "record." + row.entity : row.table);
    if (repairs_) {
      found.push_back(row);
    } else if (++count_ <= kMaxDerivedFindings) {
      findings_.push_back(finding_of(made_, row));
    }
  });
  if (!found.empty()) put_right(found);
  return is_last || !repaired_;
}

void DerivedCheck::put_right(const std::vector<RowDifference>& found) {
  store::Transaction transaction(store_);
  for (const RowDifference& row : found) comparison_->repair(row);
  repaired_ = transaction.commit();
}

Progress DerivedCheck::progress() const { return comparison_->progress(); }

Diagnostics DerivedCheck::findings() const {
  Diagnostics all = findings_;
  if (count_ > 0) all.push_back(how_to_repair(count_));
  return all;
}

}  // namespace tollgate::log
