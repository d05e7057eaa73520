// Who may stay when there is no room for all.
//
// Connections and the bytes that their requests take are counted, in total and by address. Where
// room is missing, whoever takes the most loses what is least missed: of the address with the most
// connections the one that has been idle for longest goes first, then the slowest transfer, then
// the oldest event stream (its page comes back by itself). A request that is being answered stays.
//
//   Doorkeeper door(20'000, 128 << 20);
//   if (!door.enter(guest, address)) …;       // all who are here are being served
//   if (!door.hold(guest, bytes)) …;          // no room for so much: 503
//   door.turn(guest, Guest::Phase::kIdle);
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <string_view>

namespace tollgate::server {

class Guest {
 public:
  enum class Phase { kIdle, kTransfer, kWorking, kEvents };
  virtual ~Guest() = default;
  // Asked to go; it is counted no longer.
  virtual void close() = 0;

  Phase phase() const { return phase_; }
  bool is_inside() const { return peer_ != nullptr; }

 private:
  friend class Doorkeeper;
  struct Peer {
    std::list<Guest*> guests;  // who changed its phase longest ago first
    uint64_t held_bytes = 0;
    uint32_t holders = 0;
  };
  Phase phase_ = Phase::kIdle;
  uint64_t held_bytes_ = 0;
  std::map<std::string, Peer, std::less<>>::iterator place_;
  Peer* peer_ = nullptr;
  std::list<Guest*>::iterator in_peer_;
};

class Doorkeeper {
 public:
  Doorkeeper(uint32_t max_guests, uint64_t max_bytes)
      : max_guests_(max_guests), max_bytes_(max_bytes) {}

  // Lets a guest in, and another out where there are as many as may be; false when none can go.
  bool enter(Guest& guest, std::string_view address);
  void leave(Guest& guest);
  void turn(Guest& guest, Guest::Phase phase);

  // How many bytes the guest's request takes now. Shows out slower readers to make room. One
  // address has at most as much as is left for all others, unless it is a single request.
  bool hold(Guest& guest, uint64_t bytes);

  // Lets go whoever can be missed most easily; false when nobody can.
  bool make_room();

  uint32_t guests() const { return guests_; }
  uint64_t held_bytes() const { return held_bytes_; }

 private:
  using Peer = Guest::Peer;
  bool has_room(const Guest& guest, uint64_t more) const;
  bool show_out_reader(const Guest& except, bool of_same_peer);
  void show_out(Guest& guest);
  void set_held(Guest& guest, uint64_t bytes);

  const uint32_t max_guests_;
  const uint64_t max_bytes_;
  uint32_t guests_ = 0;
  uint64_t held_bytes_ = 0;
  std::map<std::string, Peer, std::less<>> peers_;
};

}  // namespace tollgate::server
