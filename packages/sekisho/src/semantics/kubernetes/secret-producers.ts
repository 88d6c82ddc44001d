import { describeGroupKind } from "./group-kind.ts";
import type { ManifestSet } from "./manifest-set.ts";
import { findTextAt } from "./manifest-value.ts";

/** Kinds that make a Secret in the cluster, with the field that names it; the object's own name where it is not written. */
const producers: readonly (readonly [kind: string, path: readonly string[]])[] = [
  ["SealedSecret.bitnami.com", ["spec", "template", "metadata", "name"]],
  ["ExternalSecret.external-secrets.io", ["spec", "target", "name"]],
  ["ExternalSecret.kubernetes-client.io", []],
  ["Certificate.cert-manager.io", ["spec", "secretName"]],
  ["SopsSecret.isindir.github.com", []],
  ["VaultStaticSecret.secrets.hashicorp.com", ["spec", "destination", "name"]],
  ["VaultDynamicSecret.secrets.hashicorp.com", ["spec", "destination", "name"]],
  ["VaultPKISecret.secrets.hashicorp.com", ["spec", "destination", "name"]],
  ["VaultSecret.ricoberger.de", []],
  ["OnePasswordItem.onepassword.com", []],
  ["InfisicalSecret.secrets.infisical.com", ["spec", "managedSecretReference", "secretName"]],
  ["DopplerSecret.secrets.doppler.com", ["spec", "managedSecret", "name"]],
  ["AzureKeyVaultSecret.spv.no", ["spec", "output", "secret", "name"]],
  ["KafkaUser.kafka.strimzi.io", []],
];

const producedBySet = new WeakMap<ManifestSet, ReadonlySet<string>>();

/** Tells whether something of a set makes a Secret of this name in the cluster: a sealed or external secret, a certificate. */
export function producesSecret(set: ManifestSet, namespace: string, name: string): boolean {
  let produced = producedBySet.get(set);
  if (produced === undefined) {
    produced = new Set(
      producers.flatMap(([kind, path]) =>
        set
          .ofKind(kind.slice(0, kind.indexOf(".")))
          .filter((object) => describeGroupKind(object) === kind)
          .map((object) => {
            const written = path.length === 0 ? undefined : findTextAt(object.content, ...path);
            return `${object.namespace}\n${written ?? object.name}`;
          }),
      ),
    );
    producedBySet.set(set, produced);
  }
  return produced.has(`${namespace}\n${name}`);
}
