import { bareRelease, bareVersion, product } from "./define.ts";

/** Libraries that are linked into programs, or lie in files of their own. */
export const libraries = [
  product("openssl", "openssl", /^lib(?:ssl|crypto)[\w.-]*\.so.*$/, [
    {
      text: /OpenSSL (\d+\.\d+\.\d+[a-z]*(?:-(?:fips|dev|beta\d+|alpha\d+))?)(?: FIPS)? {1,2}\d{1,2} \w{3} \d{4}/,
      anchor: "OpenSSL ",
    },
  ]),
  product("libressl", "openbsd", /^lib(?:ssl|crypto|tls)[\w.-]*\.so.*$/, [
    { text: /LibreSSL (\d+\.\d+\.\d+)/, anchor: "LibreSSL " },
  ]),
  product("wolfssl", "wolfssl", /^libwolfssl\.so.*$/, [
    bareRelease,
    { text: /wolfSSL (\d+\.\d+\.\d+)/, anchor: "wolfSSL " },
  ]),
  product("mbedtls", "arm", /^libmbed(?:tls|crypto|x509)\.so.*$/, [
    { text: /[Mm]bed TLS (\d+\.\d+\.\d+)/, anchor: "bed TLS " },
  ]),
  product("gnutls", "gnu", /^libgnutls\.so.*$/, [
    { text: /GnuTLS (\d+\.\d+\.\d+)/, anchor: "GnuTLS " },
    { text: /gnutls_(?:\w+-)?(\d+\.\d+\.\d+)/, anchor: "gnutls_" },
  ]),
  product("libgcrypt", "gnupg", /^libgcrypt\.so.*$/, [
    { text: /This is Libgcrypt (\d+\.\d+\.\d+)/, anchor: "This is Libgcrypt " },
  ]),
  product("zlib", "zlib", /^libz\.so.*$/, [
    { text: /deflate (1\.\d+(?:\.\d+)+) Copyright/, anchor: "deflate 1." },
    { text: /inflate (1\.\d+(?:\.\d+)+) Copyright/, anchor: "inflate 1." },
  ]),
  product("zlib-ng", "zlib-ng", /^libz(?:-ng)?\.so.*$/, [
    { text: /zlib-ng (\d+\.\d+\.\d+)/, anchor: "zlib-ng " },
    { text: /(\d+\.\d+\.\d+)\.zlib-ng/, anchor: ".zlib-ng" },
  ]),
  product("curl", "haxx", /^libcurl[\w.-]*$/, [
    { text: /CLIENT libcurl (\d+\.\d+\.\d+)/, anchor: "CLIENT libcurl " },
    { text: /libcurl\/(\d+\.\d+\.\d+)/, anchor: "libcurl/" },
  ]),
  product("sqlite", "sqlite", /^libsqlite3\.so.*$/, [
    {
      text: /(?:^|[^\w.])(3\.\d{1,2}\.\d+(?:\.\d+)?)$/,
      near: ["failed memory resize %u to %u bytes", "memdb(%p,%lld)", "AND name BETWEEN"],
    },
  ]),
  product("libxml2", "xmlsoft", /^libxml2\.so.*$/, [
    { text: /(?:^|\D)(2\d{4})$/, isForOwnFiles: true, notation: "packed" },
  ]),
  product("libxslt", "xmlsoft", /^libxslt\.so.*$/, [
    { text: /(?:^|\D)(101\d\d)$/, isForOwnFiles: true, notation: "packed" },
  ]),
  product("libexpat", "libexpat_project", /^libexpatw?\.so.*$/, [{ text: /expat_(\d+\.\d+\.\d+)/, anchor: "expat_" }]),
  product("libpng", "libpng", /^libpng\d*\.so.*$/, [
    { text: /libpng version (\d+\.\d+\.\d+)/, anchor: "libpng version " },
  ]),
  product("libjpeg-turbo", "libjpeg-turbo", /^lib(?:jpeg|turbojpeg)\.so.*$/, [
    { text: /libjpeg-turbo version (\d+\.\d+(?:\.\d+)*)/, anchor: "libjpeg-turbo version " },
  ]),
  product("libtiff", "libtiff", /^libtiff\.so.*$/, [
    { text: /LIBTIFF, Version (\d+\.\d+\.\d+)/, anchor: "LIBTIFF, Version " },
  ]),
  product("harfbuzz", "harfbuzz_project", /^libharfbuzz\.so.*$/, [bareRelease]),
  product("pcre", "pcre", /^libpcre\.so.*$/, [{ text: /(?:^|[^\w.])(8\.\d\d) 20\d\d-\d\d-\d\d$/ }]),
  product("pcre2", "pcre", /^libpcre2-[\w.-]*$/, [{ text: /(?:^|[^\w.])(10\.\d\d) 20\d\d-\d\d-\d\d$/ }]),
  product("libyaml", "pyyaml", /^libyaml[\w.-]*\.so.*$/, [
    { text: /(?:^|[^\w.])(0\.[12]\.\d)$/, near: ["tag:yaml.org,2002:str", "did not find expected <document start>"] },
    bareRelease,
  ]),
  product("lz4", "lz4_project", /^liblz4\.so.*$/, [
    { text: /(?:^|[^\w.])(1\.\d{1,2}\.\d)$/, near: ["ERROR_maxBlockSize_invalid"] },
  ]),
  product("zstd", "facebook", /^libzstd\.so.*$/, [
    { text: /(?:^|[^\w.])(1\.\d\.\d)$/, near: ["Unsupported combination of parameters"] },
    bareRelease,
  ]),
  product("xz", "tukaani", /^liblzma\.so.*$/, [bareRelease]),
  product("bzip2", "bzip", /^libbz2\.so.*$/, [{ text: /(?:^|[^\w.])(1\.0\.\d), \d{1,2}-\w{3}-\d{4}/ }]),
  product("nghttp2", "nghttp2", /^libnghttp2\.so.*$/, [{ text: /(?:^|[^\w.])(1\.\d{1,2}\.\d)$/, isForOwnFiles: true }]),
  product("c-ares", "c-ares", /^libcares\.so.*$/, [
    { text: /(?:^|[^\w.])(1\.\d{1,2}\.\d{1,2})$/, isForOwnFiles: true },
  ]),
  product("libuv", "libuv", /^libuv\.so.*$/, [{ text: /(?:^|[^\w.])(1\.\d{1,2}\.\d{1,2})$/, isForOwnFiles: true }]),
  product("libevent", "libevent_project", /^libevent[\w.-]*\.so.*$/, [
    { text: /(?:^|[^\w.])([12]\.\d\.\d{1,2})-(?:stable|beta|alpha)/, anchor: "-stable" },
  ]),
  product("icu", "unicode", /^libicu(?:uc|i18n)\.so.*$/, [
    { text: /(?:^|[^\w.])([5-9]\d\.\d(?:\.\d)?)$/, isForOwnFiles: true },
  ]),
  product("luajit", "luajit", /^libluajit[\w.-]*$/, [{ text: /LuaJIT (\d\.\d\.[\w-]+)/, anchor: "LuaJIT " }]),
  product("jemalloc", "jemalloc", /^libjemalloc\.so.*$/, [
    { text: /([345]\.\d\.\d)-\d+-g[0-9a-f]{40}/, anchor: "-0-g" },
  ]),
  product("libssh", "libssh", /^libssh\.so.*$/, [{ text: /libssh[_-](0\.\d{1,2}\.\d+)/, anchor: "libssh" }]),
  product("libssh2", "libssh2", /^libssh2\.so.*$/, [{ text: /libssh2_(\d+\.\d+\.\d+)/, anchor: "libssh2_" }]),
  product("libsodium", "libsodium", /^libsodium\.so.*$/, [bareRelease]),
  product("krb5", "mit", /^libkrb5\.so.*$/, [
    { text: /KRB5_BRAND: krb5-(\d+\.\d+(?:\.\d+)?)-final/, anchor: "KRB5_BRAND: " },
  ]),
  product("openldap", "openldap", /^libldap[\w.-]*\.so.*$/, [
    { text: /\$OpenLDAP: libldap (\d+\.\d+\.\d+)/, anchor: "$OpenLDAP: libldap " },
  ]),
  product("libarchive", "libarchive", /^libarchive\.so.*$/, [
    { text: /libarchive (\d+\.\d+\.\d+)/, anchor: "libarchive " },
  ]),
  product("ncurses", "gnu", /^lib(?:ncursesw?|tinfo)\.so.*$/, [
    { text: /ncurses (\d+\.\d+)\.20\d{6}/, anchor: "ncurses " },
  ]),
  product("glibc", "gnu", /^(?:libc\.so\.6|libc-\d.*\.so)$/, [
    { text: /GNU C Library .*stable release version (\d+\.\d+)/, anchor: "GNU C Library " },
  ]),
  product("musl", "musl-libc", /^(?:ld-musl-[\w-]+\.so\.1|libc\.musl-.*\.so\.1)$/, [
    { text: /^(1\.\d\.\d+(?:_git\d+)?)$/, isForOwnFiles: true },
  ]),
  product("v8", "google", /^libv8[\w.-]*$/, [{ text: /(?:^|[^\w.])(\d{1,2}\.\d{1,2}\.\d{1,3}\.\d{1,3})-node\.\d+$/ }]),
  product("freetype", "freetype", /^libfreetype\.so.*$/, [{ ...bareVersion, near: ["FreeType"] }]),
  product("libmicrohttpd", "gnu", /^libmicrohttpd\.so.*$/, [bareRelease]),
  product("libgit2", "libgit2", /^libgit2\.so.*$/, [{ text: /libgit2 (\d+\.\d+\.\d+)/, anchor: "libgit2 " }]),
  product("librdkafka", "confluent", /^librdkafka\.so.*$/, [
    { text: /librdkafka[ /]v?(\d+\.\d+\.\d+)/, anchor: "librdkafka" },
  ]),
  product("libpq", "postgresql", /^libpq\.so.*$/, [
    { text: /PostgreSQL (\d+\.\d+(?:\.\d+)?)/, anchor: "PostgreSQL ", isForOwnFiles: true },
  ]),
] as const;
