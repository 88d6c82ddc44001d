/** The newest minor version of Kubernetes that the checks know: 37 for 1.37. */
export const newestKubernetesMinor = 37;

/** The oldest minor version of Kubernetes that the checks know. */
export const oldestKubernetesMinor = 25;

/** Finds the minor version in `1.36`, `v1.36` or `1.36.2`; `undefined` when the text is no version that the checks know. */
export function parseKubernetesMinor(text: string): number | undefined {
  const minor = Number(/^v?1\.(\d{1,3})(?:\.\d{1,3})?$/.exec(text)?.[1]);
  return minor >= oldestKubernetesMinor && minor <= newestKubernetesMinor ? minor : undefined;
}
