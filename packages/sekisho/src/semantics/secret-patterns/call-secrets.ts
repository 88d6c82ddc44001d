import type { OffsetRange } from "../../model/source-text.ts";
import { type CallArgument, readArguments } from "../commands/arguments.ts";
import type { CommandCall } from "../commands/calls.ts";
import { partsOfPipeline } from "../commands/pipeline-parts.ts";
import { looksRandom } from "./entropy.ts";
import { isPlaceholder } from "./placeholders.ts";
import { meaningOfName } from "./secret-names.ts";

/** Options whose value is a secret for any program. */
const secretOption =
  /^--?(?:[a-z]+-)*(?:password|passwd|passphrase|secret|token|api-?key|access-key|secret-key|auth-token|authtoken)$/i;

/** `-token`. */
const shortestSecretOption = 6;

/** Options like them that take no secret: a file, a length, a switch, or the name of something. */
const otherOption = /(?:file|stdin|name|length|env|id|command|prompt|type|policy|url|path)$/i;

/** Programs whose `-u` (or its like) takes `user:password`. Sources: curl(1), wget(1), http(1). */
const loginOptions: ReadonlyMap<string, readonly string[]> = new Map([
  ["curl", ["-u", "--user", "-U", "--proxy-user"]],
  ["http", ["-a", "--auth"]],
  ["https", ["-a", "--auth"]],
]);

/** Programs whose `-p` takes a password in the same or the next word. Sources: mysql(1), sshpass(1), docker-login(1). */
const shortPasswordOptions: ReadonlyMap<string, "joined" | "separate"> = new Map([
  ["mysql", "joined"],
  ["mysqladmin", "joined"],
  ["mysqldump", "joined"],
  ["mariadb", "joined"],
  ["mariadb-admin", "joined"],
  ["sshpass", "separate"],
]);

const loginPrograms: ReadonlySet<string> = new Set(["docker", "podman", "buildah", "skopeo", "az", "oc", "helm"]);

const none: readonly OffsetRange[] = [];

/** Gives the places of a call, in the text of its script, that hold a password as written. `all` are the script's calls. */
export function secretsOfCall(call: CommandCall, all: readonly CommandCall[]): readonly OffsetRange[] {
  const input = isReadAsPassword(call, all) ? passwordRecords(call) : none;
  const others = [byLogin(call), byShortOption(call), byEnvironment(call), input].filter((part) => part.length > 0);
  const found = byOptions(call);
  return others.length === 0 ? found : [...found, ...others.flat()];
}

function byOptions({ args }: CommandCall): readonly OffsetRange[] {
  let found = none;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index];
    // No name of a secret has fewer letters than these and its dash.
    if (argument === undefined || argument.text.length < shortestSecretOption || !argument.text.startsWith("-"))
      continue;
    const equals = argument.text.indexOf("=");
    const name = equals === -1 ? argument.text : argument.text.slice(0, equals);
    if (!secretOption.test(name) || otherOption.test(name)) continue;
    const next = equals === -1 ? args[index + 1] : argument;
    if (next === undefined || (next !== argument && next.text.startsWith("-"))) continue;
    const value = next === argument ? argument.literal?.slice(equals + 1) : next.literal;
    found = [...found, ...secretOrNothing(next, value)];
  }
  return found;
}

function byLogin({ name, args }: CommandCall): readonly OffsetRange[] {
  const flags = loginOptions.get(name ?? "");
  if (flags === undefined) return none;
  return readArguments(args, { valueFlags: new Set(flags) }).options.flatMap(({ name: flag, value, argument }) => {
    const colon = value?.indexOf(":") ?? -1;
    if (!flags.includes(flag) || value === undefined || colon === -1) return [];
    const holder = argument.text.endsWith(value) ? argument : args[args.indexOf(argument) + 1];
    return holder?.literal === undefined ? [] : secretOrNothing(holder, value.slice(colon + 1));
  });
}

function byShortOption({ name = "", args }: CommandCall): readonly OffsetRange[] {
  const isLogin = loginPrograms.has(name) && args.some(({ text }) => text === "login");
  const form = shortPasswordOptions.get(name) ?? (isLogin ? "separate" : undefined);
  if (form === undefined) return none;
  return args.flatMap((argument, index): readonly OffsetRange[] => {
    const { literal } = argument;
    if (form === "joined" || (literal !== undefined && /^-p./.test(literal))) {
      return literal !== undefined && /^-p[^-]/.test(literal) ? secretOrNothing(argument, literal.slice(2)) : [];
    }
    const next = args[index + 1];
    return literal === "-p" && next !== undefined ? secretOrNothing(next, next.literal) : [];
  });
}

function byEnvironment({ name, args, environment }: CommandCall): readonly OffsetRange[] {
  if (environment.length === 0 && name !== "export") return none;
  const set = environment.flatMap((entry) => {
    const isSecret = meaningOfName(entry.name) === "secret" && entry.value !== undefined;
    return isSecret && isRealValue(entry.value) ? [{ start: entry.start, end: entry.end }] : [];
  });
  if (name !== "export") return set;
  const exported = args.flatMap((argument): readonly OffsetRange[] => {
    const equals = argument.text.indexOf("=");
    if (equals <= 0 || meaningOfName(argument.text.slice(0, equals)) !== "secret") return [];
    return isRealValue(argument.literal?.slice(equals + 1)) ? [{ start: argument.start, end: argument.end }] : [];
  });
  return [...set, ...exported];
}

/** `echo 'user:password' | chpasswd`. */
function isReadAsPassword({ name, pipeline }: CommandCall, all: readonly CommandCall[]): boolean {
  if ((name !== "echo" && name !== "printf") || pipeline === undefined) return false;
  const [next] = partsOfPipeline(all, pipeline.node)[pipeline.index + 1] ?? [];
  return next?.name === "chpasswd" || (next?.name === "passwd" && next.args.some(({ text }) => text === "--stdin"));
}

function passwordRecords({ args }: CommandCall): readonly OffsetRange[] {
  return args.flatMap((argument): readonly OffsetRange[] => {
    const password = /^(?:[a-z_][\w.-]{0,31}:)?([^:\s]{3,}?)(?:\\n)?$/.exec(argument.literal ?? "")?.[1];
    return password === undefined || password.startsWith("-") ? [] : [{ start: argument.start, end: argument.end }];
  });
}

/** A weak password is one all the same where an option says that it is one. */
function secretOrNothing(place: CallArgument, value: string | undefined): readonly OffsetRange[] {
  if (value === undefined || value.length < 4 || isPlaceholder(value) || /^(?:[./~]|env:|file:|pass:\$)/.test(value)) {
    return [];
  }
  return [{ start: place.start, end: place.end }];
}

function isRealValue(value: string | undefined): boolean {
  return value !== undefined && !isPlaceholder(value) && looksRandom(value);
}
