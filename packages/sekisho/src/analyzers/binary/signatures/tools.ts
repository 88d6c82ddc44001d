import { bareRelease, bareVersion, product } from "./define.ts";

/** Shells and programs of the command line. */
export const tools = [
  product("busybox", "busybox", /^(?:busybox(?:[.-][\w-]+)?|sh)$/, [
    { text: /BusyBox v(\d+\.\d+\.\d+)/, anchor: "BusyBox v" },
  ]),
  product("toybox", "landley", /^toybox$/, [{ text: /toybox (\d+\.\d+\.\d+)/, anchor: "toybox " }]),
  product("bash", "gnu", /^(?:bash|rbash|sh)$/, [
    { text: /@\(#\)Bash version (\d+\.\d+\.\d+)/, anchor: "@(#)Bash version " },
  ]),
  product("dash", "dash", /^dash$/, [{ text: /^(0\.5\.\d+(?:\.\d+)?)$/, isForOwnFiles: true }]),
  product("zsh", "zsh", /^zsh(?:-?(\d\.\d+(?:\.\d+)?))?$/, [
    { text: /\/zsh\/(\d+\.\d+(?:\.\d+)?)(?:\/|$)/, anchor: "/zsh/" },
    { text: /^zsh-(\d+\.\d+(?:\.\d+)?)-0-/, anchor: "zsh-" },
  ]),
  product("fish", "fishshell", /^fish$/, [bareRelease]),
  product("openssl", "openssl", /^openssl$/, [
    { text: /OpenSSL (\d+\.\d+\.\d+[a-z]*(?:-\w+)?)(?: FIPS)? {1,2}\d{1,2} \w{3} \d{4}/, anchor: "OpenSSL " },
  ]),
  product("curl", "haxx", /^curl$/, [{ text: /curl[ /](\d+\.\d+\.\d+)/, anchor: "curl" }]),
  product("wget", "gnu", /^wget$/, [
    { text: /\/wget-(1\.\d{1,2}(?:\.\d+)?)[=/]/, anchor: "/wget-" },
    { text: /(?:^|[^\w.])(1\.\d{2}(?:\.\d+)?)$/, isForOwnFiles: true },
  ]),
  product("wget2", "gnu", /^wget2$/, [bareRelease]),
  product("git", "git-scm", /^git$/, [{ text: /git\/(\d+\.\d+\.\d+)/, anchor: "git/" }]),
  product("git-lfs", "github", /^git-lfs$/, [{ text: /git-lfs\/(\d+\.\d+\.\d+)/, anchor: "git-lfs/" }]),
  product("jq", "jqlang", /^(?:jq|libjq\.so.*)$/, [
    { text: /(?:^|[^\w.])(?:jq-)?(1\.\d(?:\.\d+)?)$/, isForOwnFiles: true, near: ["jq"] },
  ]),
  product("xz", "tukaani", /^xz(?:dec)?$/, [{ text: /\(XZ Utils\) (\d+\.\d+\.\d+)/, anchor: "(XZ Utils) " }]),
  product("zstd", "facebook", /^zstd(?:mt)?$/, [{ text: /(?:^|[^\w.])v(1\.\d\.\d+)$/, isForOwnFiles: true }]),
  product("gzip", "gnu", /^(?:gzip|gunzip)$/, [bareVersion]),
  product("bzip2", "bzip", /^bzip2$/, [{ text: /(1\.0\.\d), \d{1,2}-\w{3}-\d{4}/, anchor: "1.0." }]),
  product("p7zip", "7-zip", /^(?:7z[ar]?|7zz)$/, [{ text: /7-Zip.{0,20} (\d{1,2}\.\d\d) /, anchor: "7-Zip" }]),
  product("unzip", "info-zip", /^unzip$/, [{ text: /UnZip (\d\.\d+)/, anchor: "UnZip " }]),
  product("tar", "gnu", /^tar$/, [{ text: /^(1\.\d\d)$/, isForOwnFiles: true, near: ["%s: Deleting "] }]),
  product("make", "gnu", /^(?:g?make)$/, [{ text: /(?:^|[^\w.])([34]\.\d(?:\.\d)?)$/, isForOwnFiles: true }]),
  product("cmake", "kitware", /^c(?:make|test|pack)$/, [
    { text: /(?:^|[^\w.])(?:cmake-|UNKNOWN_DEFINED_)?([34]\.\d{1,2}\.\d+)$/, isForOwnFiles: true },
  ]),
  product("rsync", "samba", /^rsync$/, [{ text: /(?:^|[^\w.])(3\.\d\.\d+)$/, isForOwnFiles: true }]),
  product("gnupg", "gnupg", /^(?:gpg2?|gpg-agent|gpgv)$/, [
    { text: /^(2\.\d\.\d+)$/, isForOwnFiles: true },
    { text: /GnuPG (\d\.\d\.\d+)/, anchor: "GnuPG " },
  ]),
  product("vim", "vim", /^(?:vim?(?:\.\w+)?|xxd)$/, [
    { text: /VIM - Vi IMproved (\d+\.\d+)/, anchor: "VIM - Vi IMproved " },
  ]),
  product("nano", "gnu", /^nano$/, [{ text: /GNU nano (\d+\.\d+)/, anchor: "GNU nano" }, bareVersion]),
  product("sudo", "sudo_project", /^sudo$/, [{ text: /(?:^|[^\w.])(1\.[89]\.\d+(?:p\d+)?)$/, isForOwnFiles: true }]),
  product("su-exec", "ncopa", /^su-exec$/, [{ text: /^(0\.\d(?:\.\d)?)$/, isForOwnFiles: true }]),
  product("gosu", "tianon", /^gosu$/, [{ text: /(?:^|[^\w.])(1\.\d{1,2})(?: \(go|$)/, isForOwnFiles: true }]),
  product("tini", "krallin", /^tini(?:-static)?$/, [{ text: /tini version (\d+\.\d+\.\d+)/, anchor: "tini version " }]),
  product("dumb-init", "yelp", /^dumb-init$/, [{ text: /(?:^|[^\w.])(1\.\d\.\d)\n/, isForOwnFiles: true }]),
  product("catatonit", "opensuse", /^catatonit$/, [
    { text: /tini version (\d+\.\d+\.\d+)_catatonit/, anchor: "_catatonit" },
    bareRelease,
  ]),
  product("s6", "skarnet", /^s6-svscan$/, [{ text: /s6-(\d+\.\d+\.\d+\.\d+)/, anchor: "s6-" }]),
  product("skopeo", "containers", /^skopeo$/, [bareRelease]),
  product("dpkg", "debian", /^dpkg$/, [{ text: /^(1\.\d{2}\.\d+) \(\w+\)$/, isForOwnFiles: true }]),
  product("tcpdump", "tcpdump", /^tcpdump$/, [{ text: /version (4\.\d{1,2}\.\d)\n?$/, isForOwnFiles: true }]),
  product("nmap", "nmap", /^nmap$/, [
    { text: /Nmap (\d\.\d\d)/, anchor: "Nmap " },
    { text: /^(7\.\d\d)$/, isForOwnFiles: true },
  ]),
  product("socat", "dest-unreach", /^socat$/, [
    { text: /(?:^|[^\w.])(1\.\d\.\d\.\d+)$/, isForOwnFiles: true },
    { text: /socat version (\d\.\d\.\d\.\d)/, anchor: "socat version " },
  ]),
  product("ffmpeg", "ffmpeg", /^(?:ff(?:mpeg|probe|play)|libav(?:codec|format|util)[\w.-]*|libswscale[\w.-]*)$/, [
    { text: /FFmpeg version n?(\d+\.\d+(?:\.\d+)?)/, anchor: "FFmpeg version " },
    { text: /^n?([3-9]\.\d(?:\.\d+)?)(?:-[\w~+.-]+)?$/, isForOwnFiles: true },
  ]),
  product("imagemagick", "imagemagick", /^(?:magick|convert(?:-im\d.*)?|libMagickCore[\w.-]*|identify)$/, [
    { text: /ImageMagick (\d+\.\d+\.\d+-\d+)/, anchor: "ImageMagick " },
    { text: /(\d\.\d\.\d+-\d+)(?: Q16| https)/, anchor: "Q16" },
  ]),
  product("ghostscript", "artifex", /^(?:gs|ghostscript|libgs\.so.*)$/, [
    { text: /Ghostscript (\d+\.\d+(?:\.\d+)?)/, anchor: "Ghostscript " },
    { text: /^((?:9|10)\.\d\d(?:\.\d)?)$/, isForOwnFiles: true },
  ]),
] as const;
