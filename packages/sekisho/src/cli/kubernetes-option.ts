import type { Framework } from "../compliance/framework.ts";
import { SekishoError } from "../model/error.ts";
import type { Configuration } from "../scan/configuration/configuration.ts";
import { parseKubernetesMinor } from "../semantics/kubernetes/kubernetes-version.ts";
import { type Call, lastValue } from "./arguments.ts";

/**
 * Gives the minor version that `--kubernetes-version` names; `undefined` when the option is not given.
 *
 * @throws {SekishoError} `usage` for anything that is no version of Kubernetes.
 */
export function getKubernetesMinor(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const minor = parseKubernetesMinor(written);
  if (minor !== undefined) return minor;
  const got = JSON.stringify(written);
  throw new SekishoError("usage", {
    en: `--kubernetes-version: expected a version such as 1.36, got ${got}`,
    ja: `--kubernetes-version: 1.36 のようなバージョンを想定しましたが、${got} が指定されています。`,
  });
}

/**
 * Lets a framework that is for one version of Kubernetes decide the version that manifests are judged by.
 *
 * @throws {SekishoError} `usage` when the call names another version.
 */
export function withVersionOf(
  framework: Framework | undefined,
  configuration: Configuration,
  call: Call,
): Configuration {
  const minor = framework?.kubernetesMinor;
  if (framework === undefined || minor === undefined) return configuration;
  const written = lastValue(call, "kubernetes-version");
  if (written === undefined || getKubernetesMinor(written) === minor) {
    return { ...configuration, kubernetesMinor: minor };
  }
  throw new SekishoError("usage", {
    en: `--framework ${framework.id} is for Kubernetes 1.${minor}, --kubernetes-version is ${written}`,
    ja: `--framework ${framework.id} は Kubernetes 1.${minor} 用ですが、--kubernetes-version に ${written} が指定されています。`,
  });
}
