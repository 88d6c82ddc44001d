import { groupOf } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";

/** Labels and annotations that only a pod or namespace of a mesh has. Sources: documentation of Istio and Linkerd. */
const meshSetting = /^(?:(?:[a-z.]{1,40}\.)?(?:istio|linkerd)\.io\/|istio-injection$)/;

/** Tells whether anything in a set says that its pods are in a service mesh. */
export function hasMesh(set: ManifestSet): boolean {
  return (
    set.templates.some(isSet) ||
    set.objects.some((object) => /(?:^|\.)(?:istio|linkerd)\.io$/.test(groupOf(object)) || isSet(object))
  );
}

/** Text beside a name: labels or annotations. */
type NamedTexts = Readonly<Record<string, string>>;

function isSet({ labels, annotations }: { readonly labels: NamedTexts; readonly annotations: NamedTexts }): boolean {
  return [labels, annotations].some((texts) => Object.keys(texts).some((name) => meshSetting.test(name)));
}
