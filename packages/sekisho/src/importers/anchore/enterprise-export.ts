import type { output } from "zod/mini";
import type { Conversion, ImportContext, Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { nearestFix } from "../parts/nearest-fix.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { anchoreExport, anchoreExported } from "./schema.ts";

/** Starts to convert the vulnerabilities of an image as Anchore Enterprise exports them. */
export function beginExport(header: unknown, context: ImportContext): Conversion {
  const image = context.read(anchoreExport, header ?? {}, "")?.metadata;
  const name = [image?.registry, image?.repository].filter((part) => part).join("/");
  const tag = image?.tag ? `:${image.tag}` : "";
  const target = imageTarget({ name: name === "" ? context.targetName : name + tag, digests: [image?.imageDigest] });
  return {
    target,
    ...present({ scannedAt: toTime(image?.timestamp) }),
    convert: ({ value, pointer }) => {
      const flaw = context.read(anchoreExported, value, pointer);
      return flaw === undefined ? [] : [toFlaw(flaw, target.name)];
    },
  };
}

function toFlaw(flaw: output<typeof anchoreExported>, image: string): Outcome {
  const { name, version } = splitPackage(flaw.package, flaw.packageType ?? "");
  const purl = toolPackageUrl({ kinds: [flaw.packageType], name, version });
  const path = flaw.path === "pkgdb" ? "" : flaw.path;
  return flawOutcome({
    id: flaw.vulnerabilityId,
    aliases: flaw.cves?.split(/[,\s]+/),
    package: purl,
    name,
    installed: version,
    fixedIn: flaw.fixAvailable === "None" ? undefined : nearestFix((flaw.fixAvailable ?? "").split(/,\s*/), purl),
    rating: flaw.severity,
    evidence: [evidenceAt(path || image)],
    severities: givenSeverities([{ from: "nvd", score: toNumber(flaw.nvdCvssBaseScore) }]),
    references: [flaw.link],
    firstSeen: flaw.detectedAt,
  });
}

/**
 * `tomcat-annotations-api-9.0.97`, `cups-libs-1:2.2.6-61.el8_10`: the version begins behind the last dash before a digit;
 * packages of a system have a revision behind it, with one more dash.
 */
function splitPackage(text: string, type: string): { readonly name: string; readonly version: string } {
  const starts = [...text.slice(0, maxPackageUnits).matchAll(/-(?=\d)/g)].map(({ index }) => index);
  const last = starts.at(-1);
  if (last === undefined) return { name: text, version: "" };
  const before = starts.at(-2);
  const hasRevision =
    /^(?:rpm|dpkg|deb)$/i.test(type) && before !== undefined && !text.slice(before + 1, last).includes("-");
  const at = hasRevision ? before : last;
  return { name: text.slice(0, at), version: text.slice(at + 1) };
}

const maxPackageUnits = 1000;
