import type { AuditEvent } from "../model/audit-event.ts";
import { resourceOf } from "../semantics/audit/audit-object.ts";
import { findSentPod } from "../semantics/audit/sent-pod.ts";

/** The ways in which an event is compared with what is usual for its caller. */
export const dimensionNames = ["action", "namespace", "user-agent", "network", "image", "hour"] as const;

/** One way of looking at an event. */
export type DimensionName = (typeof dimensionNames)[number];

const dayMs = 86_400_000;
const blockMs = 6 * 60 * 60 * 1000;

/** Longer values are cut: they come from outside and are kept. */
const maxValueLength = 120;

/** Gives the value of an event in a dimension; `undefined` where it has none. */
export function dimensionOf(event: AuditEvent, name: DimensionName): string | undefined {
  switch (name) {
    case "action":
      return shorten(`${event.verb} ${resourceOf(event) || "address"}`);
    case "namespace":
      return event.object === undefined || event.object.namespace === "" ? undefined : shorten(event.object.namespace);
    case "user-agent":
      return event.userAgent === "" ? undefined : shorten(familyOf(event.userAgent));
    case "network":
      return networkOf(event.sourceIps[0]);
    case "image":
      return imagesOf(event);
    case "hour":
      return event.receivedMs === 0 ? undefined : timeOfWeek(event.receivedMs);
  }
}

function shorten(text: string): string {
  return text.length > maxValueLength ? text.slice(0, maxValueLength) : text;
}

/** `kubectl/v1.36.0 (linux/amd64) …` is kubectl: versions change every month. */
function familyOf(userAgent: string): string {
  const end = userAgent.search(/[/ ]/);
  return end === -1 ? userAgent : userAgent.slice(0, end);
}

/** Addresses of one office, node pool or provider lie together: the first 24 bits of IPv4, 48 of IPv6. */
function networkOf(address: string | undefined): string | undefined {
  if (address === undefined || address === "" || address.length > 45) return undefined;
  if (!address.includes(":")) return `${address.slice(0, Math.max(address.lastIndexOf("."), 0))}.0/24`;
  return `${address.split(":").slice(0, 3).join(":")}::/48`;
}

/** Where the images of a workload come from, without tags: the first one stands for all. */
function imagesOf(event: AuditEvent): string | undefined {
  const image = findSentPod(event)?.containers.find(({ spec }) => spec.image !== undefined)?.spec.image;
  if (image === undefined) return undefined;
  const [withoutDigest = ""] = image.split("@");
  const colon = withoutDigest.lastIndexOf(":");
  return shorten(colon > withoutDigest.lastIndexOf("/") ? withoutDigest.slice(0, colon) : withoutDigest);
}

/** `weekday 06-12`, in UTC: callers keep their hours, whatever the time zone. */
function timeOfWeek(ms: number): string {
  // 1970 began on a Thursday.
  const day = (Math.floor(ms / dayMs) + 4) % 7;
  const block = Math.floor((ms % dayMs) / blockMs) * 6;
  const pad = (hour: number) => String(hour).padStart(2, "0");
  return `${day === 0 || day === 6 ? "weekend" : "weekday"} ${pad(block)}-${pad(block + 6)}`;
}
