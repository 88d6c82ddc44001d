import { JsonSplitter } from "sekisho";
import { z } from "zod";
import type { DocumentBytes } from "./report-reader.ts";

/** What an SBOM is about. */
interface DescribedTarget {
  readonly kind: "image" | "sbom";
  readonly name: string;
}

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

/** Finds out what an SBOM is about, of Syft in its own JSON and of SPDX 2; `undefined` when it does not say it. */
export async function findDescribedTarget(document: DocumentBytes): Promise<DescribedTarget | undefined> {
  let image: string | undefined;
  let documentName: string | undefined;
  const splitter = new JsonSplitter({
    maxValueBytes,
    handle: (pattern) => {
      if (pattern === "" || pattern === "/packages") return "open";
      return pattern === "/source" || pattern === "/name" || pattern === "/packages/*" ? "take" : "skip";
    },
    onValue: ({ pattern }, value) => {
      if (pattern === "/name") documentName = name.safeParse(value).data;
      else if (pattern === "/packages/*") image ??= spdxContainer.safeParse(value).data?.name;
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
  if (image !== undefined) return { kind: "image", name: image };
  return documentName === undefined ? undefined : { kind: "sbom", name: documentName };
}
