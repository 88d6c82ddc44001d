import { splitImage } from "./image-name.ts";
import { isRecord, type JsonRecord, memberAt, memberOf, textOfJson } from "./json-value.ts";

/**
 * Gives the fields that an event of Tetragon says something about, by Falco's names; `undefined` for other events.
 * What Tetragon never tells, such as terminals or the flags of a call, is left out: it cannot be known.
 *
 * Source: Tetragon, api/v1/tetragon/tetragon.proto.
 */
export function findTetragonFields(document: JsonRecord): JsonRecord | undefined {
  for (const [kind, type] of eventTypes) {
    const event = document[kind];
    if (!isRecord(event)) continue;
    const fields: Record<string, unknown> = {};
    addProcess(fields, memberOf(event, "process"));
    addParent(fields, memberOf(event, "parent"));
    fields["evt.type"] = type ?? callOf(event);
    if (kind === "process_exec") addSuccess(fields);
    if (type === undefined) addArguments(fields, memberOf(event, "args"));
    addResult(fields, memberOf(event, "return"));
    return fields;
  }
  return undefined;
}

/** Kinds of events with the system call that they stand for; left out, the event names it. */
const eventTypes: ReadonlyMap<string, string | undefined> = new Map([
  ["process_exec", "execve"],
  ["process_exit", "procexit"],
  ["process_kprobe", undefined],
  ["process_tracepoint", undefined],
  ["process_lsm", undefined],
]);

/** Kernel functions that a system call ends in. */
const functions: ReadonlyMap<string, string> = new Map([
  ["fd_install", "open"],
  ["security_file_open", "open"],
  ["security_file_permission", "open"],
  ["security_mmap_file", "mmap"],
  ["security_path_truncate", "truncate"],
  ["security_bprm_check", "execve"],
  ["tcp_connect", "connect"],
  ["security_socket_connect", "connect"],
  ["tcp_close", "close"],
  ["tcp_sendmsg", "sendmsg"],
  ["udp_sendmsg", "sendmsg"],
  ["security_kernel_module_request", "init_module"],
  ["do_init_module", "init_module"],
]);

function callOf(event: JsonRecord): string | null {
  const { function_name: written, event: tracepoint } = event;
  const name = typeof written === "string" ? written : tracepoint;
  if (typeof name !== "string") return null;
  const plain = name.slice(0, 200).replace(/^(?:__(?:x64|arm64|ia32|s390x)_)?sys_(?:enter_|exit_)?/, "");
  return functions.get(name) ?? plain;
}

function addProcess(fields: Record<string, unknown>, process: unknown): void {
  const binary = textAt(process, "binary");
  const words = textAt(process, "arguments") ?? "";
  fields["proc.exepath"] = binary ?? null;
  fields["proc.name"] = binary === undefined ? null : nameOf(binary);
  fields["proc.args"] = words;
  fields["proc.cmdline"] = binary === undefined ? null : commandLine(binary, words);
  fields["proc.pid"] = memberOf(process, "pid") ?? null;
  fields["proc.cwd"] = memberOf(process, "cwd") ?? null;
  fields["user.uid"] = memberOf(process, "uid") ?? null;
  const login = memberOf(process, "auid");
  // The kernel's number for nobody, of 32 bits.
  if (typeof login === "number") fields["user.loginuid"] = login === 0xffffffff ? -1 : login;
  addCapabilities(fields, memberOf(process, "cap"));
  addPod(fields, memberOf(process, "pod"), textAt(process, "docker"));
}

function addParent(fields: Record<string, unknown>, parent: unknown): void {
  const binary = textAt(parent, "binary");
  fields["proc.ppid"] = memberOf(parent, "pid") ?? null;
  fields["proc.pexepath"] = binary ?? null;
  fields["proc.pname"] = binary === undefined ? null : nameOf(binary);
  fields["proc.pcmdline"] = binary === undefined ? null : commandLine(binary, textAt(parent, "arguments") ?? "");
}

function addCapabilities(fields: Record<string, unknown>, capabilities: unknown): void {
  for (const kind of ["permitted", "effective", "inheritable"]) {
    const list = memberOf(capabilities, kind);
    if (Array.isArray(list)) fields[`thread.cap_${kind}`] = list.join(" ");
  }
}

function addPod(fields: Record<string, unknown>, pod: unknown, short: string | undefined): void {
  const container = memberOf(pod, "container");
  const id = textAt(container, "id")?.replace(/^[a-z-]{1,20}:\/\//, "") ?? short;
  fields["container.id"] = id === undefined || id === "" ? "host" : id.slice(0, 12);
  const image = textAt(memberOf(container, "image"), "name");
  const { repository, tag } = splitImage(image ?? "");
  fields["container.name"] = textAt(container, "name") ?? null;
  fields["container.image"] = image ?? null;
  fields["container.image.repository"] = repository === "" ? null : repository;
  fields["container.image.tag"] = tag;
  fields["k8s.ns.name"] = textAt(pod, "namespace") ?? null;
  fields["k8s.pod.name"] = textAt(pod, "name") ?? null;
  fields["k8s.pod.uid"] = textAt(pod, "uid") ?? null;
}

/** Files and sockets among the arguments of a kernel function. */
function addArguments(fields: Record<string, unknown>, list: unknown): void {
  if (!Array.isArray(list)) return;
  for (const argument of list) {
    const file = memberOf(argument, "file_arg") ?? memberOf(argument, "path_arg");
    const path = textAt(file, "path");
    if (path !== undefined) {
      fields["fd.name"] = path;
      fields["fd.typechar"] = "f";
    }
    const socket = memberOf(argument, "sock_arg") ?? memberOf(argument, "skb_arg");
    if (isRecord(socket)) addSocket(fields, socket);
  }
}

function addSocket(fields: Record<string, unknown>, socket: JsonRecord): void {
  const { saddr, daddr, sport, dport, protocol } = socket;
  fields["fd.cip"] = saddr ?? null;
  fields["fd.sip"] = daddr ?? null;
  fields["fd.cport"] = sport ?? null;
  fields["fd.sport"] = dport ?? null;
  if (typeof protocol === "string") fields["fd.l4proto"] = protocol.replace(/^IPPROTO_/, "").toLowerCase();
  const isText = typeof saddr === "string" && typeof daddr === "string";
  if (!isText) return;
  fields["fd.typechar"] = daddr.includes(":") ? "6" : "4";
  fields["fd.name"] = `${saddr}:${textOfJson(sport) ?? "0"}->${daddr}:${textOfJson(dport) ?? "0"}`;
}

function addResult(fields: Record<string, unknown>, result: unknown): void {
  const number = memberOf(result, "int_arg") ?? memberAt(result, ["size_arg"]);
  if (typeof number !== "number") return;
  fields["evt.rawres"] = number;
  if (number >= 0) fields["evt.res"] = "SUCCESS";
}

/** A program that runs was started. */
function addSuccess(fields: Record<string, unknown>): void {
  fields["evt.rawres"] = 0;
  fields["evt.res"] = "SUCCESS";
}

/** The kernel's name of a process: fifteen letters at most. */
function nameOf(binary: string): string {
  return binary.slice(binary.lastIndexOf("/") + 1).slice(0, 15);
}

function commandLine(binary: string, words: string): string {
  return words === "" ? nameOf(binary) : `${nameOf(binary)} ${words}`;
}

function textAt(value: unknown, key: string): string | undefined {
  const text = memberOf(value, key);
  return typeof text === "string" ? text : undefined;
}
