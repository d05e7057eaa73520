#include "tollgate/sync/receipt.h"

#include "tollgate/base/json.h"

namespace tollgate::sync {
namespace {

std::string receipt_text(const Receipt& receipt, std::string_view device) {
  Json json = to_json(receipt);
  json.erase("signature");
  return "tollgate.receipt/1\n" + std::string(device) + '\n' + write_json(json) + '\n';
}

}  // namespace

void sign(Receipt& receipt, std::string_view device, const log::SigningKey& key) {
  receipt.signature = log::to_hex(key.sign(receipt_text(receipt, device)));
}

bool is_genuine(const Receipt& receipt, std::string_view device, const log::PublicKey& key) {
  const auto signature = log::from_hex<64>(receipt.signature);
  return signature && log::verifies(key, receipt_text(receipt, device), *signature);
}

}  // namespace tollgate::sync
