import { z } from "zod";
import { moment, slug, text } from "./values.ts";

const name = z.string().min(1).max(1000);
const place = z.int().nonnegative();

/** Names a map: the project, and what was looked at there, such as a folder of manifests. */
export const accessMapName = z.strictObject({ project: slug.default("default"), name });

const grant = z.object({
  verbs: z.array(name).max(1000),
  resources: z.array(name).max(1000),
  names: z.array(name).max(1000),
  namespace: name.nullable(),
  binding: name,
  role: name,
});

const subject = z.object({
  name,
  workloads: z.array(name).max(100_000),
  wayToAdministrator: z.array(z.object({ does: text, to: name })).max(1000),
  grants: z.array(grant).max(50_000),
});

/** Who may connect to whom and who may do what, as `sekisho scan --upload` sends it. */
export const accessMap = z
  .object({
    schemaVersion: z.literal(1),
    peers: z.array(name).max(200_000),
    workloads: place,
    ports: z.array(z.string().min(1).max(20_000)).max(100_000),
    connections: z.array(z.tuple([place, place, place])).max(300_000),
    subjects: z.array(subject).max(50_000),
    isWhole: z.boolean(),
  })
  .refine(
    ({ peers, workloads, ports, connections }) =>
      workloads <= peers.length &&
      connections.every(([from, to, port]) => from < peers.length && to < peers.length && port < ports.length),
    { message: "expected places inside of peers and ports" },
  );

/** A map as lists show it. */
export const accessMapSummary = z.object({
  project: slug,
  name,
  workloads: z.int(),
  connections: z.int(),
  subjects: z.int(),
  isWhole: z.boolean(),
  receivedAt: moment,
});

/** All maps that the caller may see, by project and name. */
export const accessMapList = z.object({ maps: z.array(accessMapSummary) });

/** A map with what it shows. */
export const wholeAccessMap = accessMapSummary.extend({ map: accessMap });
