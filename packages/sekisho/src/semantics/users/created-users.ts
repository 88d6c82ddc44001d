import { type ReadArguments, readArguments } from "../commands/arguments.ts";
import type { CommandCall } from "../commands/calls.ts";
import { knownVariable } from "../package-calls/unknown-options.ts";
import type { DockerfileBuild, Stage } from "../stages/build.ts";
import { runCalls } from "../stages/run-calls.ts";
import type { LocatedCall } from "../stages/scripts.ts";

/** A user or group that a RUN creates. */
export interface CreatedAccount {
  readonly kind: "user" | "group";
  readonly name: string;
  /** `undefined` when none is given, or it is not known. */
  readonly id: number | undefined;
  /** The program is told that the number may be taken already. */
  readonly mayBeTaken: boolean;
  readonly located: LocatedCall;
}

/** How a program that creates accounts takes its options. Sources: useradd(8), groupadd(8), adduser(8), BusyBox. */
interface Creator {
  readonly kind: CreatedAccount["kind"];
  readonly idFlags: readonly string[];
  readonly valueFlags: readonly string[];
}

const useraddValues =
  "-b -c -d -e -f -g -G -k -K -p -r -R -P -s -u -Z --base-dir --comment --home-dir --home --expiredate --inactive --gid --groups --skel --key --password --root --prefix --shell --uid --selinux-user";

const creators: ReadonlyMap<string, Creator> = new Map([
  [
    "useradd",
    {
      kind: "user",
      idFlags: ["-u", "--uid"],
      valueFlags: useraddValues.split(" ").filter((flag) => flag !== "-r"),
    },
  ],
  [
    "adduser",
    {
      kind: "user",
      idFlags: ["-u", "--uid"],
      valueFlags: "-h -g -s -G -u -k --home --shell --uid --gid --ingroup --gecos --comment --firstuid --lastuid".split(
        " ",
      ),
    },
  ],
  [
    "groupadd",
    { kind: "group", idFlags: ["-g", "--gid"], valueFlags: "-g -K -p -R -P --gid --key --password --root".split(" ") },
  ],
  ["addgroup", { kind: "group", idFlags: ["-g", "--gid"], valueFlags: "-g --gid --firstgid --lastgid".split(" ") }],
]);

const accountsByBuild = new WeakMap<DockerfileBuild, readonly CreatedAccount[]>();
const usersByBuild = new WeakMap<DockerfileBuild, ReadonlyMap<string, readonly CreatedAccount[]>>();
const chains = new WeakMap<Stage, ReadonlySet<Stage>>();

/** Gives the users and groups that RUN instructions create, in file order. */
export function createdAccounts(build: DockerfileBuild): readonly CreatedAccount[] {
  const known = accountsByBuild.get(build);
  if (known !== undefined) return known;
  const accounts = runCalls(build).flatMap((located) => {
    const creator = creators.get(located.call.name ?? "");
    return creator === undefined ? [] : (accountOf(located, creator) ?? []);
  });
  accountsByBuild.set(build, accounts);
  return accounts;
}

/** Finds the number of a user that a stage, or one that it is built from, creates by name. */
export function findUserId(build: DockerfileBuild, stage: Stage, name: string): number | undefined {
  const below = stageChain(stage);
  const created = usersByName(build)
    .get(name)
    ?.findLast(({ located }) => below.has(located.step.stage));
  if (created !== undefined) return created.id;
  const known = stage.root.kind === "image" ? stage.root.known : undefined;
  return [known?.unprivilegedUser, known?.user].find((user) => user?.name === name)?.id;
}

/** Gives a stage and those that it is built from, the nearest first. */
export function stageChain(stage: Stage): ReadonlySet<Stage> {
  const known = chains.get(stage);
  if (known !== undefined) return known;
  const chain = new Set<Stage>();
  for (let each: Stage | undefined = stage; each !== undefined && !chain.has(each); ) {
    chain.add(each);
    each = each.base.kind === "stage" ? each.base.stage : undefined;
  }
  chains.set(stage, chain);
  return chain;
}

function usersByName(build: DockerfileBuild): ReadonlyMap<string, readonly CreatedAccount[]> {
  const known = usersByBuild.get(build);
  if (known !== undefined) return known;
  const users = Map.groupBy(
    createdAccounts(build).filter(({ kind }) => kind === "user"),
    ({ name }) => name,
  );
  usersByBuild.set(build, users);
  return users;
}

/** Takes the arguments of a call that creates a user or group apart; `undefined` for other programs. */
export function readAccountArguments(call: CommandCall): ReadArguments | undefined {
  const creator = creators.get(call.name ?? "");
  return creator === undefined ? undefined : readArguments(call.args, { valueFlags: new Set(creator.valueFlags) });
}

/** Gives the number that a call asks for, with the variables filled in that are known. */
export function findRequestedId(located: LocatedCall): number | undefined {
  const creator = creators.get(located.call.name ?? "");
  const options = readAccountArguments(located.call)?.options ?? [];
  const written = options.findLast(({ name }) => creator?.idFlags.includes(name) === true)?.value;
  const id = written === undefined ? undefined : resolve(located, written);
  return id !== undefined && /^\d{1,10}$/.test(id) ? Number(id) : undefined;
}

function accountOf(located: LocatedCall, creator: Creator): CreatedAccount | undefined {
  const read = readAccountArguments(located.call);
  const [name] = read?.operands ?? [];
  const literal = name === undefined ? undefined : resolve(located, name.text);
  if (read === undefined || literal === undefined) return undefined;
  return {
    kind: creator.kind,
    name: literal,
    id: findRequestedId(located),
    mayBeTaken: read.options.some((option) => option.name === "--non-unique" || option.name === "-o"),
    located,
  };
}

/** Fills in variables that ARG and ENV set; `undefined` where nobody can tell. */
function resolve({ script, step }: LocatedCall, text: string): string | undefined {
  let isKnown = true;
  const filled = text.replaceAll(/\$\{(\w+)\}/g, (_use, name: string) => {
    const value = knownVariable(step.state, script, name);
    if (value === undefined) isKnown = false;
    return value ?? "";
  });
  return isKnown && !filled.includes("$") ? filled : undefined;
}
