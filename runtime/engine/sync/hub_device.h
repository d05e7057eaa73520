// What a hub knows of a device.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/engine/sync.h"
#include "tollgate/store/sync_rows.h"

namespace tollgate::engine {

struct SyncHub::Device {
  std::string name;
  std::string key;                 // hexadecimal
  std::vector<std::string> users;  // who joined it, record ids; "" for nobody
  int64_t groups = 0;              // that the hub has
  std::string hash;                // of the last of them, hexadecimal
  std::string blocked;             // diagnostic, JSON; "": nothing hinders
  std::string checkpoint;          // its newest, as its line
  int64_t settled = 0;             // number of the hub's log up to which `place` counts
  int64_t place = 0;               // rows that it was given so far
  int64_t forgotten = 0;  // rows to drop were told up to this place, and are not known any more
  std::string basis;      // what the person's rights rested on then
  std::string person;     // for whom
  std::string label;      // browser and system
  bool released = false;  // was blocked, and may go on from here

  bool operator==(const Device&) const = default;

  bool has(const std::string& user) const;
  static std::optional<Device> load(store::SyncRows& rows, const std::string& name);
  void save(store::SyncRows& rows) const;
};

}  // namespace tollgate::engine
