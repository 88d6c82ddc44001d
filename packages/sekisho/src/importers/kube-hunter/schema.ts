import * as z from "zod/mini";

/** What is around the hits: a document without nodes is none of kube-hunter. Source: modules/report/base.py. */
export const kubeHunterHeader = z.object({ nodes: z.array(z.unknown()) });
