import * as z from "zod/mini";
import { type Conversion, defineImporter, type ImportContext, type ImportedTarget } from "../define.ts";
import { imageTarget } from "../parts/image-target.ts";
import { optionalText } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { PackageListing } from "../sbom/package-listing.ts";
import { readSyft } from "../sbom/syft.ts";

/** Reads the packages that Syft lists in its own form; it judges nothing. */
export const syft = defineImporter({
  id: "syft",
  name: "Syft",
  reads: ["Syft JSON, schema 1 to 16"],
  mapped: {
    en: "Packages with their licences are packages of the report, which `sekisho scan` matches with advisories. There are no findings. Not mapped: files, relationships. CycloneDX and SPDX of Syft are read by those formats.",
    ja: "パッケージをライセンスとともにレポートのパッケージとします（脆弱性との照合は `sekisho scan`）。検出事項はありません。ファイルと関係は取り込みません。Syft の CycloneDX と SPDX は、それぞれの形式として読み取ります。",
  },
  variants: [
    {
      name: "Syft JSON",
      form: "json",
      signs: [
        { at: "/artifacts", is: "list" },
        { at: "/source/type", is: "text" },
        { at: "/matches", isAbsent: true },
        { at: "/SchemaVersion", isAbsent: true },
      ],
      header: ["/source", "/descriptor"],
      records: [["/artifacts/*"]],
      begin,
    },
  ],
});

/** Source: anchore/syft, schema/json. Until schema 11 the source had a `target`, since then `name` and `metadata`. */
const syftHeader = z.object({
  source: z.nullish(z.looseObject({ type: optionalText, name: optionalText })),
  descriptor: z.nullish(z.object({ version: optionalText })),
});

const image = z.object({ userInput: optionalText, manifestDigest: optionalText });

const artifact = z.record(z.string(), z.unknown());

function begin(header: unknown, context: ImportContext): Conversion {
  const { source, descriptor } = context.read(syftHeader, header ?? {}, "") ?? {};
  const listing = new PackageListing(context);
  return {
    target: targetOf(source ?? {}, context),
    ...present({ toolVersion: descriptor?.version }),
    convert: ({ value, pattern, pointer }) => {
      const read = context.read(artifact, value, pointer);
      if (read !== undefined) readSyft({ pattern, pointer }, read, listing);
      return listing.take();
    },
  };
}

function targetOf(source: NonNullable<z.infer<typeof syftHeader>["source"]>, context: ImportContext): ImportedTarget {
  const { type, name } = source;
  const { targetName } = context;
  const told = source["metadata"] ?? source["target"];
  if (type === "image") {
    const { userInput, manifestDigest } = context.read(image, told ?? {}, "/source/metadata") ?? {};
    return imageTarget({ name: userInput ?? name ?? targetName, digests: [manifestDigest] });
  }
  const path = [name, told, targetName].find((one) => typeof one === "string" && one !== "");
  const target = { name: typeof path === "string" ? path : targetName };
  return type === "directory" ? { kind: "filesystem", ...target } : { kind: "sbom", ...target };
}
