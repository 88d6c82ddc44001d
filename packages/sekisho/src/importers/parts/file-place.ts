import type { ImportedFinding, ImportedTarget } from "../define.ts";

/** Rules of these tools are about objects of Kubernetes, when the file is a manifest. */
const manifestTools: ReadonlySet<string> = new Set([
  "datree",
  "kube-linter",
  "kube-score",
  "kubeaudit",
  "kubesec",
  "kubescape",
  "polaris",
]);
const manifestRule = /^(?:AVD-)?KSV-?\d|^CKV2?_K8S_|^KCV-?\d/;
const dockerfileRule = /^(?:AVD-)?DS-?\d|^CKV2?_DOCKER_|^DL\d{4}$/;

/** Which file a tool speaks of. */
export interface ToldFile {
  readonly path: string;
  readonly tool: string;
  readonly rule: string;
  /** What findings are about that belong to no file of their own. */
  readonly tree: ImportedTarget;
}

/**
 * Gives target and subject of a finding about a file: Dockerfiles and manifests are targets of their own, as in our scans,
 * and all other files are subjects in the tree that holds them.
 */
export function placeInTree({ path, tool, rule, tree }: ToldFile): Pick<ImportedFinding, "subject" | "target"> {
  const plain = path.startsWith("./") ? path.slice(2) : path;
  if (tree.kind !== "directory") return { subject: plain === tree.name ? "" : fileSubject(plain) };
  if (dockerfileRule.test(rule) || isDockerfile(plain)) {
    return { target: { kind: "dockerfile", name: plain }, subject: "" };
  }
  if ((manifestTools.has(tool) || manifestRule.test(rule)) && /\.(?:ya?ml|json)$/i.test(plain)) {
    return { target: { kind: "manifest", name: plain }, subject: "" };
  }
  return { subject: fileSubject(plain) };
}

/** Gives the subject of a finding about a file: `file:src/app.ts`. */
export function fileSubject(path: string): string {
  return path === "" ? "" : `file:${path}`;
}

function isDockerfile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /^(?:dockerfile|containerfile)(?:\.[^/]{1,100})?$|\.(?:dockerfile|containerfile)$/i.test(name);
}
