// What Swift sees of OpenSSL 3 (Debian's libssl-dev).
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>
