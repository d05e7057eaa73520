// Between the hub's apps and its delivery: who asks about messages (schemas/delivery), what waits
// in which outbox, and who is told that something came.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "http/handler.h"
#include "hub/account_desk.h"
#include "hub/app_shelf.h"
#include "hub/work_thread.h"
#include "tollgate/delivery/delivery.h"

namespace tollgate::server {

class DeliveryDesk {
 public:
  // Called with an app's id when messages of it came or went.
  using Told = std::function<void(const std::string& app)>;

  explicit DeliveryDesk(const AccountDesk& desk) : desk_(desk) {}

  // Without this nothing leaves the hub. The apps outlive stop().
  void begin(std::unique_ptr<delivery::Delivery> delivery, const AppShelf& apps, Told told);
  // One that came since.
  void add(const ServedApp& app);
  void stop();

  // See Delivery::tell(); without delivery nobody is told.
  void tell(const delivery::Delivery::Word& word);

  // Something may wait in the app's outbox.
  void wake(const std::string& app);

  // What an address holds, where the hub may connect to it.
  delivery::Reply fetch(const std::string& url, size_t max_bytes);

  // POST /hub/request with a message of schemas/delivery. False: too many are waiting.
  bool submit(Request request, Respond respond);

 private:
  Response answer(const Request& request);
  Result<delivery::Asker> asker_of(const Request& request, const std::string& type,
                                   const std::string& app);
  bool sees_outbox(const std::string& app, const std::string& principal) const;

  const AccountDesk& desk_;
  const AppShelf* apps_ = nullptr;
  std::unique_ptr<delivery::Delivery> delivery_;
  std::atomic<size_t> waiting_ = 0;
  WorkThread thread_;
  // A test of a channel takes as long as the network does.
  WorkThread slow_thread_;
};

}  // namespace tollgate::server
