import type { AnswerOf } from "../../api/request.ts";
import type { GraphEdge } from "../../components/graph/group-nodes.ts";

type ChainEdge = AnswerOf<"GET /api/v1/assets/{asset}">["chain"]["edges"][number];

/**
 * Turns edges so that they lead from what is earlier in the life of a container to what is later: a workload runs an image,
 * but the image was there first.
 */
export function inOrderOfLife(edges: readonly ChainEdge[]): readonly GraphEdge[] {
  return edges.map(({ from, kind, to }) => (kind === "builds" ? { from, kind, to } : { from: to, kind, to: from }));
}
