/** What a distribution sets on a program: setuid, setgid, or both. */
type SetIdBits = "u" | "g" | "ug";

/**
 * Programs that distributions ship with setuid or setgid, by path without `usr/` and with `sbin` as `bin`, for releases
 * differ in these. Sources: the packages of Debian 12 (contents and maintainer scripts, compared with dpkg-deb), the
 * permission tables of SUSE (`/usr/share/permissions`), the package lists of Alpine, Fedora and Amazon Linux.
 */
const shipped: ReadonlyMap<string, SetIdBits> = new Map<string, SetIdBits>([
  // login, passwd, shadow, util-linux
  ["bin/chage", "ug"],
  ["bin/chfn", "u"],
  ["bin/chsh", "u"],
  ["bin/expiry", "ug"],
  ["bin/gpasswd", "u"],
  ["bin/mount", "u"],
  ["bin/newgidmap", "u"],
  ["bin/newgrp", "u"],
  ["bin/newuidmap", "u"],
  ["bin/passwd", "u"],
  ["bin/sg", "u"],
  ["bin/su", "u"],
  ["bin/umount", "u"],
  ["bin/vlock", "u"],
  ["bin/wall", "g"],
  ["bin/write", "g"],
  ["bin/bsd-write", "g"],
  // PAM
  ["bin/pam_extrausers_chkpwd", "g"],
  ["bin/pam_timestamp_check", "u"],
  ["bin/unix2_chkpwd", "ug"],
  ["bin/unix_chkpwd", "ug"],
  // BusyBox, doas, sudo, polkit
  ["bin/bbsuid", "u"],
  ["bin/doas", "u"],
  ["bin/pkexec", "u"],
  ["bin/sudo", "u"],
  ["lib/policykit-1/polkit-agent-helper-1", "u"],
  ["lib/polkit-1/polkit-agent-helper-1", "u"],
  ["libexec/polkit-agent-helper-1", "u"],
  // OpenSSH, D-Bus, FUSE, network
  ["bin/fusermount", "u"],
  ["bin/fusermount3", "u"],
  ["bin/mount.cifs", "u"],
  ["bin/mount.nfs", "u"],
  ["bin/ntfs-3g", "u"],
  ["bin/ping", "u"],
  ["bin/ping6", "u"],
  ["bin/pppd", "u"],
  ["bin/ssh-agent", "g"],
  ["bin/usernetctl", "u"],
  ["lib/dbus-1.0/dbus-daemon-launch-helper", "u"],
  ["lib/dbus-1/dbus-daemon-launch-helper", "u"],
  ["lib/openssh/ssh-keysign", "u"],
  ["lib/ssh/ssh-keysign", "u"],
  ["libexec/dbus-1/dbus-daemon-launch-helper", "u"],
  ["libexec/openssh/ssh-keysign", "ug"],
  // cron, at, mail, terminals, search
  ["bin/at", "ug"],
  ["bin/crontab", "ug"],
  ["bin/dotlockfile", "g"],
  ["bin/exim4", "u"],
  ["bin/locate", "g"],
  ["bin/lockdev", "g"],
  ["bin/mlocate", "g"],
  ["bin/plocate", "g"],
  ["bin/postdrop", "g"],
  ["bin/postqueue", "g"],
  ["bin/screen", "ug"],
  ["lib/utempter/utempter", "g"],
  ["libexec/opensmtpd/mail.local", "g"],
  ["libexec/utempter/utempter", "g"],
  // others
  ["bin/grub2-set-bootflag", "u"],
  ["bin/ksu", "u"],
  ["bin/staprun", "u"],
  ["bin/userhelper", "u"],
  ["lib/eject/dmcrypt-get-device", "u"],
  ["lib/snapd/snap-confine", "ug"],
  ["lib/xorg/Xorg.wrap", "ug"],
]);

/** Tells whether distributions ship the program of this path with at least these bits. */
export function isShippedWithSetId(path: string, isSetuid: boolean, isSetgid: boolean): boolean {
  const bits = shipped.get(
    path
      .replace(/^usr\//, "")
      .replace(/^sbin\//, "bin/")
      .replace(/^lib(?:64|32)?\/(?:[a-z0-9_]+-linux-gnu[a-z0-9]*\/)?/, "lib/"),
  );
  return bits !== undefined && (!isSetuid || bits.includes("u")) && (!isSetgid || bits.includes("g"));
}
