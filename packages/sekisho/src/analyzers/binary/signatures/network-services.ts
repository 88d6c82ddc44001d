import { bareRelease, bareVersion, product } from "./define.ts";

/** Servers of names, mail, files, time and remote access. */
export const networkServices = [
  product("openssh", "openbsd", /^(?:ssh|sshd|sshd-session|ssh-(?:agent|add|keygen|keyscan)|sftp|scp)$/, [
    { text: /^OpenSSH_(\d+\.\d+p\d+)/, anchor: "OpenSSH_" },
  ]),
  product("dropbear", "dropbear_ssh_project", /^(?:dropbear(?:multi|key)?|dbclient)$/, [
    { text: /dropbear_(\d{4}\.\d+)/, anchor: "dropbear_" },
    { text: /Dropbear (?:server |multi-purpose )?v(\d{4}\.\d+)/, anchor: "Dropbear " },
  ]),
  product("unbound", "nlnetlabs", /^(?:unbound|unbound-control)$/, [
    { text: /unbound (\d+\.\d+\.\d+)/, anchor: "unbound " },
    bareRelease,
  ]),
  product("bind", "isc", /^(?:named|libisc-?[\w.+-]*|libdns-?[\w.+-]*|dig)$/, [
    { text: /(?:^|BIND |[^\w.])(9\.\d+\.\d+(?:-P\d+)?)(?:-\d[\w.~+-]*)?$/, isForOwnFiles: true },
  ]),
  product("nsd", "nlnetlabs", /^nsd$/, [{ text: /NSD (?:version )?(\d+\.\d+\.\d+)/, anchor: "NSD " }, bareRelease]),
  product("pdns", "powerdns", /^pdns_(?:server|recursor)$/, [{ text: /^([45]\.\d{1,2}\.\d+)$/, isForOwnFiles: true }]),
  product("dnsmasq", "thekelleys", /^dnsmasq$/, [
    { text: /dnsmasq-(2\.\d+)/, anchor: "dnsmasq-" },
    { text: /^(2\.\d\d)$/, isForOwnFiles: true },
  ]),
  product("postfix", "postfix", /^(?:postconf|libpostfix-global\.so.*)$/, [
    { text: /(?:^|[^\w.])(3\.\d{1,2}\.\d+)$/, isForOwnFiles: true },
  ]),
  product("exim", "exim", /^exim4?$/, [
    { text: /Exim (\d\.\d+(?:\.\d+)?)/, anchor: "Exim " },
    { text: /^(4\.\d\d(?:\.\d+)?)$/, isForOwnFiles: true },
  ]),
  product("dovecot", "dovecot", /^(?:dovecot|doveadm|libdovecot\.so.*)$/, [
    { text: /(?:^|[^\w.])(2\.\d\.\d+(?:\.\d+)?)(?: \(|$)/, isForOwnFiles: true },
  ]),
  product("proftpd", "proftpd", /^proftpd$/, [
    { text: /ProFTPD (?:Version )?(\d\.\d\.\d+[a-z]?)/, anchor: "ProFTPD " },
    { text: /^(1\.3\.\d+[a-z]?)$/, isForOwnFiles: true },
  ]),
  product("vsftpd", "vsftpd_project", /^vsftpd$/, [
    { text: /vsftpd: version (\d\.\d\.\d)/, anchor: "vsftpd: version " },
    { text: /vsFTPd (\d\.\d\.\d)/, anchor: "vsFTPd " },
  ]),
  product(
    "samba",
    "samba",
    /^(?:smbd|nmbd|winbindd|smbclient|libsamba-util[\w.-]*|libserver-role[\w.-]*|libsmbconf[\w.-]*)$/,
    [{ text: /(?:^|[^\w.])(4\.\d{1,2}\.\d{1,2})(?:-(?:Debian|Ubuntu)[\w.+~-]*)?$/, isForOwnFiles: true }],
  ),
  product("chrony", "tuxfamily", /^chrony[dc]$/, [{ text: /(?:^|[^\w.])([34]\.\d(?:\.\d)?)$/, isForOwnFiles: true }]),
  product("openvpn", "openvpn", /^openvpn$/, [{ text: /OpenVPN (\d\.\d+\.\d+) (?:\[|\w+-)/, anchor: "OpenVPN " }]),
  product("monit", "mmonit", /^monit$/, [{ text: /^(5\.\d\d\.\d+)$/, isForOwnFiles: true }]),
  product("cups", "openprinting", /^cupsd$/, [
    { text: /CUPS\/(\d\.\d+\.\d+)/, anchor: "CUPS/" },
    { text: /CUPS v(\d\.\d\.\d+)/, anchor: "CUPS v" },
  ]),
  product("freeradius", "freeradius", /^freeradius$/, [
    { text: /FreeRADIUS Version (\d\.\d\.\d+)/, anchor: "FreeRADIUS Version " },
    bareVersion,
  ]),
] as const;
