import { splitImage } from "./image-name.ts";
import { isRecord, type JsonRecord, memberOf } from "./json-value.ts";

/**
 * Gives the fields that an event of Tracee says something about, by Falco's names; `undefined` for other events. What
 * Tracee never tells, such as the names of ancestors or terminals, is left out: it cannot be known.
 *
 * Source: Tracee documentation, "Event structure" and "Built-in events".
 */
export function findTraceeFields(document: JsonRecord): JsonRecord | undefined {
  const { eventName: name, processName, args } = document;
  if (typeof name !== "string" || typeof processName !== "string" || !Array.isArray(args)) return undefined;
  const fields: Record<string, unknown> = {};
  const values = readArguments(args);
  fields["evt.type"] = calls.get(name) ?? name.slice(0, maxNameLength);
  addProcess(fields, document, processName);
  if (startEvents.has(name)) addStarted(fields, values);
  addContainer(fields, document);
  addFile(fields, values);
  addSocket(fields, values.get("remote_addr") ?? values.get("addr"));
  const { returnValue } = document;
  if (typeof returnValue === "number") {
    fields["evt.rawres"] = returnValue;
    if (returnValue >= 0) fields["evt.res"] = "SUCCESS";
  }
  return fields;
}

const maxNameLength = 200;

/** Events of the kernel with the system call that they belong to. */
const calls: ReadonlyMap<string, string> = new Map([
  ["sched_process_exec", "execve"],
  ["sched_process_exit", "procexit"],
  ["security_bprm_check", "execve"],
  ["security_file_open", "open"],
  ["security_socket_connect", "connect"],
  ["security_socket_bind", "bind"],
  ["security_socket_listen", "listen"],
  ["security_inode_unlink", "unlink"],
  ["security_inode_rename", "rename"],
  ["net_tcp_connect", "connect"],
  ["init_module", "init_module"],
  ["do_init_module", "init_module"],
]);

/** Events whose arguments name the program that was started. */
const startEvents: ReadonlySet<string> = new Set(["sched_process_exec", "execve", "execveat"]);

function readArguments(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const argument of list) {
    const name = memberOf(argument, "name");
    if (typeof name === "string") values.set(name, memberOf(argument, "value"));
  }
  return values;
}

function addProcess(fields: Record<string, unknown>, document: JsonRecord, name: string): void {
  fields["proc.name"] = name;
  const path = textAt(document["executable"], "path");
  if (path !== undefined && path !== "") fields["proc.exepath"] = path;
  fields["proc.pid"] = document["hostProcessId"] ?? null;
  fields["proc.vpid"] = document["processId"] ?? null;
  fields["proc.ppid"] = document["hostParentProcessId"] ?? null;
  fields["thread.tid"] = document["hostThreadId"] ?? null;
  fields["user.uid"] = document["userId"] ?? null;
}

/** The words that a program was started with; the first one is the name that its caller gave it. */
function addStarted(fields: Record<string, unknown>, values: ReadonlyMap<string, unknown>): void {
  const path = values.get("pathname") ?? values.get("cmdpath");
  if (typeof path === "string" && path !== "") {
    fields["proc.exepath"] = path;
    // The kernel's name of a process: fifteen letters at most.
    fields["proc.name"] = path.slice(path.lastIndexOf("/") + 1).slice(0, 15);
  }
  const words = values.get("argv");
  if (!Array.isArray(words)) return;
  const texts = words.filter((word) => typeof word === "string");
  fields["proc.exe"] = texts[0] ?? null;
  fields["proc.args"] = texts.slice(1).join(" ");
  fields["proc.cmdline"] = [fields["proc.name"], ...texts.slice(1)].join(" ");
}

function addContainer(fields: Record<string, unknown>, document: JsonRecord): void {
  const { container, kubernetes } = document;
  const id = textAt(container, "id") ?? textAt(document, "containerId") ?? "";
  fields["container.id"] = id === "" ? "host" : id.slice(0, 12);
  const image = textAt(container, "image") ?? textAt(document, "containerImage") ?? "";
  const { repository, tag } = splitImage(image);
  fields["container.name"] = known(textAt(container, "name") ?? textAt(document, "containerName"));
  fields["container.image"] = known(image);
  fields["container.image.repository"] = known(repository);
  fields["container.image.tag"] = tag;
  fields["k8s.ns.name"] = known(textAt(kubernetes, "podNamespace") ?? textAt(document, "podNamespace"));
  fields["k8s.pod.name"] = known(textAt(kubernetes, "podName") ?? textAt(document, "podName"));
  fields["k8s.pod.uid"] = known(textAt(kubernetes, "podUID") ?? textAt(document, "podUID"));
}

/** Flags are a text where Tracee parses arguments, else a number, which says nothing in Falco's words. */
function addFile(fields: Record<string, unknown>, values: ReadonlyMap<string, unknown>): void {
  const path = values.get("pathname") ?? values.get("file_path");
  if (typeof path === "string" && path !== "") {
    fields["fd.name"] = path;
    fields["fd.typechar"] = "f";
  }
  const flags = values.get("flags");
  if (typeof flags === "string") fields["evt.arg.flags"] = flags;
}

function addSocket(fields: Record<string, unknown>, address: unknown): void {
  if (!isRecord(address)) return;
  const host = address["sin_addr"] ?? address["sin6_addr"];
  const port = address["sin_port"] ?? address["sin6_port"];
  if (typeof address["sun_path"] === "string") {
    fields["fd.name"] = address["sun_path"];
    fields["fd.typechar"] = "u";
  }
  if (typeof host !== "string") return;
  fields["fd.sip"] = host;
  fields["fd.typechar"] = host.includes(":") ? "6" : "4";
  if (typeof port === "number" || typeof port === "string") fields["fd.sport"] = Number(port);
}

function textAt(value: unknown, key: string): string | undefined {
  const text = memberOf(value, key);
  return typeof text === "string" ? text : undefined;
}

/** An empty text is a known absence. */
function known(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
