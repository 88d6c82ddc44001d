import { JsonSplitter } from "sekisho";
import { z } from "zod";
import type { DocumentBytes } from "./report-reader.ts";

/** What an SBOM is about. */
interface DescribedTarget {
  readonly kind: "image" | "sbom";
  readonly name: string;
  readonly digest?: string;
}

/** What an SBOM says beside its packages. */
export interface SbomDescription {
  /** `undefined` when it does not say what it is about. */
  readonly target: DescribedTarget | undefined;
  /** Whether it may tell of flaws, which another reader reads. */
  readonly hasFlaws: boolean;
}

const taken = new Set(["/source", "/name", "/packages/*", "/metadata"]);
const maxValueBytes = 8 * 1024 * 1024;
const name = z.string().min(1).max(1000);

/** Source: anchore/syft, schema/json, `source`. */
const syftSource = z.object({
  type: z.string(),
  name: name.optional(),
  metadata: z.looseObject({ userInput: name.optional() }).optional(),
});
/** Source: SPDX 2.3, sections 7.1 and 7.24. */
const spdxContainer = z.object({ name, primaryPackagePurpose: z.literal("CONTAINER") });

/** Source: CycloneDX 1.6, JSON schema, `metadata.component`. */
const cycloneDxMetadata = z.object({
  component: z.looseObject({ type: z.string(), name, version: z.string().optional() }),
});

/** Finds out what an SBOM in JSON is about: of CycloneDX, of Syft in its own form and of SPDX 2. */
export async function describeSbom(document: DocumentBytes): Promise<SbomDescription> {
  let image: string | undefined;
  let digest: string | undefined;
  let hasFlaws = false;
  let documentName: string | undefined;
  const splitter = new JsonSplitter({
    maxValueBytes,
    handle: (pattern) => {
      if (pattern === "" || pattern === "/packages") return "open";
      if (pattern === "/vulnerabilities") hasFlaws = true;
      return taken.has(pattern) ? "take" : "skip";
    },
    onValue: ({ pattern }, value) => {
      if (pattern === "/name") documentName = name.safeParse(value).data;
      else if (pattern === "/metadata") {
        const { type, name: written, version = "" } = cycloneDxMetadata.safeParse(value).data?.component ?? {};
        if (type === "container") {
          image = written;
          digest = /^sha256:[0-9a-f]{64}$/.test(version) ? version : undefined;
        } else documentName ??= written;
      } else if (pattern === "/packages/*") image ??= spdxContainer.safeParse(value).data?.name;
      else {
        const { type, name: written, metadata } = syftSource.safeParse(value).data ?? {};
        if (type === "image") image = metadata?.userInput ?? written;
        else documentName = written;
      }
    },
    // What is wrong in the document is told by whoever reads its packages.
    onProblem: () => undefined,
  });
  for await (const piece of document()) splitter.write(piece);
  splitter.end();
  if (image !== undefined) {
    return { target: { kind: "image", name: image, ...(digest === undefined ? {} : { digest }) }, hasFlaws };
  }
  return { target: documentName === undefined ? undefined : { kind: "sbom", name: documentName }, hasFlaws };
}
