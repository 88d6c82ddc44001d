import type { CommandCall } from "../commands/calls.ts";
import type { DockerfileBuild, Stage } from "../stages/build.ts";
import { runCalls } from "../stages/run-calls.ts";
import type { LocatedCall } from "../stages/scripts.ts";
import { stageChain } from "./created-users.ts";

/** Distributions whose images have no `find`. Sources: the package lists of the images at Docker Hub. */
const withoutFind: ReadonlySet<string> = new Set(["amazon-linux", "vmware-photon"]);

/** Looks at the whole root filesystem, other mounts left out. */
const findCommand = "find / -xdev -type f -perm /6000 -exec chmod a-s {} +";

/** Looks where distributions install programs, with nothing but the shell. */
const loopCommand =
  'for file in /usr/bin/* /usr/sbin/* /usr/libexec/* /usr/libexec/*/*; do if [ -u "$file" ] || [ -g "$file" ]; then chmod a-s "$file"; fi; done';

/** Gives a command that takes setuid and setgid away from the programs of an image. */
export function stripCommandFor(stage: Stage): string {
  const distribution = stage.root.kind === "image" ? stage.root.known?.distribution?.id : undefined;
  return distribution !== undefined && withoutFind.has(distribution) ? loopCommand : findCommand;
}

/** Finds the last call that takes setuid or setgid away, in the RUN instructions that the final image is made of. */
export function findStripping(build: DockerfileBuild, target: Stage): LocatedCall | undefined {
  const chain = stageChain(target);
  return runCalls(build).findLast(({ call, step }) => chain.has(step.stage) && isStripping(call));
}

/** `chmod a-s`, `chmod u-s,g-s`, also behind `find -exec` and `xargs`. */
function isStripping(call: CommandCall): boolean {
  const takesAway = ({ text }: { readonly text: string }): boolean =>
    text.split(",").some((clause) => /^[ugoa]*-[rwxXt]*s/.test(clause));
  if (call.name === "chmod") return call.args.some(takesAway);
  if (call.name !== "find") return false;
  const chmod = call.args.findIndex(({ text }) => /(?:^|\/)chmod$/.test(text));
  return chmod !== -1 && call.args.slice(chmod).some(takesAway);
}
