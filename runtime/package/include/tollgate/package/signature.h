// Who made a package: a detached Ed25519 signature of its bytes, in a file beside it (NAME.tollgate
// to NAME.tollgate.sig).
//
//   Result<PublisherKey> key = read_key(text);        // the secret, kept by its publisher
//   std::string signature = sign_package(*package, *key);
//   Status mine = verify_package(*package, signature);
//
// Signed is a line that says what for, and the SHA-256 of the package: no signature of something
// else can be taken for one. Nobody vouches for a publisher's name; who has had a package of a key
// before knows it again.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/random.h"
#include "tollgate/base/result.h"
#include "tollgate/log/signing.h"
#include "tollgate/package/package.h"

namespace tollgate::package {

// A key as a text for its file: readable by its owner alone, and never part of a package.
std::string make_key(Random& random);
// Refused: package.bad_key.
Result<log::SigningKey> read_key(std::string_view text);

// Eight groups of four digits that people can compare.
std::string fingerprint(const log::PublicKey& key);

// Refused: package.other_key, where the manifest names another key or none.
Result<std::string> sign_package(const Package& package, const log::SigningKey& key);

// Refused: package.unsigned (no key in the manifest, or an empty text), package.bad_signature_file,
// package.other_signature (another's key, or another package), package.bad_signature.
Status verify_package(const Package& package, std::string_view signature);

}  // namespace tollgate::package
