import type { Text } from "../../model/text.ts";
import type { Protocol } from "../reachability/connection-set.ts";
import type { Labels } from "../reachability/label-predicate.ts";

/** One end of a flow, as far as its log names it. */
export interface FlowEnd {
  readonly namespace?: string;
  /** `shop/web[Deployment]`, `shop/web` or `web`; with a namespace the name alone. */
  readonly workload?: string;
  readonly labels?: Labels;
  /** The Service that was asked for; the flow's port is the Service's then. */
  readonly service?: string;
  /** An address, or a range of them. */
  readonly address?: string;
}

/** A connection that was seen, or that somebody wants. */
export interface Flow {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly port: number;
  readonly protocol: Protocol;
  /** Line of the file, or the item's number in a list, from 1. */
  readonly place: number;
}

/** Something of a list of flows that could not be read. */
export interface FlowProblem {
  readonly place: number;
  readonly message: Text;
}

/** What a record of a log is: a flow, nothing of interest (a refused connection, an answer), or not readable. */
export type FlowRecord =
  | { readonly kind: "flow"; readonly flow: Omit<Flow, "place"> }
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly message: Text };
