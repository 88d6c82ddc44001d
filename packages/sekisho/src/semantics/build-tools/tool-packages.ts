/** Packages that only serve to build software. Sources: the package lists of Debian, Alpine, Fedora and SUSE. */
const buildPackages =
  /^(?:build-essential|build-base|base-devel|alpine-sdk|gcc(?:-\d+)?|gcc-c\+\+|g\+\+(?:-\d+)?|clang(?:-\d+)?|llvm(?:-\d+)?|cpp|make|gmake|automake|autoconf|libtool|bison|flex|cmake|meson|ninja(?:-build)?|pkg-config|pkgconf|maven|gradle|ant|sbt|golang(?:-\d[\w.]*|-go)?|go|rust|rustc|cargo|ghc|default-jdk(?:-headless)?|openjdk-?\d+-jdk(?:-headless)?|openjdk\d+(?:-jdk)?|java-[\d.]+-openjdk-devel|java-[\d.]+-amazon-corretto-devel|dotnet-sdk-[\d.]+|rpm-build|dpkg-dev|devscripts|kernel-headers|linux-headers(?:-.*)?|[\w.+-]+-(?:dev|devel))$/;

/** Libraries whose name only looks like one of headers. */
const noBuildPackages = /^(?:dev|udev|mdev|eudev|systemd-dev|util-linux-dev-tools)$/;

/** Tells whether a package only serves to build software. */
export function isBuildPackage(name: string): boolean {
  return buildPackages.test(name) && !noBuildPackages.test(name);
}

/** What an intruder finds useful, and the programs that a package of that purpose brings. */
const intruderTools: ReadonlyMap<string, readonly string[]> = new Map([
  ["bash", ["bash"]],
  ["bind-tools", ["dig", "nslookup", "host"]],
  ["bind-utils", ["dig", "nslookup", "host"]],
  ["binutils", ["ld", "strip", "objdump", "readelf", "ar", "as", "nm"]],
  ["curl", ["curl"]],
  ["dnsutils", ["dig", "nslookup", "host"]],
  ["gdb", ["gdb"]],
  ["gdbserver", ["gdbserver"]],
  ["iproute2", ["ip", "ss"]],
  ["iputils", ["ping"]],
  ["iputils-ping", ["ping"]],
  ["ncat", ["ncat"]],
  ["net-tools", ["netstat", "ifconfig", "route"]],
  ["netcat", ["nc", "netcat"]],
  ["netcat-openbsd", ["nc", "netcat"]],
  ["netcat-traditional", ["nc", "netcat"]],
  ["nmap", ["nmap"]],
  ["nmap-ncat", ["ncat", "nc"]],
  ["openssh", ["ssh", "sshd", "scp", "sftp", "ssh-keygen", "ssh-keyscan"]],
  ["openssh-client", ["ssh", "scp", "sftp", "ssh-keygen", "ssh-keyscan"]],
  ["openssh-clients", ["ssh", "scp", "sftp", "ssh-keygen", "ssh-keyscan"]],
  ["openssh-server", ["sshd"]],
  ["openssl", ["openssl"]],
  ["procps", ["ps", "top", "pkill", "pgrep", "kill", "free", "sysctl", "watch"]],
  ["procps-ng", ["ps", "top", "pkill", "pgrep", "kill", "free", "sysctl", "watch"]],
  ["rsync", ["rsync"]],
  ["socat", ["socat"]],
  ["ssh", ["ssh", "sshd", "scp"]],
  ["strace", ["strace"]],
  ["sudo", ["sudo", "visudo"]],
  ["tcpdump", ["tcpdump"]],
  ["telnet", ["telnet"]],
  ["traceroute", ["traceroute"]],
  ["wget", ["wget"]],
  ["which", ["which"]],
  ["zsh", ["zsh"]],
]);

/** Gives the programs of a package that an intruder finds useful; `undefined` for every other package. */
export function intruderProgramsOf(name: string): readonly string[] | undefined {
  return intruderTools.get(name);
}
