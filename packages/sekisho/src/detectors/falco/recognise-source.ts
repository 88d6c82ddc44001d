import type { FalcoSource } from "../../semantics/falco-rules/sources.ts";
import { isRecord, type JsonRecord } from "./readers/json-value.ts";

/** Tells which source an event comes from, by the members that it has. */
export function recogniseSource(event: JsonRecord): FalcoSource {
  if (isRecord(event["output_fields"])) return event["source"] === "syscall" ? "syscall" : "json";
  if (typeof event["evt.type"] === "string" || "process_exec" in event || "process_exit" in event) return "syscall";
  if ("process_kprobe" in event || "process_tracepoint" in event || "process_lsm" in event) return "syscall";
  if (typeof event["eventName"] === "string" && Array.isArray(event["args"])) return "syscall";
  if (typeof event["eventSource"] === "string" && typeof event["eventName"] === "string") return "aws_cloudtrail";
  if ("auditID" in event || ("requestURI" in event && "verb" in event)) return "k8s_audit";
  return "json";
}
