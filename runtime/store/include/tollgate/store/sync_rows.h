// What a database keeps for synchronisation beside its log and its derived tables.
//
//   SyncRows rows(store);
//   rows.begin_hub(head);                      // from here on changes of records are counted
//   rows.note_change({"visit", "v1"}, 12);
//
// A hub: the devices it knows, the receipts it gave, where each record last changed, and what each
// device was given. A device: the hub's rows, its own groups as it counts them, and which records
// its own groups touched. Contents are JSON text and known to the engine alone. Errors are the
// store's.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/ops/record_state.h"

namespace tollgate::store {

class Store;

// A row for a device: `gone` is one that it has to drop.
struct HeldRow {
  int64_t place = 0;  // in the order in which the device is given rows
  ops::RecordKey key;
  bool gone = false;
};

// A group as a device counts it.
struct OwnGroup {
  int64_t number = 0;
  int64_t first = 0;  // numbers of its ops in the device's log
  int64_t last = 0;
  std::string hash;     // hexadecimal
  std::string receipt;  // JSON; "" while there is none
};

struct BaseRow {
  int64_t number = 0;  // of the hub's log
  std::string content;
};

class SyncRows {
 public:
  // Makes the tables where they are missing.
  explicit SyncRows(Store& store);

  // The hub's part.
  bool is_hub();
  // Every record counts as changed at `number`. Also where the counts cannot be trusted any more.
  void begin_hub(int64_t number);
  void note_change(const ops::RecordKey& key, int64_t number);
  // Records that changed behind `after`, at most at `upto`, in their order.
  void changes(int64_t after, const std::function<void(const ops::RecordKey&, int64_t)>& visit);
  int64_t last_change_of(std::string_view entity);  // 0: none
  std::optional<std::string> device(std::string_view device);
  void put_device(std::string_view device, std::string_view content);
  std::optional<std::string> receipt(std::string_view device, int64_t number);
  void put_receipt(std::string_view device, int64_t number, std::string_view receipt);
  void each_device(const std::function<void(std::string_view device, std::string_view)>& visit);
  // Numbers of the ops by which groups were set aside, the newest first, before the op of this
  // number (0: from the newest on).
  std::vector<int64_t> set_aside(size_t limit, int64_t before = 0);
  void drop_devices();

  // What a device was given. `place` is the next of its order.
  std::optional<HeldRow> held(std::string_view device, const ops::RecordKey& key);
  void put_held(std::string_view device, const HeldRow& row);
  std::vector<HeldRow> held_after(std::string_view device, int64_t place, int64_t limit);
  int64_t count_held_after(std::string_view device, int64_t place);
  void each_held(std::string_view device, const std::function<void(const HeldRow&)>& visit);
  // Drops that the device has made; whether there were any.
  bool forget_gone(std::string_view device, int64_t upto);
  void forget_held(std::string_view device);

  // The device's part.
  std::optional<BaseRow> base(const ops::RecordKey& key);
  void put_base(const ops::RecordKey& key, const BaseRow& row);
  void remove_base(const ops::RecordKey& key);
  // By key, from behind `after`; visit returns false to stop.
  void each_base(const ops::RecordKey& after,
                 const std::function<bool(const ops::RecordKey&, const BaseRow&)>& visit);
  int64_t base_count();
  // All rows are expected again; those that do not come are given by stale().
  void mark_base_stale();
  std::vector<ops::RecordKey> stale();
  void add_group(const OwnGroup& group);
  void put_group_receipt(int64_t number, std::string_view receipt);
  std::optional<OwnGroup> group(int64_t number);
  std::optional<OwnGroup> last_group();
  // Without a receipt, oldest first.
  std::vector<OwnGroup> groups_without_receipt(int64_t limit);
  int64_t count_without_receipt();
  void each_group(const std::function<bool(const OwnGroup&)>& visit);  // newest first
  // Those that the hub has a receipt for and did not take whole; the newest first.
  void each_not_taken(const std::function<bool(const OwnGroup& group)>& visit);
  // Whether a group behind the op of this number has an op of this kind about the record, or
  // discards it, and was taken whole.
  bool is_claimed_again(const ops::RecordKey& key, std::string_view kind, int64_t after);
  // Groups without a receipt, and those counted above `number`, are forgotten as groups.
  void forget_open_groups(int64_t number);
  void forget_receipts_from(int64_t number);
  void note_touched(const ops::RecordKey& key);
  std::vector<ops::RecordKey> touched();
  void forget_touched();
  void put_facts(std::string_view sha256, std::string_view facts);

  // While much comes that would come again: commits wait for no disk, which the next other one does
  // for them, and the write-ahead log is moved into the database seldom. Outside of transactions.
  void set_bulk(bool bulk);
  // Moves the write-ahead log into the database and empties it: whoever opens the database next
  // reads all of a log, also what was moved before. Outside of transactions.
  void empty_log();
  // Derived rows that only a device's own groups make: all of them go.
  void clear_own_verdicts();
  // What is derived for a record goes, and with erase_record its row, too: true where there was
  // one.
  void erase_derived(const ops::RecordKey& key);
  bool erase_record(const ops::RecordKey& key);
  // What has come of a file in parts.
  std::string parts(std::string_view sha256);
  void drop_parts(std::string_view sha256);
  // Which files a field holds, and since when.
  void put_use(const ops::RecordKey& key, std::string_view field, std::string_view sha256,
               int64_t since);
  void uses(const ops::RecordKey& key,
            const std::function<void(std::string_view field, std::string_view sha256,
                                     int64_t since)>& visit);

 private:
  Store& store_;
};

}  // namespace tollgate::store
