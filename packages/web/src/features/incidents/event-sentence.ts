/**
 * Says an event in one line: who did what to what, and how it ended; `undefined` for an event of another shape.
 *
 * Sources: Kubernetes, `audit.k8s.io/v1` Event; Falco, JSON output.
 */
export function eventSentence(event: unknown): string | undefined {
  if (!isRecord(event)) return undefined;
  return auditSentence(event) ?? textOf(event["output"]);
}

function auditSentence(event: UnknownRecord): string | undefined {
  const verb = textOf(event["verb"]);
  if (verb === undefined) return undefined;
  const status = isRecord(event["responseStatus"]) ? event["responseStatus"]["code"] : undefined;
  const sources: readonly unknown[] = Array.isArray(event["sourceIPs"]) ? event["sourceIPs"] : [];
  const [source] = sources;
  return [
    callerOf(event),
    verb,
    subjectOf(event),
    ...(typeof status === "number" ? [`→ ${status}`] : []),
    ...(typeof source === "string" ? [`(${source})`] : []),
  ].join(" ");
}

function callerOf(event: UnknownRecord): string {
  const user = nameOf(event["user"]) ?? "?";
  const impersonated = nameOf(event["impersonatedUser"]);
  return impersonated === undefined ? user : `${user} ⇒ ${impersonated}`;
}

function subjectOf({ objectRef, requestURI }: UnknownRecord): string {
  if (!isRecord(objectRef)) return textOf(requestURI) ?? "";
  const resource = [objectRef["resource"], objectRef["subresource"]].flatMap((part) => textOf(part) ?? []).join("/");
  const object = [objectRef["namespace"], objectRef["name"]].flatMap((part) => textOf(part) ?? []).join("/");
  return [resource, object].filter((part) => part !== "").join(" ");
}

function nameOf(user: unknown): string | undefined {
  return isRecord(user) ? textOf(user["username"]) : undefined;
}

type UnknownRecord = { readonly [key: string]: unknown };

function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const maxShown = 300;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, maxShown) : undefined;
}
