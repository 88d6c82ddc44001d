import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { isManifestMap, listAt, type ManifestMap, mapAt, textsAt } from "../kubernetes/manifest-value.ts";

/** The kinds of files for `--encryption-provider-config`. */
export const encryptionKinds = [
  "EncryptionConfiguration.apiserver.config.k8s.io",
  "EncryptionConfiguration.apiserver.k8s.io",
  "EncryptionConfig",
] as const;

/** One way of storing objects. */
export interface EncryptionProvider {
  /** `identity` (not at all), `aescbc`, `aesgcm`, `secretbox`, `kms`. */
  readonly name: string;
  readonly settings: ManifestMap;
  /** JSON pointer in the file. */
  readonly pointer: string;
}

/** How some resources are stored: new ones by the first provider, old ones may have been written by any. */
export interface EncryptionRule {
  readonly resources: readonly string[];
  readonly providers: readonly EncryptionProvider[];
  readonly pointer: string;
}

/** Reads a configuration of the API server. Source: Kubernetes documentation, "Encrypting Confidential Data at Rest". */
export function encryptionRules({ content }: ManifestObject): readonly EncryptionRule[] {
  return listAt(content, "resources").map((rule, place) => ({
    resources: textsAt(rule, "resources"),
    pointer: `/resources/${place}`,
    providers: listAt(rule, "providers").flatMap((provider, index) =>
      Object.keys(isManifestMap(provider) ? provider : {}).map((name) => ({
        name,
        settings: mapAt(provider, name),
        pointer: `/resources/${place}/providers/${index}/${name}`,
      })),
    ),
  }));
}

/** Finds the rule that Secrets are stored by: the first that names them, or a group of which they are. */
export function ruleOfSecrets(rules: readonly EncryptionRule[]): EncryptionRule | undefined {
  return rules.find(({ resources }) => resources.some((name) => name === "secrets" || name === "*." || name === "*.*"));
}
