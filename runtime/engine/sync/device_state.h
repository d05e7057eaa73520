// What a device remembers of its hub, as a setting of its database.
#pragma once

#include <cstdint>
#include <string>

#include "tollgate/engine/sync.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

struct SyncDevice::State {
  std::string hub;         // names the hub's log; "": never joined
  std::string key;         // the hub's public key, hexadecimal
  std::string cursor;      // "" before the first page
  int64_t absorbed = 0;    // own ops up to this number are in the hub's rows, or will not be
  int64_t scanned = 0;     // own ops up to this number are counted as groups
  int64_t groups = 0;      // counted so far
  std::string hash;        // of the last of them
  int64_t files_sent = 0;  // files of own ops up to this number are at the hub
  bool filling = false;    // all rows come again
  int64_t met_at_ms = 0;
  std::string checkpoint;  // the newest of the hub, as its line
  std::string blocked;     // diagnostic, JSON; "": nothing hinders
  std::string notice;      // diagnostic, JSON: what to know

  bool operator==(const State&) const = default;

  static State load(store::Store& store);
  void save(store::Store& store) const;
};

}  // namespace tollgate::engine
