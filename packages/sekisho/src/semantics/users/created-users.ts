import { type OptionGrammar, type ReadArguments, readArguments } from "../commands/arguments.ts";
import type { CommandCall } from "../commands/calls.ts";
import { knownVariable } from "../package-calls/unknown-options.ts";
import type { DockerfileBuild, Stage, Step } from "../stages/build.ts";
import { runCallsOf } from "../stages/run-calls.ts";
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

/** How a program that creates or changes accounts takes its options. */
interface AccountProgram extends OptionGrammar {
  readonly kind: CreatedAccount["kind"];
  readonly idFlags: readonly string[];
}

/** Sources: useradd(8), groupadd(8), adduser(8), BusyBox. */
const creators: ReadonlyMap<string, AccountProgram> = new Map([
  [
    "useradd",
    accountProgram(
      "user",
      "-b -c -d -e -f -g -G -k -K -p -R -P -s -u -Z --base-dir --comment --home-dir --home --expiredate --inactive --gid --groups --skel --key --password --root --prefix --shell --uid --selinux-user",
    ),
  ],
  [
    "adduser",
    accountProgram(
      "user",
      "-h -g -s -G -u -k --home --shell --uid --gid --ingroup --gecos --comment --firstuid --lastuid",
    ),
  ],
  ["groupadd", accountProgram("group", "-g -K -p -R -P --gid --key --password --root")],
  ["addgroup", accountProgram("group", "-g --gid --firstgid --lastgid")],
]);

/** Source: usermod(8). Its `-l` takes the new name; that of useradd stands alone. */
const usermod = accountProgram(
  "user",
  "-c -d -e -f -g -G -l -p -R -P -s -u -v -V -w -W -Z --comment --home --expiredate --inactive --gid --groups --login --password --root --prefix --shell --uid --add-subuids --del-subuids --add-subgids --del-subgids --selinux-user",
);

function accountProgram(kind: CreatedAccount["kind"], valueFlags: string): AccountProgram {
  const idFlags = kind === "user" ? ["-u", "--uid"] : ["-g", "--gid"];
  return { kind, idFlags, valueFlags: new Set(valueFlags.split(" ")) };
}

const accountsByBuild = new WeakMap<DockerfileBuild, readonly CreatedAccount[]>();
const usersByBuild = new WeakMap<DockerfileBuild, ReadonlyMap<string, readonly CreatedAccount[]>>();
const chains = new WeakMap<Stage, ReadonlySet<Stage>>();

/** Gives the users and groups that RUN instructions create, in file order. */
export function createdAccounts(build: DockerfileBuild): readonly CreatedAccount[] {
  const known = accountsByBuild.get(build);
  if (known !== undefined) return known;
  const accounts = runCallsOf(build, (program) => creators.has(program)).flatMap((located) => {
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

/** Tells whether what a step brings into the filesystem is there in another, later step. */
export function isBefore(earlier: Step, later: Step): boolean {
  return earlier.instruction.index < later.instruction.index && stageChain(later.stage).has(earlier.stage);
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

/** Takes the arguments of a call that creates an account, or changes a user, apart; `undefined` for other programs. */
export function readAccountArguments({ name, args }: CommandCall): ReadArguments | undefined {
  const program = name === "usermod" ? usermod : creators.get(name ?? "");
  return program === undefined ? undefined : readArguments(args, program);
}

/** Gives the number that a call asks for, with the variables filled in that are known. */
export function findRequestedId(located: LocatedCall): number | undefined {
  const creator = creators.get(located.call.name ?? "");
  const options = readAccountArguments(located.call)?.options ?? [];
  const written = options.findLast(({ name }) => creator?.idFlags.includes(name) === true)?.value;
  const id = written === undefined ? undefined : resolve(located, written);
  return id !== undefined && /^\d{1,10}$/.test(id) ? Number(id) : undefined;
}

function accountOf(located: LocatedCall, creator: AccountProgram): CreatedAccount | undefined {
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
