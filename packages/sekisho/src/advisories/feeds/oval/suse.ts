import type { AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed } from "../define.ts";
import { openOval } from "./open-oval.ts";

const source: AdvisorySource = {
  id: "suse-oval",
  name: "SUSE security data",
  license: "CC-BY-4.0",
  attribution: "SUSE LLC",
};

/** Reads the OVAL definitions of SUSE security data. */
export const suse = defineFeed({
  id: "oval/suse",
  sources: [source],
  reads: ["suse.linux.enterprise.server.*.xml, opensuse.leap.*.xml"],
  open: openOval(source.id),
});
