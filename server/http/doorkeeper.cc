#include "http/doorkeeper.h"

#include <algorithm>

namespace tollgate::server {

bool Doorkeeper::enter(Guest& guest, std::string_view address) {
  if (guests_ >= max_guests_ && !make_room()) return false;
  guest.place_ = peers_.try_emplace(std::string(address)).first;
  guest.peer_ = &guest.place_->second;
  guest.in_peer_ = guest.peer_->guests.insert(guest.peer_->guests.end(), &guest);
  ++guests_;
  return true;
}

void Doorkeeper::leave(Guest& guest) {
  if (!guest.is_inside()) return;
  set_held(guest, 0);
  guest.peer_->guests.erase(guest.in_peer_);
  if (guest.peer_->guests.empty()) peers_.erase(guest.place_);
  guest.peer_ = nullptr;
  --guests_;
}

void Doorkeeper::turn(Guest& guest, Guest::Phase phase) {
  guest.phase_ = phase;
  if (!guest.is_inside()) return;
  std::list<Guest*>& guests = guest.peer_->guests;
  guests.splice(guests.end(), guests, guest.in_peer_);
}

void Doorkeeper::set_held(Guest& guest, uint64_t bytes) {
  guest.peer_->holders += (bytes > 0 ? 1 : 0);
  guest.peer_->holders -= (guest.held_bytes_ > 0 ? 1 : 0);
  guest.peer_->held_bytes += bytes - guest.held_bytes_;
  held_bytes_ += bytes - guest.held_bytes_;
  guest.held_bytes_ = bytes;
}

bool Doorkeeper::has_room(const Guest& guest, uint64_t more) const {
  if (held_bytes_ + more > max_bytes_) return false;
  const bool is_alone = guest.peer_->holders <= (guest.held_bytes_ > 0 ? 1U : 0U);
  return is_alone || guest.peer_->held_bytes + more <= max_bytes_ - held_bytes_ - more;
}

bool Doorkeeper::hold(Guest& guest, uint64_t bytes) {
  if (!guest.is_inside()) return false;
  if (bytes > guest.held_bytes_) {
    const uint64_t more = bytes - guest.held_bytes_;
    while (!has_room(guest, more)) {
      // Too much for all together: from whoever has the most. Else from the same address.
      const bool is_full = held_bytes_ + more > max_bytes_;
      if (!show_out_reader(guest, !is_full)) return false;
    }
  }
  set_held(guest, bytes);
  return true;
}

bool Doorkeeper::show_out_reader(const Guest& except, bool of_same_peer) {
  const auto has_more = [](const auto& a, const auto& b) {
    return a.second.held_bytes < b.second.held_bytes;
  };
  Peer& peer = of_same_peer ? *except.peer_ : std::ranges::max_element(peers_, has_more)->second;
  const auto reader = std::ranges::find_if(peer.guests, [&](const Guest* guest) {
    return guest != &except && guest->phase_ == Guest::Phase::kTransfer && guest->held_bytes_ > 0;
  });
  if (reader == peer.guests.end()) return false;
  show_out(**reader);
  return true;
}

bool Doorkeeper::make_room() {
  if (peers_.empty()) return false;
  const auto has_more = [](const auto& a, const auto& b) {
    return a.second.guests.size() < b.second.guests.size();
  };
  const Peer& peer = std::ranges::max_element(peers_, has_more)->second;
  for (const Guest::Phase phase :
       {Guest::Phase::kIdle, Guest::Phase::kTransfer, Guest::Phase::kEvents}) {
    const auto found =
        std::ranges::find(peer.guests, phase, [](const Guest* guest) { return guest->phase_; });
    if (found == peer.guests.end()) continue;
    show_out(**found);
    return true;
  }
  return false;
}

void Doorkeeper::show_out(Guest& guest) {
  leave(guest);
  guest.close();
}

}  // namespace tollgate::server
