import type { AnswerOf } from "../../api/request.ts";
import type { Connection } from "../../components/network/connection-matrix.ts";
import type { Grant } from "../../components/permissions/permission-rows.ts";

/** Who may connect to whom and who may do what, as the platform keeps it. */
export type AccessMap = AnswerOf<"GET /api/v1/access-maps/map">["map"];

/** Gives connections by name; a map names each peer and each set of ports once. */
export function connectionsOf({ peers, ports, connections }: Pick<AccessMap, "peers" | "ports" | "connections">) {
  return connections.flatMap(([from, to, port]): Connection[] => {
    const [fromName, toName, shown] = [peers[from], peers[to], ports[port]];
    return fromName === undefined || toName === undefined || shown === undefined
      ? []
      : [{ from: fromName, to: toName, ports: shown }];
  });
}

/** Gives what each subject may do; resources are named with their groups already. */
export function grantsOf({ subjects }: Pick<AccessMap, "subjects">): readonly Grant[] {
  return subjects.flatMap(({ name, grants }) =>
    grants.map(({ verbs, resources, names, namespace, binding, role }) => ({
      subject: name,
      namespace,
      binding,
      role,
      rule: { verbs, apiGroups: [""], resources, resourceNames: names, nonResourceURLs: [] },
    })),
  );
}
