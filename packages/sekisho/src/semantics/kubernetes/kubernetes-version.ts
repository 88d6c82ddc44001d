/** The newest minor version of Kubernetes that the checks know: 37 for 1.37. */
export const newestKubernetesMinor = 37;

/** The oldest minor version of Kubernetes that there are frameworks for. */
export const oldestKubernetesMinor = 25;

/** Finds the minor version in `1.36`, `v1.36` or `1.36.2`; `undefined` when the text is no version of Kubernetes 1. */
export function parseKubernetesMinor(text: string): number | undefined {
  const minor = /^v?1\.(\d{1,3})(?:\.\d{1,3})?$/.exec(text)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** Gives the known version that is nearest to one: what is newer than all is judged as the newest. */
export function nearestKnownMinor(minor: number): number {
  return Math.min(Math.max(minor, oldestKubernetesMinor), newestKubernetesMinor);
}
