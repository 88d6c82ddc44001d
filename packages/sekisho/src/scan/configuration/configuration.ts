import type { ParameterValue } from "../../model/check.ts";
import type { Severity } from "../../model/severity.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { VexJustification } from "../../model/vex.ts";
import type { ServiceRules } from "../../semantics/data-classes/security-policy.ts";

/** What is known of the repair of a flaw, in the words of Grype. */
export const repairStates = ["fixed", "not-fixed", "wont-fix", "unknown"] as const;

/** Whether a flaw has a repair. */
export type RepairState = (typeof repairStates)[number];

/** A decision in the configuration that findings stay. Every selector that is given must match. */
export interface ConfiguredException {
  /** Check id or alias; `vulnerability/` and a name of a flaw, or `vulnerability/*` for every flaw of its packages. */
  readonly rule: string;
  /** The checks that answer to it; none for a flaw, a policy, and a rule that only another tool asks. */
  readonly ids?: readonly string[];
  /** Globs over names and package URLs: only flaws of these packages. */
  readonly packages?: readonly string[];
  /** Globs over the target's path. */
  readonly paths?: readonly string[];
  /** Globs over the finding's subject. */
  readonly subjects?: readonly string[];
  /** Globs over the names of containers: only findings about one of these. */
  readonly containers?: readonly string[];
  /** Addresses and networks: only activity from these. */
  readonly addresses?: readonly string[];
  /** Globs over names of namespaces: only activity in these. */
  readonly namespaces?: readonly string[];
  /** Only flaws of which this is known. */
  readonly repair?: RepairState;
  readonly reason: string;
  readonly owner: string | undefined;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  /** Why a known flaw does no harm; it is stated in VEX documents. */
  readonly justification?: VexJustification;
  /** Where it stands, for findings about it. */
  readonly range: OffsetRange;
  /** Path of the file it stands in. */
  readonly path: string;
  /** False for lists that have no reasons or dates (`.hadolint.yaml`): neither unmatched nor incomplete ones are findings. */
  readonly isOwn: boolean;
}

/** Every way to judge a label. */
export const labelKinds = ["text", "url", "rfc3339", "spdx", "hash", "semver", "email", "raw"] as const;

/** How a label is judged. */
export type LabelKind = (typeof labelKinds)[number];

/** Everything a scan obeys, from files and options; every field has its default. */
export interface Configuration {
  /** The file it came from, relative to the working directory; `undefined` for defaults. */
  readonly path: string | undefined;
  readonly failOn: Severity | undefined;
  readonly exclude: readonly string[];
  readonly exceptions: readonly ConfiguredException[];
  /** By check id (aliases resolved). */
  readonly severity: Readonly<Record<string, Severity>>;
  /** By check id, then by parameter name; validated against the check's schema. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;
  /** Optional checks that are asked, by id. */
  readonly enable: readonly string[];
  /** Checks that are not asked at all, by id. */
  readonly disable: readonly string[];
  readonly labels: { readonly required: Readonly<Record<string, LabelKind>>; readonly isStrict: boolean };
  /** Stage to build; the last one when `undefined`. */
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** Paths of VEX documents, relative to the working directory. */
  readonly vex: readonly string[];
  /** Who makes the statements of VEX documents that are written. */
  readonly author: string | undefined;
  /** Lines of updates beside the ordinary ones that the targets take part in: `eus-9.2`, `ltss`, `fips-updates`. */
  readonly channels: readonly string[];
  /** The services of the security policy, with what they hold. */
  readonly services: readonly ServiceRules[];
  /** Policies of the user: paths, directories and globs, relative to the working directory. */
  readonly policies: readonly string[];
  /** Minor version of Kubernetes that manifests are meant for; the newest that is known when `undefined`. */
  readonly kubernetesMinor: number | undefined;
  /** Runs the user's `shellcheck` over RUN bodies. */
  readonly shellcheck: boolean;
  /** Comments `# hadolint ignore=…` are not obeyed (`disable-ignore-pragma` of `.hadolint.yaml`). */
  readonly refusesHadolintComments?: boolean;
}

/** What holds when nobody configures anything. */
export const defaultConfiguration: Configuration = {
  path: undefined,
  failOn: undefined,
  exclude: [],
  exceptions: [],
  severity: {},
  parameters: {},
  enable: [],
  disable: [],
  labels: { required: {}, isStrict: false },
  target: undefined,
  buildArguments: {},
  vex: [],
  channels: [],
  author: undefined,
  kubernetesMinor: undefined,
  services: [],
  policies: [],
  shellcheck: false,
};
