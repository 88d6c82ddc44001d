/** Names of well-known ports that rules may write. Source: IANA, Service Name and Transport Protocol Port Number Registry. */
const portNames: ReadonlyMap<string, number> = new Map([
  ["ftp-data", 20],
  ["ftp", 21],
  ["ssh", 22],
  ["telnet", 23],
  ["smtp", 25],
  ["domain", 53],
  ["bootps", 67],
  ["bootpc", 68],
  ["tftp", 69],
  ["http", 80],
  ["kerberos", 88],
  ["pop3", 110],
  ["sunrpc", 111],
  ["ntp", 123],
  ["netbios-ns", 137],
  ["netbios-ssn", 139],
  ["imap", 143],
  ["snmp", 161],
  ["ldap", 389],
  ["https", 443],
  ["microsoft-ds", 445],
  ["syslog", 514],
  ["ldaps", 636],
  ["imaps", 993],
  ["pop3s", 995],
  ["socks", 1080],
  ["nfs", 2049],
  ["mysql", 3306],
  ["postgresql", 5432],
  ["http-alt", 8080],
]);

/** Gives the number of a port by its number or name; NaN for neither. */
export function portOf(text: string): number {
  return portNames.get(text) ?? (text === "" ? Number.NaN : Number(text));
}
