import type { PodSecurityQuestion } from "./forbidden-value.ts";

/** The sysctls that a pod may set, each with the first minor version that allows it. */
const safeSysctls: ReadonlyMap<string, number> = new Map([
  ["kernel.shm_rmid_forced", 0],
  ["net.ipv4.ip_local_port_range", 0],
  ["net.ipv4.tcp_syncookies", 0],
  ["net.ipv4.ping_group_range", 0],
  ["net.ipv4.ip_unprivileged_port_start", 0],
  ["net.ipv4.ip_local_reserved_ports", 27],
  ["net.ipv4.tcp_keepalive_time", 29],
  ["net.ipv4.tcp_fin_timeout", 29],
  ["net.ipv4.tcp_keepalive_intvl", 29],
  ["net.ipv4.tcp_keepalive_probes", 29],
  ["net.ipv4.tcp_rmem", 32],
  ["net.ipv4.tcp_wmem", 32],
  ["net.ipv4.tcp_slow_start_after_idle", 37],
  ["net.ipv4.tcp_notsent_lowat", 37],
]);

/** Gives the sysctls that a pod sets and that are not safe. */
export const findUnsafeSysctls: PodSecurityQuestion = ({ spec }, minor) =>
  (spec.securityContext?.sysctls ?? []).flatMap(({ value: { name = "" }, pointer }) => {
    const since = safeSysctls.get(name);
    return since !== undefined && since <= minor ? [] : [{ container: undefined, pointer, value: name }];
  });
