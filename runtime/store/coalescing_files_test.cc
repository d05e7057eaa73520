#include "tollgate/files/coalescing_files.h"

#include <catch_amalgamated.hpp>

#include "store_test_support.h"
#include "tollgate/base/random.h"

namespace tollgate::store {
namespace {

// Counts what reaches the device.
class CountedFiles final : public files::StorageFiles {
 public:
  class File final : public files::StorageFile {
   public:
    File(files::StorageFile& inner, int& writes) : inner_(inner), writes_(writes) {}
    int64_t read(void* bytes, int64_t size, int64_t offset) override {
      return inner_.read(bytes, size, offset);
    }
    files::IoStatus write(const void* bytes, int64_t size, int64_t offset) override {
      ++writes_;
      return inner_.write(bytes, size, offset);
    }
    files::IoStatus truncate(int64_t size) override { return inner_.truncate(size); }
    files::IoStatus flush() override { return inner_.flush(); }
    int64_t size() override { return inner_.size(); }

   private:
    files::StorageFile& inner_;
    int& writes_;
  };

  explicit CountedFiles(files::MemoryFiles& inner) : inner_(inner) {}
  files::StorageFile* open(std::string_view name) override {
    files_.push_back(std::make_unique<File>(*inner_.open(name), writes));
    return files_.back().get();
  }

  int writes = 0;

 private:
  files::MemoryFiles& inner_;
  std::vector<std::unique_ptr<File>> files_;
};

void save_city(Store& store, int64_t number) {
  append(store, set_city(number, std::string(300, 'x')));
  store.put_record(visit("v" + std::to_string(number), {{"city", "Wuhan"}}), "");
}

void prepare(Store& store) {
  Transaction all(store);
  store.set_layout(visit_layout());
  REQUIRE(all.commit().ok());
}

TEST_CASE("files that coalesce writes hold and tell what plain files do") {
  SeededRandom random(20261126);
  const auto below = [&](uint64_t most) { return int64_t(random.next() % most); };
  files::MemoryFiles plain_device, device;
  files::StorageFile& plain = *plain_device.open("a");
  files::CoalescingFiles files(device);
  files::StorageFile& file = *files.open("a");
  int64_t next = 0;
  for (int step = 0; step < 20'000; ++step) {
    INFO("step " << step);
    // Half of the writes follow the last one; some leave a hole, some are large.
    const int64_t at = below(2) == 0 ? next : below(200'000);
    const int64_t size = below(50) == 0 ? 1 + below(400'000) : 1 + below(5000);
    switch (below(8)) {
      case 0: {
        std::string expected(size_t(size), '?');
        std::string got = expected;
        REQUIRE(file.read(got.data(), size, at) == plain.read(expected.data(), size, at));
        REQUIRE(got == expected);
        break;
      }
      case 1:
        REQUIRE(file.size() == plain.size());
        break;
      case 2:
        if (below(10) == 0) {
          REQUIRE(file.truncate(at) == plain.truncate(at));
        } else if (below(10) == 0) {
          REQUIRE(file.flush() == files::IoStatus::kOk);
          REQUIRE(*device.bytes_of("a") == *plain_device.bytes_of("a"));
        }
        break;
      default: {
        const std::string bytes(size_t(size), char('a' + step % 26));
        REQUIRE(plain.write(bytes.data(), size, at) == files::IoStatus::kOk);
        REQUIRE(file.write(bytes.data(), size, at) == files::IoStatus::kOk);
        next = at + size;
      }
    }
  }
}

TEST_CASE("a save reaches the device in few writes, and outlives a power cut") {
  files::MemoryFiles device;
  CountedFiles counted(device);
  files::CoalescingFiles files(counted);
  auto store = open_store({.path = "main.db", .files = &files});
  REQUIRE(store);
  prepare(*store);
  for (int64_t n = 1; n <= 40; ++n) {
    const int before = counted.writes;
    Transaction save(*store);
    save_city(*store, n);
    REQUIRE(save.commit());
    REQUIRE(counted.writes - before <= 3);
    auto cut = device.after_power_cut();
    files::CoalescingFiles reopened_files(*cut);
    auto reopened = open_store({.path = "main.db", .files = &reopened_files});
    REQUIRE(reopened);
    REQUIRE(reopened->op_count() == n);
    REQUIRE(reopened->check_file().empty());
  }
}

TEST_CASE("a device that is full when the writes arrive refuses the save, and loses nothing") {
  files::MemoryFiles device;
  files::CoalescingFiles files(device);
  auto store = open_store({.path = "main.db", .files = &files});
  REQUIRE(store);
  prepare(*store);
  {
    Transaction save(*store);
    save_city(*store, 1);
    REQUIRE(save.commit());
  }
  device.set_quota(0);
  int64_t refused = 0;
  for (int64_t n = 2; n <= 200 && !refused; ++n) {
    Transaction save(*store);
    save_city(*store, n);
    const Status saved = save.commit();
    if (saved) continue;
    CHECK(saved.diagnostics()[0].code == "store.quota_exceeded");
    refused = n;
  }
  REQUIRE(refused > 0);
  CHECK(store->op_count() == refused - 1);
  CHECK_FALSE(store->take_error());
  device.set_quota(-1);
  {
    Transaction save(*store);
    save_city(*store, refused);
    const Status saved = save.commit();
    if (!saved) FAIL(saved.diagnostics()[0].code << " " << saved.diagnostics()[0].message.en);
  }
  store.reset();
  auto reopened = open_store({.path = "main.db", .files = &files});
  REQUIRE(reopened);
  CHECK(reopened->op_count() == refused);
  CHECK(reopened->check_file().empty());
}

}  // namespace
}  // namespace tollgate::store
