import type { AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed } from "../define.ts";
import { openOval } from "./open-oval.ts";

const source: AdvisorySource = {
  id: "oracle-oval",
  name: "Oracle Linux security data",
  license: "terms not stated by the publisher",
  attribution: "Oracle",
};

/** Reads the OVAL definitions of Oracle Linux security data. */
export const oracle = defineFeed({
  id: "oval/oracle",
  sources: [source],
  reads: ["com.oracle.elsa-*.xml"],
  open: openOval(source.id),
});
