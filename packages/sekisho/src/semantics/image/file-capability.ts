/** Capabilities by number. Source: capabilities(7), linux/capability.h. */
const names = [
  "CHOWN",
  "DAC_OVERRIDE",
  "DAC_READ_SEARCH",
  "FOWNER",
  "FSETID",
  "KILL",
  "SETGID",
  "SETUID",
  "SETPCAP",
  "LINUX_IMMUTABLE",
  "NET_BIND_SERVICE",
  "NET_BROADCAST",
  "NET_ADMIN",
  "NET_RAW",
  "IPC_LOCK",
  "IPC_OWNER",
  "SYS_MODULE",
  "SYS_RAWIO",
  "SYS_CHROOT",
  "SYS_PTRACE",
  "SYS_PACCT",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_NICE",
  "SYS_RESOURCE",
  "SYS_TIME",
  "SYS_TTY_CONFIG",
  "MKNOD",
  "LEASE",
  "AUDIT_WRITE",
  "AUDIT_CONTROL",
  "SETFCAP",
  "MAC_OVERRIDE",
  "MAC_ADMIN",
  "SYSLOG",
  "WAKE_ALARM",
  "BLOCK_SUSPEND",
  "AUDIT_READ",
  "PERFMON",
  "BPF",
  "CHECKPOINT_RESTORE",
] as const;

/** Bytes of the attribute in its revisions: 1 has 32 bits of each set, 2 and 3 have 64, 3 the id of a user, too. */
const sizeByRevision: ReadonlyMap<number, number> = new Map([
  [1, 12],
  [2, 20],
  [3, 24],
]);

/**
 * Gives the capabilities that a program gets by its file, in order of their numbers and without `CAP_`; `undefined` when
 * the attribute does not say. One that is only inheritable gives nothing by itself and is left out.
 *
 * @param attribute Value of `security.capability`, hexadecimal. Source: struct vfs_cap_data, linux/capability.h.
 */
export function readFileCapability(attribute: string): readonly string[] | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(attribute)) return undefined;
  const bytes = Buffer.from(attribute, "hex");
  const size = sizeByRevision.get(bytes[3] ?? 0);
  if (size === undefined || bytes.length !== size) return undefined;
  const low = bytes.readUInt32LE(4);
  const high = size > 12 ? bytes.readUInt32LE(12) : 0;
  const found: string[] = [];
  for (let number = 0; number < 64; number++) {
    const isPermitted = ((number < 32 ? low >>> number : high >>> (number - 32)) & 1) === 1;
    if (isPermitted) found.push(names[number] ?? `${number}`);
  }
  return found;
}
