import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { findTextAt, isManifestMap, listAt, type ManifestMap, textsAt } from "../kubernetes/manifest-value.ts";

/** A system call that a profile allows, though containers never need it. */
export interface NeedlessSyscall {
  readonly name: string;
  /** JSON pointer in the object: of the rule that allows it, or of the default action. */
  readonly pointer: string;
}

/** What a seccomp profile lets through. */
export interface SeccompJudgement {
  /** The default action when it lets calls through that no rule names: `SCMP_ACT_ALLOW`, `SCMP_ACT_LOG`. */
  readonly openDefault: string | undefined;
  /** JSON pointer of the default action. */
  readonly defaultPointer: string;
  readonly needless: readonly NeedlessSyscall[];
}

/**
 * System calls that a container never needs: they load code into the kernel, start another one, set the machine's clock,
 * reboot it, change its disks, or reach its key rings and its hardware. Source: the calls that the profiles of Docker and
 * containerd refuse to containers without capabilities; seccomp(2), capabilities(7).
 */
export const needlessSyscalls: readonly string[] = [
  "acct",
  "add_key",
  "bpf",
  "clock_settime",
  "clock_settime64",
  "create_module",
  "delete_module",
  "finit_module",
  "get_kernel_syms",
  "init_module",
  "ioperm",
  "iopl",
  "kexec_file_load",
  "kexec_load",
  "keyctl",
  "lookup_dcookie",
  "nfsservctl",
  "open_by_handle_at",
  "perf_event_open",
  "pivot_root",
  "query_module",
  "quotactl",
  "quotactl_fd",
  "reboot",
  "request_key",
  "settimeofday",
  "stime",
  "swapoff",
  "swapon",
  "uselib",
  "userfaultfd",
  "vm86",
  "vm86old",
];

const openActions: ReadonlySet<string> = new Set(["SCMP_ACT_ALLOW", "SCMP_ACT_LOG", "SCMP_ACT_TRACE"]);

/** Judges a profile: the file of a runtime (`defaultAction` at the top), or a SeccompProfile object of an operator (in `spec`). */
export function judgeSeccompProfile({ content }: Pick<ManifestObject, "content">): SeccompJudgement {
  const inSpec = isManifestMap(content["spec"]) && content["defaultAction"] === undefined;
  const profile = inSpec ? content["spec"] : content;
  const base = inSpec ? "/spec" : "";
  const defaultAction = findTextAt(profile, "defaultAction") ?? "";
  const isOpen = openActions.has(defaultAction);
  const decided = new Map<string, NeedlessSyscall | undefined>();
  for (const [index, rule] of listAt(profile, "syscalls").entries()) {
    if (isManifestMap(rule)) decide(rule, `${base}/syscalls/${index}`, decided);
  }
  const needless = needlessSyscalls.flatMap((name) => {
    if (decided.has(name)) return decided.get(name) ?? [];
    return isOpen ? [{ name, pointer: `${base}/defaultAction` }] : [];
  });
  return {
    openDefault: isOpen ? defaultAction : undefined,
    defaultPointer: `${base}/defaultAction`,
    needless,
  };
}

/** A rule with conditions (arguments, capabilities that the container has) lets through what the runtime knows to be right. */
function decide(rule: ManifestMap, pointer: string, decided: Map<string, NeedlessSyscall | undefined>): void {
  const name = findTextAt(rule, "name");
  const names = name === undefined ? textsAt(rule, "names") : [name, ...textsAt(rule, "names")];
  const isConditional = listAt(rule, "args").length > 0 || listAt(rule, "includes", "caps").length > 0;
  const allows = openActions.has(findTextAt(rule, "action") ?? "");
  for (const called of names) {
    if (!allows) decided.set(called, decided.get(called));
    else if (!isConditional) decided.set(called, { name: called, pointer });
  }
}

/** Tells whether a document without a kind is the seccomp profile of a runtime. */
export function isSeccompProfileFile(content: ManifestMap): boolean {
  return (findTextAt(content, "defaultAction") ?? "").startsWith("SCMP_ACT_") && content["kind"] === undefined;
}
