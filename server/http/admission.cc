#include "http/admission.h"

#include <algorithm>

namespace tollgate::server {

bool AdmissionControl::admit(AdmittedConnection& connection, std::string_view address) {
  if (connections_ >= max_connections_ && !make_room()) return false;
  connection.place_ = peers_.try_emplace(std::string(address)).first;
  connection.peer_ = &connection.place_->second;
  connection.in_peer_ =
      connection.peer_->connections.insert(connection.peer_->connections.end(), &connection);
  ++connections_;
  return true;
}

void AdmissionControl::release(AdmittedConnection& connection) {
  if (!connection.is_admitted()) return;
  set_held(connection, 0);
  connection.peer_->connections.erase(connection.in_peer_);
  if (connection.peer_->connections.empty()) peers_.erase(connection.place_);
  connection.peer_ = nullptr;
  --connections_;
}

void AdmissionControl::set_phase(AdmittedConnection& connection, AdmittedConnection::Phase phase) {
  connection.phase_ = phase;
  if (!connection.is_admitted()) return;
  std::list<AdmittedConnection*>& connections = connection.peer_->connections;
  connections.splice(connections.end(), connections, connection.in_peer_);
}

void AdmissionControl::set_held(AdmittedConnection& connection, uint64_t bytes) {
  connection.peer_->holders += (bytes > 0 ? 1 : 0);
  connection.peer_->holders -= (connection.held_bytes_ > 0 ? 1 : 0);
  connection.peer_->held_bytes += bytes - connection.held_bytes_;
  held_bytes_ += bytes - connection.held_bytes_;
  connection.held_bytes_ = bytes;
}

bool AdmissionControl::has_room(const AdmittedConnection& connection, uint64_t more) const {
  if (held_bytes_ + more > max_bytes_) return false;
  const bool is_alone = connection.peer_->holders <= (connection.held_bytes_ > 0 ? 1U : 0U);
  return is_alone || connection.peer_->held_bytes + more <= max_bytes_ - held_bytes_ - more;
}

bool AdmissionControl::reserve(AdmittedConnection& connection, uint64_t bytes) {
  if (!connection.is_admitted()) return false;
  if (bytes > connection.held_bytes_) {
    const uint64_t more = bytes - connection.held_bytes_;
    while (!has_room(connection, more)) {
      // Too much for all together: from whoever has the most. Else from the same address.
      const bool is_full = held_bytes_ + more > max_bytes_;
      if (!evict_reader(connection, !is_full)) return false;
    }
  }
  set_held(connection, bytes);
  return true;
}

bool AdmissionControl::evict_reader(const AdmittedConnection& except, bool of_same_peer) {
  const auto has_more = [](const auto& a, const auto& b) {
    return a.second.held_bytes < b.second.held_bytes;
  };
  Peer& peer = of_same_peer ? *except.peer_ : std::ranges::max_element(peers_, has_more)->second;
  const auto reader =
      std::ranges::find_if(peer.connections, [&](const AdmittedConnection* connection) {
        return connection != &except &&
               connection->phase_ == AdmittedConnection::Phase::kTransfer &&
               connection->held_bytes_ > 0;
      });
  if (reader == peer.connections.end()) return false;
  evict(**reader);
  return true;
}

bool AdmissionControl::make_room() {
  if (peers_.empty()) return false;
  const auto has_more = [](const auto& a, const auto& b) {
    return a.second.connections.size() < b.second.connections.size();
  };
  const Peer& peer = std::ranges::max_element(peers_, has_more)->second;
  for (const AdmittedConnection::Phase phase :
       {AdmittedConnection::Phase::kIdle, AdmittedConnection::Phase::kTransfer,
        AdmittedConnection::Phase::kEvents}) {
    const auto found =
        std::ranges::find(peer.connections, phase,
                          [](const AdmittedConnection* connection) { return connection->phase_; });
    if (found == peer.connections.end()) continue;
    evict(**found);
    return true;
  }
  return false;
}

void AdmissionControl::evict(AdmittedConnection& connection) {
  release(connection);
  connection.close();
}

}  // namespace tollgate::server
