// Who may stay when there is no room for all.
//
// Connections and the bytes that their requests take are counted, in total and by address. Where
// room is missing, whoever takes the most loses what is least missed: of the address with the most
// connections the connection that has been idle for longest goes first, then the slowest transfer,
// then the oldest event stream (its page comes back by itself). A request that is being answered
// stays.
//
//   AdmissionControl admission(20'000, 128 << 20);
//   if (!admission.admit(connection, address)) …;       // all who are here are being served
//   if (!admission.reserve(connection, bytes)) …;           // no room for so much: 503
//   admission.set_phase(connection, AdmittedConnection::Phase::kIdle);
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <string_view>

namespace tollgate::server {

class AdmittedConnection {
 public:
  enum class Phase { kIdle, kTransfer, kWorking, kEvents };
  virtual ~AdmittedConnection() = default;
  // Asked to go; it is counted no longer.
  virtual void close() = 0;

  Phase phase() const { return phase_; }
  bool is_admitted() const { return peer_ != nullptr; }

 private:
  friend class AdmissionControl;
  struct Peer {
    std::list<AdmittedConnection*> connections;  // who changed its phase longest ago first
    uint64_t held_bytes = 0;
    uint32_t holders = 0;
  };
  Phase phase_ = Phase::kIdle;
  uint64_t held_bytes_ = 0;
  std::map<std::string, Peer, std::less<>>::iterator place_;
  Peer* peer_ = nullptr;
  std::list<AdmittedConnection*>::iterator in_peer_;
};

class AdmissionControl {
 public:
  AdmissionControl(uint32_t max_connections, uint64_t max_bytes)
      : max_connections_(max_connections), max_bytes_(max_bytes) {}

  // Lets a connection in, and another out where there are as many as may be; false when none can
  // go.
  bool admit(AdmittedConnection& connection, std::string_view address);
  void release(AdmittedConnection& connection);
  void set_phase(AdmittedConnection& connection, AdmittedConnection::Phase phase);

  // How many bytes the connection's request takes now. Shows out slower readers to make room. One
  // address has at most as much as is left for all others, unless it is a single request.
  bool reserve(AdmittedConnection& connection, uint64_t bytes);

  // Lets go whoever can be missed most easily; false when nobody can.
  bool make_room();

  uint32_t connections() const { return connections_; }
  uint64_t held_bytes() const { return held_bytes_; }

 private:
  using Peer = AdmittedConnection::Peer;
  bool has_room(const AdmittedConnection& connection, uint64_t more) const;
  bool evict_reader(const AdmittedConnection& except, bool of_same_peer);
  void evict(AdmittedConnection& connection);
  void set_held(AdmittedConnection& connection, uint64_t bytes);

  const uint32_t max_connections_;
  const uint64_t max_bytes_;
  uint32_t connections_ = 0;
  uint64_t held_bytes_ = 0;
  std::map<std::string, Peer, std::less<>> peers_;
};

}  // namespace tollgate::server
