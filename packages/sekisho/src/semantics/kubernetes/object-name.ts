/** What a name may look like. */
export type NameForm =
  /** Lower-case letters, digits and `-`, at most 63. Source: RFC 1123, section 2.1. */
  | "label"
  /** As `label`, but beginning with a letter: services up to Kubernetes 1.35. Source: RFC 1035, section 2.3.1. */
  | "strict-label"
  /** Labels parted by dots, at most 253 in all. */
  | "subdomain"
  /** Anything that can stand in a path: RBAC. */
  | "path-segment";

const labelPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Tells whether a text is a name of a form. Source: Kubernetes documentation, "Object Names and IDs". */
export function isName(text: string, form: NameForm): boolean {
  switch (form) {
    case "label":
      return labelPattern.test(text);
    case "strict-label":
      return labelPattern.test(text) && /^[a-z]/.test(text);
    case "subdomain":
      // Parts of a subdomain have no limit of their own in Kubernetes.
      return (
        text.length <= 253 &&
        text.split(".").every((part) => /^[a-z0-9](?:[a-z0-9-]{0,252})?$/.test(part) && !part.endsWith("-"))
      );
    case "path-segment":
      return text !== "." && text !== ".." && !/[/%]/.test(text);
  }
}

/** Tells whether a text may be the key of a label or annotation: `app`, `app.kubernetes.io/name`. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf("/");
  if (slash !== -1 && !isName(text.slice(0, slash), "subdomain")) return false;
  return isLabelPart(text.slice(slash + 1));
}

/** Tells whether a text may be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === "" || isLabelPart(text);
}

function isLabelPart(text: string): boolean {
  return /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(text);
}
